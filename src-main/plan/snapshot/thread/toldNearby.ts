/** What was read by id near questions: told to every further reading of the same plan, as long as edges are believed. */
import type { NodeRef } from '../../../tws/types/types.ts';
import type { WaitRow } from '../held/waitRows.ts';

/** As long as the client keeps what it reads by id. */
const KEPT_MS = 300_000;
/** What was left untold near a question is tried again after this. */
const AGAIN_MS = 60_000;

export interface ToldNearby {
  /** @param ref the question was about it */
  add(planId: string | null, ref: NodeRef, read: ReadonlyMap<NodeRef, readonly WaitRow[]>): void;
  /** Nothing of another plan. */
  stillTrueOf(planId: string | null): ReadonlyMap<NodeRef, readonly WaitRow[]>;
  /** A moment ago: what the plan does not tell near it cannot be read now. */
  wasReadNear(planId: string | null, ref: NodeRef): boolean;
}

export function createToldNearby(nowMs: () => number): ToldNearby {
  let readings: { readonly planId: string | null; readonly ref: NodeRef; readonly atMs: number; readonly read: ReadonlyMap<NodeRef, readonly WaitRow[]> }[] =
    [];
  return {
    add(planId, ref, read) {
      readings = [...readings.filter(({ atMs }) => nowMs() - atMs < KEPT_MS), { planId, ref, atMs: nowMs(), read }];
    },
    stillTrueOf: (planId) => new Map(readings.filter((one) => one.planId === planId && nowMs() - one.atMs < KEPT_MS).flatMap(({ read }) => [...read])),
    wasReadNear: (planId, ref) => readings.some((one) => one.planId === planId && one.ref === ref && nowMs() - one.atMs < AGAIN_MS),
  };
}
