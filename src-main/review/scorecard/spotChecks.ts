/** A few memories that passed are shown to people every day, drawn by lot: what is never looked at cannot be found to be wrong. */
import { createHash } from 'node:crypto';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { instantOf } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import { openReviewItem } from '../../database/rows/reviewItem.ts';
import { wilson } from './statistics.ts';

const REASON = 'Spot check: nothing is known to be wrong with it.';
/** Behind every doubt. */
const VALUE = 0.01;
/** Drawn from what passed in the last week, the newest 5,000 at most. */
const POOL_MS = 7 * 86_400_000;
const POOL = 5_000;

/**
 * Opens as many review items as are missing of today's (UTC) number; the memories stay in use. The lot is a hash of day and id: nobody picks, and
 * the same day draws the same. Call it inside a write transaction. @returns how many were opened.
 */
export function drawSpotChecks(db: Db, { perDay, nowMs }: { readonly perDay: number; readonly nowMs: number }): number {
  const at = instantOf(nowMs);
  const day = at.slice(0, 10);
  const drawn =
    db.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM review_item WHERE auditor_verdict = 'pass' AND created_at >= ?`).get(day)?.n ?? 0;
  if (drawn >= perDay) return 0;
  const pool = db
    .prepare<[string], { id: MemoryId }>(
      `SELECT memory.id FROM memory JOIN audit_job ON audit_job.memory_id = memory.id
       WHERE memory.state = 'active' AND memory.purpose = 'knowledge' AND memory.is_human_decided = 0 AND audit_job.verdict = 'pass' AND audit_job.verdict_at >= ?
         AND NOT EXISTS (SELECT 1 FROM review_item WHERE review_item.memory_id = memory.id) ORDER BY memory.created_at DESC LIMIT ${POOL}`,
    )
    .all(instantOf(nowMs - POOL_MS));
  const chosen = pool
    .map(({ id }) => ({ id, lot: lotOf(day, id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, perDay - drawn);
  for (const { id: memoryId } of chosen) openReviewItem(db, { memoryId, verdict: 'pass', reason: REASON, value: VALUE, at });
  return chosen.length;
}

const lotOf = (day: string, id: string): string => createHash('sha256').update(`${day} ${id}`).digest('hex');

/** Only a spot check puts what passed before a person. */
export function readSpotChecks(db: Db, since: string): Scorecard['spotChecks'] {
  const row = db
    .prepare<[string], { drawn: number; decided: number; wrong: number }>(
      `SELECT count(*) AS drawn, coalesce(sum(state <> 'pending'), 0) AS decided, coalesce(sum(state IN ('rejected','corrected')), 0) AS wrong
       FROM review_item WHERE auditor_verdict = 'pass' AND created_at >= ?`,
    )
    .get(since) ?? { drawn: 0, decided: 0, wrong: 0 };
  return { ...row, missRate: wilson(row.wrong, row.decided) };
}
