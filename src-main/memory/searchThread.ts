/** The search thread: its own read-only connection, one question at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadVectorFunctions, openDatabase } from '../database/open.ts';
import { searchMemories } from './findCandidates.ts';
import type { SearchAnswer, SearchRequest, SearchThreadData } from './searchMessages.ts';

const { databasePath } = workerData as SearchThreadData; // written by searchClient.ts
const db = openDatabase({ path: databasePath, isReadOnly: true });
loadVectorFunctions(db);
// Each search reads every vector of the engine: mapped, they are read without a copy (halves the time at 10,000 memories).
db.pragma('mmap_size = 268435456');

parentPort?.on('message', (request: SearchRequest) => {
  // One reading for both searches: a memory cannot change state between them.
  const hits = db.transaction(() => searchMemories(db, request.input))();
  parentPort?.postMessage({ id: request.id, hits } satisfies SearchAnswer, []);
});
