/** Takes a model's thoughts out of its text: the whole of it at the end, and what can be shown already while it comes. */
import { beginningOfMark, codeIn, type Mark, nextMark, nextThought } from './marks.ts';

export interface Thoughtless {
  readonly text: string;
  readonly hasThoughts: boolean;
  /** The last thought never ended: whether anything was meant as an answer, nobody can tell. */
  readonly isOpen: boolean;
  /** Each end that had no beginning, with the words before it and with those behind it: a quotation of others is none. */
  readonly loneEnds: readonly string[];
}

/** More is no thinking any more, and each is looked for. */
const MOST_MARKS = 500;
const MOST_AROUND = 24;
const LEAST_AROUND = 6;

/** A template may have opened a thought outside the reply: all that stands before a closing sign without an opening one was thought. */
export function withoutThoughts(text: string): Thoughtless {
  let said = '';
  let from = 0;
  let isThinking = false;
  const loneEnds: string[] = [];
  const marks = thoughtMarks(text);
  for (const mark of marks) {
    const isEnd = mark.kind === 'thought-ends';
    if (isEnd && !isThinking) loneEnds.push(...around(text, mark));
    if (!isThinking) said = isEnd ? '' : said + text.slice(from, mark.at);
    isThinking = !isEnd;
    from = mark.end;
  }
  const isOpen = isThinking || marks.length >= MOST_MARKS;
  return { text: isOpen ? said : said + text.slice(from), hasThoughts: marks.length > 0, isOpen, loneEnds };
}

function around(text: string, { at, end }: Mark): string[] {
  const before = text.slice(Math.max(0, at - MOST_AROUND), at).trim();
  const behind = text.slice(end, end + MOST_AROUND).trim();
  const sign = text.slice(at, end);
  return [...(before.length < LEAST_AROUND ? [] : [before + sign]), ...(behind.length < LEAST_AROUND ? [] : [sign + behind])];
}

/** In code they are what it is about. */
function thoughtMarks(text: string): Mark[] {
  const first = nextThought(text, 0);
  const code = first === null ? [] : codeIn(text);
  const marks: Mark[] = [];
  let span = 0;
  for (let mark = first; mark !== null && marks.length < MOST_MARKS; mark = nextThought(text, mark.end)) {
    while ((code[span]?.end ?? Number.POSITIVE_INFINITY) <= mark.at) span++;
    if ((code[span]?.at ?? Number.POSITIVE_INFINITY) > mark.at) marks.push(mark);
  }
  return marks;
}

export interface LiveText {
  /** @returns what can be shown now. */
  push(piece: string): string;
  end(): string;
}

/**
 * What a reader sees while the reply comes: no thoughts, and nothing more behind a sign that is not meant for people. What the whole is, the answer
 * gate says at its end.
 */
export function createLiveText(): LiveText {
  let held = '';
  let isThinking = false;
  let isMuted = false;
  let hasBegun = false;
  let marks = 0;

  const drain = (isLast: boolean): string => {
    let shown = '';
    let from = 0;
    for (;;) {
      const mark = isThinking ? nextThought(held, from) : nextMark(held, from);
      if (mark === null) break;
      if (!isThinking) shown += held.slice(from, mark.at);
      from = mark.end;
      marks += 1;
      isMuted ||= (!isThinking && mark.kind !== 'thought-begins') || marks > MOST_MARKS;
      if (isMuted) return shown;
      isThinking = mark.kind === 'thought-begins';
    }
    const begun = isLast ? held.length : Math.max(from, beginningOfMark(held));
    if (!isThinking) shown += held.slice(from, begun);
    held = held.slice(begun);
    return shown;
  };
  const shownOf = (text: string): string => {
    if (hasBegun) return text;
    const shown = text.trimStart();
    hasBegun = shown !== '';
    if (!shown.startsWith('{')) return shown;
    // JSON is a call, or data: the gate says which.
    isMuted = true;
    return '';
  };
  return {
    push(piece) {
      if (isMuted) return '';
      held += piece;
      return shownOf(drain(false));
    },
    end: () => (isMuted ? '' : shownOf(drain(true))),
  };
}
