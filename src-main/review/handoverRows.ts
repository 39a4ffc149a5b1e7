/** What a handover says of knowledge: doubts that wait for a person, and what people approved or corrected since. */
import type { Handover } from '../../src-preload/contract/plan/planHistory.ts';
import type { Db } from '../database/open.ts';

const NEWEST_DOUBTS = 5;
const MOST_APPROVED = 20;

/** Of one engine; what belongs to none belongs to all. */
export function readOpenDoubts(db: Db, engineId: string): Handover['openDoubts'] {
  const from =
    "FROM review_item JOIN memory ON memory.id = memory_id WHERE review_item.state = 'pending' AND purpose = 'knowledge' AND (engine_id = ? OR engine_id IS NULL)";
  return db.transaction(() => ({
    total: db.prepare<[string], { n: number }>(`SELECT count(*) AS n ${from}`).get(engineId)?.n ?? 0,
    newest: db
      .prepare<[string, number], { question: string; reason: string }>(`SELECT question, reason ${from} ORDER BY review_item.created_at DESC LIMIT ?`)
      .all(engineId, NEWEST_DOUBTS),
  }))();
}

/** Newest first; a correction is told instead of what it corrected. */
export function readApprovedSince(db: Db, engineId: string, since: string): Handover['approved'] {
  return db
    .prepare<[string, string, number], Handover['approved'][number]>(
      `SELECT told.question, told.answer, review_item.decided_by AS decidedBy, review_item.decided_at AS decidedAt
       FROM review_item JOIN memory told ON told.id = coalesce(correction_id, memory_id)
       WHERE review_item.state IN ('approved','corrected') AND review_item.decided_at > ? AND purpose = 'knowledge' AND (engine_id = ? OR engine_id IS NULL)
       ORDER BY review_item.decided_at DESC LIMIT ?`,
    )
    .all(since, engineId, MOST_APPROVED);
}
