/** Members that waits lose while the impact of a job is worked out, and what is left to the wait then. */

import { type Standing, standingOf, standingOfStream, standings } from './phases.ts';
import { isJobNode, OUTSIDE, type PlanGraph } from './planGraph.ts';
import { createStamps } from './stamps.ts';

export interface Losses {
  /** Waits that do not need all their members. */
  readonly joinCount: number;
  /** As things stand; that of a stream is worked out once between two `clear`s. */
  standing(place: number): Standing;
  /**
   * Takes a member from its wait, once. The first loss of a join counts its members that are stuck or missed already.
   * @param how `stuck` or `missed`
   * @param now standing of the other members
   * @returns what is left: `open`, `stuck` (must wait for what is stuck), or `missed` (cannot be met any more)
   */
  lose(place: number, how: Standing, now: (place: number) => Standing): Standing;
  outcome(wait: number): Standing;
  /** Once for each wait. */
  isFirstTouch(wait: number): boolean;
  clear(): void;
}

export function createLosses(graph: PlanGraph): Losses {
  const { membersStart, needed, waitOfMember, members } = graph;
  const opened = createStamps(graph.waitCount);
  const touched = createStamps(graph.waitCount);
  const lost = createStamps(graph.memberCount);
  const knownStreams = createStamps(graph.streamCount);
  const streamStanding = new Uint8Array(graph.streamCount);
  const stuck = new Int32Array(graph.waitCount);
  const missed = new Int32Array(graph.waitCount);
  /** One byte to look at instead of three numbers: most waits are not joins. */
  const needsAll = Uint8Array.from(needed, (count, wait) => (count === membersStart[wait + 1]! - membersStart[wait]! ? 1 : 0));

  const count = (place: number, wait: number, how: Standing) => {
    if ((how !== standings.stuck && how !== standings.missed) || lost.has(place)) return;
    lost.add(place);
    if (how === standings.stuck) stuck[wait]!++;
    else missed[wait]!++;
  };
  const open = (wait: number, now: (place: number) => Standing) => {
    if (opened.has(wait)) return;
    opened.add(wait);
    stuck[wait] = 0;
    missed[wait] = 0;
    for (let place = membersStart[wait]!; place < membersStart[wait + 1]!; place++) count(place, wait, now(place));
  };
  const outcome = (wait: number): Standing => {
    const possible = membersStart[wait + 1]! - membersStart[wait]! - missed[wait]!;
    if (possible < needed[wait]!) return standings.missed;
    return possible - stuck[wait]! < needed[wait]! ? standings.stuck : standings.open;
  };

  return {
    joinCount: needsAll.reduce((count, one) => count + 1 - one, 0),
    standing(place) {
      const node = members[place]!;
      if (node === OUTSIDE || isJobNode(graph, node) || graph.conditions[place] !== 0) return standingOf(graph, place);
      const stream = node - graph.jobCount;
      if (!knownStreams.has(stream)) {
        knownStreams.add(stream);
        streamStanding[stream] = standingOfStream(graph, stream, 0);
      }
      return streamStanding[stream] as Standing; // written above
    },
    lose(place, how, now) {
      const wait = waitOfMember[place]!;
      // Where all are needed, one loss decides; no need to look at the others.
      if (needsAll[wait] === 1) return how;
      open(wait, now);
      count(place, wait, how);
      return outcome(wait);
    },
    outcome,
    isFirstTouch(wait) {
      if (touched.has(wait)) return false;
      touched.add(wait);
      return true;
    },
    clear() {
      for (const stamps of [opened, touched, lost, knownStreams]) stamps.clear();
    },
  };
}
