/** The scheduler's plan as Resync speaks of it: jobs, job streams, workstations, and how fresh each reading is. */
import * as z from 'zod';
import { faultSchema } from '../fault.ts';
import { askedInstant, engineId, instant } from '../ids.ts';
import { dependencyFact, missedCondition, summaryParts, waitFact, workstationFact } from './planFacts.ts';
import { forOperator } from '../procedure.ts';

/** Distributed common statuses; a value the engine invents becomes `UNKNOWN` and keeps its text in `internal`. */
export const commonStatuses = [
  'WAITING',
  'READY',
  'RUNNING',
  'SUCCESSFUL',
  'ERROR',
  'CANCELED',
  'HELD',
  'UNDECIDED',
  'BLOCKED',
  'SUPPRESS',
  'UNKNOWN',
] as const;
const commonStatus = z.enum(commonStatuses);
export type CommonStatus = z.infer<typeof commonStatus>;

/** How far a reading can be trusted. Never shown without `observedAt`. */
const freshness = z.strictObject({
  engineId,
  isDemo: z.boolean(),
  /** When the scheduler was actually read (not when the cache answered). */
  observedAt: instant,
  ageMs: z.number(),
  planId: z.string().nullable(),
  /** False when any page or part of the reading failed. */
  isComplete: z.boolean(),
  /** True when a row cap cut the list; `total` then says how many there are, if the engine said so. */
  isTruncated: z.boolean(),
  total: z.number().int().nullable(),
});
export type Freshness = z.infer<typeof freshness>;

export const jobStatus = z.strictObject({
  /** As the engine says it: ABEND, EXEC, HOLD, ... */
  internal: z.string(),
  common: commonStatus,
  substatus: z.string().nullable(),
});
export type JobStatus = z.infer<typeof jobStatus>;

export const job = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Display key `/WS#/FOLDER/STREAM.JOB`. */
  key: z.string(),
  folder: z.string(),
  workstation: z.string(),
  streamId: z.string(),
  streamName: z.string(),
  streamWorkstation: z.string(),
  status: jobStatus,
  isCanceled: z.boolean(),
  isCritical: z.boolean(),
  /** null: the engine says nothing of deadlines or lateness, so that nobody can know. */
  isLate: z.boolean().nullable(),
  priority: z.number().int().nullable(),
  scheduledAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  deadlineAt: instant.nullable(),
  estimatedMs: z.number().nullable(),
  elapsedMs: z.number().nullable(),
  /** Return code of the last run in the rerun chain. */
  returnCode: z.number().int().nullable(),
  runId: z.string().nullable(),
  runAttempt: z.number().int().nullable(),
  actualWorkstation: z.string().nullable(),
  unresolvedDependencies: z.number().int(),
  timeZone: z.string().nullable(),
});
export type Job = z.infer<typeof job>;

const dependency = z.strictObject({
  kind: z.enum(['job', 'stream', 'file', 'resource', 'prompt', 'internetwork', 'join', 'unknown']),
  /** Display name of what is waited for. */
  target: z.string(),
  targetJobId: z.string().nullable(),
  targetStreamId: z.string().nullable(),
  isSatisfied: z.boolean().nullable(),
  /** The predecessor's status, prompt state or file state, as the engine says it. */
  state: z.string().nullable(),
  /** The text of a prompt, or `fact` in English. */
  detail: z.string().nullable(),
  fact: dependencyFact,
});
export type Dependency = z.infer<typeof dependency>;

export const jobDetails = job.extend({
  dependencies: z.array(dependency),
  task: z.string().nullable(),
  user: z.string().nullable(),
  recovery: z.string().nullable(),
  successCondition: z.string().nullable(),
  runs: z.array(
    z.strictObject({
      id: z.string(),
      attempt: z.number().int(),
      status: z.string(),
      returnCode: z.number().int().nullable(),
      startedAt: instant.nullable(),
      endedAt: instant.nullable(),
      kind: z.string(),
      isLast: z.boolean(),
    }),
  ),
});
export type JobDetails = z.infer<typeof jobDetails>;

export const stream = z.strictObject({
  id: z.string(),
  name: z.string(),
  key: z.string(),
  folder: z.string(),
  workstation: z.string(),
  status: jobStatus,
  /** null: nobody can know, as for a job. */
  isLate: z.boolean().nullable(),
  isCarriedForward: z.boolean(),
  scheduledAt: instant.nullable(),
  limit: z.number().int().nullable(),
  priority: z.number().int().nullable(),
  /** null: the engine counts none, which is not the same as a stream without jobs. */
  jobs: z
    .strictObject({ total: z.number().int(), done: z.number().int(), running: z.number().int(), failed: z.number().int(), waiting: z.number().int() })
    .nullable(),
});
export type Stream = z.infer<typeof stream>;

export const workstation = z.strictObject({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  type: z.string(),
  /** null when the kind of workstation has no link of its own (pools). */
  isLinked: z.boolean().nullable(),
  isJobmanUp: z.boolean().nullable(),
  limit: z.number().int().nullable(),
  fence: z.number().int().nullable(),
  isIgnored: z.boolean(),
  states: z.array(z.string()),
  flags: z.array(z.string()),
  /** One English sentence when something keeps jobs from running here, for scripts and models. */
  problem: z.string().nullable(),
  /** The same as a code with its value, for words in the reader's language. */
  problemFact: workstationFact,
});
export type Workstation = z.infer<typeof workstation>;

