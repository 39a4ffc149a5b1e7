/** A fault as one sentence in the reader's language. */
import type { FaultData } from '../fault.ts';
import { FAULT_WORDS } from './faultWords.ts';
import type { Language } from './language.ts';

type Told = Pick<FaultData, 'code' | 'message' | 'detail'>;

/** In English the fault's own sentence, which holds its facts; otherwise the sentence of its code, with the bare facts behind it. */
export function faultSentence({ code, message, detail }: Told, language: Language): string {
  if (language === 'en') return message;
  const sentence = FAULT_WORDS[code][language];
  return detail === undefined ? sentence : `${sentence.replace(/\.$/, '')} (${detail}).`;
}
