/** What follows from a job in the plan's dependency graph: its successors, and what it blocks while it is not finished. Pure. */
import type { Job } from '../../src-preload/contract/plan.ts';
import type { NodeRef, PlanNetwork, Wait } from '../tws/types.ts';

/** One end of an edge: the job or stream that waits, and what for. */
interface Waiter {
  readonly owner: NodeRef;
  readonly wait: Wait;
}

export interface Graph {
  readonly jobs: ReadonlyMap<string, Job>;
  readonly jobsOfStream: ReadonlyMap<string, readonly string[]>;
  readonly waitersOn: ReadonlyMap<NodeRef, readonly Waiter[]>;
  readonly waitsOfJob: ReadonlyMap<string, readonly Wait[]>;
  readonly waitsOfStream: ReadonlyMap<string, readonly Wait[]>;
  readonly streamKeys: ReadonlyMap<string, string>;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function graphOf(network: PlanNetwork): Graph {
  const jobsOfStream = new Map<string, string[]>();
  const waitersOn = new Map<NodeRef, Waiter[]>();
  // What is not told cannot be drawn; whoever read the network knows that it is incomplete.
  const addWaits = (owner: NodeRef, waits: readonly Wait[] | null) => {
    for (const wait of waits ?? []) for (const ref of wait.on) append(waitersOn, ref, { owner, wait });
  };
  for (const { job, waits } of network.jobs) {
    append(jobsOfStream, job.streamId, job.id);
    addWaits(`job:${job.id}`, waits);
  }
  for (const stream of network.streams) addWaits(`stream:${stream.id}`, stream.waits);
  return {
    jobs: new Map(network.jobs.map(({ job }) => [job.id, job])),
    jobsOfStream,
    waitersOn,
    waitsOfJob: new Map(network.jobs.map(({ job, waits }) => [job.id, waits ?? []])),
    waitsOfStream: new Map(network.streams.map((stream) => [stream.id, stream.waits ?? []])),
    streamKeys: new Map(network.streams.map((stream) => [stream.id, stream.key])),
  };
}

const idOf = (ref: NodeRef) => ref.slice(ref.indexOf(':') + 1);
const isJob = (ref: NodeRef) => ref.startsWith('job:');

export interface Reached {
  readonly job: Job;
  readonly depth: number;
  /** Display name of what it waits for on the way here. */
  readonly via: string;
}

function nameOf(graph: Graph, ref: NodeRef): string {
  const job = isJob(ref) ? graph.jobs.get(idOf(ref)) : undefined;
  if (job !== undefined) return job.key;
  return graph.streamKeys.get(idOf(ref)) ?? (isJob(ref) ? 'a job outside this plan' : 'a job stream outside this plan');
}

const NOT_STARTED: ReadonlySet<string> = new Set(['WAITING', 'READY', 'HELD', 'BLOCKED', 'UNDECIDED', 'UNKNOWN']);
const ENDED_WELL: ReadonlySet<string> = new Set(['SUCCESSFUL', 'CANCELED', 'SUPPRESS']);

/**
 * Jobs that cannot start while the job stays unfinished, nearest first. A job that ended well (or was canceled: its successors are
 * released) blocks nothing. A stream is unfinished while one of its jobs is; a stream that cannot start keeps all its waiting jobs.
 * @param jobNow the job as it is now; the graph may be some minutes old
 */
export function blockedBy(graph: Graph, start: Job, jobNow: (id: string) => Job | undefined): Reached[] {
  if (ENDED_WELL.has(start.status.common)) return [];
  const blocked = new Map<string, Reached>();
  const lostStreams = new Set<string>();
  const lostMembers = new Map<Wait, number>();
  const queue: { ref: NodeRef; depth: number }[] = [];
  const lose = (ref: NodeRef, depth: number) => queue.push({ ref, depth });
  const loseStreamOf = (job: Job, depth: number) => {
    if (job.streamId === '' || lostStreams.has(job.streamId)) return;
    lostStreams.add(job.streamId);
    lose(`stream:${job.streamId}`, depth);
  };
  const block = (id: string, depth: number, via: string) => {
    const job = jobNow(id);
    if (job === undefined || id === start.id || blocked.has(id) || !NOT_STARTED.has(job.status.common)) return;
    blocked.set(id, { job, depth, via });
    lose(`job:${id}`, depth);
    loseStreamOf(job, depth);
  };
  lose(`job:${start.id}`, 0);
  loseStreamOf(start, 0);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const { owner, wait } of graph.waitersOn.get(next.ref) ?? []) {
      if (wait.isSatisfied === true) continue;
      const lost = (lostMembers.get(wait) ?? 0) + 1;
      lostMembers.set(wait, lost);
      if (wait.on.length - lost >= wait.needed) continue;
      const owned = isJob(owner) ? [idOf(owner)] : (graph.jobsOfStream.get(idOf(owner)) ?? []);
      for (const id of owned) block(id, next.depth + 1, nameOf(graph, next.ref));
    }
  }
  return [...blocked.values()].sort((a, b) => a.depth - b.depth);
}

