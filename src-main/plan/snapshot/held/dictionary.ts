/** Texts kept once and known by number: a plan of 200,000 jobs has some thousands of different names. */

/** The number of "nothing said". */
const NONE = 0;

export interface Dictionary {
  readonly size: number;
  /** `NONE` for null. */
  codeOf(text: string | null): number;
  textOf(code: number): string | null;
}

export function createDictionary(): Dictionary {
  const texts: (string | null)[] = [null];
  const codes = new Map<string, number>();
  return {
    get size() {
      return texts.length;
    },
    codeOf(text) {
      if (text === null) return NONE;
      const known = codes.get(text);
      if (known !== undefined) return known;
      const code = texts.length;
      texts.push(text);
      codes.set(text, code);
      return code;
    },
    textOf: (code) => texts[code] ?? null,
  };
}
