/** The whole plan, read by pages and kept compactly: how far the reading is, and the job table over it. */
import * as z from 'zod';
import { faultSchema } from '../fault.ts';
import { engineId, instant } from '../ids.ts';
import { flag, job, reading, statusList } from './plan.ts';
import { forOperator } from '../procedure.ts';

const count = z.number().int().nonnegative();

const snapshotState = z.strictObject({
  engineId: engineId.nullable(),
  /** `none`: nobody has asked yet. `failed`: there is none to show, `fault` says why. */
  at: z.enum(['none', 'reading', 'ready', 'failed']),
  /** Rows read so far, also while a newer one is read behind a ready one; null while none is being read. */
  progress: z.strictObject({ rows: count, total: count.nullable() }).nullable(),
  /** Age of the oldest status in it; refreshes move it on. */
  observedAt: instant.nullable(),
  /** When every page was last read. */
  readAt: instant.nullable(),
  planId: z.string().nullable(),
  /** False when a page or the dependencies of a row could not be read, or the plan moved under the reading. */
  isComplete: z.boolean(),
  jobs: count,
  streams: count,
  dependencies: count,
  /** Groups of jobs that wait for each other in a circle. */
  cycles: count,
  /** Why the last reading or refresh failed; what is shown is then older than it should be. */
  fault: faultSchema.nullable(),
});
export type SnapshotState = z.infer<typeof snapshotState>;

/**
 * What the tiles count. Each job is in one of `failed running waiting blocked done other` (`blocked`: waits behind a failed job, or is held;
 * `other`: canceled, suppressed, undecided or in a state nobody knows, which is never counted as done). The rest cuts across.
 */
export const jobGroups = ['failed', 'running', 'waiting', 'blocked', 'done', 'other', 'late', 'critical', 'at-risk'] as const;
export type JobGroup = (typeof jobGroups)[number];

/** `attention`: failed first, then late, at risk, blocked, running, the rest; critical before others within each. */
export const jobOrders = ['attention', 'name', 'stream', 'workstation', 'status', 'scheduled', 'started', 'ended', 'deadline', 'duration', 'forecast'] as const;

export const jobTableQuery = z.strictObject({
  /** Part of the name, stream, workstation or key, in any case; `@` and `*` match any run of characters. */
  text: z.string().max(300).optional(),
  group: z.enum(jobGroups).optional(),
  statuses: statusList.optional(),
  stream: z.string().max(300).optional(),
  streamId: z.string().max(200).optional(),
  workstation: z.string().max(300).optional(),
  folder: z.string().max(900).optional(),
  isCritical: flag.optional(),
  isLate: flag.optional(),
  order: z.enum(jobOrders).default('attention'),
  direction: z.enum(['ascending', 'descending']).default('ascending'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type JobTableQuery = z.infer<typeof jobTableQuery>;

const jobTableRow = job.extend({
  /** Median forecast of its end; null when ended, unknown, or behind a job that failed. */
  forecastEndAt: instant.nullable(),
  /** Key of the failed job it waits behind. */
  blockedBy: z.string().nullable(),
});
export type JobTableRow = z.infer<typeof jobTableRow>;

export const jobTable = z.strictObject({
  rows: z.array(jobTableRow),
  /** How many jobs match the query. */
  matching: count,
  /** Over all jobs of the plan, whatever the query. */
  groups: z.record(z.enum(jobGroups), count),
  byStatus: z.record(z.string(), count),
});
export type JobTable = z.infer<typeof jobTable>;

export const snapshotRoutes = {
  snapshot: forOperator.route({ method: 'GET', path: '/plan/snapshot', summary: 'How far the whole plan has been read' }).output(snapshotState),
  /** Reads changes since the last reading; the whole plan when there is none yet or `isWhole` is set. Answers at once. */
  refresh: forOperator
    .route({ method: 'POST', path: '/plan/snapshot/refresh', summary: 'Read the plan again' })
    .input(z.strictObject({ isWhole: z.boolean().default(false) }))
    .output(snapshotState),
  cancelReading: forOperator.route({ method: 'POST', path: '/plan/snapshot/cancel', summary: 'Stop reading the plan' }).output(snapshotState),
  table: forOperator
    .route({ method: 'GET', path: '/plan/table', summary: 'A window of the job table, filtered and sorted' })
    .input(jobTableQuery)
    .output(reading(jobTable)),
};
