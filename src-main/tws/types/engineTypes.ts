/** What the engine tells of itself and of what was done to it: plans, risk, workstations in detail, audit trail, words, metrics, version. */
import type { JobStatus, Workstation } from '../../../src-preload/contract/plan/plan.ts';
import type { Fault } from '../../base/fault.ts';

/** One run of a job; a rerun chain is several, of which the last one counts. */
export interface JobRun {
  readonly id: string | null;
  readonly attempt: number;
  readonly status: JobStatus;
  readonly isCanceled: boolean;
  readonly returnCode: number | null;
  readonly jobNumber: number | null;
  /** REGULAR, RERUN, RERUN_EVERY, RERUN_STEP, RECOVERY, ... */
  readonly kind: string;
  readonly step: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly elapsedMs: number | null;
  readonly estimatedMs: number | null;
  /** Where it really ran: the machine a pool chose. */
  readonly workstation: string | null;
  /** Conditions on its output; `isSatisfied` null: not told. */
  readonly conditions: readonly {
    readonly name: string;
    readonly expression: string | null;
    readonly isSuccess: boolean;
    readonly isSatisfied: boolean | null;
  }[];
  readonly hasEndedTooEarly: boolean | null;
  readonly runsTooLong: boolean | null;
  /** The one that counts. */
  readonly isLast: boolean;
}

export type PlanKind = 'CURRENT' | 'ARCHIVED' | 'SYMNEW' | 'TRIAL' | 'FORECAST';

export interface PlanEntry {
  /** For `planId` of other questions. */
  readonly id: string;
  readonly name: string;
  /** A `PlanKind`, or the engine's own word. */
  readonly kind: string;
  readonly runNumber: number | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly createdAt: string | null;
  readonly firstJobStartedAt: string | null;
  /** `hhmm` as the engine says it. */
  readonly startOfDay: string | null;
  readonly hasCriticalPath: boolean | null;
  /** Objects without LIST rights are missing from every answer. */
  readonly hidesUnlisted: boolean | null;
}

export interface CriticalJob {
  /** For `criticalChain`, and v1's own: not to be taken for the id of a job. null where the engine leaves it out. */
  readonly id: string | null;
  readonly name: string;
  readonly key: string;
  /** HIGH_RISK, POTENTIAL_RISK, ON_TRACK, UNKNOWN, or the engine's own word. */
  readonly risk: string;
  readonly deadlineAt: string | null;
  /** The latest start that still meets the deadline. */
  readonly criticalStartAt: string | null;
  readonly estimatedStartAt: string | null;
  readonly estimatedEndAt: string | null;
  readonly isLate: boolean | null;
  /** That the deadline is met, 0 to 1. */
  readonly confidence: number | null;
  readonly calculatedAt: string | null;
  /** Jobs before it that are in trouble; null where not counted. */
  readonly before: {
    readonly onHotList: number | null;
    readonly late: number | null;
    readonly inError: number | null;
    readonly runningLong: number | null;
  } | null;
}

/** Which part of a critical job's network: the path that decides its end, its jobs in trouble, what is still open or done. */
export type ChainKind = 'critical-path' | 'hot-list' | 'incomplete' | 'completed';

/** A job before a critical job. */
export interface ChainJob {
  /** v1's own. */
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly status: JobStatus;
  readonly priority: number | null;
  readonly isOnCriticalPath: boolean | null;
  readonly isLate: boolean | null;
  readonly runsLong: boolean | null;
  readonly isPromoted: boolean | null;
  /** The latest start that still meets the deadline. */
  readonly criticalStartAt: string | null;
  readonly estimatedStartAt: string | null;
  readonly estimatedEndAt: string | null;
  /** The engine's words for what endangers it: `fence`, `priority`, `stream-limit`, `start-time`, `workstation-ignored`. */
  readonly risks: readonly string[];
}

export interface CriticalCounts {
  readonly onTrack: number;
  readonly potentialRisk: number;
  readonly highRisk: number;
  readonly calculatedAt: string | null;
}

