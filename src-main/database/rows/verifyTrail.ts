/** Reads the whole trail of decisions and says whether it is exactly what was written, and whether the items say the same. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TrailCheck } from '../../../src-preload/contract/review/review.ts';
import type { Db } from '../open.ts';
import { withStoreFaults } from '../storeFault.ts';
import { GENESIS, hashOfEntry, readTrailAfter } from './reviewTrail.ts';

/** Rows looked at before others get their turn: a few milliseconds. */
const SLICE = 200;

/**
 * Finds an event that was changed, inserted, removed or reordered; events cut off the end (the largest number ever given is kept apart by SQLite);
 * and an item whose state is not that of its last event, which also shows a cut whose number was set back as well.
 * Not to be found out from this file alone: who rewrites every hash from the change on, or sets events, number and items back together, as a
 * restored backup does. Against that, keep an export elsewhere: its hashes must still be in the trail. Raises STORE_FAILED.
 */
export async function verifyTrail(db: Db): Promise<TrailCheck> {
  const chain = await verifyChain(db);
  return chain.isIntact ? verifyItems(db, chain) : chain;
}

async function verifyChain(db: Db): Promise<TrailCheck> {
  let previous = GENESIS;
  let seq = 0;
  let events = 0;
  for (;;) {
    const rows = withStoreFaults(() => readTrailAfter(db, seq, SLICE));
    for (const row of rows) {
      const broken = (why: string): TrailCheck => ({ isIntact: false, events, brokenAtSeq: row.seq, why });
      if (row.seq !== seq + 1) return broken(`Event ${seq + 1} is missing.`);
      if (row.previous_hash !== previous) return broken('It does not follow from the event before it.');
      if (row.hash !== hashOfEntry(row, previous)) return broken('It is not what was written.');
      previous = row.hash;
      ({ seq } = row);
      events++;
    }
    if (rows.length < SLICE) break;
    await nextTurn();
  }
  // AUTOINCREMENT never forgets the largest number it gave.
  const last = withStoreFaults(() => db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'review_event'`).get()?.seq ?? 0);
  if (last > seq) return { isIntact: false, events, brokenAtSeq: seq + 1, why: `Events after ${seq} are missing; ${last} were written.` };
  return { isIntact: true, events, brokenAtSeq: null, why: null };
}

interface ItemWithEvent {
  readonly row: number;
  readonly id: string;
  readonly state: string;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly seq: number | null;
  readonly what: string | null;
  readonly at: string | null;
  readonly who: string | null;
}

async function verifyItems(db: Db, intact: TrailCheck): Promise<TrailCheck> {
  let after = 0;
  for (;;) {
    const items = withStoreFaults(() => readItemsWithEvent(db, after));
    const wrong = items.find((item) => !saysTheSame(item));
    if (wrong !== undefined) {
      const said = wrong.state === 'pending' ? 'open' : `${wrong.state} by ${wrong.decided_by ?? 'nobody'}`;
      const told = wrong.what === null ? 'tells of no decision' : `ends with ${wrong.what} by ${wrong.who ?? ''}`;
      return { ...intact, isIntact: false, brokenAtSeq: wrong.seq, why: `Item ${wrong.id} is ${said}, and its trail ${told}.` };
    }
    if (items.length < SLICE) return intact;
    after = items.at(-1)?.row ?? after;
    await nextTurn();
  }
}

function readItemsWithEvent(db: Db, after: number): ItemWithEvent[] {
  return db
    .prepare<[number, number], ItemWithEvent>(
      `SELECT review_item.rowid AS row, review_item.id, state, decided_at, decided_by, seq, what, at, who
       FROM review_item LEFT JOIN review_event ON seq = (SELECT max(seq) FROM review_event
         WHERE item_id = review_item.id AND what IN ('approved','corrected','rejected','undone','reopened'))
       WHERE review_item.rowid > ? ORDER BY review_item.rowid LIMIT ?`,
    )
    .all(after, SLICE);
}

function saysTheSame({ state, decided_at, decided_by, what, at, who }: ItemWithEvent): boolean {
  if (state === 'pending') return what === null || what === 'undone' || what === 'reopened';
  return what === state && at === decided_at && who === decided_by;
}
