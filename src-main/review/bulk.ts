/** The same decision on many items: each its own transaction, with room for others in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { BulkResult, bulkDecisions, ReviewItem } from '../../src-preload/contract/review/review.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Db } from '../database/open.ts';
import type { ItemRow } from './reviewRows.ts';

export type BulkDecision = (typeof bulkDecisions)[number];

interface Wanted {
  readonly id: ReviewItemId;
  readonly version: number;
}

/** One that is refused says why and stops nobody; a store that fails ends the rest as refused with its sentence. */
export async function decideMany(items: readonly Wanted[], decide: (item: Wanted) => ReviewItem): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const item of items) {
    try {
      results.push({ id: item.id, outcome: 'done', why: null, version: decide(item).version });
    } catch (thrown) {
      results.push({ id: item.id, outcome: 'refused', why: asFault(thrown).message, version: null });
    }
    // A decision is a write that waits for the disk: windows and streams go on between two.
    await nextTurn();
  }
  return results;
}

interface Previewed {
  readonly id: ReviewItemId;
  readonly version: number;
  readonly question: string;
  readonly canApply: boolean;
  readonly why: string | null;
}

interface Asked {
  readonly decision: BulkDecision;
  readonly now: string;
  readonly who: string;
}

/** What a bulk decision would meet now, item by item; an item that never was cannot be decided either. */
export function previewMany(db: Db, ids: readonly ReviewItemId[], asked: Asked): Previewed[] {
  const read = db.prepare<[string], ItemRow & { question: string }>(
    'SELECT review_item.*, question FROM review_item JOIN memory ON memory.id = memory_id WHERE review_item.id = ?',
  );
  return db.transaction(() =>
    ids.map((id) => {
      const row = read.get(id);
      if (row === undefined) return { id, version: 0, question: '', canApply: false, why: 'There is no such review item.' };
      const why = obstacle(row, asked) ?? wantsOwnLook(db, id, asked.decision);
      return { id, version: row.version, question: row.question, canApply: why === null, why };
    }),
  )();
}

/** Raises CONFLICT for what is not decided among others. Call it in the transaction of the decision. */
export function refuseInBulk(db: Db, id: ReviewItemId, decision: BulkDecision): void {
  const why = wantsOwnLook(db, id, decision);
  if (why !== null) throw new Fault('CONFLICT', why);
}

/** Approving a proposed rule changes how the auditor judges from then on. */
function wantsOwnLook(db: Db, id: ReviewItemId, decision: BulkDecision): string | null {
  if (decision !== 'approve') return null;
  const isRule =
    db.prepare(`SELECT 1 FROM review_item JOIN memory ON memory.id = memory_id WHERE review_item.id = ? AND purpose = 'rule-change'`).get(id) !== undefined;
  return isRule ? 'A proposed rule changes how the auditor judges; approve it on its own.' : null;
}

function obstacle(row: ItemRow, { now, who }: Asked): string | null {
  if (row.state !== 'pending') return `${row.decided_by ?? 'Somebody'} already decided this item (${row.state}).`;
  const isHeld = row.claimed_by !== null && row.claimed_by !== who && (row.claimed_until ?? '') > now;
  return isHeld ? `${row.claimed_by ?? ''} is looking at this item until ${row.claimed_until ?? ''}.` : null;
}
