/** The embedded store of memories: SQLite holds text, vectors and state in one file and one transaction. */

import type { MemoryId } from '../../src-preload/contract/ids.ts';
import type { Memory } from '../../src-preload/contract/memory.ts';
import type { Clock } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import type { Db } from '../database/open.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import type { MemoryStore } from './memoryStore.ts';
import { listMemories, readMemory, readUses } from './readMemories.ts';
import { insertCorrection, insertExchange } from './remember.ts';
import { removeMemory, restoreMemory } from './removal.ts';
import { createSearchClient } from './search/searchClient.ts';

export interface MemoryDeps {
  /** The core's connection, whose transactions `remember` and `storeCorrection` join. */
  readonly db: Db;
  /** The same file, for the search thread's own connection. */
  readonly databasePath: string;
  readonly clock: Clock;
  readonly log: Log;
}

const DEFAULT_RECENT = 100;

/** Starts no thread before the first `retrieve`; `close` ends it. */
export function createMemory(deps: MemoryDeps): MemoryStore {
  const { db, clock } = deps;
  const search = createSearchClient(deps);
  const get = (memoryId: MemoryId): Memory => {
    const memory = withStoreFaults(() => readMemory(db, memoryId));
    if (memory === undefined) throw new Fault('NOT_FOUND', 'There is no such memory.');
    return memory;
  };
  /** Inside the caller's transaction when there is one, else in its own. */
  const atomically = <T>(work: () => T): T => withStoreFaults(() => (db.inTransaction ? work() : db.transaction(work).immediate()));

  return {
    remember: (input) => atomically(() => insertExchange(db, input, 'knowledge', clock.now())),
    plantCanary: (input) => atomically(() => insertExchange(db, input, 'canary', clock.now())),
    storeCorrection: (input) =>
      atomically(() => {
        const id = insertCorrection(db, input, clock.now());
        if (id === undefined) throw new Fault('NOT_FOUND', 'There is no such memory to correct.');
        return id;
      }),
    async retrieve(input) {
      const hits = await search.calls.search({ ...input, names: input.names ?? [] });
      return withStoreFaults(() => readUses(db, hits));
    },
    list: (filter) => withStoreFaults(() => listMemories(db, filter)),
    get,
    recent: (limit = DEFAULT_RECENT) => withStoreFaults(() => listMemories(db, { limit }).memories),
    isFlagged: (memoryId) => get(memoryId).state === 'flagged',
    remove(memoryId, reason, by) {
      atomically(() => removeMemory(deps, memoryId, reason, by));
      return get(memoryId);
    },
    restore(memoryId, by) {
      atomically(() => restoreMemory(deps, memoryId, by));
      return get(memoryId);
    },
    async health() {
      const startedAt = performance.now();
      const memories = withStoreFaults(() => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM memory WHERE purpose = 'knowledge'`).get()?.n ?? 0);
      const answered = await search.calls.search({ question: 'health', engineId: null, limit: 1, names: [] }).then(
        () => true,
        () => false,
      );
      const latencyMs = performance.now() - startedAt;
      if (answered) return { state: 'healthy', latencyMs, memories, detail: `${memories} memories` };
      const facts = { latencyMs, memories };
      if (search.state().at === 'pausing')
        return { ...facts, state: 'unhealthy', detail: 'The search thread was lost three times within a minute and pauses.' };
      return { ...facts, state: 'degraded', detail: 'The search thread did not answer.' };
    },
    thread: search.state,
    close: search.close,
  };
}
