/** Why open jobs have no forecast, and which job is the cause: each cause is carried on to what needs it. */

import { fulfilmentOf, fulfilments, isCanceledStream, phaseOf, phases, standingOf, standings } from '../phases.ts';
import { isJobNode, OUTSIDE, type PlanGraph } from '../planGraph.ts';
import { isHeld, isUndecided } from './opening.ts';
import type { Played } from './times.ts';

/**
 * `failed`, `held`, `undecided`: the cause has failed, waits for a person, is in a state nobody knows. `condition`: it waits for an
 * outcome of the cause that nobody can foretell or that did not come. `no-duration`: nobody knows how long the cause takes.
 * `outside`: the cause waits for something outside this plan. `circle`: the cause waits for itself.
 * A job behind several has the first in this order, by its shortest way.
 */
export const hindranceKinds = ['none', 'failed', 'held', 'undecided', 'condition', 'no-duration', 'outside', 'circle'] as const;
export type HindranceKind = (typeof hindranceKinds)[number];
export const hindranceCode = (kind: HindranceKind): number => hindranceKinds.indexOf(kind);

const code = {
  failed: hindranceCode('failed'),
  held: hindranceCode('held'),
  undecided: hindranceCode('undecided'),
  condition: hindranceCode('condition'),
  noDuration: hindranceCode('no-duration'),
  outside: hindranceCode('outside'),
  circle: hindranceCode('circle'),
} as const;

interface Hindrances {
  /** Per job, index into `hindranceKinds`. */
  readonly hindrance: Uint8Array;
  /** Per job: where it begins; -1 for none. */
  readonly cause: Int32Array;
  /** Per job: the next job on the way to the cause; -1 at the cause. */
  readonly via: Int32Array;
}

export function findHindrances(graph: PlanGraph, played: Played): Hindrances {
  const { jobCount } = graph;
  const { startMs, finishMs } = played.times;
  const found: Hindrances = { hindrance: new Uint8Array(jobCount), cause: new Int32Array(jobCount).fill(-1), via: new Int32Array(jobCount).fill(-1) };
  const spread = createSpread(graph, played, found);
  const isBare = (job: number) => finishMs[job] === Infinity && found.hindrance[job] === 0;

  for (let job = 0; job < jobCount; job++) {
    if (!isBare(job)) continue;
    const phase = phaseOf(graph, job);
    if (phase === phases.failed) spread.begin(job, code.failed, job, -1);
    else if (phase === phases.notStarted && isHeld(graph, job)) spread.begin(job, code.held, job, -1);
    else if (phase === phases.notStarted && isUndecided(graph, job)) spread.begin(job, code.undecided, job, -1);
  }
  for (const kind of [code.failed, code.held, code.undecided]) spread.carryOn(kind);
  const { byCondition, outside } = unforeseeable(graph, played);
  for (const { wait, member } of byCondition) spread.toOwners(wait, (job) => spread.begin(job, code.condition, member, member));
  spread.carryOn(code.condition);
  for (let job = 0; job < jobCount; job++) {
    const isReady = phaseOf(graph, job) === phases.running || Number.isFinite(startMs[job]!);
    if (isBare(job) && isReady) spread.begin(job, code.noDuration, job, -1);
  }
  spread.carryOn(code.noDuration);
  for (const wait of outside) spread.toOwners(wait, (job) => spread.begin(job, code.outside, job, -1));
  spread.carryOn(code.outside);
  closeCircles(graph, played, found);
  return found;
}

/** Waits not met that hang on an outcome of a job, and those that hang on something outside the plan. */
function unforeseeable(graph: PlanGraph, { membersLeft }: Played) {
  const byCondition: { wait: number; member: number }[] = [];
  const outside: number[] = [];
  for (let wait = 0; wait < graph.waitCount; wait++) {
    if (membersLeft[wait] === 0) continue;
    for (let place = graph.membersStart[wait]!; place < graph.membersStart[wait + 1]!; place++) {
      const member = graph.members[place]!;
      if (member === OUTSIDE || isEmptyStream(graph, member)) outside.push(wait);
      else if (isJobNode(graph, member)) {
        const standing = standingOf(graph, place);
        const isUnforeseen = standing === standings.open && fulfilmentOf(graph.conditions[place]!) === fulfilments.byOutcome;
        const hasEndedOpen = standing === standings.open && phaseOf(graph, member) !== phases.notStarted && phaseOf(graph, member) !== phases.running;
        // What it asked for did not come before it was canceled.
        const isVain = standing === standings.stuck && phaseOf(graph, member) === phases.canceled;
        if (standing === standings.missed || isUnforeseen || hasEndedOpen || isVain) byCondition.push({ wait, member });
      }
    }
  }
  return { byCondition, outside };
}

/** Its jobs are not in the plan as it was read, and its status does not say that it is done. */
const isEmptyStream = (graph: PlanGraph, node: number): boolean =>
  !isJobNode(graph, node) && graph.streamJobsStart[node - graph.jobCount] === graph.streamJobsStart[node - graph.jobCount + 1];

