/** Every status a job or stream can have, in the one spelling of Resync, with the common status it counts as. Data for all sides: client, answers, screens. */
import type { CommonStatus } from '../contract/plan/plan.ts';

/**
 * Internal status -> common status, by the manual's tables; where those are silent (DONE, END, FENCE, SCHED and the last of each
 * group) by what operators take it for. HOLD and WAIT with priority 0 are HELD, and a canceled job is CANCELED whatever stands here.
 */
const commons = {
  ABEND: 'ERROR',
  FAIL: 'ERROR',
  INTRPT: 'ERROR',
  EXEC: 'RUNNING',
  ABENP: 'RUNNING',
  SUCCP: 'RUNNING',
  STARTED: 'RUNNING',
  BOUND: 'RUNNING',
  RJOB: 'RUNNING',
  RECOVERY_IN_PROGRESS: 'RUNNING',
  ADD: 'WAITING',
  ARRVING: 'WAITING',
  HOLD: 'WAITING',
  INTRO: 'WAITING',
  NONREPPRED: 'WAITING',
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
  STUCK: 'BLOCKED',
  SUSP: 'BLOCKED',
  ERROR: 'UNDECIDED',
  EXTRN: 'UNDECIDED',
  UNDCDED: 'UNDECIDED',
  DONE: 'UNDECIDED',
  END: 'UNDECIDED',
} as const satisfies Readonly<Record<string, CommonStatus>>;

export type InternalStatus = keyof typeof commons;
export const internalStatuses = Object.keys(commons) as readonly InternalStatus[]; // the keys of the table

/** Spellings of v1, the console and streams that differ from those of v2 jobs. */
const SPELLINGS: Readonly<Record<string, InternalStatus>> = {
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
  USER_STREAM: 'USER',
  COMPLETE: 'COMPLT',
  PENDINGPRED: 'PENDPRED',
  NONREPORTINGPRED: 'NONREPPRED',
  ARRIVING: 'ARRVING',
  INTERRUPTED: 'INTRPT',
  UNDECIDED: 'UNDCDED',
};

/** The engine's common statuses; the distributed engine uses the first ten, manuals and older versions spell the next three. */
const COMMON_WORDS: Readonly<Record<string, CommonStatus>> = {
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

/** Why a job or stream is where it is. The last two are those of streams. Whether the engine fills them is up to its version. */
export const allSubstatuses = [
  'HOLD_WAITING_FOR_PREDECESSOR',
  'HOLD_UNEXPECTED_PREDECESSOR_CONDITION',
  'HOLD_WAITING_FOR_TIME',
  'HOLD_WAITING_FOR_PROMPT',
  'HOLD_WAITING_FOR_FILE',
  'HOLD_WAITING_FOR_INPUT',
  'HOLD_PRIORITY_ZERO',
  'READY_WAITING_FOR_RESOURCES',
  'READY_WAITING_FOR_LIMIT',
  'READY_WAITING_FOR_AGENT',
  'READY_WAITING_FOR_USER_INTERVENTION',
  'READY_SUPPRESSED',
  'READY_SUBMITTED',
  'SUPPR_UNSATISFIED_DEPENDENCY',
  'SUPPR_WORKSTATION_IGNORED',
  'SUCC_DO_NOT_RUN',
  'SUCC_COMPLETED',
  'WAITING_FOR_RESOURCE',
  'WAITING_FOR_USER_INTERVENTION',
] as const;
export type AnySubstatus = (typeof allSubstatuses)[number];

/** The word as Resync spells it, known or not: `CANCEL` -> `CANCL`, `pondering` -> `PONDERING`. */
export function internalOf(said: string): string {
  const upper = said.trim().toUpperCase();
  return Object.hasOwn(SPELLINGS, upper) ? (SPELLINGS[upper] ?? upper) : upper;
}

export const isInternalStatus = (word: string): word is InternalStatus => Object.hasOwn(commons, word);
export const isSubstatus = (word: string): word is AnySubstatus => (allSubstatuses as readonly string[]).includes(word);

/** Of an internal status in any spelling; null for a word that is none. */
export function commonOfInternal(said: string): CommonStatus | null {
  const word = internalOf(said);
  return isInternalStatus(word) ? commons[word] : null;
}

/** Of a common status as any engine spells it; null for a word that is none. */
export function commonOfCommon(said: string): CommonStatus | null {
  const upper = said.trim().toUpperCase();
  return Object.hasOwn(COMMON_WORDS, upper) ? (COMMON_WORDS[upper] ?? null) : null;
}
