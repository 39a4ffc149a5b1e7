/** Rows in the order of a column: one whole number per row, sorted natively. */
import { type JobTableQuery, jobGroups } from '../../../../src-preload/contract/planSnapshot.ts';
import type { HeldJobs } from '../held/heldJobs.ts';
import { type Grouped, groupBit } from './groups.ts';
import type { Look } from './look.ts';

/** Rows below this fit behind the key in one double: 34 bits of key, 19 of row. */
const ROWS = 2 ** 19;
const UNKNOWN = 2 ** 34 - 1;

/** Ties stand in the order of the plan; what is not known stands last, in both directions. */
export function orderOf(look: Look, grouped: Grouped, order: JobTableQuery['order'], direction: JobTableQuery['direction']): Uint32Array {
  const { count } = look.held.jobs;
  const keyOf = keys(look, grouped, order);
  const packed = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    const placed = key === UNKNOWN || direction === 'ascending' ? key : UNKNOWN - 1 - key;
    packed[row] = placed * ROWS + row;
  }
  packed.sort();
  return Uint32Array.from(packed, (value) => value % ROWS);
}

function keys(look: Look, grouped: Grouped, order: JobTableQuery['order']): (row: number) => number {
  const { jobs } = look.held;
  switch (order) {
    case 'attention':
      return (row) => attention(grouped.masks[row] ?? 0);
    case 'status':
      return (row) => jobs.common.values[row] ?? UNKNOWN;
    case 'name':
      return ranked(jobs, jobs.name.values);
    case 'stream':
      return ranked(jobs, jobs.streamName.values);
    case 'workstation':
      return ranked(jobs, jobs.workstation.values);
    case 'scheduled':
      return timed(jobs.scheduledMs.values, jobs.count);
    case 'started':
      return timed(jobs.startedMs.values, jobs.count);
    case 'ended':
      return timed(jobs.endedMs.values, jobs.count);
    case 'deadline':
      return timed(jobs.deadlineMs.values, jobs.count);
    case 'duration':
      return timed(jobs.elapsedMs.values, jobs.count);
    case 'forecast':
      return timed(look.forecast().median.finishMs, jobs.count);
  }
}

/** Failed first, then late, at risk, behind a failure, running, waiting; critical ones before others. */
const ATTENTION = (['failed', 'late', 'at-risk', 'blocked', 'running', 'waiting', 'other', 'done'] as const).map((group) => groupBit(group));
const CRITICAL = groupBit('critical');

function attention(mask: number): number {
  const place = ATTENTION.findIndex((bit) => (mask & bit) !== 0);
  return (place < 0 ? jobGroups.length : place) * 2 + ((mask & CRITICAL) === 0 ? 1 : 0);
}

/** Place of each text among those of the column, by the alphabet. */
function ranked({ texts, count }: HeldJobs, codes: Int32Array): (row: number) => number {
  const used = [...new Set(codes.subarray(0, count))];
  const sorted = used.map((code) => ({ code, text: texts.textOf(code) ?? '' })).sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const ranks = new Map(sorted.map(({ code }, rank) => [code, rank]));
  return (row) => ranks.get(codes[row] ?? 0) ?? UNKNOWN;
}

/** Milliseconds since the earliest; a plan is some months long at most. */
function timed(ms: Float64Array, count: number): (row: number) => number {
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < count; row++) if (ms[row]! < first) first = ms[row]!;
  return (row) => {
    const at = ms[row] ?? Number.NaN;
    return Number.isFinite(at) ? Math.min(UNKNOWN - 2, Math.round(at - first)) : UNKNOWN;
  };
}
