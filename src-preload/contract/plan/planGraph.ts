/** The plan as a graph: what stands near a job, its critical path, forecasts, and the timeline of the night. */
import * as z from 'zod';
import { askedInstant, instant } from '../ids.ts';
import { byId, job, jobStatus, reading } from './plan.ts';
import { dependencyConditions } from './planFacts.ts';
import { forOperator } from '../procedure.ts';

const ms = z.number();
const count = z.number().int().nonnegative();
/** `job:<id>` or `stream:<id>`. */
const nodeRef = z.string().regex(/^(job|stream):.{1,200}$/);

const graphNode = z.strictObject({
  ref: nodeRef,
  id: z.string(),
  kind: z.enum(['job', 'stream']),
  key: z.string(),
  name: z.string(),
  streamName: z.string(),
  workstation: z.string(),
  /** null: a job or stream outside this plan. */
  status: jobStatus.nullable(),
  isCritical: z.boolean(),
  isLate: z.boolean().nullable(),
  role: z.enum(['focus', 'upstream', 'downstream']),
  /** Steps from the focus. */
  distance: count,
  /** Cannot run while the focus stays unfinished. */
  isBlockedByFocus: z.boolean(),
  isOnCriticalPath: z.boolean(),
  forecastEndAt: instant.nullable(),
  /** Neighbours that are not in this answer: it can be expanded there. */
  hiddenPredecessors: count,
  hiddenSuccessors: count,
});
export type GraphNode = z.infer<typeof graphNode>;

const graphEdge = z.strictObject({
  /** What is waited for. */
  from: nodeRef,
  /** Who waits. */
  to: nodeRef,
  isSatisfied: z.boolean().nullable(),
  conditions: z.array(z.enum(dependencyConditions)),
  /** Set when the edge is one of a join: edges with the same join belong together. */
  join: z.strictObject({ id: count, needed: count, members: count }).nullable(),
  isOnCriticalPath: z.boolean(),
});
export type GraphEdge = z.infer<typeof graphEdge>;

export const neighbourhood = z.strictObject({
  focus: nodeRef,
  nodes: z.array(graphNode),
  edges: z.array(graphEdge),
});
export type Neighbourhood = z.infer<typeof neighbourhood>;

/** Where a duration comes from: runs the recorder saw, the engine's own estimate, or nowhere. */
const durationSource = z.enum(['measured', 'estimated', 'unknown']);

const pathStep = z.strictObject({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  streamName: z.string(),
  status: jobStatus,
  isCritical: z.boolean(),
  /** Measured when it has happened, forecast (median) otherwise. */
  startAt: instant.nullable(),
  endAt: instant.nullable(),
  isForecast: z.boolean(),
  durationMs: ms.nullable(),
  durationSource,
  /** What decides its start. */
  startsBy: z.enum(['predecessor', 'start-time', 'now', 'has-started', 'unknown']),
});

export const criticalPath = z.strictObject({
  jobKey: z.string(),
  deadlineAt: instant.nullable(),
  /** Earliest end by median durations, and the end that nine in ten nights would keep (90 % quantile of each duration on the path). */
  forecastEndAt: instant.nullable(),
  lateForecastEndAt: instant.nullable(),
  /** Deadline minus forecast end, ms; negative: late. Null without a deadline or a forecast. */
  slackMs: ms.nullable(),
  /** Key of the failed job (or the circle) that makes a forecast impossible. */
  blockedBy: z.string().nullable(),
  /** From the first open job to the job itself. */
  steps: z.array(pathStep),
});
export type CriticalPath = z.infer<typeof criticalPath>;

export const lateReasons = ['deadline-passed', 'blocked-by-failure', 'slow-predecessor', 'own-duration', 'starts-late', 'engine-says'] as const;
export const lateJob = z.strictObject({
  job,
  /** The engine marks it late, or its deadline has passed, already. */
  isLateNow: z.boolean(),
  deadlineAt: instant.nullable(),
  forecastEndAt: instant.nullable(),
  /** Forecast end (or now) minus deadline, ms; null when not known. */
  lateByMs: ms.nullable(),
  /** `likely`: by median durations; `possible`: by the 90 % quantile only. */
  certainty: z.enum(['certain', 'likely', 'possible']),
  reason: z.enum(lateReasons),
  /** The job that decides it, when it is another one. */
  becauseOf: z.strictObject({ id: z.string(), key: z.string() }).nullable(),
});
export type LateJob = z.infer<typeof lateJob>;

export const bottleneck = z.strictObject({
  job,
  /** Open jobs that cannot run before it ends. */
  waiting: count,
  /** Critical jobs and jobs with a deadline among them. */
  criticalWaiting: count,
  /** Work that hangs on it, as the sum of its waiters' durations. */
  waitingMs: ms,
});
export type Bottleneck = z.infer<typeof bottleneck>;

const timelineBar = z.strictObject({
  jobId: z.string(),
  name: z.string(),
  status: jobStatus,
  isCritical: z.boolean(),
  startAt: instant,
  /** Null: running, and no forecast. */
  endAt: instant.nullable(),
  /** The end (of a running job) or all of it (of a waiting one) is forecast. */
  isForecast: z.boolean(),
});
const timelineLane = z.strictObject({
  streamId: z.string(),
  key: z.string(),
  name: z.string(),
  status: jobStatus.nullable(),
  hasFailed: z.boolean(),
  bars: z.array(timelineBar),
  /** Bars left out of a long lane. */
  hiddenBars: count,
});
export type TimelineLane = z.infer<typeof timelineLane>;
export const timeline = z.strictObject({
  since: instant,
  until: instant,
  nowAt: instant,
  /** Streams with trouble first, then critical ones, then by start. */
  lanes: z.array(timelineLane),
  matchingLanes: count,
});
export type Timeline = z.infer<typeof timeline>;

export const graphRoutes = {
  /** `id` is `job:<id>` or `stream:<id>`; a stream's graph holds its jobs. */
  graph: forOperator
    .route({ method: 'GET', path: '/plan/graph/{id}', summary: 'The dependency graph near a job or a job stream' })
    .input(
      z.strictObject({
        id: nodeRef,
        up: z.coerce.number().int().min(0).max(10).default(2),
        down: z.coerce.number().int().min(0).max(10).default(2),
        limit: z.coerce.number().int().min(1).max(400).default(120),
      }),
    )
    .output(reading(neighbourhood)),
  criticalPath: forOperator
    .route({ method: 'GET', path: '/plan/jobs/{id}/critical-path', summary: 'The chain that decides when the job ends' })
    .input(byId)
    .output(reading(criticalPath)),
  late: forOperator
    .route({ method: 'GET', path: '/plan/late', summary: 'Jobs that are late or will be, and why' })
    .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(1_000).default(200) }))
    .output(reading(z.array(lateJob))),
  bottlenecks: forOperator
    .route({ method: 'GET', path: '/plan/bottlenecks', summary: 'Open jobs most other work waits for' })
    .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }))
    .output(reading(z.array(bottleneck))),
  cycles: forOperator
    .route({ method: 'GET', path: '/plan/cycles', summary: 'Jobs that wait for each other in a circle' })
    .output(reading(z.array(z.array(z.strictObject({ id: z.string(), key: z.string() }))))),
  timeline: forOperator
    .route({ method: 'GET', path: '/plan/timeline', summary: 'Runs and forecasts by job stream' })
    .input(
      z.strictObject({
        since: askedInstant.optional(),
        until: askedInstant.optional(),
        text: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(300).default(80),
      }),
    )
    .output(reading(timeline)),
};
