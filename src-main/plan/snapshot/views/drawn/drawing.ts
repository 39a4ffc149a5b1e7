/** Nodes and edges of a neighbourhood as they are shown: with names, forecasts, what the focus blocks, and the critical path. */
import { dependencyConditions } from '../../../../../src-preload/contract/plan/planFacts.ts';
import type { GraphEdge, GraphNode } from '../../../../../src-preload/contract/plan/planGraph.ts';
import { criticalPathOf } from '../../../graph/forecast/criticalPath.ts';
import { isOpen } from '../../../graph/phases.ts';
import { conditionBit, isJobNode, SATISFACTION_UNKNOWN, SATISFIED } from '../../../graph/planGraph.ts';
import type { Link } from './links.ts';
import { instantOf, type Workings } from '../workings.ts';

/** Where a node stands to the focus. */
export interface Found {
  readonly role: GraphNode['role'];
  readonly distance: number;
}

export interface Drawing {
  node(node: number, found: Found, hiddenPredecessors: number, hiddenSuccessors: number): GraphNode;
  edge(link: Link): GraphEdge;
}

/** Jobs of a stream whose impact is worked out when the stream is in the middle. */
const MOST_OPEN_JOBS = 200;

export function createDrawing(workings: Workings, focus: number, nodes: ReadonlyMap<number, Found>): Drawing {
  const { held } = workings;
  const { graph, jobs, streams } = held;
  const refOf = (node: number) => (isJobNode(graph, node) ? `job:${jobs.idOf(node)}` : `stream:${streams[node - graph.jobCount]?.id ?? ''}`);
  const jobsOf = (node: number) => jobsOfNode(workings, node);
  const path = pathNear(workings, focus, nodes);
  const stepOf = new Map([...path].map((job, step) => [job, step]));
  const stepsIn = (node: number) => [...jobsOf(node)].flatMap((job) => stepOf.get(job) ?? []);
  const blocked = blockedBy(workings, focus);
  const joinOf = ({ place }: Link): GraphEdge['join'] => {
    if (place < 0) return null;
    const wait = graph.waitOfMember[place]!;
    const members = graph.membersStart[wait + 1]! - graph.membersStart[wait]!;
    return members < 2 ? null : { id: wait, needed: graph.needed[wait]!, members };
  };

  return {
    node: (node, { role, distance }, hiddenPredecessors, hiddenSuccessors) => ({
      ref: refOf(node),
      ...factsOf(workings, node),
      role,
      distance,
      isBlockedByFocus: role !== 'focus' && jobsOf(node).some((job) => blocked.has(job)),
      isOnCriticalPath: stepsIn(node).length > 0,
      hiddenPredecessors,
      hiddenSuccessors,
    }),
    edge(link) {
      const { from, to, place } = link;
      const before = stepsIn(from);
      const behind = new Set(stepsIn(to));
      return {
        from: refOf(from),
        to: refOf(to),
        isSatisfied: place < 0 ? !isOpen(graph, from) : saidOf(graph.satisfied[graph.waitOfMember[place]!]!),
        conditions: place < 0 ? [] : conditionsOf(graph.conditions[place]!),
        join: joinOf(link),
        isOnCriticalPath: before.some((step) => (place < 0 ? step + 1 < path.length && !behind.has(step + 1) : behind.has(step + 1))),
      };
    },
  };
}

const saidOf = (satisfied: number): boolean | null => (satisfied === SATISFACTION_UNKNOWN ? null : satisfied === SATISFIED);
const conditionsOf = (mask: number) => dependencyConditions.filter((condition) => (mask & conditionBit(condition)) !== 0);

function jobsOfNode({ held: { graph } }: Workings, node: number): Int32Array {
  if (isJobNode(graph, node)) return Int32Array.of(node);
  const stream = node - graph.jobCount;
  return graph.streamJobs.subarray(graph.streamJobsStart[stream], graph.streamJobsStart[stream + 1]);
}

type Facts = Pick<GraphNode, 'id' | 'kind' | 'key' | 'name' | 'streamName' | 'workstation' | 'status' | 'isCritical' | 'isLate' | 'forecastEndAt'>;

function factsOf(workings: Workings, node: number): Facts {
  const { held, forecast } = workings;
  const { finishMs } = forecast().median;
  if (isJobNode(held.graph, node)) {
    const { id, key, name, streamName, workstation, status, isCritical, isLate } = held.jobs.at(node);
    return { id, kind: 'job', key, name, streamName, workstation, status, isCritical, isLate, forecastEndAt: instantOf(finishMs[node]) };
  }
  const stream = held.streams[node - held.graph.jobCount]!;
  const { id, key, name, workstation, status, isLate } = stream;
  const inside = jobsOfNode(workings, node);
  // Done jobs have no forecast and hold up nothing; one that has none for another reason leaves the stream without.
  const endMs = inside.reduce((latest, job) => (Number.isNaN(finishMs[job]!) ? latest : Math.max(latest, finishMs[job]!)), -Infinity);
  const isCritical = inside.some((job) => held.jobs.isCritical(job));
  return { id, kind: 'stream', key, name, streamName: name, workstation, status, isCritical, isLate, forecastEndAt: instantOf(endMs) };
}

/** Of the nearest critical job behind the focus, if its path leads through the focus; else of the focus itself. */
function pathNear(workings: Workings, focus: number, nodes: ReadonlyMap<number, Found>): Int32Array {
  const { held, forecast } = workings;
  const seen = forecast();
  const inside = new Set(jobsOfNode(workings, focus));
  for (const [node, { role }] of nodes) {
    if (role !== 'downstream' || !isJobNode(held.graph, node) || !held.jobs.isCritical(node)) continue;
    const { steps } = criticalPathOf(held.graph, seen, node);
    if (steps.some((step) => inside.has(step))) return steps;
  }
  const last = lastOf(workings, inside);
  return last === null ? new Int32Array() : criticalPathOf(held.graph, seen, last).steps;
}

/** The job that ends last, critical ones before others. */
function lastOf({ held, forecast }: Workings, jobs: ReadonlySet<number>): number | null {
  const { finishMs } = forecast().median;
  const endOf = (job: number) => (Number.isNaN(finishMs[job]!) ? -Infinity : finishMs[job]!);
  let last: number | null = null;
  for (const job of jobs) {
    const more = last === null ? 1 : Number(held.jobs.isCritical(job)) - Number(held.jobs.isCritical(last));
    if (last === null || more > 0 || (more === 0 && endOf(job) > endOf(last))) last = job;
  }
  return last;
}

function blockedBy(workings: Workings, focus: number): ReadonlySet<number> {
  const { graph } = workings.held;
  const blocked = new Set<number>();
  const open = jobsOfNode(workings, focus).filter((job) => isOpen(graph, job));
  for (const job of open.subarray(0, MOST_OPEN_JOBS)) for (const one of workings.impactOf(job).blocked.jobs) blocked.add(one);
  return blocked;
}
