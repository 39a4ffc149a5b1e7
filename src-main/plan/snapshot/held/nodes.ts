/** Which node of the graph a job or stream is that somebody names by its id. */
import type { NodeRef } from '../../../tws/types/types.ts';
import { isJobNode, OUTSIDE } from '../../graph/planGraph.ts';
import type { HeldPlan } from './heldPlan.ts';
import type { MemberRow } from './waitRows.ts';

type Nodes = Pick<HeldPlan, 'jobs' | 'streams' | 'streamRowOf'>;

/** OUTSIDE for what is not in the plan. */
export function memberNode({ jobs, streamRowOf }: Nodes, { kind, id }: Pick<MemberRow, 'kind' | 'id'>): number {
  if (kind === 'outside') return OUTSIDE;
  const row = kind === 'job' ? jobs.rowOf(id) : streamRowOf(id);
  return row === null ? OUTSIDE : kind === 'job' ? row : jobs.count + row;
}

export const nodeOfRef = (plan: Nodes, ref: NodeRef): number =>
  memberNode(plan, { kind: ref.startsWith('job:') ? 'job' : 'stream', id: ref.slice(ref.indexOf(':') + 1) });

/** @param node not OUTSIDE */
export const refOfNode = ({ jobs, streams }: Nodes, node: number): NodeRef =>
  isJobNode({ jobCount: jobs.count }, node) ? `job:${jobs.idOf(node)}` : `stream:${streams[node - jobs.count]?.id ?? ''}`;
