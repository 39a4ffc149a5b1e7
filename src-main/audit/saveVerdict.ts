/** Writes one verdict and everything that follows from it; call it inside a write transaction. */

import type { MemoryId } from '../../src-preload/contract/ids.ts';
import { instantOf } from '../base/clock.ts';
import type { Db } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import { markClaim } from '../database/rows/claimRow.ts';
import { insertFinding } from '../database/rows/findingRow.ts';
import { AUDITOR, judgeQuarantined, readStanding } from '../database/rows/memoryStanding.ts';
import { openReviewItem } from '../database/rows/reviewItem.ts';
import { bury } from '../database/rows/tombstone.ts';
import type { AuditQueue, Lease } from './auditQueue.ts';
import type { FindingDraft } from './checks/check.ts';
import type { Decision } from './decideVerdict.ts';

export interface Verdict {
  readonly lease: Lease;
  readonly decision: Decision;
  readonly findings: readonly FindingDraft[];
  readonly isCritical: boolean;
}

/**
 * @returns false when the memory keeps its state: the lease was lost, a human was faster, or it is a canary, whose verdict and findings
 * are kept to measure the auditor and which nobody is asked about.
 */
export function saveVerdict(db: Db, queue: Pick<AuditQueue, 'decide'>, verdict: Verdict, nowMs: number): boolean {
  const { memoryId } = verdict.lease;
  if (!queue.decide(verdict.lease, verdict.decision.verdict)) return false;
  const at = instantOf(nowMs);
  const standing = readStanding(db, memoryId);
  saveFindings(db, memoryId, verdict.findings, at);
  if (isCanary(db, memoryId)) return false;
  const isDecided = judgeQuarantined(db, memoryId, verdict.decision.verdict, at);
  if (!isDecided || standing === undefined) return false;
  if (verdict.decision.verdict === 'reject') bury(db, { memoryId, previous: standing, reason: verdict.decision.reason, by: AUDITOR, atMs: nowMs });
  if (verdict.decision.verdict !== 'pass') openReview(db, verdict, at);
  return true;
}

function isCanary(db: Db, memoryId: MemoryId): boolean {
  return prepared<[string], { purpose: string }>(db, 'SELECT purpose FROM memory WHERE id = ?').get(memoryId)?.purpose === 'canary';
}

function saveFindings(db: Db, memoryId: MemoryId, findings: readonly FindingDraft[], at: string): void {
  const marked = new Set<string>();
  for (const finding of findings) {
    insertFinding(db, memoryId, at, finding);
    const { claimId, verdict, evidence, live } = finding;
    // The first check of a claim is the one made for its kind.
    if (claimId !== null && !marked.has(claimId)) markClaim(db, claimId, { verdict, observed: verdict === 'changed-since' ? live : evidence });
    if (claimId !== null) marked.add(claimId);
  }
}

function openReview(db: Db, { lease, decision, isCritical }: Verdict, at: string): void {
  openReviewItem(db, {
    memoryId: lease.memoryId,
    verdict: decision.verdict,
    reason: decision.reason,
    value: reviewValue({ doubt: decision.doubt, isCritical, mentions: countMentions(db, lease.memoryId) }),
    at,
  });
}

/** Doubt x how often people speak of the same things x whether a critical job is concerned. */
export function reviewValue(input: { readonly doubt: number; readonly mentions: number; readonly isCritical: boolean }): number {
  // A judge's proposed rejection (doubt above 1) outranks every ordinary doubt, however often mentioned.
  const proposal = input.doubt > 1 ? 100 : 0;
  return proposal + input.doubt * (1 + Math.log1p(input.mentions)) * (input.isCritical ? 2 : 1);
}

/** How many other memories speak of the same names; bounded, because a name may be everywhere. */
function countMentions(db: Db, memoryId: MemoryId): number {
  const row = prepared<[string, string], { n: number }>(
    db,
    `SELECT count(*) AS n FROM (SELECT 1 FROM mention AS mine JOIN mention AS other ON other.entity_id = mine.entity_id
         WHERE mine.memory_id = ? AND other.memory_id <> ? LIMIT 200)`,
  ).get(memoryId, memoryId);
  return row?.n ?? 0;
}
