/** Cuts an answer into the pieces claims are read from, each with its place in the text. */

export interface Piece {
  /** `log`: a line of a fenced block; `row`: a line of a table; `quote`: a quoted line that is not a memory. */
  readonly kind: 'sentence' | 'row' | 'log' | 'quote';
  readonly text: string;
  /** UTF-16 offsets in the answer. */
  readonly start: number;
  readonly end: number;
  /** Pieces of one paragraph belong together: a pronoun looks back into it, a quoted line supports its neighbours. */
  readonly paragraph: number;
  /** Labels cited in or right behind the piece: `r1`. */
  readonly cited: readonly string[];
  readonly isListItem: boolean;
  /** Headings of the table a row stands in. */
  readonly columns: readonly string[];
}

/** As long as a line of a log gets. */
const MOST_PIECE_CHARS = 2_000;
/** A sentence is read with all that is known of it at once: what goes on for pages is cut. */
const MOST_SENTENCE_CHARS = 1_000;
/** A boundary: end of sentence, closing emphasis, the citations that follow, then space or the end. */
const SENTENCE_END =
  /[.!?:;…]["”')\]*_]{0,9}(?:\s{0,2}\[r\d{1,4}\]){1,6}(?=\s|$)|[.!?…]["”')*_]{0,9}(?=\s{1,9}["“'(*_`¿¡\p{Lu}\d]|$)|(?:\s{0,2}\[r\d{1,4}\]){1,6}(?=\s{1,9}\p{Lu}|$)/gu;
/** Blocks our own answers show memories in begin with a bold heading; what stands there was said of another day. */
const MEMORY_HEADING = /^>\s*\*\*.+:\*\*\s*$/;

export function piecesOf(answer: string): Piece[] {
  const pieces: Piece[] = [];
  let paragraph = 0;
  let fence: { readonly mark: string; readonly isLog: boolean } | null = null;
  let isMemory = false;
  let columns: readonly string[] = [];
  let at = 0;
  for (const line of answer.split('\n')) {
    const start = at;
    at += line.length + 1;
    const opening = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line);
    if (fence !== null) {
      if (opening?.[1]?.startsWith(fence.mark) === true) fence = null;
      else if (fence.isLog && line.trim() !== '') pieces.push(piece('log', line, start, paragraph));
    } else if (opening !== null) fence = { mark: opening[1]!, isLog: !/^(?:conman|sh|bash|shell|console|json|sql)$/i.test(opening[2] ?? '') };
    else if (line.trim() === '') {
      paragraph += 1;
      isMemory = false;
      columns = [];
    } else if (line.startsWith('>')) {
      if (MEMORY_HEADING.test(line)) isMemory = true;
      else if (!isMemory) pieces.push(piece('quote', line.replace(/^>\s?/, ''), start + line.length - line.replace(/^>\s?/, '').length, paragraph));
    } else if (line.trimStart().startsWith('|')) {
      if (!/^[\s|:-]+$/.test(line)) pieces.push({ ...piece('row', line, start, paragraph), columns });
      // The line above the rule holds the headings.
      else columns = cellsOf(pieces.at(-1)?.text ?? '');
    } else pieces.push(...sentencesOf(line, start, paragraph));
  }
  return pieces;
}

/** What stands between the bars, without them. */
export const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

function sentencesOf(line: string, offset: number, paragraph: number): Piece[] {
  const masked = line.replace(/`[^`]*`/g, (span) => 'x'.repeat(span.length));
  const isListItem = /^\s*(?:[-*+]|\d+[.)])\s/.test(line);
  const cuts = [...masked.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length);
  const ends = [...new Set([...cuts, line.length])].sort((a, b) => a - b).flatMap((end, at, all) => withCuts(all[at - 1] ?? 0, end));
  let from = 0;
  return ends.flatMap((end) => {
    const text = line.slice(from, end);
    const start = offset + from;
    from = end;
    return text.trim() === '' ? [] : [{ ...piece('sentence', text, start, paragraph), isListItem }];
  });
}

/** The end of a sentence, and the places it is cut at when it goes on for pages. */
const withCuts = (from: number, end: number): number[] => [
  ...Array.from({ length: Math.max(0, Math.ceil((end - from) / MOST_SENTENCE_CHARS) - 1) }, (_, at) => from + (at + 1) * MOST_SENTENCE_CHARS),
  end,
];

function piece(kind: Piece['kind'], whole: string, offset: number, paragraph: number): Piece {
  const raw = whole.slice(0, MOST_PIECE_CHARS);
  const cited = [...raw.matchAll(/\[(r\d+)\]/g)].map((match) => match[1]!);
  const lead = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?/.exec(raw)?.[0].length ?? 0;
  const body =
    kind === 'log'
      ? raw
      : raw
          .trimEnd()
          .replace(/(?:\s{0,2}\[r\d{1,4}\]){1,12}$/, '')
          .trimEnd();
  const start = kind === 'log' ? 0 : Math.min(lead, body.length);
  return { kind, text: body.slice(start), start: offset + start, end: offset + body.length, paragraph, cited, isListItem: false, columns: [] };
}