/** Carries hindrances on, nearest first: a job takes the first one that comes by. */
function createSpread(graph: PlanGraph, { times, membersLeft }: Played, { hindrance, cause, via }: Hindrances) {
  const { jobCount, membershipsStart, memberships, waitOfMember, streamJobsStart, streamJobs } = graph;
  const queues = hindranceKinds.map((): number[] => []);
  const isStreamLeft = new Uint8Array(graph.streamCount);
  const isStreamHeld = new Uint8Array(graph.streamCount);

  const begin = (job: number, kind: number, from: number, next: number) => {
    if (times.finishMs[job] !== Infinity || hindrance[job] !== 0) return;
    hindrance[job] = kind;
    cause[job] = from;
    via[job] = next;
    queues[kind]!.push(job);
  };
  const toOwners = (wait: number, visit: (job: number) => void) => {
    const node = graph.owner[wait]!;
    if (isJobNode(graph, node)) {
      if (phaseOf(graph, node) === phases.notStarted) visit(node);
      return;
    }
    const stream = node - jobCount;
    if (isStreamHeld[stream] === 1) return;
    isStreamHeld[stream] = 1;
    for (let place = streamJobsStart[stream]!; place < streamJobsStart[stream + 1]!; place++) {
      if (phaseOf(graph, streamJobs[place]!) === phases.notStarted) visit(streamJobs[place]!);
    }
  };
  const hasComeOrCannot = (place: number, job: number) => {
    const standing = standingOf(graph, place);
    if (standing !== standings.open) return standing !== standings.stuck;
    const how = fulfilmentOf(graph.conditions[place]!);
    return how === fulfilments.byOutcome || (how === fulfilments.atStart && Number.isFinite(times.startMs[job]!));
  };
  const carryFrom = (job: number, node: number, isOver: (place: number) => boolean) => {
    const kind = hindrance[job]!;
    for (let place = membershipsStart[node]!; place < membershipsStart[node + 1]!; place++) {
      const member = memberships[place]!;
      const wait = waitOfMember[member]!;
      if (membersLeft[wait]! > 0 && !isOver(member)) toOwners(wait, (next) => begin(next, kind, cause[job]!, job));
    }
  };
  const never = () => false;

  return {
    begin,
    toOwners,
    carryOn(kind: number) {
      // The queue grows while it is gone through.
      for (const job of queues[kind]!) {
        carryFrom(job, job, (place) => hasComeOrCannot(place, job));
        const stream = graph.jobs.stream[job]!;
        if (stream < 0 || isStreamLeft[stream] === 1 || isCanceledStream(graph, stream)) continue;
        isStreamLeft[stream] = 1;
        carryFrom(job, jobCount + stream, never);
      }
    },
  };
}

/**
 * What is left waits only for what is left: going from each to one it waits for must come round. The job where it does is the cause
 * of all on the way.
 */
function closeCircles(graph: PlanGraph, played: Played, { hindrance, cause, via }: Hindrances): void {
  const { jobCount } = graph;
  const isLeft = (job: number) => played.times.finishMs[job] === Infinity && hindrance[job] === 0;
  const leftInStream = new Int32Array(graph.streamCount).fill(-1);
  for (let job = 0; job < jobCount; job++) if (isLeft(job) && graph.jobs.stream[job]! >= 0) leftInStream[graph.jobs.stream[job]!] = job;
  const walkOf = new Int32Array(jobCount).fill(-1);
  for (let first = 0; first < jobCount; first++) {
    if (!isLeft(first)) continue;
    const way: number[] = [];
    let job = first;
    while (job >= 0 && hindrance[job] === 0 && walkOf[job] !== first) {
      walkOf[job] = first;
      via[job] = nextLeft(graph, played, job, (one) => played.times.finishMs[one] === Infinity, leftInStream);
      way.push(job);
      job = via[job]!;
    }
    const from = job < 0 ? first : hindrance[job] === 0 ? job : cause[job]!;
    for (const one of way) {
      hindrance[one] = code.circle;
      cause[one] = from;
    }
  }
}

/** A job without a forecast that one of the job's waits, or of its stream's, needs; -1 for none. */
function nextLeft(graph: PlanGraph, { membersLeft }: Played, job: number, isLeft: (job: number) => boolean, leftInStream: Int32Array): number {
  const { jobCount, ownWaitsStart, ownWaits, membersStart, members } = graph;
  const stream = graph.jobs.stream[job]!;
  for (const node of stream < 0 ? [job] : [job, jobCount + stream]) {
    for (let own = ownWaitsStart[node]!; own < ownWaitsStart[node + 1]!; own++) {
      const wait = ownWaits[own]!;
      if (membersLeft[wait] === 0) continue;
      for (let place = membersStart[wait]!; place < membersStart[wait + 1]!; place++) {
        const member = members[place]!;
        // A failed one that was asked to fail is there already, although it never ends.
        if (member !== OUTSIDE && isJobNode(graph, member) && standingOf(graph, place) === standings.met) continue;
        const next = member === OUTSIDE ? -1 : isJobNode(graph, member) ? member : leftInStream[member - jobCount]!;
        if (next >= 0 && isLeft(next)) return next;
      }
    }
  }
  return -1;
}
