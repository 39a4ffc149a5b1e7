/** Which nodes stand directly before and behind a node, as they are drawn: jobs for themselves, streams for their jobs unless opened. */
import { isJobNode, OUTSIDE, type PlanGraph } from '../../../graph/planGraph.ts';

export interface Link {
  /** What is waited for; OUTSIDE for what is not in the plan. */
  readonly from: number;
  /** Who waits. */
  readonly to: number;
  /** In `graph.members`; -1: from a job to the end of its stream. */
  readonly place: number;
}

export interface Links {
  before(node: number): Link[];
  behind(node: number): Link[];
}

/**
 * What a job's stream waits for stands before the job itself. What waits for the end of a stream stands behind that stream, and the
 * stream behind its jobs. A closed stream waits for all its jobs wait for, and is waited for like all of them.
 * @param focus node in the middle; a stream there is open: its jobs are drawn by themselves
 * @param isEndOnly streams that stand behind a job of theirs: only their end is meant
 */
export function createLinks(graph: PlanGraph, focus: number, isEndOnly: (stream: number) => boolean): Links {
  const { jobCount, ownWaitsStart, ownWaits, membersStart, members, membershipsStart, memberships, waitOfMember, owner, streamJobsStart, streamJobs } = graph;
  const nodeOfStream = (job: number) => (graph.jobs.stream[job]! < 0 ? OUTSIDE : jobCount + graph.jobs.stream[job]!);
  const focusStream = isJobNode(graph, focus) ? nodeOfStream(focus) : OUTSIDE;
  const isInside = (node: number, stream: number) => node === stream || (node !== OUTSIDE && isJobNode(graph, node) && nodeOfStream(node) === stream);
  const jobsOf = (stream: number) => streamJobs.subarray(streamJobsStart[stream - jobCount], streamJobsStart[stream - jobCount + 1]);

  const awaited = (node: number, to: number, links: Link[], isLeftOut: (member: number) => boolean) => {
    for (let own = ownWaitsStart[node]!; own < ownWaitsStart[node + 1]!; own++) {
      const wait = ownWaits[own]!;
      for (let place = membersStart[wait]!; place < membersStart[wait + 1]!; place++) {
        if (!isLeftOut(members[place]!)) links.push({ from: members[place]!, to, place });
      }
    }
  };
  const waiting = (node: number, from: number, links: Link[], isLeftOut: (waiter: number) => boolean) => {
    for (let at = membershipsStart[node]!; at < membershipsStart[node + 1]!; at++) {
      const place = memberships[at]!;
      const to = owner[waitOfMember[place]!]!;
      // What the stream of the focus waits for is drawn at the focus.
      if (to !== focusStream && !isLeftOut(to)) links.push({ from, to, place });
    }
  };
  const none = () => false;

  return {
    before(node) {
      const links: Link[] = [];
      if (isJobNode(graph, node)) {
        awaited(node, node, links, (member) => member === node);
        const stream = nodeOfStream(node);
        if (stream !== OUTSIDE && stream !== focus) awaited(stream, node, links, (member) => isInside(member, stream));
      } else if (!isEndOnly(node)) {
        awaited(node, node, links, (member) => isInside(member, node));
        if (node !== focus) for (const job of jobsOf(node)) awaited(job, node, links, (member) => isInside(member, node));
      }
      return links;
    },
    behind(node) {
      const links: Link[] = [];
      if (isJobNode(graph, node)) {
        waiting(node, node, links, (waiter) => waiter === node);
        const stream = nodeOfStream(node);
        const isAwaited = stream !== OUTSIDE && stream !== focus && membershipsStart[stream]! < membershipsStart[stream + 1]!;
        if (isAwaited) links.push({ from: node, to: stream, place: -1 });
      } else {
        waiting(node, node, links, none);
        if (node !== focus && !isEndOnly(node)) for (const job of jobsOf(node)) waiting(job, node, links, (waiter) => isInside(waiter, node));
      }
      return links;
    },
  };
}
