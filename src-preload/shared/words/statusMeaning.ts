/** What a status means, its usual cause, and what a person may do next (shown, never done), in the reader's language. */
import type { CommonStatus, JobStatus } from '../../contract/plan/plan.ts';
import { commonOfCommon, commonOfInternal, internalOf, isInternalStatus, isSubstatus } from '../statuses.ts';
import type { Language } from './language.ts';
import { english } from './status/english.ts';
import { portuguese } from './status/portuguese.ts';
import { spanish } from './status/spanish.ts';
import type { StatusText, StatusWords } from './status/statusWords.ts';

const WORDS: Readonly<Record<Language, StatusWords>> = { en: english, 'pt-BR': portuguese, es: spanish };

export interface StatusMeaning {
  /** In the one spelling of Resync: ABEND, HOLD, ... */
  readonly status: string;
  readonly common: CommonStatus;
  /** A few words for a table or a badge. */
  readonly label: string;
  /** A sentence. */
  readonly meaning: string;
  readonly cause: string | null;
  readonly nextStep: string | null;
  /** False: the engine's word is new to this version, and nothing is assumed about it. */
  readonly isKnown: boolean;
}

/** Of a job or stream as it is read: the substatus, where there is one, says more exactly why. */
export function statusMeaning(status: JobStatus, language: Language): StatusMeaning {
  const words = WORDS[language];
  const { text, isKnown } = textOf(status, words);
  const [label, meaning, cause, next] = text;
  const why = substatusOf(status, words);
  return {
    status: status.internal,
    common: status.common,
    label,
    meaning,
    cause: why === null ? cause : why[0],
    nextStep: why === null ? next : (why[1] ?? next),
    isKnown,
  };
}

/** Of a word somebody asks about, in any spelling of the engine (`SUPPRESS`, `exec+`, `HELD`); null for a word that is no status. */
export function wordMeaning(word: string, language: Language): StatusMeaning | null {
  const internal = internalOf(word);
  // ERROR is both: people mean the common one.
  const common = commonOfCommon(word);
  if (common !== null && (internal === 'ERROR' || !isInternalStatus(internal))) return statusMeaning({ internal: common, common, substatus: null }, language);
  const own = commonOfInternal(internal);
  return own === null ? null : statusMeaning({ internal, common: own, substatus: null }, language);
}

function textOf({ internal, common }: JobStatus, words: StatusWords): { readonly text: StatusText; readonly isKnown: boolean } {
  if (isInternalStatus(internal) && commonOfInternal(internal) === common) return { text: words.internal[internal], isKnown: true };
  // A canceled job keeps its last status beside the flag, one with priority 0 its HOLD, and ERROR is a common status too.
  if (common === 'CANCELED' || common === 'HELD' || (internal === common && common !== 'UNKNOWN')) return { text: words.common[common], isKnown: true };
  if (isInternalStatus(internal)) return { text: words.internal[internal], isKnown: true };
  return { text: internal === 'UNKNOWN' ? words.common.UNKNOWN : words.unknown(internal), isKnown: false };
}

function substatusOf({ substatus, internal, common }: JobStatus, words: StatusWords): StatusWords['substatus'][keyof StatusWords['substatus']] | null {
  if (substatus !== null && isSubstatus(substatus) && common !== 'CANCELED') return words.substatus[substatus];
  return common === 'HELD' && (internal === 'HOLD' || internal === 'WAIT') ? words.substatus.HOLD_PRIORITY_ZERO : null;
}
