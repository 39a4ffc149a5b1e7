/** The record's store as the core sees it: in its thread, which starts with the first call. */
import { Fault } from '../../../base/fault.ts';
import type { Log } from '../../../base/log.ts';
import { type SupervisedThread, superviseThread } from '../../../base/thread/superviseThread.ts';
import { threadEntry } from '../../../base/threadEntry.ts';
import type { RecordStore } from '../recordStore.ts';

/** A first reading of 200,000 jobs comes in batches of some thousands, each kept in a second or two; reads over a year of runs take as long. */
const DEADLINE_MS = 60_000;

export interface RecordThreadData {
  readonly databasePath: string;
}

interface RecordClientDeps {
  readonly databasePath: string;
  readonly log: Log;
  /** Another thread file, deadline and stopwatch, for tests of its crashes and hangs. */
  readonly entry?: URL;
  readonly deadlineMs?: number;
  readonly stopwatch?: () => number;
}

export interface RecordClient extends RecordStore, Pick<SupervisedThread<RecordStore>, 'state' | 'close'> {}

/** Beside what the store raises: STORE_FAILED when the thread crashed, hangs or may not be started again yet; what it was keeping may be kept in part then. */
export function createRecordClient({ databasePath, log, entry, deadlineMs = DEADLINE_MS, stopwatch }: RecordClientDeps): RecordClient {
  const { calls, state, close } = superviseThread<RecordThreadData, RecordStore>({
    name: 'record',
    entry: entry ?? threadEntry('record', import.meta.url, './recordThread.ts'),
    data: () => ({ databasePath }),
    deadlines: {
      keep: deadlineMs,
      keepArchived: deadlineMs,
      hasRunsOf: deadlineMs,
      keepWorkstations: deadlineMs,
      interrupt: deadlineMs,
      begin: deadlineMs,
      deleteOld: deadlineMs,
      history: deadlineMs,
      changes: deadlineMs,
      recording: deadlineMs,
      durations: deadlineMs,
      keyOf: deadlineMs,
      size: deadlineMs,
      watches: deadlineMs,
      addWatch: deadlineMs,
      removeWatch: deadlineMs,
      untold: deadlineMs,
      markTold: deadlineMs,
    },
    core: {},
    coreDeadlines: {},
    fault: (why, cause) =>
      new Fault(
        'STORE_FAILED',
        why === 'lost'
          ? 'The recorded past cannot be reached; it is tried again with the next reading.'
          : 'The part of Resync that records was lost several times and pauses; it is tried again within a minute.',
        { cause },
      ),
    stopwatch,
    log,
  });
  return { ...calls, state, close };
}
