/** A proposal about a rule, decided like any doubt: approving it changes how far the check may go, undo takes that back. */

import type { MemoryId } from '../../src-preload/contract/ids.ts';
import type { AutonomyLevel } from '../../src-preload/contract/review/scorecard.ts';
import { instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Db } from '../database/open.ts';
import { appendPolicy } from '../database/rows/checkPolicy.ts';
import { defaultLevel } from './scorecard/autonomy.ts';

interface RuleChange {
  readonly check_name: string;
  readonly level: AutonomyLevel;
}
interface Decided {
  readonly memoryId: MemoryId;
  readonly by: string;
  readonly atMs: number;
}

const readRuleChange = (db: Db, memoryId: MemoryId): RuleChange | undefined =>
  db.prepare<[string], RuleChange>('SELECT check_name, level FROM rule_change WHERE memory_id = ?').get(memoryId);

/** Nothing for a memory that proposes no rule. Call it in the transaction of the decision. */
export function applyRuleChange(db: Db, { memoryId, by, atMs }: Decided): void {
  const change = readRuleChange(db, memoryId);
  if (change === undefined) return;
  appendPolicy(db, { check: change.check_name, level: change.level, reason: `${by} approved the proposed change.`, by, at: instantOf(atMs) });
}

/** What was in force before the approval is in force again. Raises CONFLICT when the rule was changed since. */
export function takeBackRuleChange(db: Db, { memoryId, by, atMs }: Decided): void {
  const change = readRuleChange(db, memoryId);
  if (change === undefined) return;
  const [ours, before] = db
    .prepare<[string], { level: AutonomyLevel }>('SELECT level FROM check_policy_event WHERE check_name = ? ORDER BY seq DESC LIMIT 2')
    .all(change.check_name);
  if (ours?.level !== change.level) throw new Fault('CONFLICT', 'This rule was changed again since; change it by a new proposal.');
  const level = before?.level ?? defaultLevel(change.check_name);
  appendPolicy(db, { check: change.check_name, level, reason: `${by} took the approved change back.`, by, at: instantOf(atMs) });
}

/** There is no wording to correct in a proposal. Raises CONFLICT. */
export function refuseCorrection(db: Db, memoryId: MemoryId): void {
  if (readRuleChange(db, memoryId) !== undefined) throw new Fault('CONFLICT', 'A proposed rule is approved or dismissed; there is nothing in it to correct.');
}
