/** Whether a text is written as a person writes: in the language that was asked for, and not in circles. Pure. */

export type WrittenLanguage = 'en' | 'pt-BR' | 'es';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** Small words of one language and not of the others: names and statuses are the same in all of them. */
const OWN: Readonly<Record<WrittenLanguage, ReadonlySet<string>>> = {
  en: words(
    'the is are was were be been has have had its it this that these those of and or with without from by for not there which what why when where at to in on because could cannot can only one two both no yes will would should job failed',
  ),
  'pt-BR': words(
    'não é são está estão foi foram em um uma uns umas dos das do da no na nos nas ao à pelo pela com sem você ele ela eles isso isto esta este porque mais também já ainda ou e terminou falhou tarefa',
  ),
  es: words(
    'el la los las un una unos unas y o es son está están fue fueron en del al con sin por porque usted él ella ellos eso esto esta este más también ya todavía pero no hay terminó falló tarea',
  ),
};
/** Fewer say nothing. */
const LEAST_WORDS = 6;
const LETTERS = /\p{L}+/gu;
/** Scripts that none of the three languages is written in. */
const FOREIGN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}]/gu;
const MOST_CHARS = 20_000;
const QUOTED = /"[^"\n]{1,400}"|“[^“”\n]{1,400}”|«[^«»\n]{1,400}»|^>[^\n]*$/gmu;

/** Only where there is no doubt: names, quotations and code are not in any language. */
export function isInOtherLanguage(prose: string, language: WrittenLanguage): boolean {
  const text = prose.slice(0, MOST_CHARS).replace(QUOTED, ' ');
  const tokens = tokensOf(text);
  const letters = tokens.reduce((sum, { length }) => sum + length, 0);
  if ((text.match(FOREIGN) ?? []).length > letters / 3) return true;
  const own = countOf(tokens, language);
  return othersThan(language).some((other) => countOf(tokens, other) >= LEAST_WORDS && countOf(tokens, other) > 3 * own);
}

/** Whether a question shows by itself that it is in this language: one of names alone does not, and may be answered in any. */
export function isSurelyIn(question: string, language: WrittenLanguage): boolean {
  const tokens = tokensOf(question.slice(0, MOST_CHARS));
  const own = countOf(tokens, language);
  return othersThan(language).every((other) => countOf(tokens, other) < own);
}

const tokensOf = (text: string): string[] => (text.match(LETTERS) ?? []).map((word) => word.toLowerCase());
const countOf = (tokens: readonly string[], language: WrittenLanguage): number => tokens.filter((word) => OWN[language].has(word)).length;
const othersThan = (language: WrittenLanguage) => (['en', 'pt-BR', 'es'] as const).filter((other) => other !== language);

const MOST_RUN = 16;
const MOST_SAME_LINES = 8;
/** `-` and `=` draw lines. */
const SAME_LETTER = /([\p{L}\p{N}.!?])\1{79}/u;

/** The same word, line or letter again and again: the model ran in circles. */
export function isRepetition(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    longestRun(lines.filter((line) => /\p{L}/u.test(line))) > MOST_SAME_LINES ||
    longestRun(text.split(/\s+/).filter(isWord)) > MOST_RUN ||
    SAME_LETTER.test(text) ||
    isFewWords(text)
  );
}

const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);

function longestRun(items: readonly string[]): number {
  let longest = 0;
  let run = 0;
  items.forEach((item, at) => {
    run = item === items[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

/** A phrase that repeats has few words for its length; a table has a name in each row. */
function isFewWords(text: string): boolean {
  const all = text.toLowerCase().match(LETTERS) ?? [];
  return all.length >= 150 && new Set(text.toLowerCase().split(/\s+/)).size < all.length / 15;
}
