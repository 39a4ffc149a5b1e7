/** Which scheduler statuses a claimed status word allows: written by claim extraction, read by the auditor's checks. */

/**
 * A claimed word holds when the job's (or stream's) internal status is in `internal`, or its common status is in `common`.
 * `HOLD` (waits for dependencies) and `HELD` (somebody holds it) are different things: neither list contains the other.
 */
export const STATUS_WORDS = {
  // Words that name a class.
  FAILED: { internal: ['ABEND', 'FAIL', 'FAILED', 'STUCK'], common: ['ERROR'] },
  NOT_FINISHED: { internal: [], common: ['WAITING', 'READY', 'RUNNING', 'HELD', 'UNDECIDED', 'BLOCKED'] },
  // Common statuses.
  WAITING: { internal: [], common: ['WAITING'] },
  READY: { internal: ['READY'], common: ['READY'] },
  RUNNING: { internal: ['EXEC'], common: ['RUNNING'] },
  SUCCESSFUL: { internal: ['SUCC'], common: ['SUCCESSFUL'] },
  // `ERROR` is said of any failed job (common status) and is also an internal status of its own (internetwork check failed).
  ERROR: { internal: ['ERROR'], common: ['ERROR'] },
  CANCELED: { internal: ['CANCL', 'CANCEL', 'CANCLP', 'CANCELP'], common: ['CANCELED'] },
  HELD: { internal: ['USER', 'USER STAT'], common: ['HELD'] },
  UNDECIDED: { internal: [], common: ['UNDECIDED'] },
  BLOCKED: { internal: ['STUCK', 'SUSP'], common: ['BLOCKED'] },
  SUPPRESS: { internal: ['SUPPR', 'SUPPRESS'], common: ['SUPPRESS'] },
  UNKNOWN: { internal: [], common: ['UNKNOWN'] },
  // Internal statuses, said as the engine says them.
  ABEND: { internal: ['ABEND'], common: [] },
  ABENP: { internal: ['ABENP', 'ABENDP'], common: [] },
  ADD: { internal: ['ADD'], common: [] },
  BOUND: { internal: ['BOUND'], common: [] },
  CANCL: { internal: ['CANCL', 'CANCEL'], common: ['CANCELED'] },
  CANCLP: { internal: ['CANCLP', 'CANCELP'], common: [] },
  DONE: { internal: ['DONE'], common: [] },
  EXEC: { internal: ['EXEC', 'EXEC_PLUS'], common: [] },
  EXTRN: { internal: ['EXTRN'], common: [] },
  FAIL: { internal: ['FAIL', 'FAILED'], common: [] },
  FENCE: { internal: ['FENCE'], common: [] },
  HOLD: { internal: ['HOLD'], common: [] },
  INTRO: { internal: ['INTRO', 'INTRO_PLUS'], common: [] },
  PEND: { internal: ['PEND'], common: [] },
  SCHED: { internal: ['SCHED'], common: [] },
  STUCK: { internal: ['STUCK'], common: [] },
  SUCC: { internal: ['SUCC'], common: [] },
  SUCCP: { internal: ['SUCCP'], common: [] },
  SUPPR: { internal: ['SUPPR', 'SUPPRESS'], common: [] },
  SUSP: { internal: ['SUSP', 'MPE_SUSP'], common: [] },
  WAIT: { internal: ['WAIT', 'WAITD'], common: [] },
} as const satisfies Record<string, { readonly internal: readonly string[]; readonly common: readonly string[] }>;
export type StatusWord = keyof typeof STATUS_WORDS;

/** Words said of a job that are flags, not statuses: `isLate`, `isCritical`. */
export const JOB_FLAG_WORDS = ['LATE', 'CRITICAL'] as const;
/** Words said of a workstation: `isLinked`, `isJobmanUp`, and whether `problem` is set. */
export const WORKSTATION_WORDS = ['LINKED', 'UNLINKED', 'JOBMAN_UP', 'JOBMAN_DOWN', 'PROBLEM', 'NO_PROBLEM'] as const;
