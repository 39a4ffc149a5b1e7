/** The words of the three languages as they are looked up: the longest phrase that stands in the text wins. */
import { attributes, type Attribute } from '../../../src-preload/shared/facts/attributes.ts';
import { flat } from '../text/flat.ts';
import { english } from './english.ts';
import { portuguese } from './portuguese.ts';
import { marks, type RelationSaid, type Sense, type StatePredicate, type UnitSaid } from './sense.ts';
import { spanish } from './spanish.ts';

export type AnswerLanguage = 'en' | 'pt' | 'es';
interface Phrase {
  readonly words: readonly string[];
  readonly sense: Sense;
}
/** By first word, longest first. */
export type Lexicon = ReadonlyMap<string, readonly Phrase[]>;

function lexiconOf(text: string): Lexicon {
  const phrases = text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const colon = line.indexOf(':');
      const sense = senseOf(line.slice(0, colon));
      return line
        .slice(colon + 1)
        .split(' | ')
        .map((phrase) => ({ words: wordsOf(flat(phrase.trim())), sense }));
    });
  const grouped = Map.groupBy(phrases, ({ words }) => words[0] ?? '');
  return new Map([...grouped].map(([first, all]) => [first, all.toSorted((a, b) => b.words.length - a.words.length)]));
}

export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}'’&~-]+/gu) ?? [];

function senseOf(code: string): Sense {
  const [is = '', what = ''] = code.split(' ');
  switch (is) {
    case 'state':
      return { is, state: what as StatePredicate };
    case 'event':
      return { is, event: what as 'start' };
    case 'attribute':
      if (!Object.hasOwn(attributes, what)) throw new Error(`No attribute ${what}.`);
      return { is, attribute: what as Attribute };
    case 'relation':
      return { is, relation: what as RelationSaid };
    case 'unit':
      return { is, unit: what as UnitSaid };
    case 'number':
      return { is, number: Number(what) };
    default: {
      const mark = marks.find((one) => one === is);
      if (mark === undefined) throw new Error(`No sense ${is}.`);
      return { is: mark };
    }
  }
}

export const lexicons: Readonly<Record<AnswerLanguage, Lexicon>> = { en: lexiconOf(english), pt: lexiconOf(portuguese), es: lexiconOf(spanish) };

const HINTS: Readonly<Record<AnswerLanguage, ReadonlySet<string>>> = {
  en: new Set('the is are was were has have with and not for at of it its this waits failed running because will from to'.split(' ')),
  pt: new Set('o os um uma nao esta estao com em no na do da dos das e foi que ele seu sua ainda por porque ao as pelo ja sao ou mas tem'.split(' ')),
  es: new Set('el los las un una no esta estan con en del y fue que su aun por porque al la lo ya son o pero tiene hay se es'.split(' ')),
};

/** By its small words: answers mix in words of the trade in English, which say nothing. */
export function answerLanguage(answer: string, question: string): AnswerLanguage {
  const text = answer.slice(0, 4_000);
  const words = wordsOf(flat(text));
  const asked = wordsOf(flat(question.slice(0, 500)));
  const share = (all: readonly string[], language: AnswerLanguage) => all.filter((word) => HINTS[language].has(word)).length;
  // A short answer may hold none of them: then it is in the language of the question.
  const score = (language: AnswerLanguage) =>
    2 * share(words, language) + (MARKS[language].test(text) ? 3 : 0) + share(asked, language) + (MARKS[language].test(question) ? 1 : 0);
  const [best] = (['en', 'pt', 'es'] as const).map((language) => ({ language, score: score(language) })).toSorted((a, b) => b.score - a.score);
  return best?.language ?? 'en';
}
const MARKS: Readonly<Record<AnswerLanguage, RegExp>> = { en: /\bthe\b/i, pt: /[ãõçêâ]/i, es: /[ñ¿¡]|ción|\p{L}ó(?!\p{L})/iu };
