/** What the engine says of a status, in the one spelling of Resync. Every layer of the engine spells differently. */
import type { CommonStatus, JobStatus } from '../../../src-preload/contract/plan/plan.ts';
import { commonOfCommon, commonOfInternal, internalOf } from '../../../src-preload/shared/statuses.ts';

/** Statuses of a job that will not run (again) by itself, whatever the outcome. */
export const UNFINISHED_STATUSES = [
  'WAITING',
  'READY',
  'RUNNING',
  'HELD',
  'BLOCKED',
  'UNDECIDED',
  'ERROR',
  'UNKNOWN',
] as const satisfies readonly CommonStatus[];

/** What an OQL filter may name: `JobInPlanStatus` of the v2 description. A status outside it is filtered here instead. */
export const OQL_INTERNAL: ReadonlySet<string> = new Set(
  'HOLD READY FENCE INTRO FAIL EXEC WAIT SUPPR END SUCC SUCCP ABEND CANCL CANCLP ABENP PEND SUSP STUCK EXTRN INTRPT COMPLT ERROR PENDPRED STARTED'.split(' '),
);
export const OQL_COMMON: ReadonlySet<string> = new Set('WAITING READY RUNNING SUCCESSFUL ERROR CANCELED HELD UNDECIDED BLOCKED SUPPRESS'.split(' '));

/** The common status of a word that is either internal or common; null for a word of neither. */
export const commonOfWord = (said: string): CommonStatus | null => commonOfCommon(said) ?? commonOfInternal(said);

export const isKnownStatus = (said: string): boolean => commonOfWord(said) !== null || OQL_INTERNAL.has(internalOf(said));

interface SaidStatus {
  readonly internal: string | null;
  readonly common: string | null;
  readonly substatus: string | null;
  /** A flag beside the last status, and stronger than it. */
  readonly isCanceled: boolean;
  readonly priority: number | null;
}

/** A status nobody knows becomes UNKNOWN and keeps its text; it is never dropped or taken for a good one. */
export function statusOf(said: SaidStatus): JobStatus {
  const internal = said.internal === null ? null : internalOf(said.internal);
  return { internal: internal ?? said.common ?? 'UNKNOWN', common: commonOf(said, internal), substatus: said.substatus };
}

function commonOf(said: SaidStatus, internal: string | null): CommonStatus {
  if (said.isCanceled) return 'CANCELED';
  const byEngine = said.common === null ? null : commonOfCommon(said.common);
  // Two words that contradict each other are never taken for the better one.
  if (byEngine === 'SUCCESSFUL' && internal !== null && commonOfInternal(internal) === 'ERROR') return 'ERROR';
  if (byEngine !== null) return byEngine;
  // Some engines write the internal word in both places.
  if (internal === null) return (said.common === null ? null : commonOfWord(said.common)) ?? 'UNKNOWN';
  if ((internal === 'HOLD' || internal === 'WAIT') && said.priority === 0) return 'HELD';
  return commonOfInternal(internal) ?? 'UNKNOWN';
}

/** Whether a job or stream answers to one of the words; no words mean all. A canceled one answers to no word but that: it will not run and needs nobody. */
export function hasStatus(status: JobStatus, words: readonly string[] | undefined): boolean {
  if (words === undefined || words.length === 0) return true;
  if (status.common === 'CANCELED') return words.some((word) => commonOfWord(word) === 'CANCELED');
  return words.some((word) => status.common === word.toUpperCase() || status.internal === internalOf(word));
}
