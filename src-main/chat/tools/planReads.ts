/** What the tools need from the plan; `app.ts` hands it in. Each method raises a Fault rather than return less than it knows. */
import type { ImpactResult, Job, JobDetails, LogExcerpt, PlanSummary, Stream, WaitReason, Workstation } from '../../../src-preload/contract/plan/plan.ts';
import type { CriticalPath, LateJob } from '../../../src-preload/contract/plan/planGraph.ts';
import type { WorkstationDetails } from '../../tws/types/engineTypes.ts';
import type { CallOptions, FileDependencyState, JobQuery, Prompt, Reading, Resource, StreamDetails } from '../../tws/types/types.ts';

export interface PlanReads {
  summary(options: CallOptions): Promise<Reading<PlanSummary>>;
  findJobs(query: JobQuery, options: CallOptions): Promise<Reading<Job[]>>;
  /** Jobs that answer to an id, display key, `STREAM.JOB` or name; an exact match wins over a wildcard. At most 20. */
  resolveJob(ref: string, options: CallOptions): Promise<Reading<Job[]>>;
  jobDetails(id: string, options: CallOptions): Promise<Reading<JobDetails>>;
  /** The last `maxLines` lines, or the lines around each match of `search`. */
  jobLog(id: string, excerpt: { readonly search?: string | undefined; readonly maxLines: number }, options: CallOptions): Promise<Reading<LogExcerpt>>;
  whyNotRunning(id: string, options: CallOptions): Promise<Reading<WaitReason[]>>;
  successors(id: string, depth: number, options: CallOptions): Promise<Reading<{ job: Job; depth: number; via: string }[]>>;
  impact(id: string, options: CallOptions): Promise<Reading<ImpactResult>>;
  findStreams(
    query: { readonly name?: string | undefined; readonly statuses?: readonly string[] | undefined; readonly limit: number },
    options: CallOptions,
  ): Promise<Reading<Stream[]>>;
  workstations(query: { readonly name?: string | undefined; readonly onlyProblems: boolean }, options: CallOptions): Promise<Reading<Workstation[]>>;
  /** Streams that answer to a name or key; several instances of a day stay several. */
  resolveStream(ref: string, options: CallOptions): Promise<Reading<Stream[]>>;
  streamDetails(id: string, options: CallOptions): Promise<Reading<StreamDetails>>;
  streamJobs(id: string, options: CallOptions): Promise<Reading<Job[]>>;
  resolveWorkstation(name: string, options: CallOptions): Promise<Reading<Workstation[]>>;
  workstationDetails(id: string, options: CallOptions): Promise<Reading<WorkstationDetails>>;
  resources(options: CallOptions): Promise<Reading<Resource[]>>;
  prompts(options: CallOptions): Promise<Reading<Prompt[]>>;
  files(options: CallOptions): Promise<Reading<FileDependencyState[]>>;
  /** batchman as the engine says it: `LIVES`, or nothing moves; null when it does not say. Never raises TWS_*. */
  batchman(options: CallOptions): Promise<string | null>;
  /** The engine's clock, epoch ms: "the last 4 hours" are the scheduler's hours. */
  engineNowMs(): number;
  /** The same, after the engine has been heard at least once: a window counted before that would be this machine's. */
  engineClock(options: CallOptions): Promise<number>;
  /** Raises NO_ENGINE when none is connected. */
  engine(): { readonly id: string; readonly name: string; readonly isDemo: boolean; readonly timeZone: string | null };
}

/** What needs the whole plan as a graph. */
export interface GraphReads {
  predecessors(id: string, depth: number, options: CallOptions): Promise<Reading<{ job: Job; depth: number; via: string }[]>>;
  criticalPath(id: string, options: CallOptions): Promise<Reading<CriticalPath>>;
  late(limit: number, options: CallOptions): Promise<Reading<LateJob[]>>;
}
