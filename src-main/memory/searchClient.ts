/** Asks the search thread, starts it when needed, and gives up on it in bounds. */
import { Worker } from 'node:worker_threads';
import { type Clock, runningClock } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { THREAD_LIMITS, threadEntry } from '../base/threadEntry.ts';
import type { SearchInput } from './findCandidates.ts';
import type { RankedHit } from './rankHits.ts';
import type { SearchAnswer, SearchRequest, SearchThreadData } from './searchMessages.ts';

const DEADLINE_MS = 5_000;
/** More crashes than this within the window: the thread stays down until the window has passed. */
const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 60_000;

export interface SearchClient {
  /** Raises STORE_FAILED when the thread crashed, hangs or may not be started again yet. */
  search(input: SearchInput): Promise<readonly RankedHit[]>;
  isBroken(): boolean;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (hits: readonly RankedHit[]) => void;
  readonly reject: (fault: Fault) => void;
  readonly timer: NodeJS.Timeout;
}

export function createSearchClient(deps: { readonly databasePath: string; readonly clock: Clock; readonly log: Log; readonly entry?: URL }): SearchClient {
  const waiting = new Map<number, Waiting>();
  const entry = deps.entry ?? threadEntry('search', import.meta.url, './searchThread.ts');
  const clock = runningClock(deps.clock);
  let crashes: number[] = [];
  let nextId = 1;
  let thread: Worker | null = null;
  let isClosed = false;

  const isBroken = () => {
    crashes = crashes.filter((at) => clock.now() - at < CRASH_WINDOW_MS);
    return crashes.length >= MAX_CRASHES;
  };

  const onGone = (gone: Worker, cause: unknown) => {
    if (thread !== gone) return;
    thread = null;
    crashes.push(clock.now());
    deps.log.error({ err: cause, crashes: crashes.length }, 'search thread ended');
    for (const [id, { reject, timer }] of waiting) {
      clearTimeout(timer);
      waiting.delete(id);
      reject(searchFault(cause));
    }
  };

  const start = () => {
    const started = new Worker(entry, { resourceLimits: THREAD_LIMITS, workerData: { databasePath: deps.databasePath } satisfies SearchThreadData });
    started.unref();
    started.on('message', (answer: SearchAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      clearTimeout(asked?.timer);
      asked?.resolve(answer.hits);
    });
    started.on('error', (cause) => onGone(started, cause));
    started.on('exit', (code) => onGone(started, new Error(`search thread left with code ${code}`)));
    return started;
  };

  return {
    isBroken,
    search(input) {
      if (isClosed || isBroken()) return Promise.reject(searchFault(new Error('search thread is down')));
      thread ??= start();
      const asked = thread;
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          // A hung thread answers nobody: ending it fails this and all other waiting questions at once.
          onGone(asked, new Error(`no answer within ${DEADLINE_MS} ms`));
          void asked.terminate();
        }, DEADLINE_MS);
        waiting.set(id, { resolve, reject, timer });
        asked.postMessage({ id, input } satisfies SearchRequest, []);
      });
    },
    async close() {
      isClosed = true;
      const last = thread;
      thread = null;
      for (const { reject, timer } of waiting.values()) {
        clearTimeout(timer);
        reject(searchFault(new Error('closing')));
      }
      waiting.clear();
      await last?.terminate();
    },
  };
}

function searchFault(cause: unknown): Fault {
  return new Fault('STORE_FAILED', 'Past answers could not be searched; this answer is made without them.', { cause });
}
