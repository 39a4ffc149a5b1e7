/** What a forecast starts from, as things stand: how many members every wait still needs, and how many waits hold every job and stream. */

import { phaseOf, phases, type Standing, standingOf, standingOfStream, standings } from '../phases.ts';
import { isJobNode, jobFlags, OUTSIDE, type PlanGraph, SATISFIED, statusCode } from '../planGraph.ts';

export interface Opening {
  /** Per wait: members still needed; 0 = met. */
  readonly membersLeft: Int32Array;
  /** Per job: its own waits that are not met. */
  readonly waitsLeft: Int32Array;
  /** Per stream: its own waits that are not met. */
  readonly streamWaitsLeft: Int32Array;
  /** Per stream: jobs that are not done. A failed one is never done by itself. */
  readonly jobsLeft: Int32Array;
}

export function createOpening(graph: PlanGraph): Opening {
  const { jobCount, streamCount, waitCount, membersStart, members, owner, satisfied, needed } = graph;
  const membersLeft = new Int32Array(waitCount);
  const waitsLeft = new Int32Array(jobCount);
  const streamWaitsLeft = new Int32Array(streamCount);
  // Nobody can foresee how a stream ends: its end is taken for what was asked of it.
  const streamStanding = Uint8Array.from({ length: streamCount }, (_, stream) => standingOfStream(graph, stream, 0));
  const standing = (place: number): Standing => {
    const member = members[place]!;
    if (member === OUTSIDE || isJobNode(graph, member)) return standingOf(graph, place);
    return streamStanding[member - jobCount] as Standing; // filled above
  };
  for (let wait = 0; wait < waitCount; wait++) {
    if (satisfied[wait] === SATISFIED) continue;
    let left = needed[wait]!;
    for (let place = membersStart[wait]!; left > 0 && place < membersStart[wait + 1]!; place++) if (standing(place) === standings.met) left--;
    membersLeft[wait] = left;
    if (left === 0) continue;
    if (isJobNode(graph, owner[wait]!)) waitsLeft[owner[wait]!]!++;
    else streamWaitsLeft[owner[wait]! - jobCount]!++;
  }
  return { membersLeft, waitsLeft, streamWaitsLeft, jobsLeft: openJobs(graph) };
}

function openJobs(graph: PlanGraph): Int32Array {
  const left = new Int32Array(graph.streamCount);
  for (let job = 0; job < graph.jobCount; job++) {
    const stream = graph.jobs.stream[job]!;
    const phase = phaseOf(graph, job);
    if (stream >= 0 && (phase === phases.notStarted || phase === phases.running || phase === phases.failed)) left[stream]!++;
  }
  return left;
}

const HELD = statusCode('HELD');
const UNDECIDED = statusCode('UNDECIDED');
const UNKNOWN = statusCode('UNKNOWN');

/** It will not start before a person lets it. */
export const isHeld = ({ jobs }: PlanGraph, job: number): boolean => jobs.status[job] === HELD || (jobs.flags[job]! & jobFlags.held) !== 0;

/** Nobody can tell what it does next. */
export const isUndecided = ({ jobs }: PlanGraph, job: number): boolean => jobs.status[job] === UNDECIDED || jobs.status[job] === UNKNOWN;
