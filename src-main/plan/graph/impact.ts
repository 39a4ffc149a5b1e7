/** What really cannot run because of one job: the loss of that job carried along the waits that need it, as everything else stands. */

import { createLosses } from './losses.ts';
import { asksForSuppression, endedPhaseOf, isCanceledStream, type Phase, phaseOf, phases, type Standing, standingOfJob, standings } from './phases.ts';
import { isJobNode, jobFlags, OUTSIDE, type PlanGraph, SATISFIED } from './planGraph.ts';
import { createReachedRows, type Reached, reach, takenJobs } from './reached.ts';
import { createStamps } from './stamps.ts';

const isHolding = (standing: Standing): boolean => standing === standings.open || standing === standings.stuck;

export interface Suppressed extends Reached {
  /** Place in `graph.members` of what was asked for in vain; of a join, of the member without which it cannot be met. */
  readonly missed: Int32Array;
}

export interface Impact {
  /** Not started, and cannot start while the job stays as it is. */
  readonly blocked: Reached;
  /** Will not run at all: a condition asks for an outcome that did not come, or the job is behind one that does not run. */
  readonly suppressed: Suppressed;
}

/** `as-it-stands`: an unfinished job stays unfinished, a failed one failed. `fails`: it is taken to end in ABEND. */
export type ImpactOf = 'as-it-stands' | 'fails';

/**
 * Asks a graph for the impact of one job after another; the buffers (about 25 bytes a job, 11 a wait, 1 a member) are used again.
 * A job that ended well has none; one that was canceled only on who asked for an outcome it can have no more. The loss goes on
 * - along waits that are not satisfied: a join is lost when fewer than it needs are left. What has itself failed or been suppressed is
 *   not left; all others are taken to end well.
 * - by condition: a failure fulfils ABEND (or FAIL), passes by what follows a job that continues (recovery CONTINUE), and suppresses
 *   who asked for another outcome; suppression goes on to all that follow, except who asks for it.
 * - through streams: unfinished while one of their jobs is; what they wait for holds all their jobs.
 * - only through jobs that have not started; one whose cancellation is pending passes it on without being told of.
 * Source of pending cancellation: "cancel job" of conman with `;pend`: deferred until all its dependencies, an `at` time among them, are resolved.
 * One question costs no more than the waits it comes by; statuses changed in place count at once.
 */
