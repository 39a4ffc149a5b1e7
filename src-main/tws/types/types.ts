/** What the rest of Resync may ask a scheduler, and what every answer carries. Read-only by construction: there is no verb here. */
import type { Dependency, Job, JobDetails, Stream, Workstation } from '../../../src-preload/contract/plan/plan.ts';
import type { Fault } from '../../base/fault.ts';
import type { Calendar, Definition, DefinitionKind, DefinitionQuery, JobDefinition, NextRun, StreamDefinition, VariableTable } from './definitionTypes.ts';
import type {
  AuditRecord,
  ChainJob,
  ChainKind,
  CriticalCounts,
  CriticalJob,
  Domain,
  EngineLabels,
  EngineMetrics,
  EngineOffer,
  FolderCount,
  JobRun,
  PlanEntry,
  PlanKind,
  WorkstationDetails,
  WorkstationFacts,
} from './engineTypes.ts';
import type { JobLog, LogLines, LogSearch, RunRef } from './logTypes.ts';
import type { WireDependency } from '../rows/wire/wire.ts';
import type { HostsInUse } from '../http/transport.ts';

/** An answer of the scheduler and how far it can be trusted. */
export interface Reading<T> {
  readonly data: T;
  /** Epoch ms at which the scheduler answered (a cached reading keeps its first time). */
  readonly observedAtMs: number;
  readonly planId: string | null;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  /** Matching rows according to the engine, when it says so. */
  readonly total: number | null;
}

export interface JobQuery {
  /** Only these ids; at most a few hundred. */
  readonly ids?: readonly string[] | undefined;
  /** `@` matches any run of characters. A display key `/WS#/FOLDER/STREAM.JOB` is taken apart. */
  readonly name?: string | undefined;
  readonly stream?: string | undefined;
  readonly streamId?: string | undefined;
  /** Of one of its runs: `987278603`, which conman prints as `#J987278603`. */
  readonly jobNumber?: number | undefined;
  readonly workstation?: string | undefined;
  /** Internal (ABEND) or common (ERROR) statuses; `FAILED` and `LATE` are not statuses and are refused. */
  readonly statuses?: readonly string[] | undefined;
  /** Jobs that depend on this job. */
  readonly dependsOnJobId?: string | undefined;
  readonly dependsOnStreamId?: string | undefined;
  readonly isCritical?: boolean | undefined;
  readonly isLate?: boolean | undefined;
  /** Epoch ms window on the end of the last run; jobs without an end count by their scheduled time. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly limit: number;
}

export interface EngineInfo {
  readonly version: string;
  readonly timeZone: string | null;
  readonly licenseType: string | null;
  /** v1 only; null where the engine does not say. */
  readonly runNumber: number | null;
  readonly batchman: string | null;
  readonly planStartAt: string | null;
  readonly planEndAt: string | null;
}

export interface Prompt {
  readonly id: string;
  readonly name: string | null;
  readonly number: number | null;
  readonly text: string;
  readonly status: string;
  /** `Ad Hoc Prompt`, `Predefined Prompt`, `Restart Prompt`. */
  readonly kind: string | null;
  readonly askedAt: string | null;
  readonly answeredAt: string | null;
  readonly workstation: string | null;
  readonly jobId: string | null;
  readonly jobKey: string | null;
  readonly streamId: string | null;
  readonly streamKey: string | null;
}
export interface Resource {
  readonly id: string;
  readonly name: string;
  readonly workstation: string;
  readonly quantity: number | null;
  readonly available: number | null;
  readonly inUse: number | null;
  readonly status: string;
  /** null: the engine does not tell who holds it. */
  readonly holders:
    | readonly { readonly name: string; readonly jobId: string | null; readonly quantity: number | null; readonly isShared: boolean | null }[]
    | null;
}
export interface FileDependencyState {
  readonly id: string;
  readonly name: string;
  readonly workstation: string;
  readonly qualifier: string | null;
  readonly status: string;
}
export type StreamDetails = Stream & {
  readonly dependencies: readonly Dependency[];
  /** The `at` time before which none of its jobs starts. */
  readonly startAt: string | null;
  readonly latestStartAt: string | null;
  readonly deadlineAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly elapsedMs: number | null;
  readonly estimatedMs: number | null;
  readonly timeZone: string | null;
  readonly submitter: string | null;
  /** The 16 characters by which conman tells instances apart. */
  readonly internalId: string | null;
};

