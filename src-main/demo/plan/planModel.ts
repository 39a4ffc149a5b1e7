/** The simulated plan as it really is: what the API shows at an instant is computed from this and nothing else. */

export interface PlanWorkstation {
  readonly id: string;
  readonly name: string;
  readonly type: 'MANAGER' | 'WORKLOAD_BROKER' | 'FTA' | 'AGENT' | 'POOL' | 'D-POOL' | 'X-AGENT';
  readonly os: 'LINUX' | 'AIX' | 'WINDOWS' | 'OTHER';
  readonly description: string;
  readonly nodeName: string;
  /** -1 = system, no limit. */
  readonly limit: number;
  readonly fence: number;
  readonly isLinked: boolean;
  /** Machines a pool hands its jobs to. */
  readonly members: readonly string[];
  /** Null: the plan's. */
  readonly timeZone: string | null;
}

export type ConditionStatus = 'STARTED' | 'SUCC' | 'ABEND' | 'FAIL' | 'SUPPR';
/** How the predecessor must have come out; one of them is enough. Without a condition it must have ended well. */
export interface FollowCondition {
  readonly statuses: readonly ConditionStatus[];
  /** Names of the predecessor's output conditions. */
  readonly outputs: readonly string[];
}
export type PlanFollow =
  | { readonly kind: 'job'; readonly jobId: string; readonly condition?: FollowCondition }
  | { readonly kind: 'stream'; readonly streamId: string; readonly condition?: FollowCondition };

/** What is waited for, at job or at stream level. */
export type PlanDependency =
  | PlanFollow
  /** So many of the members are enough. */
  | { readonly kind: 'join'; readonly id: string; readonly name: string; readonly needed: number; readonly members: readonly PlanFollow[] }
  /** Of another network; what it asks for is text to this engine. */
  | { readonly kind: 'network'; readonly id: string; readonly agent: string; readonly asks: string; readonly answersMs: number }
  /** Of a stream that the plan does not hold: `pending` may still come, `zombie` never will. */
  | {
      readonly kind: 'absent';
      readonly id: string;
      readonly state: 'pending' | 'zombie';
      readonly streamName: string;
      readonly folder: string;
      readonly workstation: string;
      readonly jobName: string | null;
      readonly schedMs: number;
    }
  | { readonly kind: 'file'; readonly fileId: string }
  | { readonly kind: 'prompt'; readonly promptId: string }
  | { readonly kind: 'resource'; readonly resourceId: string; readonly quantity: number };

/** One run of a job. A start of Infinity means that nothing will start it. */
export interface PlanRun {
  readonly id: string;
  readonly jobNumber: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: RunOutcome;
  readonly returnCode: number;
  readonly rerunType: 'REGULAR' | 'RERUN' | 'RERUN_EVERY' | 'RECOVERY' | 'RECOVERY_RERUN';
  /** From when on it stands in the plan; a first run always does. */
  readonly plannedMs: number;
  /** Which machine of a pool ran it, and what its script wrote: where it was written down. Otherwise both are made from the job number. */
  readonly machine?: string;
  readonly written?: readonly string[];
}
export type RunOutcome = 'SUCC' | 'ABEND' | 'FAIL';

export interface OutputCondition {
  readonly name: string;
  /** A return code, or two of them: `RC=4`, `RC=0 OR RC=4`. */
  readonly expression: string;
  readonly isSuccess: boolean;
}
/** What few jobs have; those that have none of it share one object. */
export interface JobTraits {
  /** Runs again this long after each start, until `untilMs`. */
  readonly everyMs: number | null;
  /** The latest start. */
  readonly untilMs: number | null;
  readonly untilAction: 'SUPPRESS' | 'CONTINUE' | 'CANCEL';
  /** After CONTINUE what follows runs although the job has not ended well. */
  readonly recovery: 'STOP' | 'CONTINUE' | 'RERUN';
  readonly outputConditions: readonly OutputCondition[];
  /** Its stream was not carried forward while it ran: what it was defined as is not known any more. */
  readonly isUserJob: boolean;
}
export const ORDINARY: JobTraits = { everyMs: null, untilMs: null, untilAction: 'SUPPRESS', recovery: 'STOP', outputConditions: [], isUserJob: false };

