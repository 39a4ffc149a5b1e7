/** Brings what the engine says of a job's waits into the graph, as long as they are the same waits. */
import { OUTSIDE } from '../../graph/planGraph.ts';
import type { HeldPlan } from './heldPlan.ts';
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
  return (graph.membersStart[wait + 1] ?? 0) - from === members.length && members.every((member, at) => graph.members[from + at] === nodeOf(plan, member));
}

function nodeOf({ jobs, streamRowOf }: HeldPlan, { kind, id }: MemberRow): number {
  if (kind === 'outside') return OUTSIDE;
  const row = kind === 'job' ? jobs.rowOf(id) : streamRowOf(id);
  return row === null ? OUTSIDE : kind === 'job' ? row : jobs.count + row;
}