export interface TimeLimits {
  /** The `at` time before which the job does not start. */
  readonly startAt: string | null;
  readonly isStartReached: boolean | null;
  readonly latestStartAt: string | null;
}

/** A job or a job stream, by its id. */
export type NodeRef = `job:${string}` | `stream:${string}`;

/** One page of a v2 list, asked for as it is. */
export interface PageRequest {
  readonly object: 'job' | 'jobstream' | 'workstation' | 'prompt' | 'resource' | 'file';
  readonly offset: number;
  readonly limit: number;
  readonly oql?: string | undefined;
  /** An archived plan; without it the plan in force. */
  readonly planId?: string | undefined;
}
/** A page as the engine sent it: nobody has looked inside, it may not even be JSON. */
export interface RawPage {
  /** The body after unpacking, in a buffer of its own: transferable. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Local epoch ms at which it arrived. */
  readonly observedAtMs: number;
  /** The engine's clock then. */
  readonly engineNowMs: number;
  /** `host:port` that answered. Pages of different hosts are of different copies of the plan: they do not make one list. */
  readonly host: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Oldest cached reading that will do, in ms; 0 asks the scheduler. Default: the cache's own time to live. */
  readonly maxAgeMs?: number | undefined;
  /** For the egress ledger: on whose behalf, e.g. `chat`, `audit`, `health`. */
  readonly why: string;
  /** An archived plan, by its id from `plans`; without it the plan in force. Only for what stands in a plan. */
  readonly planId?: string | undefined;
}

/** How the connection stands: last successful read and last fault, and which of the engine's hosts answers. */
export interface EngineLink extends HostsInUse {
  readonly lastReadAtMs: number | null;
  readonly lastFault: Fault | null;
  readonly isBreakerOpen: boolean;
}

/** Every method raises a Fault with a TWS_* code; none returns an empty list for a failed read. */
export interface TwsClient {
  engineInfo(options: CallOptions): Promise<Reading<EngineInfo>>;
  jobs(query: JobQuery, options: CallOptions): Promise<Reading<Job[]>>;
  job(id: string, options: CallOptions): Promise<Reading<JobDetails>>;
  timeLimits(jobId: string, options: CallOptions): Promise<Reading<TimeLimits>>;
  /** What one job or stream waits for, read by its id; slow to change, so kept for 5 minutes. null when the engine does not tell there either. */
  dependencies(node: NodeRef, options: CallOptions): Promise<Reading<readonly WireDependency[] | null>>;
  /** One v2 list page, not decoded and never from the cache; at most 64 MB. Raises TWS_*, READ_ONLY or STOPPED. */
  page(request: PageRequest, options: Omit<CallOptions, 'maxAgeMs'>): Promise<RawPage>;
  /** Count by common status, counted by the engine; by reading the list where it does not count. */
  jobCounts(options: CallOptions): Promise<Reading<{ total: number; byStatus: Record<string, number> }>>;
  /** The whole rerun chain, first attempt first, the one that counts last; incomplete where the engine lists no runs. */
  runs(jobId: string, options: CallOptions): Promise<Reading<JobRun[]>>;
  /** At most `maxBytes`, the end of the log when it is longer. */
  jobLog(run: string | RunRef, limits: { readonly maxBytes: number }, options: CallOptions): Promise<Reading<JobLog>>;
  /** At most 5,000 lines, counted from 1, both ends included; a range behind the end is empty. Raises INVALID_INPUT. */
  logLines(run: string | RunRef, range: { readonly from: number; readonly to: number }, options: CallOptions): Promise<Reading<LogLines>>;
  /** Lines that hold the word in any case of letters, with `context` lines (3) around each; at most the last `most` (200). Raises INVALID_INPUT. */
  searchLog(
    run: string | RunRef,
    search: { readonly word: string; readonly context?: number | undefined; readonly most?: number | undefined },
    options: CallOptions,
  ): Promise<Reading<LogSearch>>;
  streams(
    query: {
      readonly name?: string | undefined;
      readonly statuses?: readonly string[] | undefined;
      readonly dependsOnStreamId?: string | undefined;
      readonly dependsOnJobId?: string | undefined;
      readonly limit: number;
    },
    options: CallOptions,
  ): Promise<Reading<StreamDetails[]>>;
  stream(id: string, options: CallOptions): Promise<Reading<StreamDetails>>;
  workstations(query: { readonly name?: string | undefined; readonly limit: number }, options: CallOptions): Promise<Reading<Workstation[]>>;
  /** With its states in conman's letters, its health check, and v1's certificate; what could not be read stands in `missing`. */
  workstation(id: string, options: CallOptions): Promise<Reading<WorkstationDetails>>;
  /** v1 only: link, certificate and version of every workstation. */
  workstationFacts(query: { readonly name?: string | undefined }, options: CallOptions): Promise<Reading<WorkstationFacts[]>>;
  prompts(options: CallOptions): Promise<Reading<Prompt[]>>;
  resources(options: CallOptions): Promise<Reading<Resource[]>>;
  resource(id: string, options: CallOptions): Promise<Reading<Resource>>;
  files(options: CallOptions): Promise<Reading<FileDependencyState[]>>;
  domains(options: CallOptions): Promise<Reading<Domain[]>>;
  /** Cheap counts by folder, from the engine. */
  folderCounts(object: 'JOB_IN_PLAN' | 'JOBSTREAM_IN_PLAN', options: CallOptions): Promise<Reading<FolderCount[]>>;

