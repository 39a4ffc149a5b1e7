/** Reads the whole trail of decisions and says whether it is exactly what was written. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TrailCheck } from '../../../src-preload/contract/review.ts';
import type { Db } from '../open.ts';
import { GENESIS, hashOfEntry, readTrailAfter } from './reviewTrail.ts';

/** Rows hashed before others get their turn. */
const SLICE = 500;

/**
 * Finds a row that was changed, inserted, removed or reordered, and rows cut off the end (the number of the last one ever written is kept apart).
 * Who rewrites the whole chain and that number too cannot be found out from this file alone: keep an exported copy elsewhere.
 */
export async function verifyTrail(db: Db): Promise<TrailCheck> {
  let previous = GENESIS;
  let seq = 0;
  let events = 0;
  for (;;) {
    const rows = readTrailAfter(db, seq, SLICE);
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
  const last = db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'review_event'`).get()?.seq ?? 0;
  if (last > seq) return { isIntact: false, events, brokenAtSeq: seq + 1, why: `Events after ${seq} are missing; ${last} were written.` };
  return { isIntact: true, events, brokenAtSeq: null, why: null };
}
