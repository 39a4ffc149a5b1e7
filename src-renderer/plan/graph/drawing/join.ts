/** Adds what stands near one node to a graph that is already drawn. Pure. */
import type { GraphNode, Neighbourhood } from '../../../../src-preload/contract/plan/planGraph.ts';
import { edgeId } from './edgeId.ts';

/** The focus and what is known of the nodes stay; new ones take their side from the node that was opened. */
export function joined(graph: Neighbourhood, more: Neighbourhood): Neighbourhood {
  const known = new Map(graph.nodes.map((node) => [node.ref, node]));
  const opened = known.get(more.focus);
  const added = more.nodes.filter(({ ref }) => !known.has(ref)).map((node) => placedFrom(opened, node));
  const edges = new Map([...graph.edges, ...more.edges].map((edge) => [edgeId(edge), edge]));
  const nodes = [...graph.nodes, ...added];
  const seen = new Set(nodes.map(({ ref }) => ref));
  const shown = [...edges.values()].filter(({ from, to }) => seen.has(from) && seen.has(to));
  const openedNow = more.nodes.find(({ ref }) => ref === more.focus);
  return { focus: graph.focus, edges: shown, nodes: nodes.map((node) => (node.ref === more.focus ? { ...node, ...hiddenOf(openedNow) } : node)) };
}

const hiddenOf = (node: GraphNode | undefined) => ({ hiddenPredecessors: node?.hiddenPredecessors ?? 0, hiddenSuccessors: node?.hiddenSuccessors ?? 0 });

function placedFrom(opened: GraphNode | undefined, node: GraphNode): GraphNode {
  const role = opened === undefined || opened.role === 'focus' ? node.role : opened.role;
  // What is blocked by the opened node is not what is blocked by the focus.
  return { ...node, role, distance: (opened?.distance ?? 0) + node.distance, isBlockedByFocus: false, isOnCriticalPath: false };
}
