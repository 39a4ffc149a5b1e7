/** How far a window was recorded: pure. An unrecorded window never reads as "nothing happened". */
import type { Recording } from '../../../../src-preload/contract/plan/planHistory.ts';
import { instantOf } from '../../../base/clock.ts';

type GapReason = Recording['gaps'][number]['why'];

export interface RecordedStretch {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** What kept it from going on; null: nobody knows of anything. */
  readonly interruptedWhy: GapReason | null;
  readonly isClosed: boolean;
}

export interface AskedWindow {
  /** Default: as long as anything is recorded. */
  readonly sinceMs: number | null;
  readonly untilMs: number;
  readonly nowMs: number;
  /** What is older is deleted. */
  readonly keptSinceMs: number;
  readonly longestPauseMs: number;
}

/** @param stretches oldest first */
export function recordingOf(stretches: readonly RecordedStretch[], window: AskedWindow): Recording {
  const kept = stretches.filter(({ untilMs }) => untilMs >= window.keptSinceMs);
  const first = kept[0];
  const last = kept.at(-1);
  const endMs = Math.min(window.untilMs, window.nowMs);
  if (first === undefined || last === undefined) {
    const gaps = window.sinceMs === null ? [] : gap(window.sinceMs, endMs, 'not-running');
    return { since: null, until: null, gaps };
  }
  const sinceMs = Math.max(first.sinceMs, window.keptSinceMs);
  const fromMs = window.sinceMs ?? sinceMs;
  const between = kept.slice(1).map((stretch, index) => [kept[index], stretch] as const);
  const gaps = [
    ...gap(fromMs, Math.min(sinceMs, endMs), 'not-running'),
    ...between.flatMap(([before, after]) =>
      before === undefined ? [] : gap(Math.max(before.untilMs, fromMs), Math.min(after.sinceMs, endMs), before.interruptedWhy ?? 'not-running'),
    ),
    ...tail(last, fromMs, endMs, window),
  ];
  return { since: instantOf(sinceMs), until: instantOf(last.untilMs), gaps };
}

/** After the last reading: a gap once the next one is overdue. Nothing to blame it on means that a reading takes very long. */
function tail(last: RecordedStretch, fromMs: number, endMs: number, { nowMs, longestPauseMs }: AskedWindow): Recording['gaps'] {
  if (!last.isClosed && nowMs - last.untilMs <= longestPauseMs) return [];
  return gap(Math.max(last.untilMs, fromMs), endMs, last.interruptedWhy ?? 'reading-incomplete');
}

function gap(fromMs: number, untilMs: number, why: GapReason): Recording['gaps'] {
  return fromMs < untilMs ? [{ from: instantOf(fromMs), until: instantOf(untilMs), why }] : [];
}
