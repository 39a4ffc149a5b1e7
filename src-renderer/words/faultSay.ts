/** Faults in the reader's language: the core's by their code, the renderer's own by its own words. */
import { faultOriginal, faultSentence } from '../../src-preload/shared/words/faultSentences.ts';
import type { FaultData } from '../../src-preload/contract/fault.ts';
import type { FaultView } from '../bridge/fault.ts';
import { currentLanguage, type Language, say, useLanguage, useSay } from './words.ts';

type Shown = Pick<FaultData, 'code' | 'message' | 'detail'> | FaultView;

/** What the core said of a fault; null for the renderer's own. */
const told = (fault: Shown): Pick<FaultData, 'code' | 'message' | 'detail'> | null => {
  const { code, message, detail } = fault;
  return code === 'DISCONNECTED' ? null : { code, message, ...(detail === undefined ? {} : { detail }) };
};

interface FaultText {
  readonly sentence: string;
  /** The core's English sentence, where it tells more. */
  readonly original: string | null;
}

function faultText(fault: Shown, language: Language, disconnected: string): FaultText {
  const known = told(fault);
  if (known === null) return { sentence: disconnected, original: null };
  return { sentence: faultSentence(known, language), original: faultOriginal(known, language) };
}

export function useFaultText(): (fault: Shown) => FaultText {
  const say = useSay();
  const language = useLanguage();
  return (fault) => faultText(fault, language, say('line.disconnected'));
}

/** For stores: one line, for a notice that passes. */
export function sayFault(fault: Shown): string {
  const { sentence, original } = faultText(fault, currentLanguage(), say('line.disconnected'));
  return original === null ? sentence : `${sentence} (${original})`;
}
