/** Where the engine's lists leave out what jobs wait for: reads it by id, all of a small plan, else what is nearest to the question. */
import type { NodeRef } from '../../../tws/types/types.ts';
import { isJobNode, OUTSIDE } from '../../graph/planGraph.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import { memberNode, nodeOfRef, refOfNode } from '../held/nodes.ts';
import { isUntold } from '../held/setWaits.ts';
import type { WaitRow } from '../held/waitRows.ts';

/** Each raises STOPPED and bugs. */
export interface NearReader {
  /** null: cannot be read, or is not told by id either. */
  waits(ref: NodeRef): Promise<readonly WaitRow[] | null>;
  /** Who waits for it, as far as the engine can be asked; what it names is read by id before it counts. */
  dependents(ref: NodeRef): Promise<readonly NodeRef[]>;
}

/** Most jobs and streams read by id for one answer; at some 50 ms each, three at a time, about 10 s. */
const MOST_BY_ID = 600;
const AT_ONCE = 3;
const LONGEST_MS = 30_000;
/** Nodes whose dependents are asked for: each is two lists. */
const MOST_ASKED_ABOUT = 20;
/** An engine that has told nothing by then tells nothing by id either. */
const MOST_IN_VAIN = 30;

/** What was read, by whose it is. It ends within its bounds, whatever is left untold then. */
export async function readNear(plan: HeldPlan, start: NodeRef, reader: NearReader): Promise<Map<NodeRef, readonly WaitRow[]>> {
  const read = new Map<NodeRef, readonly WaitRow[]>();
  const deadlineMs = performance.now() + LONGEST_MS;
  const near = createNearestFirst(plan);
  const untold = untoldOf(plan);
  const isSmall = untold.length <= MOST_BY_ID;
  near.add(isSmall ? untold : [nodeOfRef(plan, start)]);
  let tried = 0;
  let askedAbout = 0;

  const ask = async (node: number): Promise<void> => {
    const ref = refOfNode(plan, node);
    if (isUntold(plan, node)) {
      tried++;
      const rows = await reader.waits(ref);
      if (rows === null) return;
      read.set(ref, rows);
      near.add(rows.flatMap(({ members }) => members.map((member) => memberNode(plan, member))));
    }
    if (isSmall || askedAbout >= MOST_ASKED_ABOUT) return;
    askedAbout++;
    near.add((await reader.dependents(ref)).map((one) => nodeOfRef(plan, one)));
  };
  const isToBeAsked = (node: number) => isUntold(plan, node) || (!isSmall && askedAbout < MOST_ASKED_ABOUT);
  for (let some = near.take(AT_ONCE, isToBeAsked); some.length > 0; some = near.take(AT_ONCE, isToBeAsked)) {
    if (tried >= MOST_BY_ID || performance.now() > deadlineMs || (read.size === 0 && tried >= MOST_IN_VAIN)) break;
    await Promise.all(some.map(ask));
  }
  return read;
}

function untoldOf({ jobs, isUntold: untold }: HeldPlan): number[] {
  const nodes: number[] = [];
  for (let row = 0; row < untold.jobs.length; row++) if (untold.jobs[row] === 1) nodes.push(row);
  for (let stream = 0; stream < untold.streams.length; stream++) if (untold.streams[stream] === 1) nodes.push(jobs.count + stream);
  return nodes;
}

/** Nodes in the order they were come to, each once: whoever is taken brings its neighbours, as far as they are known. */
function createNearestFirst({ graph }: HeldPlan) {
  const { jobCount, streamCount, ownWaitsStart, ownWaits, membersStart, members, membershipsStart, memberships, waitOfMember, owner } = graph;
  const seen = new Uint8Array(jobCount + streamCount);
  const waiting: number[] = [];
  let next = 0;
  const add = (nodes: Iterable<number>) => {
    for (const node of nodes) {
      if (node === OUTSIDE || seen[node] === 1) continue;
      seen[node] = 1;
      waiting.push(node);
    }
  };
  const addNeighbours = (node: number) => {
    if (!isJobNode(graph, node)) add(graph.streamJobs.subarray(graph.streamJobsStart[node - jobCount], graph.streamJobsStart[node - jobCount + 1]));
    else if (graph.jobs.stream[node]! >= 0) add([jobCount + graph.jobs.stream[node]!]);
    for (let own = ownWaitsStart[node]!; own < ownWaitsStart[node + 1]!; own++)
      add(members.subarray(membersStart[ownWaits[own]!], membersStart[ownWaits[own]! + 1]));
    for (let at = membershipsStart[node]!; at < membershipsStart[node + 1]!; at++) add([owner[waitOfMember[memberships[at]!]!]!]);
  };
  return {
    add,
    /** The next ones that are to be asked about; the others are passed through. */
    take(count: number, isToBeAsked: (node: number) => boolean): number[] {
      const taken: number[] = [];
      while (taken.length < count && next < waiting.length) {
        const node = waiting[next++]!;
        addNeighbours(node);
        if (isToBeAsked(node)) taken.push(node);
      }
      return taken;
    },
  };
}
