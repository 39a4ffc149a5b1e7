/** Jobs by status: as the engine counts them, and by reading the list where it does not count, or counts what nobody can name. */
import { Fault } from '../../base/fault.ts';
import type { Operations } from '../operations.ts';
import type { Reader } from '../reader.ts';
import { objectOf } from '../rows/wire/decode.ts';
import { jobOf } from '../rows/jobRows.ts';
import { countsOf } from '../rows/smallRows.ts';
import { wireCount, wireJob } from '../rows/wire/wire.ts';
import type { CallOptions, Reading } from '../types/types.ts';
import type { Lists } from './lists.ts';

export interface JobCounts {
  readonly total: number;
  readonly byStatus: Record<string, number>;
}

interface CountDeps {
  readonly reader: Reader;
  readonly operations: Operations;
  readonly lists: Lists;
  readonly nowMs: () => number;
  readonly ttlMs: number;
}

/** The list is read whole. */
const NO_LIMIT = 1_000_000;

/** Raises what reading the list raises. */
export async function readJobCounts(deps: CountDeps, options: CallOptions): Promise<Reading<JobCounts>> {
  const counted = await countedByEngine(deps, options);
  return counted?.isComplete === true ? counted : countedHere(deps, counted?.data.total ?? null, options);
}

/** null: not here, or not in a way that can be read. An engine that cannot be reached stays a fault. */
async function countedByEngine({ reader, operations, ttlMs }: CountDeps, options: CallOptions): Promise<Reading<JobCounts> | null> {
  try {
    const read = await reader.read(
      { call: operations.jobCount(options.planId), gate: 'one', ttlMs, decode: (answer) => countsOf(objectOf(wireCount, answer)) },
      options,
    );
    const { total, byStatus, isComplete } = read.value;
    return { data: { total, byStatus }, observedAtMs: read.observedAtMs, planId: null, isComplete, isTruncated: false, total };
  } catch (error) {
    if (error instanceof Fault && ['TWS_UNSUPPORTED', 'TWS_BAD_ANSWER', 'TWS_ERROR', 'TWS_FORBIDDEN'].includes(error.code)) return null;
    throw error;
  }
}

async function countedHere({ lists, nowMs, ttlMs }: CountDeps, said: number | null, options: CallOptions): Promise<Reading<JobCounts>> {
  const jobs = await lists.read({ object: 'job', schema: wireJob, convert: (wire) => jobOf(wire, nowMs()), ttlMs }, [], NO_LIMIT, options);
  const byStatus: Record<string, number> = {};
  for (const { status } of jobs.data) byStatus[status.common] = (byStatus[status.common] ?? 0) + 1;
  const listed = Math.max(jobs.data.length, jobs.total ?? 0);
  // A list that holds fewer than the engine counts is not all there is.
  const total = Math.max(listed, said ?? 0);
  // Jobs that are there but could not be read have a status all the same, only nobody knows it.
  const unread = total - jobs.data.length;
  if (unread > 0) byStatus['UNKNOWN'] = (byStatus['UNKNOWN'] ?? 0) + unread;
  return { ...jobs, data: { total, byStatus }, total, isComplete: jobs.isComplete && total === listed };
}
