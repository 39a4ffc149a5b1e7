/** What could not be read, in the language of the answer. */
import type { FaultData } from '../../../../src-preload/contract/fault.ts';
import type { PlanSummary } from '../../../../src-preload/contract/plan/plan.ts';
import { faultSentence } from '../../../../src-preload/shared/words/faultSentences.ts';
import { missingSentence } from '../../../../src-preload/shared/words/planSentences.ts';
import type { Language } from '../asked/language.ts';
import { visible } from './visible.ts';

export const faultText = (language: Language, fault: FaultData): string => visible(faultSentence(fault, language));

/** A part of the plan's summary; its own English sentence names the part already. */
export function missingText(language: Language, { part, ...fault }: PlanSummary['missing'][number]): string {
  const why = faultText(language, fault);
  if (language === 'en' || part === null) return why;
  return missingSentence(part, fault.code === 'PARTIAL_DATA' ? null : why, language);
}
