/** The rows of the plan in each order of the job table, sorted once for every state of the plan. */
import { commonStatuses } from '../../../../src-preload/contract/plan/plan.ts';
import type { JobGroup, JobTableQuery } from '../../../../src-preload/contract/plan/planSnapshot.ts';
import type { HeldJobs } from '../held/heldJobs.ts';
import { groupBit, type Tally } from './tally.ts';
import type { Workings } from './workings.ts';

type Order = JobTableQuery['order'];
type Direction = JobTableQuery['direction'];

export type RowOrders = (order: Order, direction: Direction) => Int32Array;

/** Of a job in several groups the first here counts. */
const ATTENTION: readonly JobGroup[] = ['failed', 'late', 'at-risk', 'blocked', 'running', 'waiting', 'other', 'done'];

export function createRowOrders(workings: Workings, tally: () => Tally): RowOrders {
  const { held, forecast, perVersion, perMinute } = workings;
  const { jobs } = held;
  const values: Readonly<Record<Order, () => Float64Array>> = {
    attention: () => attentionOf(tally()),
    name: () => ranked(jobs, jobs.name.values),
    stream: () => ranked(jobs, jobs.streamName.values),
    workstation: () => ranked(jobs, jobs.workstation.values),
    status: () => statusesOf(jobs),
    scheduled: () => jobs.scheduledMs.values,
    started: () => jobs.startedMs.values,
    ended: () => jobs.endedMs.values,
    deadline: () => jobs.deadlineMs.values,
    duration: () => jobs.elapsedMs.values,
    forecast: () => forecast().median.finishMs,
  };
  const sorted = (order: Order, direction: Direction) => {
    const keep = order === 'attention' || order === 'forecast' ? perMinute : perVersion;
    return keep(() => sortedRows(values[order](), jobs.count, direction));
  };
  const orders = new Map<string, () => Int32Array>();
  return (order, direction) => {
    const name = `${order} ${direction}`;
    const known = orders.get(name) ?? sorted(order, direction);
    orders.set(name, known);
    return known();
  };
}

/** Numbers up to here are exact. */
const EXACT = 2 ** 52;

/**
 * Rows by value, unknown ones last in both directions, equal ones by row. Value and row go into one number, which sorts without calling
 * back: a tenth of the time. Values count in whole steps: of 1 (ms), coarser only when they lie more than `EXACT / rows` apart.
 */
function sortedRows(values: Float64Array, count: number, direction: Direction): Int32Array {
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < count; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const room = 2 ** Math.ceil(Math.log2(count + 1));
  const step = Math.max(1, Math.ceil(((most - least) * room) / EXACT));
  const floor = Math.floor(least);
  const top = Math.floor((most - floor) / step);
  const packed = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const value = values[row]!;
    const place = Math.floor((value - floor) / step);
    packed[row] = (Number.isFinite(value) ? (direction === 'ascending' ? place : top - place) : Number.isFinite(top) ? top + 1 : 0) * room + row;
  }
  packed.sort();
  return Int32Array.from(packed, (one) => one % room);
}

function attentionOf({ groups }: Tally): Float64Array {
  const bits = ATTENTION.map(groupBit);
  const critical = groupBit('critical');
  return Float64Array.from(groups, (is) => 2 * bits.findIndex((bit) => (is & bit) !== 0) + ((is & critical) === 0 ? 1 : 0));
}

function statusesOf(jobs: HeldJobs): Float64Array {
  const ranks = ranked(jobs, jobs.internal.values);
  const common = commonStatuses.map((_, code) => [...commonStatuses].sort().indexOf(commonStatuses[code]!));
  return ranks.map((rank, row) => common[jobs.common.values[row]!]! * (jobs.texts.size + 1) + rank);
}

/** Per row, the place of its text among all of the column, whatever their case. */
function ranked({ texts, count }: HeldJobs, column: Int32Array): Float64Array {
  const isUsed = new Uint8Array(texts.size);
  for (let row = 0; row < count; row++) isUsed[column[row]!] = 1;
  const used: { readonly code: number; readonly text: string }[] = [];
  for (let code = 0; code < isUsed.length; code++) if (isUsed[code] === 1) used.push({ code, text: (texts.textOf(code) ?? '').toUpperCase() });
  used.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.code - b.code));
  const rankOf = new Float64Array(texts.size);
  for (const [place, { code, text }] of used.entries()) rankOf[code] = text === used[place - 1]?.text ? rankOf[used[place - 1]!.code]! : place;
  const ranks = new Float64Array(count);
  for (let row = 0; row < count; row++) ranks[row] = rankOf[column[row]!]!;
  return ranks;
}
