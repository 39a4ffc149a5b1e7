/** One edge between two nodes, by name. */
import type { GraphEdge } from '../../../../src-preload/contract/plan/planGraph.ts';

export const edgeId = ({ from, to }: Pick<GraphEdge, 'from' | 'to'>): string => `${from} ${to}`;
