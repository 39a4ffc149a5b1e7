/** The plan's graph as one would first write it: an object per job, stream and wait, ids as strings, Maps and Sets. What the compact one is measured against. */
import { isJobNode, SATISFIED } from '../../src-main/plan/graph/planGraph.ts';
import type { BigJob, BigPlan } from '../fakes/plan/bigPlan.ts';

interface NaiveWait {
  readonly owner: string;
  readonly on: readonly string[];
  readonly needed: number;
  readonly isSatisfied: boolean;
  /** 0: ends well. */
  readonly conditions: number;
}
interface NaiveJob {
  readonly id: string;
  readonly streamId: string;
  readonly facts: BigJob;
}
export interface NaiveGraph {
  readonly nowMs: number;
  readonly jobs: Map<string, NaiveJob>;
  readonly jobsOfStream: Map<string, NaiveJob[]>;
  readonly waitersOn: Map<string, NaiveWait[]>;
  readonly waitsOf: Map<string, NaiveWait[]>;
}

export const naiveId = (job: number) => `job:${job}`;

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function naiveGraphOf(plan: BigPlan): NaiveGraph {
  const graph: NaiveGraph = { nowMs: plan.nowMs, jobs: new Map(), jobsOfStream: new Map(), waitersOn: new Map(), waitsOf: new Map() };
  const refOf = (node: number) => (isJobNode({ jobCount: plan.jobs.length }, node) ? naiveId(node) : `stream:${node - plan.jobs.length}`);
  for (const [index, facts] of plan.jobs.entries()) {
    const job = { id: naiveId(index), streamId: `stream:${facts.stream}`, facts: { ...facts } };
    graph.jobs.set(job.id, job);
    append(graph.jobsOfStream, job.streamId, job);
  }
  for (const { owner, members, needed, satisfied, conditions } of plan.waits) {
    const wait = { owner: refOf(owner), on: members.map(refOf), needed, isSatisfied: satisfied === SATISFIED, conditions: Number(conditions) };
    append(graph.waitsOf, wait.owner, wait);
    for (const ref of wait.on) append(graph.waitersOn, ref, wait);
  }
  return graph;
}

const isOpen = ({ facts }: NaiveJob) => facts.status !== 'SUCCESSFUL';
const isWaiting = ({ facts }: NaiveJob) => facts.status === 'WAITING' || facts.status === 'HELD';

/** Jobs that cannot start while an open job stays so: the same rules as the compact one's, as far as the drawn plans need them. */
export function naiveImpact(graph: NaiveGraph, start: string): Set<string> {
  const blocked = new Set<string>();
  const lost = new Set<string>();
  const queue: string[] = [];
  const lose = (ref: string) => {
    if (lost.has(ref)) return;
    lost.add(ref);
    queue.push(ref);
  };
  lose(start);
  lose(graph.jobs.get(start)!.streamId);
  const isLost = (ref: string) => lost.has(ref) || graph.jobs.get(ref)?.facts.status === 'ERROR';
  for (let ref = queue.shift(); ref !== undefined; ref = queue.shift()) {
    for (const wait of graph.waitersOn.get(ref) ?? []) {
      if (wait.isSatisfied || wait.on.filter((one) => !isLost(one)).length >= wait.needed) continue;
      const owner = graph.jobs.get(wait.owner);
      for (const job of owner === undefined ? (graph.jobsOfStream.get(wait.owner) ?? []) : [owner]) {
        if (blocked.has(job.id) || job.id === start || !isWaiting(job)) continue;
        blocked.add(job.id);
        lose(job.id);
        lose(job.streamId);
      }
    }
  }
  return blocked;
}

/** Median ends by id; Infinity without a forecast. Goes over the jobs again and again until no end changes: no order has to be found first. */
export function naiveForecast(graph: NaiveGraph): Map<string, number> {
  const ends = new Map<string, number>();
  const streamEnds = new Map<string, number>();
  const endOf = (ref: string) => ends.get(ref) ?? streamEnds.get(ref) ?? graph.nowMs;
  const comes = (wait: NaiveWait, ref: string) =>
    wait.conditions === 4 && graph.jobs.get(ref)?.facts.status !== 'ERROR' ? Infinity : wait.conditions === 4 ? graph.nowMs : endOf(ref);
  const met = (wait: NaiveWait) => (wait.isSatisfied ? graph.nowMs : wait.on.map((ref) => comes(wait, ref)).sort((a, b) => a - b)[wait.needed - 1]!);
  const settle = (job: NaiveJob): number => {
    const { facts } = job;
    if (facts.status === 'ERROR' || facts.status === 'HELD') return Infinity;
    if (facts.status === 'RUNNING') return Math.max(graph.nowMs, facts.startedAtMs + facts.estimatedMs);
    const waits = [...(graph.waitsOf.get(job.id) ?? []), ...(graph.waitsOf.get(job.streamId) ?? [])];
    return Math.max(graph.nowMs, Number.isNaN(facts.notBeforeMs) ? 0 : facts.notBeforeMs, ...waits.map(met)) + facts.estimatedMs;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [streamId, jobs] of graph.jobsOfStream) {
      for (const job of jobs.filter(isOpen)) {
        const end = settle(job);
        if (ends.get(job.id) !== end) isChanged = true;
        ends.set(job.id, end);
      }
      streamEnds.set(streamId, Math.max(graph.nowMs, ...jobs.filter(isOpen).map(({ id }) => endOf(id))));
    }
  }
  return ends;
}

/** From the job back to the first that is open, by the latest of what it waits for each time. */
export function naiveCriticalPath(graph: NaiveGraph, ends: ReadonlyMap<string, number>, target: string): string[] {
  const path = [target];
  for (let job = graph.jobs.get(target); job !== undefined; ) {
    const refs = [...(graph.waitsOf.get(job.id) ?? []), ...(graph.waitsOf.get(job.streamId) ?? [])]
      .filter(({ isSatisfied }) => !isSatisfied)
      .flatMap(({ on }) => on);
    const before = refs.flatMap((ref) => graph.jobsOfStream.get(ref) ?? [graph.jobs.get(ref)!]).filter(isOpen);
    const [latest] = before.sort((a, b) => (ends.get(b.id) ?? 0) - (ends.get(a.id) ?? 0));
    if (latest === undefined || path.includes(latest.id)) break;
    path.unshift(latest.id);
    job = latest;
  }
  return path;
}

/** Jobs in a circle or between two: what is left when everything that waits for nothing more is taken away, again and again. */
export function naiveCircles(graph: NaiveGraph): string[] {
  const left = new Set([...graph.jobs.values()].filter(isOpen).map(({ id }) => id));
  const isDone = (ref: string) => (graph.jobs.has(ref) ? !left.has(ref) : !(graph.jobsOfStream.get(ref) ?? []).some(({ id }) => left.has(id)));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const id of left) {
      const job = graph.jobs.get(id)!;
      const waits = [...(graph.waitsOf.get(id) ?? []), ...(graph.waitsOf.get(job.streamId) ?? [])];
      if (waits.every((wait) => wait.isSatisfied || wait.on.every(isDone))) left.delete(id);
    }
  }
  return [...left];
}
