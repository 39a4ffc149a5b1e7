/** Every visible string in three languages, with keys the compiler knows. */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { backupWords } from './settings/backupWords.ts';
import { changesWords } from './plan/changesWords.ts';
import { chatWords } from './chatWords.ts';
import { checkWords } from './review/checkWords.ts';
import { graphWords } from './plan/graphWords.ts';
import { healthWords } from './healthWords.ts';
import { jobWords } from './plan/jobWords.ts';
import { memoryWords } from './memoryWords.ts';
import { modelCheckWords } from './settings/modelCheckWords.ts';
import { planWords } from './plan/planWords.ts';
import { reverifyWords } from './review/reverifyWords.ts';
import { reviewWords } from './review/reviewWords.ts';
import type { Saying } from './saying.ts';
import { settingsScreenWords } from './settings/settingsScreenWords.ts';
import { settingsWords } from './settings/settingsWords.ts';
import { shellWords } from './shellWords.ts';
import { statusWords } from './statusWords.ts';

export const languages = ['en', 'pt-BR', 'es'] as const;
export type Language = (typeof languages)[number];

export const allWords = {
  ...shellWords,
  ...statusWords,
  ...chatWords,
  ...planWords,
  ...graphWords,
  ...jobWords,
  ...changesWords,
  ...reverifyWords,
  ...reviewWords,
  ...checkWords,
  ...memoryWords,
  ...healthWords,
  ...settingsWords,
  ...settingsScreenWords,
  ...modelCheckWords,
  ...backupWords,
} as const satisfies Record<string, Saying>;

type Entry = keyof typeof allWords;
type Base<K> = K extends `${infer B}_one` ? B : K extends `${infer B}_other` ? B : K;
/** A key; `x_one` and `x_other` are said as `x` with a `count`. */
export type Word = Base<Entry>;
type Values = Readonly<Record<string, string | number>>;
export type Say = (word: Word, values?: Values) => string;

function dictionaryOf(index: 0 | 1 | 2): Record<string, string> {
  const dictionary: Record<string, string> = {};
  for (const [key, saying] of Object.entries(allWords)) {
    dictionary[key] = saying[index];
    // Portuguese and Spanish have a plural of their own for millions; it reads like the ordinary one.
    if (key.endsWith('_other')) dictionary[key.replace(/_other$/, '_many')] = saying[index];
  }
  return dictionary;
}

/** The nearest language of ours to what the system asks for. */
export function nearestLanguage(wanted: string): Language {
  if (wanted.toLowerCase().startsWith('pt')) return 'pt-BR';
  return wanted.toLowerCase().startsWith('es') ? 'es' : 'en';
}

export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    resources: {
      en: { translation: dictionaryOf(0) },
      'pt-BR': { translation: dictionaryOf(1) },
      es: { translation: dictionaryOf(2) },
    },
    keySeparator: false,
    nsSeparator: false,
    // React escapes.
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  document.documentElement.lang = language;
}

export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** For stores; screens use `useSay`, which redraws when the language changes. */
export const say: Say = (word, values) => i18next.t(word, values ?? {});

export function useSay(): Say {
  const { t } = useTranslation();
  return (word, values) => t(word, values ?? {});
}

/** For stores; screens use `useLanguage`. */
export const currentLanguage = (): Language => nearestLanguage(i18next.language);

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return nearestLanguage(i18n.language);
}
