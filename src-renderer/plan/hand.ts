/** How plan facts are written on a screen: as they are, instants in the engine's zone. */
import { useContext } from 'react';
import type { PlanSummary } from '../../src-preload/contract/plan/plan.ts';
import { missingSentence, PLAIN } from '../../src-preload/shared/words/planSentences.ts';
import type { Hand } from '../../src-preload/shared/words/planWords.ts';
import { useMinute } from '../ui/time/now.ts';
import { ZoneContext } from '../ui/time/Time.tsx';
import { zonedTime } from '../ui/time/time.ts';
import { type Language, useLanguage } from '../words/words.ts';

export function useHand(): Hand {
  const zone = useContext(ZoneContext);
  const language = useLanguage();
  const now = useMinute();
  return { ...PLAIN, time: (at) => zonedTime(at, now, { language, zone }) };
}

/** A part of the summary that was not, or not wholly, read. @param why the sentence of its fault; in English it names the part already */
export function missingText({ part, code }: PlanSummary['missing'][number], why: string, language: Language): string {
  return language === 'en' || part === null ? why : missingSentence(part, code === 'PARTIAL_DATA' ? null : why, language);
}
