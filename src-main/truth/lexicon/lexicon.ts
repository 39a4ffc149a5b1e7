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

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}'’&~-]+/gu) ?? [];

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

/** Small words that a sentence is hardly without. */
const SMALL: Readonly<Record<AnswerLanguage, ReadonlySet<string>>> = {
  en: new Set('the is are was were has have with and not for of it its this that because will from by on'.split(' ')),
  pt: new Set('o os um uma nao esta estao com em no na do da das e foi ele seu sua ainda ao pelo ja sao ou mas tem as'.split(' ')),
  es: new Set('el la los las un una esta estan con en del y fue su aun al lo ya son pero tiene hay se es de'.split(' ')),
};
const SHAPES: Readonly<Record<AnswerLanguage, RegExp>> = { en: /\bthe\b/i, pt: /[ãõçêâ]/i, es: /[ñ¿¡]|ción|\p{L}ó(?!\p{L})/iu };
const known: Readonly<Record<AnswerLanguage, ReadonlySet<string>>> = {
  en: new Set([...lexicons.en.values()].flatMap((phrases) => phrases.flatMap(({ words }) => words))),
  pt: new Set([...lexicons.pt.values()].flatMap((phrases) => phrases.flatMap(({ words }) => words))),
  es: new Set([...lexicons.es.values()].flatMap((phrases) => phrases.flatMap(({ words }) => words))),
};

/** The one whose words explain most of the answer; one with too few words of its own is in the language of the question. */
export function answerLanguage(answer: string, question: string): AnswerLanguage {
  const weigh = (text: string, language: AnswerLanguage) => {
    const words = wordsOf(flat(text));
    const count = (all: ReadonlySet<string>) => words.filter((word) => all.has(word)).length;
    return 2 * count(known[language]) + count(SMALL[language]) + (SHAPES[language].test(text) ? 2 : 0);
  };
  const score = (language: AnswerLanguage) => 2 * weigh(answer.slice(0, 4_000), language) + weigh(question.slice(0, 500), language);
  const [best] = (['en', 'pt', 'es'] as const).map((language) => ({ language, score: score(language) })).toSorted((one, other) => other.score - one.score);
  return best?.language ?? 'en';
}
