/** The night as lanes: one per job stream, with what ran, runs and is to run. */
import type { Timeline, TimelineLane } from '../../../../src-preload/contract/planGraph.ts';
import { isOpen, phaseOf, phases } from '../../graph/phases.ts';
import { nameMatcher } from '../../../tws/lists/oql.ts';
import { instantOf, type ViewAnswer, type Workings } from './workings.ts';

export interface TimelineQuery {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly text?: string | undefined;
  readonly limit: number;
}

const HOUR_MS = 3_600_000;
/** What is looked at without being asked for another stretch. */
const LOOK_BACK_MS = 8 * HOUR_MS;
const LOOK_AHEAD_MS = 4 * HOUR_MS;
const MOST_BARS = 60;

interface Bar {
  readonly row: number;
  readonly startMs: number;
  /** NaN: runs, and nobody knows until when. */
  readonly endMs: number;
  readonly isForecast: boolean;
}
interface Lane {
  readonly stream: number;
  readonly bars: Bar[];
  readonly trouble: number;
  readonly startMs: number;
}

/** Lanes with trouble come first. What has no place in time (waits behind a failure, say) has no bar. */
export function createTimeline(look: Workings): (wanted: TimelineQuery) => ViewAnswer<Timeline> {
  return ({ since, until, text, limit }) => {
    const nowMs = look.nowMs();
    const window = {
      fromMs: since === undefined ? nowMs - LOOK_BACK_MS : Date.parse(since),
      toMs: until === undefined ? nowMs + LOOK_AHEAD_MS : Date.parse(until),
    };
    const lanes = lanesIn(look, window, text?.trim() ?? '');
    lanes.sort((a, b) => b.trouble - a.trouble || a.startMs - b.startMs || a.stream - b.stream);
    const data: Timeline = {
      since: new Date(window.fromMs).toISOString(),
      until: new Date(window.toMs).toISOString(),
      nowAt: new Date(nowMs).toISOString(),
      lanes: lanes.slice(0, limit).map((lane) => laneRow(look, lane)),
      matchingLanes: lanes.length,
    };
    return { data, isComplete: look.held.isComplete, isTruncated: lanes.length > limit, total: lanes.length };
  };
}

function lanesIn(look: Workings, window: { readonly fromMs: number; readonly toMs: number }, text: string): Lane[] {
  const { graph, jobs, streams } = look.held;
  const isMeant = text === '' ? () => true : nameMatcher(`@${text}@`);
  const lanes: Lane[] = [];
  for (const [stream, { key }] of streams.entries()) {
    const bars: Bar[] = [];
    let trouble = 0;
    let isNamed = isMeant(key);
    for (let at = graph.streamJobsStart[stream]!; at < graph.streamJobsStart[stream + 1]!; at++) {
      const row = graph.streamJobs[at]!;
      isNamed ||= isMeant(jobs.texts.textOf(jobs.name.values[row] ?? 0) ?? '');
      const bar = barOf(look, row);
      if (bar === null || bar.startMs > window.toMs || (Number.isNaN(bar.endMs) ? look.nowMs() : bar.endMs) < window.fromMs) continue;
      bars.push(bar);
      trouble = Math.max(trouble, troubleOf(look, row));
    }
    if (!isNamed || bars.length === 0) continue;
    bars.sort((a, b) => a.startMs - b.startMs || a.row - b.row);
    lanes.push({ stream, bars, trouble, startMs: bars[0]?.startMs ?? 0 });
  }
  return lanes;
}

/** 3 failed, 2 late, 1 critical and open. */
function troubleOf({ held: { graph, jobs } }: Workings, row: number): number {
  if (phaseOf(graph, row) === phases.failed) return 3;
  if (jobs.isLate(row) === true) return 2;
  return jobs.isCritical(row) && isOpen(graph, row) ? 1 : 0;
}

/** null: it has no place in time, for it was never run and nobody can say when it will be. */
function barOf(look: Workings, row: number): Bar | null {
  const { graph, jobs } = look.held;
  const { median } = look.forecast();
  const startedMs = jobs.startedMs.values[row]!;
  const endedMs = jobs.endedMs.values[row]!;
  const phase = phaseOf(graph, row);
  if (phase === phases.running) {
    const endMs = median.finishMs[row]!;
    return Number.isNaN(startedMs) ? null : { row, startMs: startedMs, endMs: Number.isFinite(endMs) ? endMs : Number.NaN, isForecast: true };
  }
  if (phase === phases.notStarted) {
    const startMs = median.startMs[row]!;
    const endMs = median.finishMs[row]!;
    return Number.isFinite(startMs) && Number.isFinite(endMs) ? { row, startMs, endMs, isForecast: true } : null;
  }
  return Number.isNaN(startedMs) || Number.isNaN(endedMs) ? null : { row, startMs: startedMs, endMs: endedMs, isForecast: false };
}

function laneRow(look: Workings, { stream, bars, trouble }: Lane): TimelineLane {
  const { jobs, streams } = look.held;
  const held = streams[stream];
  return {
    streamId: held?.id ?? '',
    key: held?.key ?? '?',
    name: held?.name ?? '?',
    status: held?.status ?? null,
    hasFailed: trouble === 3,
    bars: bars.slice(0, MOST_BARS).map(({ row, startMs, endMs, isForecast }) => {
      const { id, name, status, isCritical } = jobs.at(row);
      return { jobId: id, name, status, isCritical, startAt: new Date(startMs).toISOString(), endAt: instantOf(endMs), isForecast };
    }),
    hiddenBars: Math.max(0, bars.length - MOST_BARS),
  };
}
