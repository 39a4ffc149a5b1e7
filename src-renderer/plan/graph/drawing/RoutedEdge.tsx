/** A dependency, drawn along the corners the layout gave it: solid while it holds up its waiter, thin once satisfied. */
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import type { GraphEdge } from '../../../../src-preload/contract/plan/planGraph.ts';
import { useSay } from '../../../words/words.ts';
import type { Point } from './layout.ts';

export type PlanEdge = Edge<{ readonly edge: GraphEdge; readonly route: readonly Point[]; readonly label: Point | null }, 'plan'>;

const CORNER_PX = 6;

/** A polyline with rounded corners. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${first.x} ${first.y}`];
  rest.forEach((corner, at) => {
    const before = at === 0 ? first : (rest[at - 1] ?? first);
    const after = rest[at + 1];
    if (after === undefined) parts.push(`L${corner.x} ${corner.y}`);
    else {
      const into = toward(corner, before);
      const out = toward(corner, after);
      parts.push(`L${into.x} ${into.y}Q${corner.x} ${corner.y} ${out.x} ${out.y}`);
    }
  });
  return parts.join('');
}

/** The point a corner's radius away from `from`, in the direction of `to`, never beyond the middle. */
function toward(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const share = Math.min(CORNER_PX, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

export function RoutedEdge({ id, data, markerEnd }: EdgeProps<PlanEdge>) {
  const say = useSay();
  if (data === undefined) return null;
  const { edge, route, label: middle } = data;
  const tone = edge.isOnCriticalPath ? 'var(--warn)' : edge.isSatisfied === true ? 'var(--line-strong)' : 'var(--dim)';
  const width = edge.isOnCriticalPath ? 2.5 : edge.isSatisfied === true ? 1 : 1.5;
  const label = [...edge.conditions, ...(edge.join === null ? [] : [say('graph.join', { needed: edge.join.needed, members: edge.join.members })])].join(' · ');
  return (
    <>
      <BaseEdge
        id={id}
        path={pathOf(route)}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        style={{ stroke: tone, strokeWidth: width, ...(edge.isSatisfied === null ? { strokeDasharray: '4 3' } : {}) }}
      />
      {label === '' || middle === null ? null : (
        <EdgeLabelRenderer>
          <span
            className="absolute rounded-sm border border-line bg-panel px-1 text-2xs whitespace-nowrap text-dim"
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          >
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
