/** Which class a node of the graph is drawn as. */
import type { GraphNode } from '../../../../src-preload/contract/plan/planGraph.ts';
import { classOf, type JobClass } from '../../planFilter.ts';

/** What is outside this plan, and what waits behind a failure, is not drawn like a plain waiting job. */
export function lookOf({ status, isBlockedByFocus }: Pick<GraphNode, 'status' | 'isBlockedByFocus'>): JobClass {
  if (status === null) return 'other';
  const own = classOf({ status, isCanceled: status.common === 'CANCELED' });
  return own === 'waiting' && isBlockedByFocus ? 'blocked' : own;
}
