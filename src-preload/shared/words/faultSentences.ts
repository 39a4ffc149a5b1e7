/** A fault as one sentence in the reader's language. */
import type { FaultCode, FaultData } from '../../contract/fault.ts';
import { FAULT_WORDS } from './faultWords.ts';
import type { Language } from './language.ts';

type Told = Pick<FaultData, 'code' | 'message' | 'detail'>;

/** In English the fault's own sentence, which holds its facts; otherwise the sentence of its code, with the bare facts behind it. */
export function faultSentence({ code, message, detail }: Told, language: Language): string {
  if (language === 'en') return message;
  const sentence = FAULT_WORDS[code][language];
  return detail === undefined ? sentence : `${sentence.replace(/\.$/, '')} (${detail}).`;
}

/** Codes that say all there is to say. */
const PLAIN_CODES: ReadonlySet<FaultCode> = new Set(['UNAUTHENTICATED', 'NO_ENGINE', 'STOPPED', 'INTERNAL', 'PARTIAL_DATA']);

/** The English sentence where it tells more than the translated one, to stand small beside it; else null. */
export function faultOriginal({ code, message, detail }: Told, language: Language): string | null {
  return language === 'en' || detail !== undefined || PLAIN_CODES.has(code) || message === '' ? null : message;
}
