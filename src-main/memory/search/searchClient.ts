/** Asks the search thread, which starts with the first question. */
import type { Log } from '../../base/log.ts';
import { type SupervisedThread, superviseThread } from '../../base/thread/superviseThread.ts';
import { threadEntry } from '../../base/threadEntry.ts';
import { type SearchSide, type SearchThreadData, searchFault } from './searchSide.ts';

const DEADLINE_MS = 5_000;

interface SearchClientDeps {
  readonly databasePath: string;
  readonly log: Log;
  /** Another thread file, deadline and stopwatch, for tests of its crashes and hangs. */
  readonly entry?: URL;
  readonly deadlineMs?: number;
  readonly stopwatch?: () => number;
}

/** Raises STORE_FAILED when the store cannot be searched, the thread crashed, hangs or may not be started again yet. */
export function createSearchClient({ databasePath, log, entry, deadlineMs = DEADLINE_MS, stopwatch }: SearchClientDeps): SupervisedThread<SearchSide> {
  return superviseThread<SearchThreadData, SearchSide>({
    name: 'search',
    entry: entry ?? threadEntry('search', import.meta.url, './searchThread.ts'),
    data: () => ({ databasePath }),
    deadlines: { search: deadlineMs },
    core: {},
    coreDeadlines: {},
    fault: (_, cause) => searchFault(cause),
    stopwatch,
    log,
  });
}
