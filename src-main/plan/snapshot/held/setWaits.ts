/** Brings what the engine says of waits into the graph: of a job again, as long as they are the same waits, or of what did not tell before. */
import type { NodeRef } from '../../../tws/types/types.ts';
import { withWaits } from '../../graph/graphBuilder.ts';
import { OUTSIDE } from '../../graph/planGraph.ts';
import type { HeldPlan } from './heldPlan.ts';
import { memberNode, nodeOfRef } from './nodes.ts';
import type { MemberRow, WaitRow } from './waitRows.ts';

/** False: the job waits for something else than when the plan was read; nothing is changed then. */
export function setWaits(plan: HeldPlan, row: number, waits: readonly WaitRow[]): boolean {
  const { graph } = plan;
  const from = graph.ownWaitsStart[row] ?? 0;
  const to = graph.ownWaitsStart[row + 1] ?? 0;
  if (to - from !== waits.length || !waits.every(({ members }, at) => hasMembers(plan, graph.ownWaits[from + at] ?? -1, members))) return false;
  for (const [at, { satisfied }] of waits.entries()) graph.satisfied[graph.ownWaits[from + at] ?? -1] = satisfied;
  return true;
}

function hasMembers(plan: HeldPlan, wait: number, members: readonly MemberRow[]): boolean {
  const { graph } = plan;
  const from = graph.membersStart[wait] ?? 0;
  return (graph.membersStart[wait + 1] ?? 0) - from === members.length && members.every((member, at) => graph.members[from + at] === memberNode(plan, member));
}

/**
 * Tells the plan what jobs and streams wait for that did not tell it themselves; those that did stay as they are. The graph is another
 * one then (its columns are the same), so that what was made of the old one has to be made anew.
 * @returns whether the plan knows more than before
 */
export function tellWaits(plan: HeldPlan, read: ReadonlyMap<NodeRef, readonly WaitRow[]>): boolean {
  const told = [...read].flatMap(([ref, rows]) => {
    const node = nodeOfRef(plan, ref);
    return node !== OUTSIDE && isUntold(plan, node) ? [{ node, rows }] : [];
  });
  if (told.length === 0) return false;
  for (const { node } of told) markTold(plan, node);
  const waits = told.flatMap(({ node, rows }) =>
    rows.map(({ members, needed, satisfied }) => ({
      owner: node,
      members: members.map((member) => memberNode(plan, member)),
      needed,
      satisfied,
      conditions: members.map(({ conditions }) => conditions),
    })),
  );
  if (waits.length > 0) plan.graph = withWaits(plan.graph, waits);
  plan.version += 1;
  return true;
}

export const isUntold = ({ jobs, isUntold: untold }: HeldPlan, node: number): boolean =>
  node < jobs.count ? untold.jobs[node] === 1 : untold.streams[node - jobs.count] === 1;

function markTold({ jobs, isUntold: untold }: HeldPlan, node: number): void {
  if (node < jobs.count) untold.jobs[node] = 0;
  else untold.streams[node - jobs.count] = 0;
}
