/** Lets only citations of real receipts through, while the text streams: `[r1]` stays, one that points to nothing never shows. */

/** What may be the beginning of a citation, with the blank before it. */
const MAY_BEGIN = /[ \t]*(?:\[(?:\s*[rR]\d{0,3}(?:\s*[,;]\s*[rR]?\d{0,3})*\s*)?)?$/;
/** `[r1]`, `[R1]`, `[r1, r2]`. */
const CITATION = /([ \t]*)\[\s*([rR]\d{1,3}(?:\s*[,;]\s*[rR]?\d{1,3})*)\s*\]/g;

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
      const begin = MAY_BEGIN.exec(held)?.index ?? held.length;
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
