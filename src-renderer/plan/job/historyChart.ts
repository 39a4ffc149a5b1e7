/** Where each run stands in the small chart of durations. Pure. */
import type { RunHistory } from '../../../src-preload/contract/plan/planHistory.ts';

type Run = RunHistory['runs'][number];

export const CHART_WIDTH = 400;
export const CHART_HEIGHT = 84;
const MARGIN = 8;

interface Dot {
  readonly run: Run & { readonly durationMs: number };
  readonly x: number;
  readonly y: number;
  readonly isFailed: boolean;
}

export interface Chart {
  /** Oldest first. */
  readonly dots: readonly Dot[];
  readonly medianY: number | null;
  readonly p90Y: number | null;
}

const FAILED = new Set(['ABEND', 'FAIL', 'ERROR', 'FENCE', 'ABENDP', 'ABEND P']);

/** Durations rise from the foot of the chart; runs without one are left out. */
export function chartOf({ runs, baseline }: Pick<RunHistory, 'runs' | 'baseline'>): Chart {
  const timed = runs.flatMap((run) => (run.durationMs === null ? [] : [{ ...run, durationMs: run.durationMs }])).toReversed();
  const most = Math.max(1, ...timed.map(({ durationMs }) => durationMs), baseline?.p90Ms ?? 0);
  const yOf = (ms: number) => CHART_HEIGHT - MARGIN - ((CHART_HEIGHT - 2 * MARGIN) * ms) / most;
  const step = (CHART_WIDTH - 2 * MARGIN) / Math.max(1, timed.length - 1);
  return {
    dots: timed.map((run, at) => ({
      run,
      x: timed.length === 1 ? CHART_WIDTH / 2 : MARGIN + at * step,
      y: yOf(run.durationMs),
      isFailed: FAILED.has(run.status.toUpperCase()),
    })),
    medianY: baseline?.medianMs == null ? null : yOf(baseline.medianMs),
    p90Y: baseline?.p90Ms == null ? null : yOf(baseline.p90Ms),
  };
}
