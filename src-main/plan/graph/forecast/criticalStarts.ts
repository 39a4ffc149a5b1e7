/** The latest start of every job that still keeps all deadlines behind it: deadlines walked backwards through the network. */
import { componentsOf } from '../components.ts';
import { fulfilmentOf, fulfilments, isCanceledStream, isOpen, phaseOf, phases, standingOf, standings } from '../phases.ts';
import { isJobNode, type PlanGraph, SATISFIED } from '../planGraph.ts';
import type { Forecast } from './forecast.ts';

/**
 * Source: the rule of the workload service assurance, "critical start = deadline - estimated duration, walked backwards": a job must end
 * by its own deadline, and before the critical start of whatever waits for it; its stream is such a follower too.
 * A join with members to spare binds only those the forecast counts on (all of them where it has no forecast). Jobs without a known
 * duration or in a circle have none, and pass none on; nor does a wait for an outcome that cannot be foretold.
 * @returns per job epoch ms, NaN where nothing behind it has a deadline; O(jobs + members)
 */
export function criticalStartsOf(graph: PlanGraph, { durations, median }: Forecast): Float64Array {
  const { jobCount, streamCount, jobs, streamJobsStart, streamJobs } = graph;
  const { order, isCircular } = componentsOf(graph);
  /** Per step of the components: it must have begun (jobs, beginnings of streams) or ended (ends) by then. */
  const bound = new Float64Array(jobCount + 2 * streamCount).fill(Infinity);
  const streamTimes = timesOfStreams(graph, median);

  const isCountedOn = (wait: number, finishMs: number): boolean => {
    if (graph.needed[wait] === graph.membersStart[wait + 1]! - graph.membersStart[wait]!) return true;
    const owner = graph.owner[wait]!;
    const startMs = isJobNode(graph, owner) ? median.startMs[owner]! : streamTimes.firstStartMs[owner - jobCount]!;
    // Without a forecast the start is Infinity: then all are counted on.
    return finishMs <= startMs;
  };
  /** Latest instants by which the waits on a node ask it to have started, and to have ended. */
  const asked = (node: number, finishMs: number) => {
    let startBy = Infinity;
    let endBy = Infinity;
    for (let place = graph.membershipsStart[node]!; place < graph.membershipsStart[node + 1]!; place++) {
      const member = graph.memberships[place]!;
      const wait = graph.waitOfMember[member]!;
      if (!isWaiting(graph, wait) || !isCountedOn(wait, finishMs)) continue;
      const owner = graph.owner[wait]!;
      const ownerBy = bound[isJobNode(graph, owner) ? owner : owner + streamCount]!;
      const how = isJobNode(graph, node) ? fulfilmentOf(graph.conditions[member]!) : fulfilments.atEnd;
      if (how === fulfilments.byOutcome || (isJobNode(graph, node) && standingOf(graph, member) === standings.met)) continue;
      if (how === fulfilments.atStart) startBy = Math.min(startBy, ownerBy);
      else endBy = Math.min(endBy, ownerBy);
    }
    return { startBy, endBy };
  };
  const boundOf = (step: number): number => {
    if (step < jobCount) {
      if (!isOpen(graph, step)) return Infinity;
      const { startBy, endBy } = asked(step, median.finishMs[step]!);
      const deadline = jobs.deadlineAtMs[step]!;
      const stream = jobs.stream[step]!;
      const mustEndBy = Math.min(endBy, Number.isNaN(deadline) ? Infinity : deadline, stream < 0 ? Infinity : bound[jobCount + stream]!);
      const startToEnd = mustEndBy - durations.medianMs[step]!;
      return Number.isNaN(startToEnd) ? Infinity : Math.min(startBy, startToEnd);
    }
    if (step < jobCount + streamCount)
      return isCanceledStream(graph, step - jobCount) ? Infinity : asked(step, streamTimes.lastFinishMs[step - jobCount]!).endBy;
    let earliest = Infinity;
    const stream = step - jobCount - streamCount;
    for (let place = streamJobsStart[stream]!; place < streamJobsStart[stream + 1]!; place++) {
      const job = streamJobs[place]!;
      if (phaseOf(graph, job) === phases.notStarted) earliest = Math.min(earliest, bound[job]!);
    }
    return earliest;
  };
  for (const step of order) if (isCircular[step] === 0) bound[step] = boundOf(step);
  return bound.slice(0, jobCount).map((ms) => (ms === Infinity ? Number.NaN : ms));
}

function isWaiting(graph: PlanGraph, wait: number): boolean {
  if (graph.satisfied[wait] === SATISFIED) return false;
  const owner = graph.owner[wait]!;
  return !isJobNode(graph, owner) || phaseOf(graph, owner) === phases.notStarted;
}

function timesOfStreams({ jobCount, streamCount, jobs }: PlanGraph, { startMs, finishMs }: Forecast['median']) {
  const firstStartMs = new Float64Array(streamCount).fill(Infinity);
  const lastFinishMs = new Float64Array(streamCount).fill(-Infinity);
  for (let job = 0; job < jobCount; job++) {
    const stream = jobs.stream[job]!;
    if (stream < 0 || Number.isNaN(finishMs[job]!)) continue;
    if (startMs[job]! < firstStartMs[stream]!) firstStartMs[stream] = startMs[job]!;
    if (finishMs[job]! > lastFinishMs[stream]!) lastFinishMs[stream] = finishMs[job]!;
  }
  return { firstStartMs, lastFinishMs };
}
