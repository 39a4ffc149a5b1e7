/** A naive plan as the plan thread holds it, some of whose jobs and streams did not tell what they wait for, and the engine that tells it by id. */
import { conditionBit, NOT_SATISFIED, SATISFACTION_UNKNOWN, SATISFIED } from '../../../src-main/plan/graph/planGraph.ts';
import type { HeldPlan } from '../../../src-main/plan/snapshot/held/heldPlan.ts';
import type { MemberRow, WaitRow } from '../../../src-main/plan/snapshot/held/waitRows.ts';
import type { NearReader } from '../../../src-main/plan/snapshot/read/readNear.ts';
import type { NodeRef } from '../../../src-main/tws/types/types.ts';
import { heldJob, heldPlan } from './heldPlan.ts';
import { compact, type NaiveNode, type NaivePlan, type NaiveWait } from './naivePlan.ts';

const SAID = { yes: SATISFIED, no: NOT_SATISFIED, unknown: SATISFACTION_UNKNOWN } as const;
const refOf = (node: Exclude<NaiveNode, 'outside'>): NodeRef => ('job' in node ? `job:J${node.job}` : `stream:S${node.stream}`);

function memberRow({ node, conditions }: NaiveWait['members'][number]): MemberRow {
  const mask = conditions.reduce((bits, one) => bits | conditionBit(one), 0);
  if (node === 'outside') return { kind: 'outside', id: '', conditions: mask };
  return 'job' in node ? { kind: 'job', id: `J${node.job}`, conditions: mask } : { kind: 'stream', id: `S${node.stream}`, conditions: mask };
}
const waitRow = ({ members, needed, satisfied }: NaiveWait): WaitRow => ({ members: members.map(memberRow), needed, satisfied: SAID[satisfied] });

/** @param untold by reference: `job:J0`, `stream:S0` */
export function heldInPart(plan: NaivePlan, untold: ReadonlySet<NodeRef>): HeldPlan {
  const told = { ...plan, waits: plan.waits.filter(({ owner }) => !untold.has(refOf(owner))) };
  const rows = plan.jobs.map(({ status, stream }, index) => heldJob(`J${index}`, status, { streamId: stream < 0 ? '' : `S${stream}` }));
  const held = heldPlan({ jobs: rows, missingStreams: [''] });
  const streams = plan.streams.map((_, index) => ({ ...held.streams[0]!, id: `S${index}` }));
  return {
    ...held,
    streams,
    streamRowOf: (id) => (streams.some((one) => one.id === id) ? Number(id.slice(1)) : null),
    graph: compact(told),
    isUntold: {
      jobs: Uint8Array.from(rows, ({ id }) => Number(untold.has(`job:${id}`))),
      streams: Uint8Array.from(streams, ({ id }) => Number(untold.has(`stream:${id}`))),
    },
  };
}

/** Tells every wait by id; who waits for something only when it can be asked for it. */
export function engineOf(plan: NaivePlan, { canFilter = true }: { readonly canFilter?: boolean } = {}): NearReader & { readonly asked: NodeRef[] } {
  const asked: NodeRef[] = [];
  return {
    asked,
    waits: async (ref) => {
      asked.push(ref);
      return plan.waits.filter(({ owner }) => refOf(owner) === ref).map(waitRow);
    },
    dependents: async (ref) =>
      canFilter
        ? plan.waits.filter(({ members }) => members.some(({ node }) => node !== 'outside' && refOf(node) === ref)).map(({ owner }) => refOf(owner))
        : [],
  };
}
