/** Plays the whole night once, ahead of time: when each job becomes ready, runs and ends. What is shown later is only looked up. */
import { known, type PlanDependency, type PlanJob, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';
import { createCapacity } from './capacity.ts';
import { type JobScript, neverStarted, runsOf } from './runs.ts';
import { createTimeQueue } from './timeQueue.ts';
import { createWaits } from './waits.ts';

const FIRST_JOB_NUMBER = 987_278_600;
/** From READY to EXEC: the engine hands the job to its agent. */
const LAUNCH_MS = 4_000;

type Event = { readonly kind: 'ready' | 'started' | 'ended' | 'released' | 'suppressed' | 'until'; readonly job: number };

/**
 * Fills `readyMs`, `suppressedMs` and `runs` of every job and `doneMs` of every stream.
 * @param scripts of each job, in the order of the plan's jobs
 */
export function scheduleNight(plan: SimulatedPlan, scripts: readonly JobScript[]): void {
  const jobs = [...plan.jobs.values()];
  const streamOf = jobs.map((job) => known(plan.streams, job.streamId));
  const open = new Map<PlanStream, { left: number; doneMs: number }>();
  for (const stream of plan.streams.values()) open.set(stream, { left: stream.jobIds.length, doneMs: 0 });
  const events = createTimeQueue<Event>();
  const capacity = createCapacity(plan);
  const waits = createWaits(plan, jobs, {
    onReady: (job, atMs) => events.add(atMs, { kind: 'ready', job }),
    onHopeless: (job, atMs) => events.add(atMs, { kind: 'suppressed', job }),
  });
  /** Done for its stream, one way or another. */
  const settled = new Uint8Array(jobs.length);

  const settle = (job: number, atMs: number) => {
    if (settled[job] === 1) return;
    settled[job] = 1;
    const stream = streamOf[job]!; // one for each job
    const state = open.get(stream)!; // one for each stream
    state.left--;
    state.doneMs = Math.max(state.doneMs, atMs);
    if (state.left > 0) return;
    stream.doneMs = state.doneMs;
    waits.streamDone(stream.id, state.doneMs);
  };
  const release = (job: number, atMs: number) => {
    waits.released(job, atMs);
    settle(job, atMs);
  };
  const suppress = (job: number, atMs: number) => {
    const one = jobs[job]!; // events are of jobs
    if (settled[job] === 1 || one.suppressedMs <= atMs || (one.runs[0]?.startMs ?? Infinity) < Infinity) return;
    one.suppressedMs = atMs;
    waits.suppressed(job, atMs);
    settle(job, atMs);
  };
  const start = (job: number, atMs: number) => {
    const one = jobs[job]!; // events are of jobs
    one.runs = runsOf(one, scripts[job]!, atMs); // one for each job
    events.add(atMs, { kind: 'started', job });
    events.add(one.runs.at(-1)?.endMs ?? atMs, { kind: 'ended', job });
  };
  const launch = (job: number, atMs: number) => {
    const one = jobs[job]!; // events are of jobs
    const isOver = one.suppressedMs <= atMs || (one.canceledMs !== null && one.canceledMs <= atMs);
    if (!isOver && capacity.take(one, streamOf[job]!, job)) start(job, atMs + LAUNCH_MS);
  };
  const handle = (kind: Event['kind'], job: number, atMs: number) => {
    const one = jobs[job]!; // events are of jobs
    switch (kind) {
      case 'ready':
        one.readyMs = atMs;
        return launch(job, atMs);
      case 'started':
        return waits.started(job, atMs);
      case 'released':
        return release(job, atMs);
      case 'suppressed':
        return suppress(job, atMs);
      case 'until':
        return latestStartPassed(one, atMs, {
          isStarted: (one.runs[0]?.startMs ?? Infinity) < Infinity,
          suppress: () => suppress(job, atMs),
          release: () => release(job, atMs),
        });
      case 'ended': {
        const hasSucceeded = one.runs.at(-1)?.outcome === 'SUCC';
        waits.ended(job, atMs);
        if (hasSucceeded) release(job, atMs);
        else if (one.traits.recovery === 'CONTINUE') waits.released(job, atMs);
        for (const next of capacity.giveBack(one, streamOf[job]!)) launch(next, atMs); // one for each job
      }
    }
  };

  for (const [order, job] of jobs.entries()) {
    job.runs = [neverStarted(job, FIRST_JOB_NUMBER + order)];
    if (job.canceledMs !== null) events.add(job.canceledMs, { kind: 'released', job: order });
    if (job.traits.untilMs !== null && job.traits.everyMs === null) events.add(job.traits.untilMs, { kind: 'until', job: order });
    const stream = streamOf[order]!; // one for each job
    waits.clock(order, Math.max(stream.schedMs, job.startTimeMs ?? 0, arrivals(plan, job.dependencies), arrivals(plan, stream.dependencies)));
  }
  for (let event = events.take(); event !== null; event = events.take()) handle(event.item.kind, event.item.job, event.atMs);
}

function latestStartPassed(
  job: PlanJob,
  atMs: number,
  act: { readonly isStarted: boolean; readonly suppress: () => void; readonly release: () => void },
): void {
  if (act.isStarted || job.canceledMs !== null) return;
  if (job.traits.untilAction === 'SUPPRESS') act.suppress();
  if (job.traits.untilAction !== 'CANCEL') return;
  job.canceledMs = atMs;
  act.release();
}

/** When the last of what no job of this plan brings is there. */
function arrivals(plan: SimulatedPlan, dependencies: readonly PlanDependency[]): number {
  let last = 0;
  for (const one of dependencies) {
    if (one.kind === 'file') last = Math.max(last, known(plan.files, one.fileId).arrivesMs);
    else if (one.kind === 'prompt') last = Math.max(last, known(plan.prompts, one.promptId).answeredMs);
    else if (one.kind === 'network') last = Math.max(last, one.answersMs);
    else if (one.kind === 'absent') last = Infinity;
  }
  return last;
}
