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
/** Its language shows in the beginning of a text. */
const MOST_CHARS = 4_000;
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
const MOST_SAME_LETTERS = 80;

/** The same word, line or letter again and again: the model ran in circles. */
export function isRepetition(text: string): boolean {
  const words = text.split(/\s+/);
  return longestRun(words, isSaid) > MOST_RUN || longestRun(text.split('\n'), isSaid) > MOST_SAME_LINES || hasSameLetters(text) || isFewWords(words);
}

/** Lines are drawn of other signs. */
const isSaid = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function longestRun(items: readonly string[], counts: (item: string) => boolean): number {
  let longest = 0;
  let run = 0;
  items.forEach((item, at) => {
    run = item === items[at - 1] ? run + 1 : 1;
    if (run > longest && counts(item)) longest = run;
  });
  return longest;
}

function hasSameLetters(text: string): boolean {
  let run = 1;
  for (let at = 1; at < text.length; at++) {
    run = text.charCodeAt(at) === text.charCodeAt(at - 1) ? run + 1 : 1;
    if (run === MOST_SAME_LETTERS && isSaid(text.charAt(at))) return true;
  }
  return false;
}

/** A phrase that repeats has few words for its length; a table has a name in each row. */
const isFewWords = (words: readonly string[]): boolean => words.length >= 150 && new Set(words).size < words.length / 15;
