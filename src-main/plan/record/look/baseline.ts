/** What a job usually takes, and when a run stands out: pure. */
import type { DurationBaseline, RecordedRun } from '../../../../src-preload/contract/plan/planHistory.ts';

/** The newest successful runs that are measured: about two months of a nightly job. */
export const MEASURED_RUNS = 60;
/** Fewer runs than this are chance, not habit. */
export const FEWEST_RUNS = 3;
const FEWEST_RUNS_FOR_ANOMALY = 8;

/** Iglewicz and Hoaglin (1993): a modified z-score above 3.5 is an outlier; 1.4826 makes the deviation comparable with a standard deviation. */
const OUTLIER_SCORE = 3.5;
const DEVIATION_SCALE = 1.4826;
/** Jobs that always take the same time have no deviation: a run must also be a quarter and half a minute off to be worth a word. */
const LEAST_SHARE = 0.25;
const LEAST_MS = 30_000;

export interface Usual {
  readonly runs: number;
  readonly medianMs: number;
  readonly p90Ms: number;
  /** Median absolute deviation from the median. */
  readonly deviationMs: number;
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** The middle value, or the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

/** The smallest value that at least the share `p` (0..1] of the values do not exceed (nearest rank). NaN for none. */
export function quantile(values: readonly number[], p: number): number {
  return ascending(values)[Math.max(1, Math.ceil(p * values.length)) - 1] ?? Number.NaN;
}

/** @param durations of successful runs, ms. null for fewer than `FEWEST_RUNS`. */
export function usualOf(durations: readonly number[]): Usual | null {
  if (durations.length < FEWEST_RUNS) return null;
  const medianMs = median(durations);
  return { runs: durations.length, medianMs, p90Ms: quantile(durations, 0.9), deviationMs: median(durations.map((value) => Math.abs(value - medianMs))) };
}

/** null: as usual, or nobody can tell yet. */
export function anomalyOf(durationMs: number | null, usual: Usual | null): RecordedRun['anomaly'] {
  if (durationMs === null || usual === null || usual.runs < FEWEST_RUNS_FOR_ANOMALY) return null;
  const off = durationMs - usual.medianMs;
  const tolerated = Math.max(OUTLIER_SCORE * DEVIATION_SCALE * usual.deviationMs, LEAST_SHARE * usual.medianMs, LEAST_MS);
  if (Math.abs(off) <= tolerated) return null;
  return off > 0 ? 'slower' : 'faster';
}

/** @param weekdayOf in the engine's time zone, 0 = Sunday */
export function baselineOf(
  runs: readonly { readonly startedAtMs: number; readonly durationMs: number }[],
  weekdayOf: (atMs: number) => number,
): DurationBaseline {
  const durations = runs.map(({ durationMs }) => durationMs);
  const usual = usualOf(durations);
  const days = Map.groupBy(runs, ({ startedAtMs }) => weekdayOf(startedAtMs));
  return {
    runs: runs.length,
    medianMs: usual?.medianMs ?? null,
    p90Ms: usual?.p90Ms ?? null,
    minMs: durations.length === 0 ? null : Math.min(...durations),
    maxMs: durations.length === 0 ? null : Math.max(...durations),
    byWeekday: [...days]
      .map(([weekday, those]) => ({ weekday, runs: those.length, medianMs: median(those.map(({ durationMs }) => durationMs)) }))
      .toSorted((a, b) => a.weekday - b.weekday),
  };
}
