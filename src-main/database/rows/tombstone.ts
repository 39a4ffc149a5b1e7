/** Removal that can be taken back: what a memory was before a decision, kept for 30 days. */

import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import { instantOf } from '../../base/clock.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';
import type { Standing } from './memoryStanding.ts';

const RESTORABLE_MS = 30 * 24 * 3_600_000;

interface TombstoneRow {
  readonly memory_id: MemoryId;
  readonly previous: string;
  readonly reason: string;
  readonly by_whom: string;
  readonly at: string;
  readonly restorable_until: string;
}

/** Writes the tombstone; a memory that already has one keeps its first `previous`, so that restore goes back to before both. */
export function bury(db: Db, entry: { memoryId: MemoryId; previous: Standing; reason: string; by: string; atMs: number }): void {
  prepared(
    db,
    `INSERT INTO tombstone (memory_id, previous, reason, by_whom, at, restorable_until) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (memory_id) DO UPDATE SET reason = excluded.reason, by_whom = excluded.by_whom, at = excluded.at, restorable_until = excluded.restorable_until`,
  ).run(entry.memoryId, JSON.stringify(entry.previous), entry.reason, entry.by, instantOf(entry.atMs), instantOf(entry.atMs + RESTORABLE_MS));
}

export function readTombstone(db: Db, memoryId: MemoryId): TombstoneRow | undefined {
  return db.prepare<[string], TombstoneRow>('SELECT * FROM tombstone WHERE memory_id = ?').get(memoryId);
}

/** Makes the memory's tombstone exactly `row`, or nothing. */
export function putTombstone(db: Db, memoryId: MemoryId, row: TombstoneRow | undefined): void {
  db.prepare('DELETE FROM tombstone WHERE memory_id = ?').run(memoryId);
  if (row === undefined) return;
  prepared(db, 'INSERT INTO tombstone (memory_id, previous, reason, by_whom, at, restorable_until) VALUES (?, ?, ?, ?, ?, ?)').run(
    row.memory_id,
    row.previous,
    row.reason,
    row.by_whom,
    row.at,
    row.restorable_until,
  );
}