export interface WorkstationDetails extends Workstation {
  readonly description: string | null;
  readonly os: string | null;
  readonly nodeName: string | null;
  readonly port: number | null;
  readonly domain: string | null;
  readonly host: string | null;
  readonly agentId: string | null;
  readonly version: string | null;
  readonly timeZone: string | null;
  /** Of the plan it works with: another one than the master's means that it missed the last rollover. */
  readonly runNumber: number | null;
  readonly startedAt: string | null;
  /** As conman shows it: `LTI JW M`; null when the engine tells no states. */
  readonly stateText: string | null;
  /** v1 only; null where not told. */
  readonly facts: WorkstationFacts | null;
  /** What the engine says when asked to check on it; null where it was not to be had. */
  readonly health: { readonly isWell: boolean | null; readonly message: string | null } | null;
  /** Parts that could not be read. */
  readonly missing: readonly Fault[];
}

/** What only v1 tells of a workstation. */
export interface WorkstationFacts {
  readonly name: string;
  /** LINKED, UNLINKED, FULLY_LINKED, NOT_APPLICABLE, or the engine's own word. */
  readonly linkStatus: string | null;
  readonly certificateExpiresAt: string | null;
  readonly version: string | null;
  readonly hasPlan: boolean | null;
  readonly applicationServer: string | null;
  readonly isBehindFirewall: boolean | null;
}

export interface Domain {
  readonly name: string;
  readonly parent: string | null;
  readonly manager: string | null;
  readonly isMaster: boolean | null;
}

/** Who did what through conman, the console or the database tools. */
export interface AuditRecord {
  readonly id: string | null;
  readonly at: string | null;
  readonly user: string | null;
  /** CONMAN, DATABASE, ... */
  readonly source: string | null;
  readonly action: string | null;
  readonly objectType: string | null;
  readonly object: string | null;
  readonly text: string | null;
}

export const labelGroups = ['status', 'substatus', 'commonStatus', 'activeStates', 'activeFlags', 'workstationType', 'expectedStatus'] as const;
/** By object type (`JOB_IN_PLAN`), group and key: the engine's own label, in the language asked for where it has it. */
export type EngineLabels = Readonly<Record<string, Readonly<Record<(typeof labelGroups)[number], Readonly<Record<string, string>>>>>>;

export interface FolderCount {
  readonly folder: string;
  readonly total: number;
  /** By common status; null where not counted. */
  readonly byStatus: Readonly<Record<string, number>> | null;
}

/** What `/metrics` says. Everything a series does not tell is null or left out, never zero. */
export interface EngineMetrics {
  readonly jobsByStatus: Readonly<Record<string, number>> | null;
  readonly jobs: number | null;
  readonly isDatabaseConnected: boolean | null;
  /** Percent full, by message file. */
  readonly mailboxes: readonly { readonly name: string; readonly percent: number }[];
  readonly workstations: readonly { readonly name: string; readonly isRunning: boolean | null; readonly isLinked: boolean | null }[];
  readonly criticalJobs: readonly {
    readonly name: string;
    readonly isHighRisk: boolean | null;
    readonly isPotentialRisk: boolean | null;
    readonly incompletePredecessors: number | null;
    /** 0 to 1; null where not told. */
    readonly confidence: number | null;
  }[];
  readonly heapUsedBytes: number | null;
  readonly heapMostBytes: number | null;
}

/** Which engine this is, and what it offers; null: not known before it is asked. */
export interface EngineOffer {
  readonly version: string;
  /** The documented version whose behaviour is expected. */
  readonly profile: 'before-v2' | '10.1.0.1' | '10.2.8' | 'newer' | 'unknown';
  /** From the description the engine serves of its own API, when it does. */
  readonly isDescribed: boolean;
  readonly hasPrompts: boolean | null;
  readonly hasFiles: boolean | null;
  readonly hasNextRuns: boolean | null;
  readonly hasSuccessorLists: boolean | null;
}
