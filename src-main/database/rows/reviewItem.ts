/** Everything that writes the `review_item` table. Call it inside a write transaction; those that take a version are compare-and-set. */
import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { AuditVerdict } from '../../../src-preload/contract/review/audit.ts';
import type { ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { newId } from '../../base/ids.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';
import { AUDITOR } from './memoryStanding.ts';
import { appendTrail } from './reviewTrail.ts';

export interface NewReviewItem {
  readonly memoryId: MemoryId;
  readonly verdict: AuditVerdict;
  readonly reason: string;
  /** Decides the order in which people see them. */
  readonly value: number;
  readonly at: string;
}

/** The item as somebody saw it. */
export interface SeenItem {
  readonly id: ReviewItemId;
  readonly version: number;
}

/** Puts a memory before people, and says so in the trail. */
export function openReviewItem(db: Db, { memoryId, verdict, reason, value, at }: NewReviewItem): ReviewItemId {
  const id = newId('rev');
  prepared(db, `INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', ?, ?, ?, ?)`).run(
    id,
    memoryId,
    verdict,
    reason,
    value,
    at,
  );
  appendTrail(db, { itemId: id, at, who: AUDITOR, what: 'opened', note: reason, before: null });
  return id;
}

export interface Closing {
  readonly state: Exclude<ReviewItem['state'], 'pending'>;
  readonly at: string;
  readonly by: string;
  readonly note: string | null;
  readonly correctionId: MemoryId | null;
}

/** @returns false when it is not open any more, or not as it was seen. */
export function closeReviewItem(db: Db, { id, version }: SeenItem, { state, at, by, note, correctionId }: Closing): boolean {
  return (
    db
      .prepare(
        `UPDATE review_item SET state = ?, decided_at = ?, decided_by = ?, note = ?, correction_id = ?, claimed_by = NULL, claimed_until = NULL, version = version + 1
         WHERE id = ? AND version = ? AND state = 'pending'`,
      )
      .run(state, at, by, note, correctionId, id, version).changes === 1
  );
}

/** @returns false when it is not as it was seen. */
export function reopenReviewItem(db: Db, { id, version }: SeenItem): boolean {
  return (
    db
      .prepare(
        `UPDATE review_item SET state = 'pending', decided_at = NULL, decided_by = NULL, note = NULL, correction_id = NULL, version = version + 1 WHERE id = ? AND version = ?`,
      )
      .run(id, version).changes === 1
  );
}

export interface Claim {
  readonly by: string;
  readonly until: string;
}

/** @param claim null: nobody holds it */
export function claimReviewItem(db: Db, { id, version }: SeenItem, claim: Claim | null): void {
  db.prepare('UPDATE review_item SET claimed_by = ?, claimed_until = ?, version = version + 1 WHERE id = ? AND version = ?').run(
    claim?.by ?? null,
    claim?.until ?? null,
    id,
    version,
  );
}
