/** Open jobs that most other work waits for. */

import { createImpact } from '../impact.ts';
import { isOpen } from '../phases.ts';
import { jobFlags, type PlanGraph } from '../planGraph.ts';
import type { Forecast } from './forecast.ts';

export interface Bottleneck {
  readonly job: number;
  /** Open jobs that cannot run before it ends: its impact as things stand. */
  readonly waiting: number;
  /** Critical jobs and jobs with a deadline among them. */
  readonly criticalWaiting: number;
  /** Sum of their median durations, ms; unknown ones count nothing. */
  readonly waitingMs: number;
}

/** Candidates looked at closely for each one that is asked for. */
const CANDIDATES_EACH = 4;

/**
 * Ranked by critical and deadline jobs that wait, then by the work that waits. To count what waits for each of 200,000 jobs would be
 * quadratic. So candidates are drawn by what each determines in the forecast (every job counts for the one job that determines its start
 * or its way to a cause, and for what determines that: sums over a forest, O(jobs)), and only of the best `4 x limit` the impact is worked
 * out. A job whose followers all have another, later predecessor is therefore not among them: it holds nothing up today.
 */
export function bottlenecksOf(graph: PlanGraph, forecast: Forecast, limit: number): Bottleneck[] {
  const { waiting, critical, workMs } = determined(graph, forecast);
  const byRank = (a: number, b: number) => critical[b]! - critical[a]! || workMs[b]! - workMs[a]! || waiting[b]! - waiting[a]! || a - b;
  const candidates: number[] = [];
  for (let job = 0; job < graph.jobCount; job++) if (waiting[job]! > 0 && isOpen(graph, job)) candidates.push(job);
  const impactOf = createImpact(graph);
  return candidates
    .sort(byRank)
    .slice(0, limit * CANDIDATES_EACH)
    .map((job): Bottleneck => {
      const { jobs } = impactOf(job).blocked;
      return {
        job,
        waiting: jobs.length,
        criticalWaiting: jobs.reduce((sum, one) => sum + Number(isCriticalOrDue(graph, one)), 0),
        waitingMs: jobs.reduce((sum, one) => sum + (forecast.durations.medianMs[one]! || 0), 0),
      };
    })
    .filter((one) => one.waiting > 0)
    .sort((a, b) => b.criticalWaiting - a.criticalWaiting || b.waitingMs - a.waitingMs || b.waiting - a.waiting || a.job - b.job)
    .slice(0, limit);
}

const isCriticalOrDue = ({ jobs }: PlanGraph, job: number): boolean => (jobs.flags[job]! & jobFlags.critical) !== 0 || !Number.isNaN(jobs.deadlineAtMs[job]!);

/** Sums over everything a job determines, leaves first; jobs in a circle are left out with what hangs on them alone. */
function determined(graph: PlanGraph, { median, durations }: Forecast) {
  const { jobCount } = graph;
  const waiting = new Int32Array(jobCount);
  const critical = new Int32Array(jobCount);
  const workMs = new Float64Array(jobCount);
  const children = new Int32Array(jobCount);
  for (const from of median.determinedBy) if (from >= 0) children[from]!++;
  const queue = new Int32Array(jobCount);
  let count = 0;
  for (let job = 0; job < jobCount; job++) if (children[job] === 0) queue[count++] = job;
  for (let next = 0; next < count; next++) {
    const job = queue[next]!;
    const from = median.determinedBy[job]!;
    if (from < 0) continue;
    waiting[from]! += waiting[job]! + 1;
    critical[from]! += critical[job]! + Number(isCriticalOrDue(graph, job));
    workMs[from]! += workMs[job]! + (durations.medianMs[job]! || 0);
    if (--children[from]! === 0) queue[count++] = from;
  }
  return { waiting, critical, workMs };
}
