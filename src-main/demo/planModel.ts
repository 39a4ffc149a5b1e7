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
}

/** What is waited for, at job or at stream level. */
export type PlanDependency =
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'stream'; readonly streamId: string }
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
  readonly rerunType: 'REGULAR' | 'RERUN';
}
export type RunOutcome = 'SUCC' | 'ABEND' | 'FAIL';

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
  readonly canceledMs: number | null;
  /** What the script writes, when it is not made from the script's name. */
  readonly output: readonly string[] | null;
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
  readonly dependencies: readonly PlanDependency[];
  readonly jobIds: readonly string[];
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
  readonly edges: readonly PlanEdge[];
  /** Job of each run id. */
  readonly jobOfRun: ReadonlyMap<string, PlanJob>;
  /** Put away at the end of its day: it can be read, and nothing in it moves any more. */
  readonly isArchived: boolean;
}

/** Raises for an id that the plan itself made: a bug, not an input. */
export function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`the simulated plan refers to ${id}, which it does not hold`);
  return found;
}
