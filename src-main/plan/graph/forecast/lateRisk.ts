/** Which open jobs are late or will be, how sure that is, and what decides it. */
import type { lateReasons } from '../../../../src-preload/contract/plan/planGraph.ts';
import { isOpen, phaseOf, phases } from '../phases.ts';
import { jobFlags, type PlanGraph } from '../planGraph.ts';
import type { Forecast } from './forecast.ts';
import { hindranceCode } from './hindrances.ts';
import type { Times } from './times.ts';

interface LateRisk {
  readonly job: number;
  /** Its deadline has passed, or the engine marks it late. */
  readonly isLateNow: boolean;
  /** `likely`: at median durations; `possible`: only at the 90 % quantile. */
  readonly certainty: 'certain' | 'likely' | 'possible';
  readonly reason: (typeof lateReasons)[number];
  /** The job that decides it, -1 when it is no other. `criticalPathOf` gives the chain between them. */
  readonly becauseOf: number;
  /** End that is forecast (at the quantile when `possible`) or, behind its deadline without a forecast, now; minus deadline. NaN where unknown. */
  readonly lateByMs: number;
}

export interface LateRisks {
  /** Certain ones first, then likely ones; critical jobs before others, then by deadline. */
  readonly late: LateRisk[];
  /** Jobs with a deadline to come of which nobody can say: they have no forecast, for other reasons than a failure or a circle. */
  readonly unknown: Int32Array;
}

const FAILED = hindranceCode('failed');
const CIRCLE = hindranceCode('circle');
const SURENESS = { certain: 0, likely: 1, possible: 2 } as const;

/**
 * The reasons: `deadline-passed`, `engine-says` (nothing here explains it), `blocked-by-failure` (or by a circle; `becauseOf`);
 * `own-duration`: it runs too long, or started as forecast it keeps the deadline only if it is not slow itself; `starts-late`: would be late
 * though it waited for nobody; `slow-predecessor`: `becauseOf` is the longest step still to come before it, the nearest of several.
 */
export function lateRiskOf(graph: PlanGraph, forecast: Forecast): LateRisks {
  const { flags, deadlineAtMs } = graph.jobs;
  const late: LateRisk[] = [];
  const unknown: number[] = [];
  for (let job = 0; job < graph.jobCount; job++) {
    const isMarked = (flags[job]! & jobFlags.late) !== 0;
    if ((Number.isNaN(deadlineAtMs[job]!) && !isMarked) || !isOpen(graph, job)) continue;
    const risk = deadlineRisk(graph, forecast, job);
    if (typeof risk === 'object') late.push({ ...risk, isLateNow: isMarked || risk.isLateNow });
    else if (isMarked) late.push({ job, isLateNow: true, certainty: 'certain', reason: 'engine-says', becauseOf: -1, lateByMs: Number.NaN });
    else if (risk === 'unknown') unknown.push(job);
  }
  const isCritical = ({ job }: LateRisk) => (flags[job]! & jobFlags.critical) !== 0;
  late.sort(
    (a, b) =>
      SURENESS[a.certainty] - SURENESS[b.certainty] ||
      Number(isCritical(b)) - Number(isCritical(a)) ||
      (deadlineAtMs[a.job]! || Infinity) - (deadlineAtMs[b.job]! || Infinity) ||
      a.job - b.job,
  );
  return { late, unknown: Int32Array.from(unknown) };
}

function deadlineRisk(graph: PlanGraph, forecast: Forecast, job: number): LateRisk | 'none' | 'unknown' {
  const { nowMs, median, p90, durations, hindrance, cause } = forecast;
  const deadlineMs = graph.jobs.deadlineAtMs[job]!;
  if (Number.isNaN(deadlineMs)) return 'none';
  const other = cause[job] === job ? -1 : cause[job]!;
  const finishMs = median.finishMs[job]!;
  if (deadlineMs < nowMs) {
    const lateByMs = (Number.isFinite(finishMs) ? finishMs : nowMs) - deadlineMs;
    return { job, isLateNow: true, certainty: 'certain', reason: 'deadline-passed', becauseOf: other, lateByMs };
  }
  if (finishMs === Infinity) {
    const isBlocked = hindrance[job] === FAILED || hindrance[job] === CIRCLE;
    if (isBlocked) return { job, isLateNow: false, certainty: 'likely', reason: 'blocked-by-failure', becauseOf: other, lateByMs: Number.NaN };
    const earliestMs = earliestEnd(graph, job, nowMs, durations.medianMs[job]!);
    if (!(earliestMs > deadlineMs)) return 'unknown';
    return { job, isLateNow: false, certainty: 'likely', reason: 'starts-late', becauseOf: other, lateByMs: earliestMs - deadlineMs };
  }
  if (finishMs > deadlineMs) return { ...missed(graph, forecast, job, median), certainty: 'likely', lateByMs: finishMs - deadlineMs };
  const slowMs = p90.finishMs[job]!;
  return slowMs > deadlineMs ? { ...missed(graph, forecast, job, p90), certainty: 'possible', lateByMs: slowMs - deadlineMs } : 'none';
}

/** If it waited for nobody. A job that runs already is taken to begin now: not earlier than it really ends. */
function earliestEnd({ jobs }: PlanGraph, job: number, nowMs: number, durationMs: number): number {
  const notBeforeMs = jobs.notBeforeMs[job]!;
  return Math.max(nowMs, Number.isNaN(notBeforeMs) ? nowMs : notBeforeMs) + durationMs;
}

function missed(graph: PlanGraph, { nowMs, durations }: Forecast, job: number, times: Times): Pick<LateRisk, 'job' | 'isLateNow' | 'reason' | 'becauseOf'> {
  const deadlineMs = graph.jobs.deadlineAtMs[job]!;
  const usualMs = durations.medianMs[job]!;
  const none = { job, isLateNow: false, becauseOf: -1 } as const;
  if (phaseOf(graph, job) === phases.running || times.startMs[job]! + usualMs <= deadlineMs) return { ...none, reason: 'own-duration' };
  if (earliestEnd(graph, job, nowMs, usualMs) > deadlineMs) return { ...none, reason: 'starts-late' };
  return { job, isLateNow: false, reason: 'slow-predecessor', becauseOf: longestBefore(times, job, nowMs) };
}

/** Of the chain that decides its start, the job that takes longest from now on; of equals the nearest. */
function longestBefore({ determinedBy, startMs, finishMs }: Times, job: number, nowMs: number): number {
  let longest = -1;
  let longestMs = -1;
  for (let step = determinedBy[job]!; step >= 0; step = determinedBy[step]!) {
    const leftMs = finishMs[step]! - (startMs[step]! > nowMs ? startMs[step]! : nowMs);
    if (leftMs <= longestMs) continue;
    longest = step;
    longestMs = leftMs;
  }
  return longest;
}
