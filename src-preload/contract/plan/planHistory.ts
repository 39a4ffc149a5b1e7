/** What the recorder remembers of the plan: runs, changes of status, gaps, baselines, the handover brief, and what is watched for. */
import * as z from 'zod';
import { askedInstant, instant } from '../ids.ts';
import { byId, workstation } from './plan.ts';
import { forOperator } from '../procedure.ts';

const ms = z.number();
const count = z.number().int().nonnegative();

/** A stretch in which nothing was recorded: Resync was off, or the engine could not be read. */
const recordingGap = z.strictObject({
  from: instant,
  until: instant,
  why: z.enum(['not-running', 'engine-unreachable', 'reading-incomplete', 'paused']),
});

/** How far a history can be trusted; a history without it would read as "nothing happened". */
const recording = z.strictObject({
  /** First instant recorded for this engine within retention; null: nothing yet. */
  since: instant.nullable(),
  /** Last reading that was recorded. */
  until: instant.nullable(),
  /** Within the window asked for. */
  gaps: z.array(recordingGap),
});
export type Recording = z.infer<typeof recording>;

const recordedRun = z.strictObject({
  jobKey: z.string(),
  jobName: z.string(),
  streamName: z.string(),
  workstation: z.string(),
  planId: z.string().nullable(),
  runId: z.string().nullable(),
  attempt: count.nullable(),
  status: z.string(),
  returnCode: z.number().int().nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  durationMs: ms.nullable(),
  /** Far outside what this job usually takes; `usualMs` is then the median it was measured against. */
  anomaly: z.enum(['slower', 'faster']).nullable(),
  usualMs: ms.nullable(),
});
export type RecordedRun = z.infer<typeof recordedRun>;

const durationBaseline = z.strictObject({
  /** Successful runs measured. */
  runs: count,
  medianMs: ms.nullable(),
  p90Ms: ms.nullable(),
  minMs: ms.nullable(),
  maxMs: ms.nullable(),
  /** 0 = Sunday, in the engine's time zone; weekdays without runs are left out. */
  byWeekday: z.array(z.strictObject({ weekday: z.number().int().min(0).max(6), runs: count, medianMs: ms })),
});
export type DurationBaseline = z.infer<typeof durationBaseline>;

export const runGroupings = ['hour', 'weekday', 'workstation', 'return-code', 'job', 'stream', 'day'] as const;

/** Runs of the recorded past, newest first, with the baseline of the job when one job is asked for. */
export const runHistory = z.strictObject({
  runs: z.array(recordedRun),
  total: count,
  failed: count,
  baseline: durationBaseline.nullable(),
  /** How failures and runs spread over the asked grouping, most failures first. */
  groups: z.array(z.strictObject({ value: z.string(), runs: count, failed: count })).nullable(),
  recording,
});
export type RunHistory = z.infer<typeof runHistory>;

const changedJob = z.strictObject({
  jobKey: z.string(),
  jobName: z.string(),
  streamName: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  returnCode: z.number().int().nullable(),
  at: instant,
  isCritical: z.boolean(),
});
/** What changed between two instants, as recorded. A job that failed and was mended counts as recovered, not as a new failure. Lists are cut after the first 500. */
export const planChanges = z.strictObject({
  since: instant,
  until: instant,
  newFailures: z.array(changedJob),
  recovered: z.array(changedJob),
  stillFailed: z.array(changedJob),
  newlyLate: z.array(changedJob),
  canceled: z.array(changedJob),
  counts: z.strictObject({ started: count, endedWell: count, failed: count }),
  /** How long each list is before it is cut. */
  totals: z.strictObject({
    newFailures: count,
    recovered: count,
    stillFailed: count,
    newlyLate: count,
    canceled: count,
    streamsInTrouble: count,
    workstations: count,
  }),
  /** A list is shorter than its total. */
  isTruncated: z.boolean(),
  streamsInTrouble: z.array(z.strictObject({ key: z.string(), from: z.string().nullable(), to: z.string(), at: instant })),
  workstations: z.array(z.strictObject({ name: z.string(), from: z.string(), to: z.string(), at: instant })),
  rollovers: z.array(z.strictObject({ at: instant, fromPlanId: z.string().nullable(), toPlanId: z.string() })),
  recording,
});
export type PlanChanges = z.infer<typeof planChanges>;

/** Since I left: the changes, the workstations that are down now, and what knowledge is open or newly approved. */
const handover = z.strictObject({
  changes: planChanges,
  /** Null when the workstations could not be read now. */
  workstationsDown: z.array(workstation).nullable(),
  openDoubts: z.strictObject({ total: count, newest: z.array(z.strictObject({ question: z.string(), reason: z.string() })) }),
  approved: z.array(z.strictObject({ question: z.string(), answer: z.string(), decidedBy: z.string().nullable(), decidedAt: instant })),
});
export type Handover = z.infer<typeof handover>;

export const watchEvents = ['failed', 'late', 'started', 'ended', 'any-change'] as const;
/** "Tell me when": checked at every recorded reading; fires once, then stays as fired until removed. */
const watchRule = z.strictObject({
  id: z.string(),
  jobKey: z.string(),
  event: z.enum(watchEvents),
  createdAt: instant,
  firedAt: instant.nullable(),
  /** What it saw when it fired. */
  seen: z.string().nullable(),
});
export type WatchRule = z.infer<typeof watchRule>;

const window = { since: askedInstant.optional(), until: askedInstant.optional() };
export const historyRoutes = {
  history: forOperator
    .route({ method: 'GET', path: '/plan/jobs/{id}/history', summary: 'Recorded runs of the job, its usual duration and what stood out' })
    .input(byId.extend({ limit: z.coerce.number().int().min(1).max(500).default(60) }))
    .output(runHistory),
  changes: forOperator.route({ method: 'GET', path: '/plan/changes', summary: 'What changed in a window' }).input(z.strictObject(window)).output(planChanges),
  handover: forOperator
    .route({ method: 'GET', path: '/plan/handover', summary: 'The handover brief: what happened since an instant' })
    .input(z.strictObject({ since: askedInstant.optional() }))
    .output(handover),
  watches: forOperator.route({ method: 'GET', path: '/plan/watches', summary: 'What is watched for' }).output(z.array(watchRule)),
  watchJob: forOperator
    .route({ method: 'POST', path: '/plan/watches', summary: 'Tell me when a job fails, is late, starts or ends' })
    .input(z.strictObject({ jobKey: z.string().min(1).max(1_000), event: z.enum(watchEvents) }))
    .output(watchRule),
  unwatch: forOperator.route({ method: 'DELETE', path: '/plan/watches/{id}', summary: 'Stop watching' }).input(byId).output(z.array(watchRule)),
};
