/** The append-only trail of the review queue: each row's hash covers the row and the hash before it. */

import type { ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewDetails } from '../../../src-preload/contract/review/review.ts';
import { hashOf } from '../../base/text/canonicalJson.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

type TrailVerb = ReviewDetails['history'][number]['what'];

export interface TrailEntry {
  readonly itemId: ReviewItemId;
  readonly at: string;
  readonly who: string;
  readonly what: TrailVerb;
  readonly note: string | null;
  /** What undo puts back, as JSON. */
  readonly before: string | null;
}

interface TrailRow {
  readonly seq: number;
  readonly item_id: ReviewItemId;
  readonly at: string;
  readonly who: string;
  readonly what: TrailVerb;
  readonly note: string | null;
  readonly before: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

/** What the first event follows from. */
export const GENESIS = '0'.repeat(64);

/** Call it inside a write transaction: two writers must not build on the same last hash. */
export function appendTrail(db: Db, entry: TrailEntry): void {
  const previous = prepared<[], { hash: string }>(db, 'SELECT hash FROM review_event ORDER BY seq DESC LIMIT 1').get()?.hash ?? GENESIS;
  const { itemId, at, who, what, before } = entry;
  // SQLite keeps UTF-8, which has no half of a surrogate pair: what is hashed must be what will be read.
  const note = entry.note?.toWellFormed() ?? null;
  prepared(db, 'INSERT INTO review_event (item_id, at, who, what, note, before, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    itemId,
    at,
    who,
    what,
    note,
    before,
    previous,
    hashOf({ itemId, at, who, what, note, before, previous }),
  );
}

/** What the row's hash must be when it follows `previous`. */
export const hashOfEntry = ({ item_id: itemId, at, who, what, note, before }: TrailRow, previous: string): string =>
  hashOf({ itemId, at, who, what, note, before, previous });

export function readTrail(db: Db, itemId: ReviewItemId): TrailRow[] {
  return db.prepare<[string], TrailRow>('SELECT * FROM review_event WHERE item_id = ? ORDER BY seq').all(itemId);
}

/** At most `limit` events after the one numbered `seq`, in order. */
export function readTrailAfter(db: Db, seq: number, limit: number): TrailRow[] {
  return db.prepare<[number, number], TrailRow>('SELECT * FROM review_event WHERE seq > ? ORDER BY seq LIMIT ?').all(seq, limit);
}
