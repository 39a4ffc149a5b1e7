/** Plays the whole night once, ahead of time: when each job becomes ready, runs and ends. What is shown later is only looked up. */
import { known, type PlanDependency, type PlanJob, type PlanRun, type RunOutcome, type SimulatedPlan } from '../planModel.ts';
import { uuidOf } from '../seeded.ts';
import { createTimeQueue } from './timeQueue.ts';

/** What will happen once the job starts. */
export interface JobScript {
  readonly durationMs: number;
  readonly outcome: RunOutcome;
  readonly returnCode: number;
  /** After the ABEND, run again with success this much later. */
  readonly rerunAfterMs: number | null;
}

const FIRST_JOB_NUMBER = 987_278_600;
/** From READY to EXEC: the engine hands the job to its agent. */
const LAUNCH_MS = 4_000;

type Event = { readonly kind: 'ready' | 'ended' | 'released'; readonly jobId: string };

/** Fills `readyMs` and `runs` of every job and `doneMs` of every stream. Raises for a plan with a cycle. */
export function scheduleNight(plan: SimulatedPlan, scripts: ReadonlyMap<string, JobScript>): void {
  const successors = successorsOf(plan);
  const waiting = new Map<string, { left: number; readyMs: number }>();
  const slots = new Map<string, { running: number; queue: PlanJob[] }>();
  const openJobs = new Map([...plan.streams.values()].map((stream) => [stream.id, { left: stream.jobIds.length, doneMs: 0 }]));
  const released = new Set<string>();
  const events = createTimeQueue<Event>();

  const met = (jobId: string, atMs: number) => {
    const state = known(waiting, jobId);
    state.left--;
    state.readyMs = Math.max(state.readyMs, atMs);
    if (state.left === 0 && Number.isFinite(state.readyMs)) events.add(state.readyMs, { kind: 'ready', jobId });
  };
  const release = (job: PlanJob, atMs: number) => {
    if (released.has(job.id)) return;
    released.add(job.id);
    for (const next of successors.ofJob.get(job.id) ?? []) met(next, atMs);
    const stream = known(openJobs, job.streamId);
    stream.left--;
    stream.doneMs = Math.max(stream.doneMs, atMs);
    if (stream.left > 0) return;
    known(plan.streams, job.streamId).doneMs = stream.doneMs;
    for (const next of successors.ofStream.get(job.streamId) ?? []) met(next, stream.doneMs);
  };
  const start = (job: PlanJob, atMs: number) => {
    job.runs = runsOf(job, known(scripts, job.id), atMs);
    events.add(job.runs.at(-1)?.endMs ?? atMs, { kind: 'ended', jobId: job.id });
  };
  const launchOrQueue = (job: PlanJob, atMs: number) => {
    const machine = known(plan.workstations, job.workstation);
    if (!machine.isLinked || machine.limit === 0 || job.priority <= machine.fence) return;
    const slot = known(slots, job.workstation);
    if (machine.limit >= 0 && slot.running >= machine.limit) return void slot.queue.push(job);
    slot.running++;
    start(job, atMs + LAUNCH_MS);
  };

  for (const machine of plan.workstations.keys()) slots.set(machine, { running: 0, queue: [] });
  let order = 0;
  for (const job of plan.jobs.values()) {
    job.runs = [{ ...neverStarted(job), jobNumber: FIRST_JOB_NUMBER + order++ }];
    const stream = known(plan.streams, job.streamId);
    const clocks = [stream.schedMs, job.startTimeMs ?? 0, ...arrivals(plan, [...job.dependencies, ...stream.dependencies])];
    waiting.set(job.id, { left: 1 + follows(job.dependencies) + follows(stream.dependencies), readyMs: Math.max(...clocks) });
    if (job.canceledMs !== null) events.add(job.canceledMs, { kind: 'released', jobId: job.id });
  }
  for (const job of plan.jobs.values()) met(job.id, 0);

  for (let event = events.take(); event !== null; event = events.take()) {
    const job = known(plan.jobs, event.item.jobId);
    const isCanceled = job.canceledMs !== null && job.canceledMs <= event.atMs;
    if (event.item.kind === 'ready') {
      job.readyMs = event.atMs;
      if (!isCanceled) launchOrQueue(job, event.atMs);
    } else if (event.item.kind === 'released') release(job, event.atMs);
    else {
      const slot = known(slots, job.workstation);
      slot.running--;
      if (job.runs.at(-1)?.outcome === 'SUCC') release(job, event.atMs);
      const next = slot.queue.shift();
      if (next !== undefined) launchOrQueue(next, event.atMs);
    }
  }
}

const follows = (dependencies: readonly PlanDependency[]) => dependencies.filter(({ kind }) => kind === 'job' || kind === 'stream').length;

function arrivals(plan: SimulatedPlan, dependencies: readonly PlanDependency[]): number[] {
  return dependencies.flatMap((dependency) => {
    if (dependency.kind === 'file') return [known(plan.files, dependency.fileId).arrivesMs];
    if (dependency.kind === 'prompt') return [known(plan.prompts, dependency.promptId).answeredMs];
    return [];
  });
}

/** Which jobs wait for a job or a stream; what a stream waits for, each of its jobs waits for. */
function successorsOf(plan: SimulatedPlan) {
  const ofJob = new Map<string, string[]>();
  const ofStream = new Map<string, string[]>();
  const append = (map: Map<string, string[]>, key: string, value: string) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [value]);
    else known.push(value);
  };
  for (const { from, to } of plan.edges) {
    const waiters = to.kind === 'job' ? [to.id] : known(plan.streams, to.id).jobIds;
    for (const waiter of waiters) append(from.kind === 'job' ? ofJob : ofStream, from.id, waiter);
  }
  return { ofJob, ofStream };
}

function neverStarted(job: PlanJob): Omit<PlanRun, 'jobNumber'> {
  return { id: uuidOf(`${job.id}/run/1`), startMs: Infinity, endMs: Infinity, outcome: 'SUCC', returnCode: 0, rerunType: 'REGULAR' };
}

function runsOf(job: PlanJob, script: JobScript, startMs: number): PlanRun[] {
  const jobNumber = job.runs[0]?.jobNumber ?? FIRST_JOB_NUMBER;
  const first: PlanRun = {
    ...neverStarted(job),
    jobNumber,
    startMs,
    endMs: startMs + script.durationMs,
    outcome: script.outcome,
    returnCode: script.returnCode,
  };
  if (script.rerunAfterMs === null) return [first];
  const againMs = first.endMs + script.rerunAfterMs;
  const again: PlanRun = {
    id: uuidOf(`${job.id}/run/2`),
    jobNumber: jobNumber + 100_000,
    startMs: againMs,
    endMs: againMs + script.durationMs,
    outcome: 'SUCC',
    returnCode: 0,
    rerunType: 'RERUN',
  };
  return [first, again];
}
