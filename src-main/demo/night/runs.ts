/** The runs of one job, once it is known when it starts. */
import type { PlanJob, PlanRun, RunOutcome } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';

/** What will happen once the job starts. */
export interface JobScript {
  readonly durationMs: number;
  readonly outcome: RunOutcome;
  readonly returnCode: number;
  /** After the ABEND, run again with success this much later. */
  readonly rerunAfterMs: number | null;
}

/** A run that is repeated is not repeated for ever. */
const MOST_REPETITIONS = 48;
/** From the failure to the recovery job. */
const RECOVERY_MS = 20_000;

export const neverStarted = (job: PlanJob, jobNumber: number): PlanRun => ({
  id: runId(job, 1),
  jobNumber,
  startMs: Infinity,
  endMs: Infinity,
  outcome: 'SUCC',
  returnCode: 0,
  rerunType: 'REGULAR',
  plannedMs: -Infinity,
});

const runId = (job: PlanJob, attempt: number) => uuidOf(`${job.id}/run/${attempt}`);

export function runsOf(job: PlanJob, script: JobScript, startMs: number): readonly PlanRun[] {
  const [planned] = job.runs;
  const { durationMs, outcome, returnCode } = script;
  const first: PlanRun = { ...(planned ?? neverStarted(job, 0)), startMs, endMs: startMs + durationMs, outcome, returnCode };
  if (job.traits.everyMs !== null) return repeated(job, first, job.traits.everyMs, durationMs);
  if (script.rerunAfterMs === null) return [first];
  return job.traits.recovery === 'RERUN'
    ? recovered(job, first, script.rerunAfterMs, durationMs)
    : [first, again(job, first, first.endMs + script.rerunAfterMs, durationMs)];
}

const nextRun = (job: PlanJob, before: PlanRun, attempt: number, rest: Pick<PlanRun, 'startMs' | 'endMs' | 'rerunType' | 'plannedMs'>): PlanRun => ({
  id: runId(job, attempt),
  jobNumber: before.jobNumber + 1_000_000,
  outcome: 'SUCC',
  returnCode: 0,
  ...rest,
});

/** By an operator, whom nobody saw coming. */
function again(job: PlanJob, first: PlanRun, startMs: number, durationMs: number): PlanRun {
  return { ...nextRun(job, first, 2, { startMs, endMs: startMs + durationMs, rerunType: 'RERUN', plannedMs: startMs }), jobNumber: first.jobNumber + 100_000 };
}

/** The recovery job, and after it the job once more. */
function recovered(job: PlanJob, first: PlanRun, afterMs: number, durationMs: number): readonly PlanRun[] {
  const startMs = first.endMs + RECOVERY_MS;
  const recovery = nextRun(job, first, 2, { startMs, endMs: first.endMs + afterMs, rerunType: 'RECOVERY', plannedMs: first.endMs });
  const rerun = nextRun(job, recovery, 3, {
    startMs: recovery.endMs,
    endMs: recovery.endMs + durationMs,
    rerunType: 'RECOVERY_RERUN',
    plannedMs: recovery.endMs,
  });
  return [first, recovery, rerun];
}

/** The next one is planned when the last has ended, and starts one period after its start; a failure ends the chain. */
function repeated(job: PlanJob, first: PlanRun, everyMs: number, durationMs: number): readonly PlanRun[] {
  const runs = [first];
  const untilMs = job.traits.untilMs ?? first.startMs + everyMs;
  for (let last = first; last.outcome === 'SUCC' && runs.length < MOST_REPETITIONS; ) {
    const startMs = Math.max(last.startMs + everyMs, last.endMs);
    if (startMs > untilMs) break;
    last = nextRun(job, last, runs.length + 1, { startMs, endMs: startMs + durationMs, rerunType: 'RERUN_EVERY', plannedMs: last.endMs });
    runs.push(last);
  }
  return runs;
}
