/** Finds lines in a text that streams by and is never held whole: a range of them, or those around a word. Pure but for its memory. */

export interface LogLine {
  /** From 1. */
  readonly number: number;
  /** Longer lines are cut to `LONGEST_LINE` characters. */
  readonly text: string;
  /** It holds the word searched for; false in a range. */
  readonly isMatch: boolean;
}

export type LinesWanted =
  | { readonly keep: 'lines' /** Both ends included, from 1. */; readonly from: number; readonly to: number }
  /** The last `most` lines of those that hold the word or stand near one, in any case of letters. */
  | { readonly keep: 'matching'; readonly word: string; readonly context: number; readonly most: number };

export interface Scanned {
  readonly lines: readonly LogLine[];
  /** Lines seen; all there are when the text ended before enough was found. */
  readonly seen: number;
  /** Lines that hold the word, shown or not. */
  readonly matches: number;
  /** Fewer are shown than were found. */
  readonly isCut: boolean;
}

export interface LineScanner {
  /** @returns false when nothing further can be of use. */
  add(bytes: Uint8Array): boolean;
  /** Call once, when the text ends or enough was found. */
  end(): Scanned;
}

/** One line of binary must not fill memory or the screen. */
const LONGEST_LINE = 2_000;
const MOST_LINE_BYTES = 8_192;
const NEWLINE = 10;

export function createLineScanner(wanted: LinesWanted): LineScanner {
  const take = wanted.keep === 'lines' ? rangeTaker(wanted) : matchTaker(wanted);
  const line = createLineBytes();
  let seen = 0;
  const finish = () => take.line(++seen, line.text());
  return {
    add(bytes) {
      let from = 0;
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
        line.add(bytes.subarray(from, at));
        from = at + 1;
        if (!finish()) return false;
      }
      line.add(bytes.subarray(from));
      return true;
    },
    end() {
      // A text ends with a newline; that makes no further line.
      if (!line.isEmpty()) finish();
      return { seen, ...take.taken() };
    },
  };
}

/** The beginning of the line being read, at most what is shown of it. */
function createLineBytes() {
  let kept: Uint8Array[] = [];
  let bytes = 0;
  return {
    add(piece: Uint8Array) {
      if (bytes < MOST_LINE_BYTES && piece.length > 0) kept.push(piece.slice(0, MOST_LINE_BYTES - bytes));
      bytes += piece.length;
    },
    isEmpty: () => bytes === 0,
    text(): string {
      const text = Buffer.concat(kept).toString('utf8').replace(/\r$/, '').slice(0, LONGEST_LINE);
      kept = [];
      bytes = 0;
      return text;
    },
  };
}

interface Taker {
  /** @returns false when no later line is wanted. */
  line(number: number, text: string): boolean;
  taken(): Omit<Scanned, 'seen'>;
}

function rangeTaker({ from, to }: { readonly from: number; readonly to: number }): Taker {
  const lines: LogLine[] = [];
  let isPast = false;
  return {
    line(number, text) {
      if (number > to) isPast = true;
      else if (number >= from) lines.push({ number, text, isMatch: false });
      // One further line tells that the text goes on.
      return !isPast;
    },
    taken: () => ({ lines, matches: 0, isCut: isPast }),
  };
}

function matchTaker({ word, context, most }: { readonly word: string; readonly context: number; readonly most: number }): Taker {
  const needle = word.toLowerCase();
  const lines: LogLine[] = [];
  const before: LogLine[] = [];
  let after = 0;
  let matches = 0;
  let isCut = false;
  const keep = (line: LogLine) => {
    lines.push(line);
    if (lines.length <= most) return;
    lines.shift();
    isCut = true;
  };
  return {
    line(number, text) {
      const isMatch = text.toLowerCase().includes(needle);
      const line = { number, text, isMatch };
      if (isMatch) {
        matches++;
        for (const earlier of before.splice(0)) keep(earlier);
        keep(line);
        after = context;
      } else if (after > 0) {
        after--;
        keep(line);
      } else {
        before.push(line);
        if (before.length > context) before.shift();
      }
      return true;
    },
    taken: () => ({ lines, matches, isCut }),
  };
}

/** The same over a text that is there already; `firstLine` is the number of its first line. */
export function scanText(text: string, firstLine: number, wanted: LinesWanted): Scanned {
  const before = firstLine - 1;
  const own = wanted.keep === 'lines' ? { ...wanted, from: wanted.from - before, to: wanted.to - before } : wanted;
  const scanner = createLineScanner(own);
  scanner.add(Buffer.from(text));
  const { lines, seen, ...rest } = scanner.end();
  return { ...rest, seen: seen + before, lines: lines.map((line) => ({ ...line, number: line.number + before })) };
}
