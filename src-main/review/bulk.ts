/** The same decision on many items: each its own transaction, with room for others in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { BulkResult, ReviewItem } from '../../src-preload/contract/review.ts';
import { asFault } from '../base/fault.ts';
import type { Db } from '../database/open.ts';
import { readItemRow } from './reviewRows.ts';

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

/** What a bulk decision would meet now. Raises NOT_FOUND for an item that never was. */
export function previewMany(db: Db, ids: readonly ReviewItemId[], asked: { readonly now: string; readonly who: string }): Previewed[] {
  const questionOf = db.prepare<[string], { question: string }>('SELECT question FROM memory WHERE id = ?');
  return db.transaction(() =>
    ids.map((id) => {
      const row = readItemRow(db, id);
      const why = obstacle(row, asked);
      return { id, version: row.version, question: questionOf.get(row.memory_id)?.question ?? '', canApply: why === null, why };
    }),
  )();
}

function obstacle(row: ReturnType<typeof readItemRow>, { now, who }: { readonly now: string; readonly who: string }): string | null {
  if (row.state !== 'pending') return `${row.decided_by ?? 'Somebody'} already decided this item (${row.state}).`;
  const isHeld = row.claimed_by !== null && row.claimed_by !== who && (row.claimed_until ?? '') > now;
  return isHeld ? `${row.claimed_by ?? ''} is looking at this item until ${row.claimed_until ?? ''}.` : null;
}
