/** What the engine says of a status, in the one spelling of Resync. Every layer of the engine spells differently. */
import type { CommonStatus, JobStatus } from '../../../src-preload/contract/plan.ts';

/** v1 (and console) spellings that differ from the v2 ones. */
const SPELLINGS: Readonly<Record<string, string>> = {
  CANCEL: 'CANCL',
  CANCELP: 'CANCLP',
  ABENDP: 'ABENP',
  SUPPRESS: 'SUPPR',
  FAILED: 'FAIL',
  EXEC_PLUS: 'EXEC',
  'EXEC+': 'EXEC',
  INTRO_PLUS: 'INTRO',
  'INTRO+': 'INTRO',
  MPE_SUSP: 'SUSP',
  'USER STAT': 'USER',
  USER_STAT: 'USER',
  COMPLETE: 'COMPLT',
  PENDINGPRED: 'PENDPRED',
  INTERRUPTED: 'INTRPT',
  UNDECIDED: 'UNDCDED',
};

/** Common status of each internal one; HOLD and WAIT with priority 0 are HELD (see `commonOf`). */
const COMMON: Readonly<Record<string, CommonStatus>> = {
  ABEND: 'ERROR',
  FAIL: 'ERROR',
  INTRPT: 'ERROR',
  ABENP: 'RUNNING',
  SUCCP: 'RUNNING',
  EXEC: 'RUNNING',
  STARTED: 'RUNNING',
  BOUND: 'RUNNING',
  RJOB: 'RUNNING',
  RECOVERY_IN_PROGRESS: 'RUNNING',
  ADD: 'WAITING',
  HOLD: 'WAITING',
  INTRO: 'WAITING',
  PEND: 'WAITING',
  PENDPRED: 'WAITING',
  SCHED: 'WAITING',
  WAIT: 'WAITING',
  WAITD: 'WAITING',
  WAITFORINPUT: 'WAITING',
  READY: 'READY',
  FENCE: 'READY',
  USER: 'HELD',
  SUCC: 'SUCCESSFUL',
  COMPLT: 'SUCCESSFUL',
  SUPPR: 'SUPPRESS',
  SUPPRBYCOND: 'SUPPRESS',
  CANCL: 'CANCELED',
  CANCLP: 'CANCELED',
  DELETED: 'CANCELED',
  SUSP: 'BLOCKED',
  STUCK: 'BLOCKED',
  ERROR: 'UNDECIDED',
  EXTRN: 'UNDECIDED',
  UNDCDED: 'UNDECIDED',
  DONE: 'UNDECIDED',
};

/** The engine's common statuses; the distributed engine uses the first ten. */
const ENGINE_COMMON: Readonly<Record<string, CommonStatus>> = {
  WAITING: 'WAITING',
  READY: 'READY',
  RUNNING: 'RUNNING',
  SUCCESSFUL: 'SUCCESSFUL',
  ERROR: 'ERROR',
  CANCELED: 'CANCELED',
  HELD: 'HELD',
  UNDECIDED: 'UNDECIDED',
  BLOCKED: 'BLOCKED',
  SUPPRESS: 'SUPPRESS',
  SUCCEED: 'SUCCESSFUL',
  CANCELLED: 'CANCELED',
  SUPPRESSED: 'SUPPRESS',
  WAITING_FOR_TRIGGER: 'WAITING',
  READY_PREV_WS_NONREP: 'READY',
  COMPLETED: 'SUCCESSFUL',
  DUMMY_COMPLETED: 'SUCCESSFUL',
  SUPPRESS_BY_COND: 'SUPPRESS',
  INTERRUPTED: 'ERROR',
};

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

export function internalOf(said: string): string {
  const upper = said.trim().toUpperCase();
  return SPELLINGS[upper] ?? upper;
}

/** The common status of a word that is either internal or common; null for a word of neither. */
export function commonOfWord(said: string): CommonStatus | null {
  const upper = said.trim().toUpperCase();
  return ENGINE_COMMON[upper] ?? COMMON[internalOf(upper)] ?? null;
}

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
  const byEngine = said.common === null ? undefined : ENGINE_COMMON[said.common.trim().toUpperCase()];
  if (byEngine !== undefined) return byEngine;
  // Some engines write the internal word in both places.
  if (internal === null) return (said.common === null ? null : commonOfWord(said.common)) ?? 'UNKNOWN';
  if ((internal === 'HOLD' || internal === 'WAIT') && said.priority === 0) return 'HELD';
  return COMMON[internal] ?? 'UNKNOWN';
}

/** Whether a job or stream answers to one of the words; no words mean all. A canceled one answers to no word but that: it will not run and needs nobody. */
export function hasStatus(status: JobStatus, words: readonly string[] | undefined): boolean {
  if (words === undefined || words.length === 0) return true;
  if (status.common === 'CANCELED') return words.some((word) => commonOfWord(word) === 'CANCELED');
  return words.some((word) => status.common === word.toUpperCase() || status.internal === internalOf(word));
}
