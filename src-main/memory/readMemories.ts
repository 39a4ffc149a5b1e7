/** Readings of the memory table for screens and answers. */

import type { MemoryId } from '../../src-preload/contract/ids.ts';
import { type Memory, type MemoryState, type MemoryUse, RETRIEVABLE_STATES } from '../../src-preload/contract/memory.ts';
import type { Db } from '../database/open.ts';
import { type MemoryRow, memoryOf, SELECT_MEMORY } from '../database/rows/memoryRow.ts';
import type { MemoryList } from './memoryStore.ts';
import type { RankedHit } from './search/rankHits.ts';

export function readMemory(db: Db, memoryId: MemoryId): Memory | undefined {
  const row = db.prepare<[string], MemoryRow>(`${SELECT_MEMORY} WHERE memory.id = ?`).get(memoryId);
  return row === undefined ? undefined : memoryOf(row);
}

/** Knowledge only, newest first; the counts by state are of everything, from the same reading. */
export function listMemories(db: Db, filter: { search?: string | undefined; state?: MemoryState | undefined; limit: number }): MemoryList {
  const where = `WHERE memory.purpose = 'knowledge' AND (@state IS NULL OR memory.state = @state) AND (@search IS NULL OR instr(lower(question || char(10) || answer), lower(@search)) > 0)`;
  const named = { state: filter.state ?? null, search: filter.search?.trim() || null };
  return db.transaction(() => ({
    memories: db
      .prepare<[typeof named & { limit: number }], MemoryRow>(`${SELECT_MEMORY} ${where} ORDER BY memory.created_at DESC, memory.seq DESC LIMIT @limit`)
      .all({ ...named, limit: filter.limit })
      .map(memoryOf),
    total: db.prepare<[typeof named], { n: number }>(`SELECT count(*) AS n FROM memory ${where}`).get(named)?.n ?? 0,
    byState: Object.fromEntries(
      db
        .prepare<[], { state: MemoryState; n: number }>(`SELECT state, count(*) AS n FROM memory WHERE purpose = 'knowledge' GROUP BY state`)
        .all()
        .map(({ state, n }) => [state, n]),
    ),
  }))();
}

/** The hits as an answer uses them, in their order; one that left retrieval since the search is dropped here. */
export function readUses(db: Db, hits: readonly RankedHit[]): MemoryUse[] {
  const retrievable: readonly MemoryState[] = RETRIEVABLE_STATES;
  return hits.flatMap(({ id, score }) => {
    const memory = readMemory(db, id);
    if (memory === undefined || memory.purpose !== 'knowledge' || !retrievable.includes(memory.state)) return [];
    const { question, answer, state, durability, durableAnswer, createdAt, observedAt, decidedBy, decidedAt } = memory;
    return { memoryId: id, question, answer, state, durability, durableAnswer, createdAt, observedAt, decidedBy, decidedAt, score };
  });
}
