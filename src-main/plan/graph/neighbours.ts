/** What stands before and behind a node by dependency, whatever its status, and the failed jobs that keep one waiting. */

import { isCanceledStream, phaseOf, phases, standingOf, standings } from './phases.ts';
import { isJobNode, OUTSIDE, type PlanGraph, SATISFIED } from './planGraph.ts';
import { createReachedRows, type Reached, reach, taken } from './reached.ts';
import { createStamps } from './stamps.ts';

export interface Neighbours {
  /** Jobs that follow the node by at most `depth` steps, each by its shortest way. A stream is entered by its first jobs. */
  successors(node: number, depth: number): Reached;
  /** Jobs the node follows by at most `depth` steps. A stream is entered by its last jobs; a job also follows what its stream waits for. */
  predecessors(node: number, depth: number): Reached;
  /** Failed jobs further up that keep this one waiting, nearest first: through what waits itself, not through what is met or runs. */
  failedUpstream(job: number): Reached;
}

/** Buffers (about 25 bytes a job) are used again; a walk costs no more than the waits it comes by. */
export function createNeighbours(graph: PlanGraph): Neighbours {
  const { jobCount, streamJobsStart, streamJobs, membersStart, members, membershipsStart, memberships, ownWaitsStart, ownWaits, waitOfMember } = graph;
  const queue = createReachedRows(jobCount + 1);
  const failed = createReachedRows(jobCount);
  const seen = createStamps(jobCount);
  const leftStreams = createStamps(graph.streamCount);
  const enteredStreams = createStamps(graph.streamCount);

  const isOf = (node: number, stream: number) => node !== OUTSIDE && isJobNode(graph, node) && graph.jobs.stream[node] === stream;
  const waitsInside = (job: number, stream: number): boolean => {
    for (let own = ownWaitsStart[job]!; own < ownWaitsStart[job + 1]!; own++) {
      const wait = ownWaits[own]!;
      for (let place = membersStart[wait]!; place < membersStart[wait + 1]!; place++) if (isOf(members[place]!, stream)) return true;
    }
    return false;
  };
  const isAwaitedInside = (job: number, stream: number): boolean => {
    for (let place = membershipsStart[job]!; place < membershipsStart[job + 1]!; place++) {
      if (isOf(graph.owner[waitOfMember[memberships[place]!]!]!, stream)) return true;
    }
    return false;
  };

  const found = (job: number, depth: number, via: number) => {
    if (seen.has(job)) return;
    seen.add(job);
    reach(queue, job, depth, via);
  };
  /** Its jobs at the edge; all of them where a circle leaves no edge. */
  const enter = (stream: number, depth: number, via: number, isInner: (job: number, stream: number) => boolean) => {
    if (enteredStreams.has(stream)) return;
    enteredStreams.add(stream);
    let isEntered = false;
    for (let place = streamJobsStart[stream]!; place < streamJobsStart[stream + 1]!; place++) {
      if (isInner(streamJobs[place]!, stream)) continue;
      isEntered = true;
      found(streamJobs[place]!, depth, via);
    }
    if (!isEntered) for (let place = streamJobsStart[stream]!; place < streamJobsStart[stream + 1]!; place++) found(streamJobs[place]!, depth, via);
  };
  const foundNode = (node: number, depth: number, via: number, isInner: (job: number, stream: number) => boolean) => {
    if (node === OUTSIDE) return;
    if (isJobNode(graph, node)) found(node, depth, via);
    else enter(node - jobCount, depth, via, isInner);
  };

  const owners = (node: number, depth: number) => {
    for (let place = membershipsStart[node]!; place < membershipsStart[node + 1]!; place++) {
      foundNode(graph.owner[waitOfMember[memberships[place]!]!]!, depth, node, waitsInside);
    }
  };
  const awaited = (node: number, depth: number) => {
    for (let own = ownWaitsStart[node]!; own < ownWaitsStart[node + 1]!; own++) {
      const wait = ownWaits[own]!;
      for (let place = membersStart[wait]!; place < membersStart[wait + 1]!; place++) foundNode(members[place]!, depth, node, isAwaitedInside);
    }
  };

  /** From a job, or from a stream as if from all its jobs at once, which are then not among the found. */
  const walk = (start: number, depth: number, step: (node: number, depth: number) => void): Reached => {
    for (const stamps of [seen, leftStreams, enteredStreams]) stamps.clear();
    queue.count = 0;
    const stepFrom = (job: number, from: number) => {
      step(job, from + 1);
      const stream = graph.jobs.stream[job]!;
      if (stream < 0 || leftStreams.has(stream)) return;
      leftStreams.add(stream);
      step(jobCount + stream, from + 1);
    };
    if (depth < 1) return taken(queue);
    if (isJobNode(graph, start)) {
      seen.add(start);
      stepFrom(start, 0);
    } else {
      const own = streamJobs.subarray(streamJobsStart[start - jobCount], streamJobsStart[start - jobCount + 1]);
      for (const job of own) seen.add(job);
      leftStreams.add(start - jobCount);
      step(start, 1);
      for (const job of own) stepFrom(job, 0);
    }
    for (let next = 0; next < queue.count && queue.depths[next]! < depth; next++) stepFrom(queue.jobs[next]!, queue.depths[next]!);
    return taken(queue);
  };

  const meet = (job: number, depth: number, via: number) => {
    if (seen.has(job)) return;
    seen.add(job);
    const phase = phaseOf(graph, job);
    if (phase === phases.failed) reach(failed, job, depth, via);
    else if (phase === phases.notStarted) reach(queue, job, depth, via);
  };
  const meetStream = (stream: number, depth: number, via: number) => {
    if (enteredStreams.has(stream) || isCanceledStream(graph, stream)) return;
    enteredStreams.add(stream);
    for (let place = streamJobsStart[stream]!; place < streamJobsStart[stream + 1]!; place++) meet(streamJobs[place]!, depth, via);
  };
  const openMembers = (node: number, depth: number) => {
    for (let own = ownWaitsStart[node]!; own < ownWaitsStart[node + 1]!; own++) {
      const wait = ownWaits[own]!;
      if (graph.satisfied[wait] === SATISFIED) continue;
      for (let place = membersStart[wait]!; place < membersStart[wait + 1]!; place++) {
        const member = members[place]!;
        if (member === OUTSIDE) continue;
        if (standingOf(graph, place) === standings.met) continue;
        if (isJobNode(graph, member)) meet(member, depth, node);
        else meetStream(member - jobCount, depth, node);
      }
    }
  };

  return {
    successors: (node, depth) => walk(node, depth, owners),
    predecessors: (node, depth) => walk(node, depth, awaited),
    failedUpstream(job) {
      for (const stamps of [seen, leftStreams, enteredStreams]) stamps.clear();
      queue.count = 0;
      failed.count = 0;
      seen.add(job);
      reach(queue, job, 0, job);
      for (let next = 0; next < queue.count; next++) {
        const from = queue.jobs[next]!;
        openMembers(from, queue.depths[next]! + 1);
        const stream = graph.jobs.stream[from]!;
        if (stream < 0 || leftStreams.has(stream)) continue;
        leftStreams.add(stream);
        openMembers(jobCount + stream, queue.depths[next]! + 1);
      }
      return taken(failed);
    },
  };
}
