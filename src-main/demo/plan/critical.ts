/** Critical jobs: when they must start at the latest, when they are expected to end, and what stands in their way. */
import { followsOf, known, type PlanJob, type PlanStream, type SimulatedPlan } from './planModel.ts';
import { deadlineOf, estimateOf, isReleased, jobStateAt } from './state.ts';

/** Deadline minus estimated duration; null without a deadline. */
export function criticalStartOf(job: PlanJob): number | null {
  const deadlineMs = deadlineOf(job);
  return deadlineMs === null ? null : deadlineMs - estimateOf(job);
}

/** A running job that exceeds its estimate by this factor is long-running (the engine's longDurationThreshold, 150 %). */
const LONG_RUNNING = 1.5;

export interface CriticalView {
  readonly job: PlanJob;
  readonly estimatedStartMs: number;
  readonly estimatedEndMs: number;
  readonly alertLevel: 'HIGH_RISK' | 'POTENTIAL_RISK' | 'ON_TRACK';
  /** Every unfinished job the critical one waits for, nearest first. */
  readonly network: readonly PlanJob[];
  /** Those of the network that keep the rest from going on. */
  readonly hotList: readonly PlanJob[];
}

export function criticalViewAt(plan: SimulatedPlan, job: PlanJob, now: number): CriticalView {
  const ends = new Map<string, { start: number; end: number }>();
  const expected = expectedRun(plan, job, now, ends);
  const network = networkOf(plan, job, now);
  const hotList = network.filter((one) => isHot(plan, one, now));
  const deadlineMs = deadlineOf(job);
  const isTooLate = deadlineMs !== null && expected.end > deadlineMs && !isReleased(job, now);
  return {
    job,
    estimatedStartMs: expected.start,
    estimatedEndMs: expected.end,
    network,
    hotList,
    alertLevel: isTooLate ? 'HIGH_RISK' : hotList.length > 0 ? 'POTENTIAL_RISK' : 'ON_TRACK',
  };
}

export const criticalJobs = (plan: SimulatedPlan): PlanJob[] => [...plan.jobs.values()].filter(({ isCritical }) => isCritical);

/** Expected start and end from what can be known now: estimates, not the simulator's own future. */
function expectedRun(plan: SimulatedPlan, job: PlanJob, now: number, found: Map<string, { start: number; end: number }>): { start: number; end: number } {
  const kept = found.get(job.id);
  if (kept !== undefined) return kept;
  const state = jobStateAt(plan, job, now);
  const last = state.runs.at(-1);
  let expected: { start: number; end: number };
  if (isReleased(job, now)) expected = { start: last?.startedMs ?? now, end: last?.endedMs ?? job.canceledMs ?? now };
  else if (state.status === 'EXEC') {
    const start = last?.startedMs ?? now;
    expected = { start, end: Math.max(now, start + estimateOf(job)) };
  } else {
    const stream = known(plan.streams, job.streamId);
    const after = directPredecessors(plan, job).map((one) => expectedRun(plan, one, now, found).end);
    const start = Math.max(now, stream.schedMs, job.startTimeMs ?? 0, ...after);
    expected = { start, end: start + estimateOf(job) };
  }
  found.set(job.id, expected);
  return expected;
}

/** The jobs that must be released before this one, those of the streams it waits for and of its joins among them. */
export function directPredecessors(plan: SimulatedPlan, job: PlanJob): PlanJob[] {
  const ownStream: PlanStream = known(plan.streams, job.streamId);
  return [...job.dependencies, ...ownStream.dependencies]
    .flatMap(followsOf)
    .flatMap((one) => (one.kind === 'job' ? known(plan.jobs, one.jobId) : known(plan.streams, one.streamId).jobIds.map((id) => known(plan.jobs, id))));
}

/** From the critical job back to what is nearest to now: at each step the predecessor that is expected to end last. */
export function criticalPathOf(plan: SimulatedPlan, job: PlanJob, now: number): readonly PlanJob[] {
  const ends = new Map<string, { start: number; end: number }>();
  const path = new Set([job]);
  for (const one of path) {
    let latest: PlanJob | null = null;
    for (const before of directPredecessors(plan, one)) {
      if (isReleased(before, now)) continue;
      if (latest === null || expectedRun(plan, before, now, ends).end > expectedRun(plan, latest, now, ends).end) latest = before;
    }
    if (latest !== null) path.add(latest);
  }
  return [...path];
}

/** Every released job that the critical one waited for, nearest first. */
export function completedBefore(plan: SimulatedPlan, job: PlanJob, now: number): readonly PlanJob[] {
  const seen = new Set<PlanJob>([job]);
  for (const one of seen) for (const before of directPredecessors(plan, one)) seen.add(before);
  return [...seen].filter((one) => one !== job && isReleased(one, now));
}

function networkOf(plan: SimulatedPlan, job: PlanJob, now: number): PlanJob[] {
  const seen = new Set<PlanJob>([job]);
  for (const one of seen) for (const before of directPredecessors(plan, one)) if (!isReleased(before, now)) seen.add(before);
  return [...seen].filter((one) => !isReleased(one, now));
}

function isHot(plan: SimulatedPlan, job: PlanJob, now: number): boolean {
  const state = jobStateAt(plan, job, now);
  if (state.common === 'ERROR') return true;
  const startedMs = state.runs.at(-1)?.startedMs ?? null;
  if (state.status === 'EXEC') return startedMs !== null && now - startedMs > estimateOf(job) * LONG_RUNNING;
  return state.common === 'READY';
}
