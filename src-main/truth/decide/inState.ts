/** Whether a status may be called by a word of an answer. */
import type { JobStatus } from '../../../src-preload/contract/plan/plan.ts';
import { STATUS_WORDS, type StatusWord } from '../../../src-preload/shared/claimWords.ts';
import type { StatePredicate } from '../lexicon/sense.ts';

const FINISHED = new Set(['SUCC', 'ABEND', 'FAIL', 'FAILED', 'CANCL', 'CANCEL', 'COMPLT', 'ERROR', 'SUPPR', 'SUPPRESS']);

/** null: this status cannot say. */
export function isInState(status: JobStatus, isCanceled: boolean, said: StatePredicate): boolean | null {
  const internal = status.internal.toUpperCase();
  switch (said) {
    case 'DONE':
      return internal === 'SUCC' || status.common === 'SUCCESSFUL';
    case 'ENDED':
      return FINISHED.has(internal) || status.common === 'SUCCESSFUL' || status.common === 'ERROR';
    case 'STARTED':
      return FINISHED.has(internal) || status.common === 'RUNNING' || status.common === 'SUCCESSFUL' || status.common === 'ERROR';
    case 'NOT_STARTED':
      return !(FINISHED.has(internal) || status.common === 'RUNNING' || status.common === 'SUCCESSFUL' || status.common === 'ERROR');
    case 'WAITING':
      // People call a job that has not started "waiting", whatever the scheduler's word for it is.
      return status.common === 'WAITING' || status.common === 'READY' || status.common === 'HELD';
    case 'HELD_BY_PERSON':
      return status.common === 'UNKNOWN' ? null : status.common === 'HELD';
    default:
      break;
  }
  if (!Object.hasOwn(STATUS_WORDS, said)) return null;
  const allowed: { readonly internal: readonly string[]; readonly common: readonly string[] } = STATUS_WORDS[said as StatusWord];
  if ((said === 'CANCELED' || said === 'CANCL') && isCanceled) return true;
  if (allowed.internal.includes(internal) || allowed.common.includes(status.common)) return true;
  if (said === 'BLOCKED' || said === 'HELD') return status.common === 'UNKNOWN' ? null : false;
  // A reading that tells the engine's word alone cannot deny a word for a group of them.
  return status.common === 'UNKNOWN' && allowed.common.length > 0 && !FINISHED.has(internal) ? null : false;
}

/** It runs or has ended. */
export const isUnderWay = ({ internal, common }: JobStatus): boolean =>
  FINISHED.has(internal.toUpperCase()) || common === 'RUNNING' || common === 'SUCCESSFUL' || common === 'ERROR';
