/** The chain that decides when a job ends, or the way to what makes it impossible to say. */

import type { PlanGraph } from '../planGraph.ts';
import type { Forecast } from './forecast.ts';

export interface CriticalPath {
  /** Jobs from the first that is open (or from the cause that blocks) to the job itself; each decides the start of the next. */
  readonly steps: Int32Array;
  /** Of each step, the median; ms, NaN where unknown. */
  readonly durationsMs: Float64Array;
  /** Epoch ms: Infinity without a forecast, NaN for a job that is done. */
  readonly finishMs: number;
  /** With every duration at its 90 % quantile. */
  readonly p90FinishMs: number;
  /** Deadline minus median end, ms; negative: late. NaN without a deadline or an end. */
  readonly slackMs: number;
  /** The job that makes a forecast impossible (`forecast.hindrance` says how), -1 for none. */
  readonly cause: number;
}

/** Walks back along what determines each start: the length of the chain, no more. */
export function criticalPathOf({ jobs }: PlanGraph, { median, p90, durations, cause }: Forecast, job: number): CriticalPath {
  const steps: number[] = [job];
  let step = job;
  while (step !== cause[job] && median.determinedBy[step]! >= 0) {
    step = median.determinedBy[step]!;
    steps.push(step);
  }
  steps.reverse();
  const finishMs = median.finishMs[job]!;
  return {
    steps: Int32Array.from(steps),
    durationsMs: Float64Array.from(steps, (one) => durations.medianMs[one]!),
    finishMs,
    p90FinishMs: p90.finishMs[job]!,
    slackMs: Number.isFinite(finishMs) ? jobs.deadlineAtMs[job]! - finishMs : Number.NaN,
    cause: cause[job]!,
  };
}
