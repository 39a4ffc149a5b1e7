/** The night by job stream: what ran and what is forecast, streams in trouble first. */
import type { Timeline, TimelineLane } from '../../../../../src-preload/contract/plan/planGraph.ts';
import { Fault } from '../../../../base/fault.ts';
import { type Bars, barsOf } from './bars.ts';
import { groupBit, type Tally } from '../tally.ts';
import { textTest } from '../textFilter.ts';
import type { Texts } from '../texts.ts';
import type { ViewAnswer, Workings } from '../workings.ts';

export interface TimelineQuery {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Streams that fit it, or one of whose jobs does. */
  readonly text?: string | undefined;
  readonly limit: number;
}

const HOURS_MS = 3_600_000;
const HALF_NIGHT_MS = 8 * HOURS_MS;
const MOST_BARS = 40;

interface Lane {
  /** Index of the stream; -1 - code of its id for one that is not in the plan as it was read. */
  readonly stream: number;
  readonly rows: number[];
  isWanted: boolean;
  isTroubled: boolean;
  hasFailed: boolean;
  isCritical: boolean;
  firstMs: number;
}

const FAILED = groupBit('failed');
const TROUBLE = FAILED | groupBit('late');
const CRITICAL = groupBit('critical');

/** Raises INVALID_INPUT when the window ends before it begins. */
export function createTimeline(workings: Workings, tally: () => Tally, texts: Texts): (query: TimelineQuery) => ViewAnswer<Timeline> {
  const { held, nowMs } = workings;
  return (query) => {
    const now = nowMs();
    const { sinceMs, untilMs } = windowOf(query, now);
    const bars = barsOf(workings, sinceMs, untilMs);
    const fits = textTest(held.jobs, texts, query.text ?? '');
    const lanes = lanesOf(workings, tally(), bars, fits);
    return {
      data: {
        since: new Date(sinceMs).toISOString(),
        until: new Date(untilMs).toISOString(),
        nowAt: new Date(now).toISOString(),
        lanes: lanes.slice(0, query.limit).map((lane) => shown(workings, tally(), bars, lane)),
        matchingLanes: lanes.length,
      },
      isComplete: held.isComplete && workings.isAllTold(),
      isTruncated: lanes.length > query.limit,
      total: lanes.length,
    };
  };
}

function windowOf({ since, until }: TimelineQuery, now: number): { sinceMs: number; untilMs: number } {
  const saidSince = since === undefined ? null : Date.parse(since);
  const saidUntil = until === undefined ? null : Date.parse(until);
  const sinceMs = saidSince ?? Math.min(now - HALF_NIGHT_MS, (saidUntil ?? Infinity) - 2 * HALF_NIGHT_MS);
  const untilMs = saidUntil ?? Math.max(now + HALF_NIGHT_MS, sinceMs + 2 * HALF_NIGHT_MS);
  if (!(sinceMs < untilMs)) throw new Fault('INVALID_INPUT', 'The window of the timeline has to begin before it ends.');
  return { sinceMs, untilMs };
}

function lanesOf({ held }: Workings, { groups }: Tally, bars: Bars, fits: (row: number) => boolean): Lane[] {
  const { graph, jobs } = held;
  const lanes = new Map<number, Lane>();
  for (let row = 0; row < jobs.count; row++) {
    const own = graph.jobs.stream[row]!;
    const stream = own < 0 ? -1 - jobs.streamId.values[row]! : own;
    if (!bars.isShown(row)) continue;
    let lane = lanes.get(stream);
    if (lane === undefined) {
      lane = { stream, rows: [], isWanted: false, isTroubled: false, hasFailed: false, isCritical: false, firstMs: Infinity };
      lanes.set(stream, lane);
    }
    lane.rows.push(row);
    lane.isWanted ||= fits(row);
    lane.isTroubled ||= (groups[row]! & TROUBLE) !== 0;
    lane.hasFailed ||= (groups[row]! & FAILED) !== 0;
    lane.isCritical ||= (groups[row]! & CRITICAL) !== 0;
    lane.firstMs = Math.min(lane.firstMs, bars.startMs(row));
  }
  return [...lanes.values()]
    .filter((lane) => lane.isWanted)
    .sort(
      (a, b) =>
        Number(b.hasFailed) - Number(a.hasFailed) ||
        Number(b.isTroubled) - Number(a.isTroubled) ||
        Number(b.isCritical) - Number(a.isCritical) ||
        a.firstMs - b.firstMs ||
        a.stream - b.stream,
    );
}

function shown({ held }: Workings, { groups }: Tally, bars: Bars, { stream, rows, hasFailed }: Lane): TimelineLane {
  const { jobs, streams } = held;
  const first = rows[0]!;
  const known = stream < 0 ? undefined : streams[stream];
  const { streamId, streamName, key } = jobs.at(first);
  const byStart = (a: number, b: number) => bars.startMs(a) - bars.startMs(b) || a - b;
  const weight = (row: number) => Number((groups[row]! & TROUBLE) !== 0) * 2 + Number((groups[row]! & CRITICAL) !== 0);
  const kept = rows.length <= MOST_BARS ? rows : [...rows].sort((a, b) => weight(b) - weight(a) || byStart(a, b)).slice(0, MOST_BARS);
  return {
    streamId: known?.id ?? streamId,
    key: known?.key ?? key.slice(0, key.lastIndexOf('.')),
    name: known?.name ?? streamName,
    status: known?.status ?? null,
    hasFailed,
    bars: [...kept].sort(byStart).map((row) => bars.at(row)),
    hiddenBars: rows.length - kept.length,
  };
}
