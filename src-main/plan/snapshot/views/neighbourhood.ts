/** The graph near a job or stream, nearest first: what it waits for on one side, what waits for it on the other. */
import { dependencyConditions, type GraphEdge, type GraphNode, type Neighbourhood } from '../../../../src-preload/contract/planGraph.ts';
import { Fault } from '../../../base/fault.ts';
import { criticalPathOf } from '../../graph/forecast/criticalPath.ts';
import { isJobNode, OUTSIDE, SATISFACTION_UNKNOWN, SATISFIED } from '../../graph/planGraph.ts';
import { standingOf, standings } from '../../graph/phases.ts';
import { instantOf, type ViewAnswer, type Workings } from './workings.ts';

export interface NeighbourhoodQuery {
  /** `job:<id>` or `stream:<id>`. */
  readonly id: string;
  readonly up: number;
  readonly down: number;
  readonly limit: number;
}

interface Placed {
  readonly node: number;
  readonly role: GraphNode['role'];
  readonly distance: number;
}

/** Raises TWS_NOT_FOUND. Complete when the engine told of every row drawn what it waits for. */
export function createNeighbourhood(look: Workings): (wanted: NeighbourhoodQuery) => ViewAnswer<Neighbourhood> {
  return (wanted) => {
    const focus = nodeOf(look, wanted.id);
    const { placed, isCut } = placeNodes(look, focus, wanted);
    const marks = marksOf(look, focus);
    const edges = edgesBetween(look, placed, marks.path);
    const nodes = [...placed.values()].map((one) => nodeRow(look, one, { placed, ...marks }));
    const data = { focus: wanted.id, nodes, edges };
    return { data, isComplete: look.held.isComplete && isTold(look, placed.keys()), isTruncated: isCut, total: null };
  };
}

function isTold({ held }: Workings, nodes: Iterable<number>): boolean {
  for (const node of nodes) {
    const isJob = isJobNode(held.graph, node);
    const stream = isJob ? (held.graph.jobs.stream[node] ?? -1) : node - held.jobs.count;
    if ((isJob && held.isUntold.jobs[node] === 1) || held.isUntold.streams[stream] === 1) return false;
  }
  return true;
}

function nodeOf(look: Workings, ref: string): number {
  const id = ref.slice(ref.indexOf(':') + 1);
  if (ref.startsWith('job:')) return look.rowOf(id);
  const stream = look.held.streamRowOf(id);
  if (stream === null) throw new Fault('TWS_NOT_FOUND', 'There is no such job stream in the plan in force.', { detail: id });
  return look.held.jobs.count + stream;
}

const refOf = ({ held }: Workings, node: number): string =>
  isJobNode(held.graph, node) ? `job:${held.jobs.idOf(node)}` : `stream:${held.streams[node - held.jobs.count]?.id ?? ''}`;

/** Nodes that the node waits for, its stream's waits included. */
function* before({ held: { graph, jobs } }: Workings, node: number): Generator<number> {
  const stream = isJobNode(graph, node) ? (graph.jobs.stream[node] ?? -1) : -1;
  for (const owner of stream < 0 ? [node] : [node, jobs.count + stream]) {
    for (let own = graph.ownWaitsStart[owner]!; own < graph.ownWaitsStart[owner + 1]!; own++) {
      const wait = graph.ownWaits[own]!;
      for (let at = graph.membersStart[wait]!; at < graph.membersStart[wait + 1]!; at++) if (graph.members[at] !== OUTSIDE) yield graph.members[at]!;
    }
  }
}

/** Nodes that wait for the node, or for its stream. */
function* after({ held: { graph, jobs } }: Workings, node: number): Generator<number> {
  const stream = isJobNode(graph, node) ? (graph.jobs.stream[node] ?? -1) : -1;
  for (const member of stream < 0 ? [node] : [node, jobs.count + stream]) {
    for (let at = graph.membershipsStart[member]!; at < graph.membershipsStart[member + 1]!; at++) {
      yield graph.owner[graph.waitOfMember[graph.memberships[at]!]!]!;
    }
  }
}

function placeNodes(look: Workings, focus: number, { up, down, limit }: NeighbourhoodQuery): { placed: Map<number, Placed>; isCut: boolean } {
  const { graph, jobs } = look.held;
  const placed = new Map<number, Placed>([[focus, { node: focus, role: 'focus', distance: 0 }]]);
  let isCut = false;
  const put = (one: Placed): boolean => {
    if (placed.has(one.node)) return false;
    if (placed.size >= limit) {
      isCut = true;
      return false;
    }
    placed.set(one.node, one);
    return true;
  };
  const starts = [focus];
  if (!isJobNode(graph, focus)) {
    // A stream's graph is that of its jobs.
    const stream = focus - jobs.count;
    for (let at = graph.streamJobsStart[stream]!; at < graph.streamJobsStart[stream + 1]!; at++) {
      if (put({ node: graph.streamJobs[at]!, role: 'focus', distance: 0 })) starts.push(graph.streamJobs[at]!);
    }
  }
  const spread = (steps: number, role: GraphNode['role'], next: (node: number) => Iterable<number>) => {
    let front = starts;
    for (let distance = 1; distance <= steps && front.length > 0; distance++) {
      const reached: number[] = [];
      for (const node of front) for (const other of next(node)) if (put({ node: other, role, distance })) reached.push(other);
      front = reached;
    }
  };
  // What is nearer on both sides comes before what is further on one.
  for (let distance = 1; distance <= Math.max(up, down); distance++) {
    spread(Math.min(distance, up), 'upstream', (node) => before(look, node));
    spread(Math.min(distance, down), 'downstream', (node) => after(look, node));
  }
  return { placed, isCut };
}