  /** v1 only; `TWS_UNSUPPORTED` where the engine has no such endpoint. */
  criticalJobs(options: CallOptions): Promise<Reading<CriticalJob[]>>;
  /** v1 only. */
  criticalCounts(options: CallOptions): Promise<Reading<CriticalCounts>>;
  /** v1 only: what stands before a critical job, by its `id` there. */
  criticalChain(criticalJobId: string, kind: ChainKind, options: CallOptions): Promise<Reading<ChainJob[]>>;

  streamDefinitions(query: DefinitionQuery, options: CallOptions): Promise<Reading<StreamDefinition[]>>;
  streamDefinition(id: string, options: CallOptions): Promise<Reading<StreamDefinition>>;
  jobDefinitions(query: DefinitionQuery, options: CallOptions): Promise<Reading<JobDefinition[]>>;
  jobDefinition(id: string, options: CallOptions): Promise<Reading<JobDefinition>>;
  calendars(options: CallOptions): Promise<Reading<Calendar[]>>;
  calendar(id: string, options: CallOptions): Promise<Reading<Calendar>>;
  variableTables(options: CallOptions): Promise<Reading<VariableTable[]>>;
  variableTable(id: string, options: CallOptions): Promise<Reading<VariableTable>>;
  definitions(kind: DefinitionKind, query: DefinitionQuery, options: CallOptions): Promise<Reading<Definition[]>>;
  /** When a stream is to run, by the id of its definition, between two days `yyyy-mm-dd` (400 at most). Raises INVALID_INPUT. */
  nextRuns(streamDefinitionId: string, window: { readonly from: string; readonly to: string }, options: CallOptions): Promise<Reading<NextRun[]>>;

  /** v1 only, newest first: their ids go into `planId`. */
  plans(kinds: readonly PlanKind[], options: CallOptions): Promise<Reading<PlanEntry[]>>;
  /** The engine's labels for its own words, in the language (`pt-BR`) where it has them. */
  labels(language: string, options: CallOptions): Promise<Reading<EngineLabels>>;
  metrics(options: CallOptions): Promise<Reading<EngineMetrics>>;
  /** v1 only, in the engine's order. Names of people: for an operator who asks, never for a model by itself. */
  auditRecords(query: { readonly limit: number }, options: CallOptions): Promise<Reading<AuditRecord[]>>;
  /** Its version, and what it offers as far as that can be known without trying. */
  offer(options: CallOptions): Promise<Reading<EngineOffer>>;
  /** The engine's clock in epoch ms, from the Date header of its last answer; the local clock before that. */
  engineNowMs(): number;
  /** For health and the top bar. */
  connection(): EngineLink;
  /** A person asks: credentials the engine refused may go out once more. Until then, or until they change, they do not. */
  forgiveSignIn(): void;
  close(): Promise<void>;
}
