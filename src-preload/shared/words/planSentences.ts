/** Plan facts as sentences in the reader's language; scripts and models get the English one beside the fact. */
import type { DependencyFact, MissedCondition, SummaryPart, WaitFact, WorkstationFact } from '../../contract/plan/planFacts.ts';
import type { Language } from './language.ts';
import { type Hand, inWords, type PlanWords } from './planWords.ts';
import { english } from './planWordsEn.ts';
import { spanish } from './planWordsEs.ts';
import { portuguese } from './planWordsPtBr.ts';

const WORDS: Readonly<Record<Language, PlanWords>> = { en: english, 'pt-BR': portuguese, es: spanish };

/** Names, text and instants just as they are. */
export const PLAIN: Hand = { name: (name) => name, text: (text) => text, time: (instant) => instant };

export const waitSentence = (fact: WaitFact, language: Language, hand: Hand): string => inWords(WORDS[language].wait, fact, hand);

/** @param name of the workstation, as it is to be written */
export const workstationSentence = (fact: WorkstationFact, language: Language, name: string): string => inWords(WORDS[language].workstation, fact, name);

/** A few words to stand beside a dependency. */
export const dependencyWords = (fact: DependencyFact, language: Language): string => inWords(WORDS[language].dependency, fact);

/** Why a job will not run at all, in a few words. @param name of what it asked, as it is to be written */
export const missedWords = (missed: MissedCondition, language: Language, name: string): string => WORDS[language].missed(missed, name);

/** @param why null: the part was read, but not to its end. */
export function missingSentence(part: SummaryPart, why: string | null, language: Language): string {
  const { summaryPart, partFailed, partCut } = WORDS[language];
  return why === null ? partCut(summaryPart[part]) : partFailed(summaryPart[part], why);
}
