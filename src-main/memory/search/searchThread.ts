/** The search thread: its own read-only connection, one question at a time. */
import { openThread } from '../../base/thread/inThread.ts';
import { loadVectorFunctions, openDatabase } from '../../database/open.ts';
import { searchMemories } from './findCandidates.ts';
import { type SearchSide, type SearchThreadData, searchFault } from './searchSide.ts';

const { data, serve } = openThread<SearchThreadData>();
const db = openDatabase({ path: data.databasePath, isReadOnly: true });
loadVectorFunctions(db);
// Each search reads every vector of the engine: mapped, they are read without a copy (halves the time at 10,000 memories).
db.pragma('mmap_size = 268435456');

serve<SearchSide>(
  // One reading for both searches: a memory cannot change state between them.
  { search: (input) => db.transaction(() => searchMemories(db, input))() },
  searchFault,
);
