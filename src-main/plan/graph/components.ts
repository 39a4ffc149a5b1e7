/** Which open jobs wait for each other in a circle, and an order in which every one comes after all that wait for it. */

import { isCanceledStream, isOpen, phaseOf, phases } from './phases.ts';
import { isJobNode, type PlanGraph, SATISFIED } from './planGraph.ts';

/** Steps of the walk: job j is j, the end of stream s is `jobCount + s`, its beginning `jobCount + streamCount + s`. */
export interface Components {
  /** All steps: whoever waits for a step comes before it, outside of circles. */
  readonly order: Int32Array;
  /** Per step: steps with the same number reach each other. */
  readonly component: Int32Array;
  /** Per step: 1 if it is part of a circle, also when it waits for itself. */
  readonly isCircular: Uint8Array;
}

/** No step at this place, and no more places. */
const NONE = -1;
const END = -2;

/** Tarjan's strongly connected components (1972), without recursion; O(jobs + members). */
export function componentsOf(graph: PlanGraph): Components {
  const count = graph.jobCount + 2 * graph.streamCount;
  const order = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const isCircular = new Uint8Array(count);
  const seenAs = new Int32Array(count);
  const low = new Int32Array(count);
  const place = new Int32Array(count);
  const way = new Int32Array(count);
  const open = new Int32Array(count);
  let seen = 0;
  let ordered = 0;
  let components = 0;
  let openCount = 0;

  const close = (step: number) => {
    const isAlone = open[openCount - 1] === step;
    let member: number;
    do {
      member = open[--openCount]!;
      component[member] = components;
      if (!isAlone) isCircular[member] = 1;
      order[ordered++] = member;
    } while (member !== step);
    components++;
  };
  const enter = (step: number) => {
    seenAs[step] = ++seen;
    low[step] = seen;
    open[openCount++] = step;
  };
  const walkFrom = (first: number) => {
    let depth = 0;
    way[0] = first;
    enter(first);
    while (depth >= 0) {
      const step = way[depth]!;
      const next = nextStep(graph, step, place[step]!++);
      if (next === END) {
        if (low[step] === seenAs[step]) close(step);
        if (depth > 0) low[way[depth - 1]!] = Math.min(low[way[depth - 1]!]!, low[step]!);
        depth--;
      } else if (next !== NONE && seenAs[next] === 0) {
        way[++depth] = next;
        enter(next);
      } else if (next !== NONE && component[next] === -1) {
        low[step] = Math.min(low[step]!, seenAs[next]!);
        if (next === step) isCircular[step] = 1;
      }
    }
  };
  for (let step = 0; step < count; step++) if (seenAs[step] === 0) walkFrom(step);
  return { order, component, isCircular };
}

/** What waits for a step directly, one per place; only waits that are still to be met, of what has not started. */
export function nextStep(graph: PlanGraph, step: number, place: number): number {
  const { jobCount, streamCount, membershipsStart, streamJobsStart, streamJobs } = graph;
  if (step >= jobCount + streamCount) {
    const at = streamJobsStart[step - jobCount - streamCount]! + place;
    if (at >= streamJobsStart[step - jobCount - streamCount + 1]!) return END;
    return phaseOf(graph, streamJobs[at]!) === phases.notStarted ? streamJobs[at]! : NONE;
  }
  const at = membershipsStart[step]! + place;
  const end = membershipsStart[step + 1]!;
  const isJob = isJobNode(graph, step);
  if (at < end) return isJob && !isOpen(graph, step) ? NONE : waiterAt(graph, graph.memberships[at]!);
  if (at > end || !isJob || graph.jobs.stream[step]! < 0) return END;
  return isOpen(graph, step) ? jobCount + graph.jobs.stream[step]! : NONE;
}

function waiterAt(graph: PlanGraph, member: number): number {
  const wait = graph.waitOfMember[member]!;
  const node = graph.members[member]!;
  if (graph.satisfied[wait] === SATISFIED || (!isJobNode(graph, node) && isCanceledStream(graph, node - graph.jobCount))) return NONE;
  const owner = graph.owner[wait]!;
  if (!isJobNode(graph, owner)) return owner + graph.streamCount;
  return phaseOf(graph, owner) === phases.notStarted ? owner : NONE;
}

/**
 * Groups of open jobs that wait for each other, each group in rising order, the groups by their first job. Every member of a join counts:
 * a circle through a join that can be met otherwise is reported too, and does no harm to a forecast.
 */
export function cyclesOf(graph: PlanGraph): Int32Array[] {
  const { component, isCircular } = componentsOf(graph);
  const groups = new Map<number, number[]>();
  for (let job = 0; job < graph.jobCount; job++) {
    if (isCircular[job] === 0) continue;
    const group = groups.get(component[job]!);
    if (group === undefined) groups.set(component[job]!, [job]);
    else group.push(job);
  }
  return [...groups.values()].map((group) => Int32Array.from(group));
}
