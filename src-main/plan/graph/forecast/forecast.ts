/** When every open job can start and end at the earliest: at usual durations, and at those nine in ten runs keep. */

import { jobFlags, type PlanGraph } from '../planGraph.ts';
import { findHindrances } from './hindrances.ts';
import { createOpening } from './opening.ts';
import { type Times, timesOf } from './times.ts';

/** Per job, ms, NaN where unknown. */
export interface Durations {
  readonly medianMs: Float64Array;
  readonly p90Ms: Float64Array;
}

export interface Forecast {
  readonly nowMs: number;
  /** Those used: measured, else the engine's estimate, else NaN. */
  readonly durations: Durations;
  /** Every duration at its median. */
  readonly median: Times;
  /** Every duration at its 90 % quantile: an end that is kept on nine nights in ten, or more. */
  readonly p90: Times;
  /** Per job, index into `hindranceKinds`: why there is no forecast of its end. */
  readonly hindrance: Uint8Array;
  /** Per job: the job that makes a forecast impossible (itself, when nothing else does); -1 where there is a forecast, and for done jobs. */
  readonly cause: Int32Array;
}

/**
 * Earliest times, by the rule: a running job ends at max(now, start + duration), one whose start is not told at now + duration; a waiting
 * one starts at max(now, earliest start, the instant its last wait is met), where a wait is met with the `needed`-th of its members.
 * A condition STARTED is met at the start of the member; one that does not include a good end has no forecast, for outcomes
 * are not foretold. Limits of workstations and resources are not looked at: the real start may be later, not earlier.
 * Jobs that failed, are held, undecided, in a circle or without any known duration have none, nor what needs them; `cause` says why.
 * Takes O((jobs + members) log jobs), for the median and for the quantile.
 * @param measured NaN where nothing was measured: then the engine's estimate counts; without a quantile the median does
 */
export function forecastOf(graph: PlanGraph, { nowMs, measured }: { readonly nowMs: number; readonly measured: Durations }): Forecast {
  const durations = usedDurations(graph, measured);
  const opening = createOpening(graph);
  const median = timesOf(graph, opening, durations.medianMs, nowMs);
  const p90 = timesOf(graph, opening, durations.p90Ms, nowMs);
  const { hindrance, cause, via } = findHindrances(graph, median);
  for (let job = 0; job < graph.jobCount; job++) {
    if (cause[job]! < 0) continue;
    median.times.determinedBy[job] = via[job]!;
    p90.times.determinedBy[job] = via[job]!;
  }
  return { nowMs, durations, median: median.times, p90: p90.times, hindrance, cause };
}

function usedDurations({ jobCount, jobs }: PlanGraph, measured: Durations): Durations {
  const medianMs = new Float64Array(jobCount);
  const p90Ms = new Float64Array(jobCount);
  for (let job = 0; job < jobCount; job++) {
    const isEmpty = (jobs.flags[job]! & jobFlags.noOperation) !== 0;
    const known = Number.isNaN(measured.medianMs[job]!) ? jobs.estimatedMs[job]! : measured.medianMs[job]!;
    // Math.max keeps NaN.
    medianMs[job] = isEmpty ? 0 : Math.max(0, known);
    p90Ms[job] = isEmpty || Number.isNaN(measured.p90Ms[job]!) ? medianMs[job]! : Math.max(medianMs[job]!, measured.p90Ms[job]!);
  }
  return { medianMs, p90Ms };
}
