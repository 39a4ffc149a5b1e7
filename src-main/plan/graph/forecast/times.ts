/** Plays the plan forward from now, event by event in the order of time, with one duration per job. */

import { type Fulfilment, fulfilmentOf, fulfilments, isCanceledStream, phaseOf, phases } from '../phases.ts';
import { isJobNode, type PlanGraph } from '../planGraph.ts';
import { isHeld, isUndecided, type Opening } from './opening.ts';
import { createTimeQueue } from './timeQueue.ts';

/** What decides when a job starts: in this order the numbers of `Times.startsBy`. */
export const startReasons = ['unknown', 'has-started', 'now', 'start-time', 'predecessor'] as const;
const by = { unknown: 0, hasStarted: 1, now: 2, startTime: 3, predecessor: 4 } as const;

/** Per job: epoch ms; Infinity without a forecast, NaN for jobs that are done. Of a failed job `startMs` is NaN. */
export interface Times {
  readonly startMs: Float64Array;
  readonly finishMs: Float64Array;
  /** Per job, index into `startReasons`. */
  readonly startsBy: Uint8Array;
  /** The job whose end (or start, for a condition STARTED) decides the start; without a forecast, the next one on the way to the cause. -1: none. */
  readonly determinedBy: Int32Array;
}

export interface Played {
  readonly times: Times;
  /** Per wait: members still missing in the end; 0 = met. */
  readonly membersLeft: Int32Array;
}

/**
 * Dijkstra's order makes joins and circles come out right: events are played by rising time, so the n-th member that comes is
 * the n-th in time, and what waits in a circle never comes up.
 * @param durationMs per job, NaN where unknown: such a job starts but has no end
 */
export function timesOf(graph: PlanGraph, opening: Opening, durationMs: Float64Array, nowMs: number): Played {
  const { jobCount, jobs, conditions, membershipsStart, memberships, waitOfMember, owner, streamJobsStart, streamJobs } = graph;
  const membersLeft = opening.membersLeft.slice();
  const waitsLeft = opening.waitsLeft.slice();
  const streamWaitsLeft = opening.streamWaitsLeft.slice();
  const jobsLeft = opening.jobsLeft.slice();
  const times = noTimes(graph);
  /** The end of job j is event j, its start `jobCount + j`. */
  const events = createTimeQueue(2 * jobCount);

  const end = (job: number, atMs: number) => {
    if (Number.isNaN(atMs)) return;
    times.finishMs[job] = atMs;
    events.add(atMs, job);
  };
  const begin = (job: number, readyMs: number, predecessor: number) => {
    if (phaseOf(graph, job) !== phases.notStarted || isHeld(graph, job) || isUndecided(graph, job)) return;
    const notBeforeMs = jobs.notBeforeMs[job]!;
    const isLater = notBeforeMs > readyMs;
    const startMs = isLater ? notBeforeMs : readyMs;
    times.startMs[job] = startMs;
    times.startsBy[job] = isLater ? by.startTime : predecessor >= 0 ? by.predecessor : by.now;
    if (!isLater) times.determinedBy[job] = predecessor;
    if (isStartAwaited(graph, job)) events.add(startMs, jobCount + job);
    end(job, startMs + durationMs[job]!);
  };
  const isStreamReady = (job: number) => jobs.stream[job]! < 0 || streamWaitsLeft[jobs.stream[job]!] === 0;
  const beginStream = (stream: number, atMs: number, predecessor: number) => {
    for (let place = streamJobsStart[stream]!; place < streamJobsStart[stream + 1]!; place++) {
      const job = streamJobs[place]!;
      if (waitsLeft[job] === 0) begin(job, atMs, predecessor);
    }
  };
  const come = (place: number, atMs: number, predecessor: number) => {
    const wait = waitOfMember[place]!;
    if (membersLeft[wait] === 0 || --membersLeft[wait]! > 0) return;
    const node = owner[wait]!;
    if (isJobNode(graph, node)) {
      if (--waitsLeft[node]! === 0 && isStreamReady(node)) begin(node, atMs, predecessor);
    } else if (--streamWaitsLeft[node - jobCount]! === 0) beginStream(node - jobCount, atMs, predecessor);
  };
  const fulfil = (job: number, how: Fulfilment, atMs: number) => {
    for (let place = membershipsStart[job]!; place < membershipsStart[job + 1]!; place++) {
      const member = memberships[place]!;
      if (fulfilmentOf(conditions[member]!) === how) come(member, atMs, job);
    }
  };
  const finish = (job: number, atMs: number) => {
    fulfil(job, fulfilments.atEnd, atMs);
    const stream = jobs.stream[job]!;
    if (stream < 0 || --jobsLeft[stream]! > 0 || isCanceledStream(graph, stream)) return;
    const node = jobCount + stream;
    for (let place = membershipsStart[node]!; place < membershipsStart[node + 1]!; place++) come(memberships[place]!, atMs, job);
  };

  for (let job = 0; job < jobCount; job++) {
    const phase = phaseOf(graph, job);
    if (phase === phases.running) {
      const startedMs = jobs.startedAtMs[job]!;
      times.startMs[job] = startedMs;
      times.startsBy[job] = by.hasStarted;
      end(job, Number.isNaN(startedMs) ? nowMs + durationMs[job]! : Math.max(nowMs, startedMs + durationMs[job]!));
    } else if (waitsLeft[job] === 0 && isStreamReady(job)) begin(job, nowMs, -1);
  }
  for (let event = events.take(); event >= 0; event = events.take()) {
    if (event < jobCount) finish(event, events.atMs);
    else fulfil(event - jobCount, fulfilments.atStart, events.atMs);
  }
  return { times, membersLeft };
}

function noTimes(graph: PlanGraph): Times {
  const { jobCount } = graph;
  const startMs = new Float64Array(jobCount).fill(Number.NaN);
  const finishMs = new Float64Array(jobCount).fill(Number.NaN);
  for (let job = 0; job < jobCount; job++) {
    const phase = phaseOf(graph, job);
    if (phase === phases.notStarted) startMs[job] = Infinity;
    if (phase === phases.notStarted || phase === phases.running || phase === phases.failed) finishMs[job] = Infinity;
  }
  return { startMs, finishMs, startsBy: new Uint8Array(jobCount), determinedBy: new Int32Array(jobCount).fill(-1) };
}

/** Most jobs have nobody that waits for their start: they need no event for it. */
function isStartAwaited({ membershipsStart, memberships, conditions }: PlanGraph, job: number): boolean {
  for (let place = membershipsStart[job]!; place < membershipsStart[job + 1]!; place++) {
    if (fulfilmentOf(conditions[memberships[place]!]!) === fulfilments.atStart) return true;
  }
  return false;
}