export function createImpact(graph: PlanGraph): (job: number, how?: ImpactOf) => Impact {
  const { jobCount, streamCount, owner, members, conditions, membershipsStart, memberships, waitOfMember, satisfied } = graph;
  const losses = createLosses(graph);
  const suppressed = createReachedRows(jobCount);
  const missed = new Int32Array(jobCount);
  const reached = createStamps(jobCount);
  const heldUp = createStamps(streamCount);
  const lostStreams = createStamps(streamCount);
  /** Nodes lost, the start among them, with the depth of the loss; and joins that lost a member to suppression, to be looked at again. */
  const queue = createReachedRows(jobCount + streamCount);
  const touched = createReachedRows(losses.joinCount);
  const state = { start: -1, phase: phases.notStarted as Phase, ended: phases.notStarted as Phase, flags: 0 };

  const standing = (place: number): Standing =>
    members[place] === state.start
      ? standingOfJob(state.phase, state.ended, state.flags, conditions[place]!, satisfied[waitOfMember[place]!]!)
      : losses.standing(place);

  /** Once for each job that has not started. */
  const isTaken = (job: number): boolean => {
    if (reached.has(job) || phaseOf(graph, job) !== phases.notStarted) return false;
    reached.add(job);
    return true;
  };
  const takeOwner = (
    wait: number,
    depth: number,
    via: number,
    takeJob: (job: number, depth: number, via: number, place: number) => void,
    place = OUTSIDE,
  ): void => {
    const node = owner[wait]!;
    if (isJobNode(graph, node)) return takeJob(node, depth, via, place);
    const stream = node - jobCount;
    if (heldUp.has(stream)) return;
    heldUp.add(stream);
    for (let at = graph.streamJobsStart[stream]!; at < graph.streamJobsStart[stream + 1]!; at++) takeJob(graph.streamJobs[at]!, depth, via, place);
  };

  const suppress = (job: number, depth: number, via: number, place: number) => {
    if (!isTaken(job)) return;
    missed[suppressed.count] = place;
    reach(suppressed, job, depth, via);
  };
  const miss = (place: number, depth: number, via: number) => {
    const wait = waitOfMember[place]!;
    if (satisfied[wait] === SATISFIED) return;
    if (losses.lose(place, standings.missed, standing) === standings.missed) takeOwner(wait, depth + 1, via, suppress, place);
    else if (losses.isFirstTouch(wait)) reach(touched, wait, depth, via);
  };
  const suppressAll = () => {
    for (let place = membershipsStart[state.start]!; place < membershipsStart[state.start + 1]!; place++) {
      if (standing(memberships[place]!) === standings.missed) miss(memberships[place]!, 0, state.start);
    }
    for (let next = 0; next < suppressed.count; next++) {
      const job = suppressed.jobs[next]!;
      for (let place = membershipsStart[job]!; place < membershipsStart[job + 1]!; place++) {
        const member = memberships[place]!;
        if (!asksForSuppression(conditions[member]!)) miss(member, suppressed.depths[next]!, job);
      }
    }
  };

  const loseStreamOf = (job: number, depth: number) => {
    const stream = graph.jobs.stream[job]!;
    if (stream < 0 || lostStreams.has(stream) || isCanceledStream(graph, stream)) return;
    lostStreams.add(stream);
    reach(queue, jobCount + stream, depth, job);
  };
  const block = (job: number, depth: number, via: number) => {
    if (!isTaken(job)) return;
    reach(queue, job, depth, via);
    loseStreamOf(job, depth);
  };
  const blockTouched = (from: number, depth: number): number => {
    let next = from;
    for (; next < touched.count && touched.depths[next]! <= depth; next++) {
      const wait = touched.jobs[next]!;
      if (losses.outcome(wait) !== standings.open) takeOwner(wait, touched.depths[next]! + 1, touched.via[next]!, block);
    }
    return next;
  };
  const loseNode = (node: number, depth: number) => {
    const end = membershipsStart[node + 1]!;
    for (let place = membershipsStart[node]!; place < end; place++) {
      const member = memberships[place]!;
      const wait = waitOfMember[member]!;
      // Many ways lead to the same job: most members end here.
      if (owner[wait]! < jobCount && reached.has(owner[wait]!)) continue;
      if (satisfied[wait] === SATISFIED || (node === state.start && !isHolding(standing(member)))) continue;
      // A stream that will not end may have done what was asked of it: start, or end in error.
      if (node >= jobCount && conditions[member] !== 0 && standing(member) === standings.met) continue;
      if (losses.lose(member, standings.stuck, standing) !== standings.open) takeOwner(wait, depth + 1, node, block);
    }
  };
  const blockAll = () => {
    if (state.phase !== phases.suppressed) {
      reach(queue, state.start, 0, state.start);
      // The stream of a canceled job ends without it.
      if (state.phase !== phases.canceled) loseStreamOf(state.start, 0);
    }
    let next = 0;
    let nextTouched = 0;
    while (next < queue.count || nextTouched < touched.count) {
      nextTouched = blockTouched(nextTouched, next < queue.count ? queue.depths[next]! : touched.depths[nextTouched]!);
      if (next < queue.count) loseNode(queue.jobs[next]!, queue.depths[next++]!);
    }
  };

  return (job, how = 'as-it-stands') => {
    for (const stamps of [reached, heldUp, lostStreams]) stamps.clear();
    losses.clear();
    for (const rows of [queue, touched, suppressed]) rows.count = 0;
    reached.add(job);
    const now = phaseOf(graph, job);
    state.start = job;
    const isTakenToFail = how === 'fails' && now !== phases.suppressed && now !== phases.canceled;
    state.phase = isTakenToFail ? phases.failed : now;
    state.ended = isTakenToFail ? phases.failed : endedPhaseOf(graph, job);
    state.flags = how === 'fails' ? graph.jobs.flags[job]! & ~jobFlags.launchFailed : graph.jobs.flags[job]!;
    if (now !== phases.succeeded) {
      suppressAll();
      blockAll();
    }
    const isTold = (node: number) => node < jobCount && node !== job && (graph.jobs.flags[node]! & jobFlags.cancelPending) === 0;
    const told = missed.subarray(0, suppressed.count).filter((_, row) => isTold(suppressed.jobs[row]!));
    return { blocked: takenJobs(queue, isTold), suppressed: { ...takenJobs(suppressed, isTold), missed: told } };
  };
}
