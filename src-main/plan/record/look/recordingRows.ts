/** The read side of `recording` and `plan_snapshot`. */
import type { PlanChanges } from '../../../../src-preload/contract/plan/planHistory.ts';
import { instantOf } from '../../../base/clock.ts';
import type { Db } from '../../../database/open.ts';
import type { RecordedStretch } from './gaps.ts';

interface StretchRow {
  readonly since_ms: number;
  readonly until_ms: number;
  readonly interrupted_why: RecordedStretch['interruptedWhy'];
  readonly is_closed: number;
}

/** Oldest first. */
export function readStretches(db: Db, engineId: string): RecordedStretch[] {
  return db
    .prepare<[string], StretchRow>('SELECT * FROM recording WHERE engine_id = ? ORDER BY until_ms, id')
    .all(engineId)
    .map((row) => ({ sinceMs: row.since_ms, untilMs: row.until_ms, interruptedWhy: row.interrupted_why, isClosed: row.is_closed === 1 }));
}

export interface SeenPlan {
  readonly planId: string;
  readonly firstSeenMs: number;
}

/** Oldest first. */
export function readPlans(db: Db, engineId: string): SeenPlan[] {
  return db
    .prepare<[string], { plan_id: string; first_seen_ms: number }>(
      'SELECT plan_id, first_seen_ms FROM plan_snapshot WHERE engine_id = ? ORDER BY first_seen_ms',
    )
    .all(engineId)
    .map((row) => ({ planId: row.plan_id, firstSeenMs: row.first_seen_ms }));
}

/** The plans in force at some moment of (sinceMs, untilMs], oldest first: pure. The first ever seen stands for what was before it. */
export function plansInForce(plans: readonly SeenPlan[], sinceMs: number, untilMs: number): SeenPlan[] {
  return plans.filter(({ firstSeenMs }, index) => {
    const next = plans[index + 1];
    const isOver = next !== undefined && next.firstSeenMs <= sinceMs;
    return !isOver && (index === 0 || firstSeenMs <= untilMs);
  });
}

/** Pure. */
export function rolloversIn(plans: readonly SeenPlan[], sinceMs: number, untilMs: number): PlanChanges['rollovers'] {
  return plans.flatMap(({ planId, firstSeenMs }, index) => {
    const before = plans[index - 1];
    if (before === undefined || firstSeenMs <= sinceMs || firstSeenMs > untilMs) return [];
    return [{ at: instantOf(firstSeenMs), fromPlanId: before.planId === '' ? null : before.planId, toPlanId: planId }];
  });
}
