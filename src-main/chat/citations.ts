/** Lets only citations of real receipts through, while the text streams: `[r1]` stays, one that points to nothing never shows. */

/** Blanks before a citation that go with it, and those inside it at each place. */
const MOST_BLANKS = 8;
/** `[r1]`, `[R1]`, `[r1, r2]`. */
const CITATION = /([ \t]{0,8})\[\s{0,8}([rR]\d{1,3}(?:\s{0,8}[,;]\s{0,8}[rR]?\d{1,3}){0,30})\s{0,8}\]/g;
/** What a citation that has begun may hold so far. */
const BEGUN = /^\s{0,8}(?:[rR][\srR\d,;]*)?$/;
/** Nothing longer is held back: what a reader is shown late, and what is looked at again with each piece. */
const LONGEST = 300;

export interface CitationFilter {
  /** @returns what can be shown now; the start of a possible citation is held back. */
  push(text: string): string;
  end(): string;
}

/** @param exists whether this turn has a receipt with the label, asked when the citation is complete. */
export function createCitationFilter(exists: (label: string) => boolean): CitationFilter {
  let held = '';
  const settle = (text: string) =>
    text.replace(CITATION, (_whole, blank: string, list: string) => {
      const real = [...new Set(list.split(/[,;]/).map((label) => `r${Number(label.replace(/[^\d]/g, ''))}`))].filter(exists);
      return real.length === 0 ? '' : blank + real.map((label) => `[${label}]`).join('');
    });
  return {
    push(text) {
      held += text;
      const begin = startOfCitation(held);
      const shown = settle(held.slice(0, begin));
      held = held.slice(begin);
      return shown;
    },
    end() {
      const shown = settle(held);
      held = '';
      return shown;
    },
  };
}

/** Where a citation may have begun, with the blanks before it, that the next piece completes; the end of the text when none has. */
function startOfCitation(text: string): number {
  const tail = Math.max(0, text.length - LONGEST);
  const open = text.lastIndexOf('[');
  let begin = open >= tail && BEGUN.test(text.slice(open + 1)) ? open : text.length;
  const mostBack = Math.max(0, begin - MOST_BLANKS);
  while (begin > mostBack && (text[begin - 1] === ' ' || text[begin - 1] === '\t')) begin--;
  return begin;
}