/** What somebody did to a job, whatever the schedule had in mind for it. */
export interface JobChange {
  /** When, epoch ms. */
  readonly atMs: number;
  readonly status?: string;
  readonly returnCode?: number | null;
  readonly isHeld?: boolean;
  readonly isCanceled?: boolean;
  readonly priority?: number;
  readonly isLate?: boolean;
  readonly actualWorkstation?: string;
  readonly estimatedMs?: number;
  readonly deadlineMs?: number | null;
}

export interface PlanJob {
  readonly id: string;
  readonly name: string;
  readonly streamId: string;
  readonly position: number;
  readonly workstation: string;
  readonly priority: number;
  readonly isCritical: boolean;
  readonly deadlineMs: number | null;
  /** Not before this instant (`at`). */
  readonly startTimeMs: number | null;
  readonly estimatedMs: number;
  readonly user: string;
  readonly script: string;
  /** Empty: exit code 0 is success. */
  readonly successCondition: string;
  readonly dependencies: readonly PlanDependency[];
  canceledMs: number | null;
  /** What the script writes, when it is not made from the script's name. */
  readonly output: readonly string[] | null;
  readonly traits: JobTraits;
  /** Which job it goes on as from plan to plan; null: made from its id. */
  readonly persistentId: string | null;
  change: JobChange | null;
  /** When a condition that can no more be met, or the latest start, took it out. Infinity = never. Filled by the schedule. */
  suppressedMs: number;
  /** When every dependency is met; Infinity = never as things stand. Filled by the schedule. */
  readyMs: number;
  /** In order, at least one. Filled by the schedule. */
  runs: readonly PlanRun[];
}

export interface PlanStream {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly workstation: string;
  /** The 16 characters by which conman knows it. */
  readonly internalIdentifier: string;
  readonly schedMs: number;
  readonly limit: number;
  readonly priority: number;
  readonly isCarriedForward: boolean;
  /** Whether what is unfinished at the end of the plan goes on in the next one. */
  readonly carries: boolean;
  /** Null: the plan's. */
  readonly timeZone: string | null;
  /** Which stream it goes on as from plan to plan; null: made from its id. */
  readonly persistentId: string | null;
  readonly dependencies: readonly PlanDependency[];
  readonly jobIds: readonly string[];
  /** A job of it was changed by hand: `doneMs` does not hold any more. */
  isChanged: boolean;
  /** When all its jobs are successful or canceled. Filled by the schedule. */
  doneMs: number;
}

export interface PlanFile {
  readonly id: string;
  readonly name: string;
  readonly workstation: string;
  readonly arrivesMs: number;
}
export interface PlanPrompt {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly text: string;
  readonly workstation: string;
  readonly jobId: string;
  readonly answeredMs: number;
}
export interface PlanResource {
  readonly id: string;
  readonly name: string;
  readonly workstation: string;
  readonly quantity: number;
}
/** A follows relation: `to` waits for `from`. */
export interface PlanEdge {
  readonly from: { readonly kind: 'job' | 'stream'; readonly id: string };
  readonly to: { readonly kind: 'job' | 'stream'; readonly id: string };
}

export interface SimulatedPlan {
  readonly id: string;
  readonly runNumber: number;
  readonly timeZone: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly workstations: ReadonlyMap<string, PlanWorkstation>;
  readonly streams: ReadonlyMap<string, PlanStream>;
  readonly jobs: ReadonlyMap<string, PlanJob>;
  readonly files: ReadonlyMap<string, PlanFile>;
  readonly prompts: ReadonlyMap<string, PlanPrompt>;
  readonly resources: ReadonlyMap<string, PlanResource>;
  /** Made when first asked for. */
  readonly edges: readonly PlanEdge[];
  /** Job of each run id; made when first asked for. */
  readonly jobOfRun: ReadonlyMap<string, PlanJob>;
  /** Put away at the end of its day: it can be read, and nothing in it moves any more. */
  readonly isArchived: boolean;
  /** Counts what was changed by hand: states computed before are not those of now. Shared by every view of the plan. */
  readonly edits: { revision: number };
}

/** The follows relations in it: those of a join are its members. */
export function followsOf(dependency: PlanDependency): readonly PlanFollow[] {
  if (dependency.kind === 'job' || dependency.kind === 'stream') return [dependency];
  return dependency.kind === 'join' ? dependency.members : [];
}

/** Raises for an id that the plan itself made: a bug, not an input. */
export function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`the simulated plan refers to ${id}, which it does not hold`);
  return found;
}
