/** When people overrule the same check again and again, a change of its rule is put before a reviewer. */

import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { AutonomyLevel, Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { hashOf } from '../../base/text/canonicalJson.ts';
import { instantOf } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import type { Db } from '../../database/open.ts';
import { insertMemory, judgeQuarantined } from '../../database/rows/memoryStanding.ts';
import { openReviewItem } from '../../database/rows/reviewItem.ts';
import type { DecidedDoubt } from './tallies.ts';

export const PROPOSAL_WINDOW_MS = 30 * 86_400_000;
const ENOUGH = 5;
const MOST_EXAMPLES = 5;
/** As an ordinary doubt: below what concerns a critical job, above a spot check. */
const VALUE = 1;

export interface Proposal {
  readonly check: string;
  readonly from: AutonomyLevel;
  readonly level: AutonomyLevel;
  /** Doubts of this check that a person approved all the same, and those a person shared. */
  readonly overruled: number;
  readonly upheld: number;
  readonly examples: readonly string[];
}

/**
 * Pure. Overruled at least 5 times, and more often than not. Overruled mostly in its rejections, a check that may reject should only ask;
 * overruled in its questions, it should fall silent.
 */
export function proposalFor(check: string, from: AutonomyLevel, doubts: readonly DecidedDoubt[]): Proposal | null {
  const overruled = doubts.filter(({ isWrong }) => !isWrong);
  const upheld = doubts.length - overruled.length;
  if (from === 'off' || overruled.length < ENOUGH || overruled.length <= upheld) return null;
  const isAboutRejections = overruled.filter(({ isRejection }) => isRejection).length * 2 >= overruled.length;
  const level = from === 'may-reject' && isAboutRejections ? 'may-flag' : 'off';
  return { check, from, level, overruled: overruled.length, upheld, examples: overruled.slice(0, MOST_EXAMPLES).map(({ memoryId }) => memoryId) };
}

/** From when on doubts count: not those an earlier proposal or change of policy already answers. null while a proposal is open. */
export function countedSince(db: Db, check: string, windowStart: string): string | null {
  const proposals = db
    .prepare<[string], { state: string; decided_at: string | null }>(
      `SELECT review_item.state, review_item.decided_at FROM rule_change JOIN review_item ON review_item.memory_id = rule_change.memory_id WHERE check_name = ?`,
    )
    .all(check);
  if (proposals.some(({ state }) => state === 'pending')) return null;
  const policy = db.prepare<[string], { at: string | null }>('SELECT max(at) AS at FROM check_policy_event WHERE check_name = ?').get(check)?.at ?? '';
  return [windowStart, policy, ...proposals.map(({ decided_at }) => decided_at ?? '')].reduce((latest, at) => (at > latest ? at : latest));
}

/** Call it inside a write transaction. The words are memory and review item like any doubt; `purpose` keeps them out of answers for ever. */
export function writeProposal(db: Db, proposal: Proposal, nowMs: number): ReviewItemId {
  const { check, from, level, ...evidence } = proposal;
  const [memoryId, at] = [newId('mem'), instantOf(nowMs)];
  const reason = `People overruled ${check} ${evidence.overruled} times in 30 days and agreed with it ${evidence.upheld} times.`;
  insertMemory(db, {
    id: memoryId,
    engineId: null,
    turnId: null,
    question: QUESTIONS[level](check),
    answer: `${reason} ${EFFECTS[level](check)} Rejected, everything stays as it is.`,
    durableAnswer: null,
    contentHash: hashOf({ memoryId }),
    durability: 'durable',
    isTainted: false,
    at,
    observedAt: at,
    planId: null,
    purpose: 'rule-change',
    from: { origin: 'rules' },
  });
  judgeQuarantined(db, memoryId, 'flag', at);
  db.prepare('INSERT INTO rule_change (memory_id, check_name, level, evidence) VALUES (?, ?, ?, ?)').run(
    memoryId,
    check,
    level,
    JSON.stringify({ from, ...evidence }),
  );
  return openReviewItem(db, { memoryId, verdict: 'flag', reason, value: VALUE, at });
}

const QUESTIONS: Record<AutonomyLevel, (check: string) => string> = {
  'may-reject': (check) => `Should the check ${check} take memories out of use without asking?`,
  'may-flag': (check) => `Should the check ${check} ask a person instead of taking memories out of use alone?`,
  off: (check) => `Should the check ${check} be switched off?`,
};
const EFFECTS: Record<AutonomyLevel, (check: string) => string> = {
  'may-reject': (check) => `Approved, what ${check} contradicts leaves retrieval at once, restorable for 30 days.`,
  'may-flag': (check) => `Approved, what ${check} contradicts waits for a person instead of leaving retrieval.`,
  off: (check) => `Approved, ${check} is still noted beside each memory but neither asks a person nor takes anything out of use.`,
};

export function readOpenProposals(db: Db): Scorecard['proposals'] {
  return db
    .prepare<[], { itemId: ReviewItemId; check: string; level: AutonomyLevel; reason: string; memoryId: MemoryId }>(
      `SELECT review_item.id AS itemId, check_name AS "check", level, reason FROM rule_change JOIN review_item ON review_item.memory_id = rule_change.memory_id
       WHERE review_item.state = 'pending' ORDER BY review_item.created_at DESC`,
    )
    .all();
}
