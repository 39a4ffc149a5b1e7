/** Where each node and edge of the dependency graph is drawn, worked out by ELK in a worker of its own. */
import ELK, { type ELK as Elk, type ElkExtendedEdge, type ElkLabel, type ElkNode } from 'elkjs/lib/elk-api.js';
import elkWorkerAddress from 'elkjs/lib/elk-worker.min.js?url';
import type { GraphEdge, Neighbourhood } from '../../../../src-preload/contract/plan/planGraph.ts';
import { edgeId } from './edgeId.ts';

const NODE_WIDTH_PX = 208;
const NODE_HEIGHT_PX = 54;

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Layout {
  readonly places: ReadonlyMap<string, Point>;
  /** Corners of each edge, from its start to its end, by `edgeId`. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
  /** Middles of the labels of those edges that have one, by `edgeId`. */
  readonly labels: ReadonlyMap<string, Point>;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): { toString(): string } };
}
// The page's policy lets scripts be named by trusted values only; this one names our own file and nothing else. Absent in older engines.
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('resync-graph-layout', { createScriptURL: () => new URL(elkWorkerAddress, document.baseURI).href });

let elk: Elk | null = null;
function layouter(): Elk {
  elk ??= new ELK({
    // A TrustedScriptURL stands for its text.
    workerFactory: () => new Worker((policy?.createScriptURL(elkWorkerAddress) ?? elkWorkerAddress) as string),
  });
  return elk;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.spacing.nodeNode': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  // Rows keep their order when the same graph is laid out again.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

const LABEL_HEIGHT_PX = 18;
const LETTER_PX = 7;
/** "2 of 3" in any language, with the dot before it. */
const JOIN_PX = 60;

/** Room for what an edge says of its conditions and its join, so that no node stands over it. */
function labelOf({ conditions, join }: GraphEdge): ElkLabel[] {
  if (conditions.length === 0 && join === null) return [];
  const width = 12 + conditions.join(' · ').length * LETTER_PX + (join === null ? 0 : JOIN_PX);
  // Without a text the layout leaves a label where it is.
  return [{ text: 'label', width, height: LABEL_HEIGHT_PX, layoutOptions: { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' } }];
}

/** Predecessors stand left, successors right. Raises what the layout engine raises. */
export async function layoutOf({ nodes, edges }: Pick<Neighbourhood, 'nodes' | 'edges'>): Promise<Layout> {
  const children: ElkNode[] = nodes.map(({ ref }) => ({ id: ref, width: NODE_WIDTH_PX, height: NODE_HEIGHT_PX }));
  const wired: ElkExtendedEdge[] = edges.map((edge) => ({ id: edgeId(edge), sources: [edge.from], targets: [edge.to], labels: labelOf(edge) }));
  const placed = await layouter().layout({ id: 'plan', layoutOptions: OPTIONS, children, edges: wired });
  return {
    places: new Map((placed.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    routes: new Map(
      (placed.edges ?? []).map(({ id, sections = [] }) => [
        id,
        sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
      ]),
    ),
    labels: new Map(
      (placed.edges ?? []).flatMap(({ id, labels: [label] = [] }) =>
        label === undefined ? [] : [[id, { x: (label.x ?? 0) + (label.width ?? 0) / 2, y: (label.y ?? 0) + (label.height ?? 0) / 2 }] as const],
      ),
    ),
  };
}
