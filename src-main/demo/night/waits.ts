/** What every job of the night still waits for: follows relations, conditions on how a predecessor came out, and joins of them. */
import { conditionResult } from '../plan/conditions.ts';
import { type FollowCondition, known, type PlanDependency, type PlanFollow, type PlanJob, type SimulatedPlan } from '../plan/planModel.ts';

interface WaitsEvents {
  /** Everything is met, from this instant on. */
  readonly onReady: (job: number, atMs: number) => void;
  /** A condition can no more be met, or what had to end well was itself taken out. */
  readonly onHopeless: (job: number, atMs: number) => void;
}

export interface Waits {
  /** What the job waits for besides other jobs is there at this instant. */
  clock(job: number, atMs: number): void;
  started(job: number, atMs: number): void;
  /** After its last run, whatever came out. */
  ended(job: number, atMs: number): void;
  /** What follows it may run. */
  released(job: number, atMs: number): void;
  suppressed(job: number, atMs: number): void;
  streamDone(streamId: string, atMs: number): void;
}

/** A condition or a join: so many of its members must come true. */
interface Wait {
  readonly waiter: number;
  readonly needed: number;
  readonly members: number;
  met: number;
  missed: number;
}
interface Watch {
  readonly wait: Wait;
  readonly condition: FollowCondition | undefined;
  isOver: boolean;
}

/** @param jobs in the order by whose places they are named here */
export function createWaits(plan: SimulatedPlan, jobs: readonly PlanJob[], { onReady, onHopeless }: WaitsEvents): Waits {
  const placeOf = new Map(jobs.map((job, place) => [job.id, place]));
  const left = new Int32Array(jobs.length).fill(1);
  const readyMs = new Float64Array(jobs.length);
  const plain: (number[] | undefined)[] = Array.from({ length: jobs.length });
  const watches = new Map<number, Watch[]>();
  const ofStream = new Map<string, { readonly plain: number[]; readonly watches: Watch[] }>();
  const released = new Uint8Array(jobs.length);

  const met = (job: number, atMs: number) => {
    left[job]!--; // every place has its count
    if (atMs > readyMs[job]!) readyMs[job] = atMs;
    if (left[job] === 0 && Number.isFinite(readyMs[job])) onReady(job, readyMs[job]!);
  };
  const place = (id: string) => {
    const found = placeOf.get(id);
    if (found === undefined) throw new Error(`the simulated plan refers to job ${id}, which it does not hold`);
    return found;
  };
  const streamWaits = (id: string) => {
    const kept = ofStream.get(known(plan.streams, id).id);
    if (kept !== undefined) return kept;
    const made = { plain: [], watches: [] };
    ofStream.set(id, made);
    return made;
  };
  const watch = (waiter: number, needed: number, members: readonly PlanFollow[]) => {
    left[waiter]!++; // every place has its count
    const wait: Wait = { waiter, needed, members: members.length, met: 0, missed: 0 };
    for (const member of members) {
      const one: Watch = { wait, condition: member.condition, isOver: false };
      if (member.kind === 'stream') streamWaits(member.streamId).watches.push(one);
      else append(watches, place(member.jobId), one);
    }
  };
  const follow = (waiter: number, dependency: PlanDependency) => {
    if (dependency.kind === 'join') return watch(waiter, dependency.needed, dependency.members);
    if (dependency.kind !== 'job' && dependency.kind !== 'stream') return;
    if (dependency.condition !== undefined) return watch(waiter, 1, [dependency]);
    left[waiter]!++; // every place has its count
    if (dependency.kind === 'stream') streamWaits(dependency.streamId).plain.push(waiter);
    else (plain[place(dependency.jobId)] ??= []).push(waiter);
  };
  for (const [waiter, job] of jobs.entries()) {
    for (const dependency of job.dependencies) follow(waiter, dependency);
    for (const dependency of known(plan.streams, job.streamId).dependencies) follow(waiter, dependency);
  }

  const decide = (one: Watch, isMet: boolean, atMs: number) => {
    if (one.isOver) return;
    one.isOver = true;
    const { wait } = one;
    if (isMet && ++wait.met === wait.needed) met(wait.waiter, atMs);
    if (!isMet && wait.members - ++wait.missed === wait.needed - 1) onHopeless(wait.waiter, atMs);
  };
  const observe = (job: number, seen: 'started' | 'ended' | 'released' | 'suppressed', atMs: number) => {
    for (const one of watches.get(job) ?? []) {
      const result = conditionResult(jobs[job]!, one.condition, seen); // places are those of jobs
      if (result !== null) decide(one, result, atMs);
    }
  };

  return {
    clock: met,
    started: (job, atMs) => observe(job, 'started', atMs),
    ended: (job, atMs) => observe(job, 'ended', atMs),
    released(job, atMs) {
      if (released[job] === 1) return;
      released[job] = 1;
      for (const next of plain[job] ?? []) met(next, atMs);
      observe(job, 'released', atMs);
    },
    suppressed(job, atMs) {
      for (const next of plain[job] ?? []) onHopeless(next, atMs);
      observe(job, 'suppressed', atMs);
    },
    streamDone(streamId, atMs) {
      const waiting = ofStream.get(streamId);
      for (const next of waiting?.plain ?? []) met(next, atMs);
      for (const one of waiting?.watches ?? []) decide(one, true, atMs);
    },
  };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const kept = map.get(key);
  if (kept === undefined) map.set(key, [value]);
  else kept.push(value);
}