/** One reason a job is not running, most decisive first. */
export const waitReason = z.strictObject({
  kind: z.enum([
    'predecessor',
    'time',
    'file',
    'prompt',
    'resource',
    'workstation-unlinked',
    'workstation-limit',
    'fence',
    'stream-limit',
    'priority-zero',
    'held',
    'canceled',
    'failed-predecessor',
    'suppressed',
    'internetwork',
    'unknown',
  ]),
  /** In English, for scripts and models. */
  sentence: z.string(),
  target: z.string().nullable(),
  /** The same as a code with its values, for words in the reader's language. */
  fact: waitFact,
});
export type WaitReason = z.infer<typeof waitReason>;

export const planSummary = z.strictObject({
  engineName: z.string(),
  planId: z.string().nullable(),
  runNumber: z.number().int().nullable(),
  total: z.number().int(),
  byStatus: z.record(z.string(), z.number().int()),
  /** Jobs in error that were not canceled. */
  failed: z.number().int(),
  /** null: the engine gives no way to know. */
  late: z.number().int().nullable(),
  critical: z
    .array(z.strictObject({ name: z.string(), key: z.string(), risk: z.string(), deadlineAt: instant.nullable(), estimatedEndAt: instant.nullable() }))
    .nullable(),
  workstationProblems: z.array(z.strictObject({ name: z.string(), problem: z.string(), problemFact: workstationFact })).nullable(),
  streamsInError: z.number().int().nullable(),
  /** What could not be read; each makes the summary partial. */
  missing: z.array(faultSchema.extend({ part: z.enum(summaryParts).nullable().default(null) })),
});
export type PlanSummary = z.infer<typeof planSummary>;

/** A reading: data plus how fresh and how complete it is. */
export const reading = <T extends z.ZodType>(data: T) => z.strictObject({ data, freshness });

/** In a query string: `statuses=ABEND,FAIL` and `isLate=true`. */
export const statusList = z.union([
  z.array(z.string().max(20)).max(20),
  z
    .string()
    .max(400)
    .transform((text) => text.split(',').map((status) => status.trim())),
]);
export const flag = z.union([z.boolean(), z.stringbool()]);

const jobFilter = z.strictObject({
  /** Name or display key; `@` and `*` match any run of characters. */
  name: z.string().max(300).optional(),
  stream: z.string().max(300).optional(),
  workstation: z.string().max(300).optional(),
  statuses: statusList.optional(),
  /** Only jobs whose last run ended (or, if still open, was scheduled) at or after this instant. */
  since: askedInstant.optional(),
  until: askedInstant.optional(),
  isLate: flag.optional(),
  isCritical: flag.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(200),
});
export type JobFilter = z.infer<typeof jobFilter>;

export const byId = z.strictObject({ id: z.string().min(1).max(200) });

export const logExcerpt = z.strictObject({
  jobKey: z.string(),
  runId: z.string(),
  lines: z.array(z.strictObject({ number: z.number().int(), text: z.string() })),
  totalLines: z.number().int().nullable(),
  exitStatus: z.number().int().nullable(),
  isTruncated: z.boolean(),
});
export type LogExcerpt = z.infer<typeof logExcerpt>;

const affectedJob = z.strictObject({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  streamName: z.string(),
  status: jobStatus,
  depth: z.number().int(),
  isCritical: z.boolean(),
  deadlineAt: instant.nullable(),
  via: z.string(),
});

export const impactResult = z.strictObject({
  jobKey: z.string(),
  /** Jobs that cannot run while this one stays unfinished, nearest first. */
  blocked: z.array(affectedJob),
  /** Job streams and critical jobs among `blocked`. */
  streams: z.array(z.string()),
  critical: z.array(z.string()),
  /** Jobs that will not run at all, because a condition asked in vain for another end than this job's; nearest first. Receipts written before this was known have none. */
  suppressed: z.array(affectedJob.extend({ missed: missedCondition })).default([]),
});
export type ImpactResult = z.infer<typeof impactResult>;

export const plan = {
  summary: forOperator
    .route({ method: 'GET', path: '/plan/summary', summary: 'Counts by status, late and critical jobs, workstation problems' })
    .output(reading(planSummary)),
  jobs: forOperator
    .route({ method: 'GET', path: '/plan/jobs', summary: 'Jobs of the current plan' })
    .input(jobFilter)
    .output(reading(z.array(job))),
  job: forOperator.route({ method: 'GET', path: '/plan/jobs/{id}', summary: 'One job with its runs and dependencies' }).input(byId).output(reading(jobDetails)),
  jobLog: forOperator
    .route({ method: 'GET', path: '/plan/jobs/{id}/log', summary: 'Bounded excerpt of the job log, from the end' })
    .input(byId.extend({ search: z.string().max(200).optional() }))
    .output(reading(logExcerpt)),
  why: forOperator
    .route({ method: 'GET', path: '/plan/jobs/{id}/why', summary: 'Why the job is not running' })
    .input(byId)
    .output(reading(z.array(waitReason))),
  impact: forOperator
    .route({ method: 'GET', path: '/plan/jobs/{id}/impact', summary: 'What is blocked while the job stays unfinished, and what will not run at all' })
    .input(byId)
    .output(reading(impactResult)),
  streams: forOperator.route({ method: 'GET', path: '/plan/streams', summary: 'Job streams of the current plan' }).output(reading(z.array(stream))),
  workstations: forOperator
    .route({ method: 'GET', path: '/plan/workstations', summary: 'Workstations with link state, limit and fence' })
    .output(reading(z.array(workstation))),
};
