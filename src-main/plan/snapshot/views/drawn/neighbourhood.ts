/** The dependency graph near a job or a stream, nearest first. */
import type { Neighbourhood } from '../../../../../src-preload/contract/plan/planGraph.ts';
import { Fault } from '../../../../base/fault.ts';
import { isJobNode, OUTSIDE, SATISFIED } from '../../../graph/planGraph.ts';
import type { HeldPlan } from '../../held/heldPlan.ts';
import { createDrawing, type Found } from './drawing.ts';
import { createLinks, type Link, type Links } from './links.ts';
import { isTold } from '../walks.ts';
import type { ViewAnswer, Workings } from '../workings.ts';

export interface NeighbourhoodQuery {
  /** `job:<id>` or `stream:<id>`. */
  readonly id: string;
  /** Steps. */
  readonly up: number;
  readonly down: number;
  /** Nodes. */
  readonly limit: number;
}

interface Walked {
  /** In the order they were found. */
  readonly nodes: Map<number, Found>;
  readonly links: Links;
  readonly isCut: boolean;
  /** Everything that was asked what it waits for has told it, by name. */
  readonly isTold: boolean;
}

/** Raises TWS_NOT_FOUND for a job or stream that is not in the plan. */
export function createNeighbourhood(workings: Workings): (query: NeighbourhoodQuery) => ViewAnswer<Neighbourhood> {
  const { held } = workings;
  return (query) => {
    const focus = nodeOf(workings, query.id);
    const walked = walk(held, focus, query);
    const drawing = createDrawing(workings, focus, walked.nodes);
    const shown = new Map<string, Link>();
    const hidden = { before: new Map<number, number>(), behind: new Map<number, number>() };
    for (const node of walked.nodes.keys()) {
      const before = walked.links.before(node);
      const behind = walked.links.behind(node);
      hidden.before.set(
        node,
        hiddenOf(walked.nodes, before, (link) => link.from),
      );
      hidden.behind.set(
        node,
        hiddenOf(walked.nodes, behind, (link) => link.to),
      );
      for (const link of [...before, ...behind]) {
        if (!walked.nodes.has(link.from) || !walked.nodes.has(link.to)) continue;
        // Of several waits between the same two, one that still holds is the one to see.
        const pair = `${link.from} ${link.to}`;
        const other = shown.get(pair);
        if (other === undefined || (isMet(held, other) && !isMet(held, link))) shown.set(pair, link);
      }
    }
    const nodes = [...walked.nodes].map(([node, found]) => drawing.node(node, found, hidden.before.get(node) ?? 0, hidden.behind.get(node) ?? 0));
    return {
      data: { focus: query.id, nodes, edges: [...shown.values()].map(drawing.edge) },
      isComplete: held.isComplete && walked.isTold && (query.down === 0 || workings.isAllTold()),
      isTruncated: walked.isCut,
      total: walked.isCut ? null : nodes.length,
    };
  };
}

function nodeOf({ held, rowOf }: Workings, ref: string): number {
  const id = ref.slice(ref.indexOf(':') + 1);
  if (ref.startsWith('job:')) return rowOf(id);
  const row = held.streamRowOf(id);
  if (row === null) throw new Fault('TWS_NOT_FOUND', 'This job stream is not in the plan (any more): search for it by name.', { detail: id });
  return held.graph.jobCount + row;
}

function walk(held: HeldPlan, focus: number, { up, down, limit }: NeighbourhoodQuery): Walked {
  const { graph } = held;
  const ends = new Set<number>();
  const links = createLinks(graph, focus, (stream) => ends.has(stream));
  const nodes = new Map<number, Found>([[focus, { role: 'focus', distance: 0 }]]);
  const state = { isCut: false, isTold: true };
  /** Whether it is new and has room. */
  const find = (node: number, found: Found): boolean => {
    if (node === OUTSIDE || nodes.has(node)) return false;
    state.isCut ||= nodes.size >= limit;
    if (!state.isCut) nodes.set(node, found);
    return !state.isCut;
  };
  const stepUp = (from: number[], distance: number): number[] =>
    from.flatMap((node) => {
      const before = links.before(node);
      state.isTold &&=
        isNodeTold(held, node) && before.every((link) => link.from !== OUTSIDE || graph.satisfied[graph.waitOfMember[link.place]!] === SATISFIED);
      return before.flatMap((link) => (find(link.from, { role: 'upstream', distance }) ? [link.from] : []));
    });
  const stepDown = (from: number[], distance: number): number[] =>
    from.flatMap((node) =>
      links.behind(node).flatMap((link) => {
        if (!find(link.to, { role: 'downstream', distance })) return [];
        if (link.place < 0) ends.add(link.to);
        return [link.to];
      }),
    );

  const middle = [focus];
  if (!isJobNode(graph, focus)) {
    const stream = focus - graph.jobCount;
    for (const job of graph.streamJobs.subarray(graph.streamJobsStart[stream], graph.streamJobsStart[stream + 1])) {
      if (find(job, { role: 'focus', distance: 0 })) middle.push(job);
    }
  }
  let above = middle;
  let below = middle;
  for (let distance = 1; distance <= Math.max(up, down) && !state.isCut; distance++) {
    above = distance <= up ? stepUp(above, distance) : [];
    below = distance <= down ? stepDown(below, distance) : [];
  }
  return { nodes, links, ...state };
}

function isNodeTold(held: HeldPlan, node: number): boolean {
  const { graph, isUntold } = held;
  if (isJobNode(graph, node)) return isTold(held, node);
  const stream = node - graph.jobCount;
  const jobs = graph.streamJobs.subarray(graph.streamJobsStart[stream], graph.streamJobsStart[stream + 1]);
  return isUntold.streams[stream] !== 1 && jobs.every((job) => isUntold.jobs[job] !== 1);
}

const isMet = ({ graph }: HeldPlan, { place }: Link): boolean => place >= 0 && graph.satisfied[graph.waitOfMember[place]!] === SATISFIED;

function hiddenOf(nodes: ReadonlyMap<number, Found>, links: readonly Link[], end: (link: Link) => number): number {
  return new Set(links.map(end).filter((node) => node !== OUTSIDE && !nodes.has(node))).size;
}