/** Jobs that follow by dependency, whatever their status, up to `depth` steps; each once, by its shortest way. */
export function successorsOf(graph: Graph, start: Job, depth: number): Reached[] {
  const found = new Map<string, Reached>();
  let front: readonly Job[] = [start];
  for (let step = 1; step <= depth && front.length > 0; step++) {
    const next: Job[] = [];
    for (const job of front) {
      const refs: NodeRef[] = job.streamId === '' ? [`job:${job.id}`] : [`job:${job.id}`, `stream:${job.streamId}`];
      for (const ref of refs) {
        for (const { owner } of graph.waitersOn.get(ref) ?? []) {
          const owned = isJob(owner) ? [idOf(owner)] : entryJobs(graph, idOf(owner));
          for (const id of owned) {
            const successor = graph.jobs.get(id);
            if (successor === undefined || id === start.id || found.has(id)) continue;
            found.set(id, { job: successor, depth: step, via: nameOf(graph, ref) });
            next.push(successor);
          }
        }
      }
    }
    front = next;
  }
  return [...found.values()];
}

/** Predecessors looked at most: a plan of hundreds of thousands of jobs must not hold up an answer. */
const MOST_UPSTREAM = 5_000;

/** Failed jobs further up that keep this one waiting, nearest first: through what waits itself, not through what ended well. */
export function failedUpstreamOf(graph: Graph, start: Job, jobNow: (id: string) => Job | undefined): Job[] {
  const seen = new Set<string>([start.id]);
  const failed: Job[] = [];
  const queue = [start];
  for (let next = queue.shift(); next !== undefined && seen.size < MOST_UPSTREAM; next = queue.shift()) {
    const waits = [...(graph.waitsOfJob.get(next.id) ?? []), ...(graph.waitsOfStream.get(next.streamId) ?? [])];
    const refs = waits.filter((wait) => wait.isSatisfied !== true).flatMap((wait) => wait.on);
    for (const id of refs.flatMap((ref) => (isJob(ref) ? [idOf(ref)] : (graph.jobsOfStream.get(idOf(ref)) ?? [])))) {
      const job = jobNow(id);
      if (job === undefined || seen.has(id)) continue;
      seen.add(id);
      if (job.status.common === 'ERROR') failed.push(job);
      else if (NOT_STARTED.has(job.status.common)) queue.push(job);
    }
  }
  return failed;
}

/** The jobs a stream begins with: those that wait for no other job of it. */
function entryJobs(graph: Graph, streamId: string): string[] {
  const ids = graph.jobsOfStream.get(streamId) ?? [];
  const own = new Set(ids.map((id): NodeRef => `job:${id}`));
  return ids.filter((id) => !(graph.waitsOfJob.get(id) ?? []).some((wait) => wait.on.some((ref) => own.has(ref))));
}
