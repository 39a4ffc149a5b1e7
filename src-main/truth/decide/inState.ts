/** Whether a status may be called by a word of an answer. */
import type { JobStatus } from '../../../src-preload/contract/plan/plan.ts';
import { STATUS_WORDS, type StatusWord } from '../../../src-preload/shared/claimWords.ts';
import type { StatePredicate } from '../lexicon/sense.ts';

const FINISHED = new Set(['SUCC', 'ABEND', 'FAIL', 'FAILED', 'CANCL', 'CANCEL', 'COMPLT', 'ERROR', 'SUPPR', 'SUPPRESS']);

/** It runs or has ended. */
export const isUnderWay = ({ internal, common }: JobStatus): boolean =>
  FINISHED.has(internal.toUpperCase()) || common === 'RUNNING' || common === 'SUCCESSFUL' || common === 'ERROR';

/** Words that are no status of the scheduler. */
const SAID: Partial<Readonly<Record<StatePredicate, (status: JobStatus) => boolean | null>>> = {
  DONE: ({ internal, common }) => internal.toUpperCase() === 'SUCC' || common === 'SUCCESSFUL',
  ENDED: ({ internal, common }) => FINISHED.has(internal.toUpperCase()) || common === 'SUCCESSFUL' || common === 'ERROR',
  STARTED: isUnderWay,
  NOT_STARTED: (status) => !isUnderWay(status),
  // People call a job that has not started "waiting", whatever the scheduler's word for it is.
  WAITING: ({ common }) => common === 'WAITING' || common === 'READY' || common === 'HELD',
  HELD_BY_PERSON: ({ common }) => (common === 'UNKNOWN' ? null : common === 'HELD'),
};

/** null: this status cannot say. */
export function isInState(status: JobStatus, isCanceled: boolean, said: StatePredicate): boolean | null {
  const own = SAID[said];
  if (own !== undefined) return own(status);
  if (!isStatusWord(said)) return null;
  const allowed: { readonly internal: readonly string[]; readonly common: readonly string[] } = STATUS_WORDS[said];
  const internal = status.internal.toUpperCase();
  if ((said === 'CANCELED' || said === 'CANCL') && isCanceled) return true;
  if (allowed.internal.includes(internal) || allowed.common.includes(status.common)) return true;
  if (said === 'BLOCKED' || said === 'HELD') return status.common === 'UNKNOWN' ? null : false;
  // A reading that tells the engine's word alone cannot deny a word for a group of them.
  return status.common === 'UNKNOWN' && allowed.common.length > 0 && !FINISHED.has(internal) ? null : false;
}

const isStatusWord = (said: StatePredicate): said is StatusWord => Object.hasOwn(STATUS_WORDS, said);