interface Marks {
  readonly blocked: ReadonlySet<number>;
  /** Consecutive nodes of the critical path, as `from to`. */
  readonly path: ReadonlySet<string>;
  readonly onPath: ReadonlySet<number>;
}

function marksOf(look: Workings, focus: number): Marks {
  const { graph } = look.held;
  if (!isJobNode(graph, focus)) return { blocked: new Set(), path: new Set(), onPath: new Set() };
  const { steps } = criticalPathOf(graph, look.forecast(), focus);
  const pairs = Array.from(steps.subarray(1), (step, at) => `${steps[at]} ${step}`);
  return { blocked: new Set(look.impactOf(focus).blocked.jobs), path: new Set(pairs), onPath: new Set(steps.length > 1 ? steps : []) };
}

function nodeRow(
  look: Workings,
  { node, role, distance }: Placed,
  { placed, blocked, onPath }: Marks & { readonly placed: ReadonlyMap<number, Placed> },
): GraphNode {
  const { graph, jobs, streams } = look.held;
  const hidden = (others: Iterable<number>) => [...new Set(others)].filter((other) => !placed.has(other)).length;
  const shared = {
    ref: refOf(look, node),
    role,
    distance,
    isBlockedByFocus: blocked.has(node),
    isOnCriticalPath: onPath.has(node),
    hiddenPredecessors: hidden(before(look, node)),
    hiddenSuccessors: hidden(after(look, node)),
  };
  if (isJobNode(graph, node)) {
    const { id, key, name, streamName, workstation, status, isCritical, isLate } = jobs.at(node);
    const forecastEndAt = instantOf(look.forecast().median.finishMs[node]);
    return { ...shared, id, kind: 'job', key, name, streamName, workstation, status, isCritical, isLate, forecastEndAt };
  }
  const stream = streams[node - jobs.count];
  return {
    ...shared,
    id: stream?.id ?? '',
    kind: 'stream',
    key: stream?.key ?? '?',
    name: stream?.name ?? '?',
    streamName: stream?.name ?? '?',
    workstation: stream?.workstation ?? '?',
    status: stream?.status ?? null,
    isCritical: false,
    isLate: stream?.isLate ?? null,
    forecastEndAt: null,
  };
}

/** Waits whose both ends are drawn; what a stream waits for is drawn at the stream, or at its drawn jobs when the stream is not. */
function edgesBetween(look: Workings, placed: ReadonlyMap<number, Placed>, path: ReadonlySet<string>): GraphEdge[] {
  const { graph, jobs } = look.held;
  const edges = new Map<string, GraphEdge>();
  const waiters = (owner: number): number[] => {
    if (placed.has(owner)) return [owner];
    if (isJobNode(graph, owner)) return [];
    return [...placed.keys()].filter((node) => isJobNode(graph, node) && graph.jobs.stream[node] === owner - jobs.count);
  };
  const owners = new Set([...placed.keys()].flatMap((node) => (isJobNode(graph, node) ? [node, jobs.count + (graph.jobs.stream[node] ?? 0)] : [node])));
  for (const owner of owners) {
    for (let own = graph.ownWaitsStart[owner]!; own < graph.ownWaitsStart[owner + 1]!; own++) {
      const wait = graph.ownWaits[own]!;
      const from = graph.membersStart[wait]!;
      const to = graph.membersStart[wait + 1]!;
      const join = to - from > 1 ? { id: wait, needed: graph.needed[wait]!, members: to - from } : null;
      for (let at = from; at < to; at++) {
        const member = graph.members[at]!;
        if (!placed.has(member)) continue;
        for (const waiter of waiters(owner)) {
          const isOnCriticalPath = path.has(`${member} ${waiter}`);
          edges.set(`${member} ${waiter}`, { from: refOf(look, member), to: refOf(look, waiter), ...saidOf(look, wait, at), join, isOnCriticalPath });
        }
      }
    }
  }
  return [...edges.values()];
}

function saidOf({ held: { graph } }: Workings, wait: number, at: number): Pick<GraphEdge, 'isSatisfied' | 'conditions'> {
  const mask = graph.conditions[at] ?? 0;
  const said = graph.satisfied[wait];
  const isMet = said === SATISFIED || standingOf(graph, at) === standings.met;
  return {
    isSatisfied: isMet ? true : said === SATISFACTION_UNKNOWN ? null : false,
    conditions: dependencyConditions.filter((_condition, bit) => (mask & (1 << bit)) !== 0),
  };
}
