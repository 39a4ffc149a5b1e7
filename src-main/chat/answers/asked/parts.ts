/** A question of several parts: "how many waiting, and how many done?". Pure. */

const WORD_OF_QUESTION =
  'how|what|whats|which|who|why|when|where|is|are|does|did|will|quantos|quantas|quais|qual|quem|quando|onde|por ?qu[eê]|o que|como|cu[aá]nt[oa]s|cu[aá]l(?:es)?|qui[eé]n|cu[aá]ndo|d[oó]nde|qu[eé]|c[oó]mo|est[aá]';
/** After a comma alone, a part of its own is begun by fewer words: ", what is it?" is a tail. */
const AFTER_COMMA = 'how|which|who|when|where|quantos|quantas|quais|quem|quando|onde|cu[aá]nt[oa]s|cu[aá]les|qui[eé]n|cu[aá]ndo|d[oó]nde';
const BETWEEN = new RegExp(
  String.raw`[?;][ \t]{1,4}(?:(?:and|e|y|also|tamb[eé]m|tambi[eé]n)[ \t]{1,4})?(?=¿?(?:${WORD_OF_QUESTION})\b)|,?[ \t]{1,4}(?:and|e|y|also)[ \t]{1,4}(?=¿?(?:${WORD_OF_QUESTION})\b)|,[ \t]{1,4}(?=¿?(?:${AFTER_COMMA})\b)`,
  'iu',
);
const MOST_PARTS = 4;
/** A part of fewer letters is a tail of the one before: "...?)". */
const LEAST_LETTERS = 4;

/** What follows a question without asking ("They told me ...") is no part of it. One when there is nothing to take apart. */
export function partsOf(text: string): string[] {
  if (text.includes('\n')) return [text];
  const parts = text
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part.replace(/\P{L}/gu, '').length >= LEAST_LETTERS);
  return parts.length <= 1 || parts.length > MOST_PARTS ? [text] : parts;
}

const PRONOUN = /\b(?:it|he|ele|ela|isso|esse|eso|ese)\b/i;
/** "Why did LOAD_DWH fail and what does it block?": the second part speaks of the first one's job. */
export const withNameFor = (part: string, name: string): string => (PRONOUN.test(part) ? part.replace(PRONOUN, () => name) : part);
