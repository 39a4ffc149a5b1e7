/** Asks the record thread, starts it when needed, and gives up on it in bounds. */
import { Worker } from 'node:worker_threads';
import { type Clock, runningClock } from '../../../base/clock.ts';
import { Fault } from '../../../base/fault.ts';
import type { Log } from '../../../base/log.ts';
import { THREAD_LIMITS, threadEntry } from '../../../base/threadEntry.ts';
import type { RecordStore } from '../recordStore.ts';
import type { RecordAnswer, RecordArguments, RecordMethod, RecordRequest, RecordResult, RecordThreadData } from './recordMessages.ts';

/** A first reading of 200,000 jobs comes in batches of some thousands, each kept in a second or two; reads over a year of runs take as long. */
const DEADLINE_MS = 60_000;
/** More crashes than this within the window: the thread stays down until the window has passed. */
const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 60_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: Fault) => void;
  readonly timer: NodeJS.Timeout;
}

interface RecordClientDeps {
  readonly databasePath: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RecordClient extends RecordStore {
  /** Ends the thread; what was not answered by then is refused. */
  close(): Promise<void>;
}

/** Beside what the store raises: STORE_FAILED when the thread crashed, hangs or may not be started again yet; what it was keeping may be kept in part then. */
export function createRecordClient(deps: RecordClientDeps): RecordClient {
  const waiting = new Map<number, Waiting>();
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
    deps.log.error({ err: cause, crashes: crashes.length }, 'record thread ended');
    for (const [id, { reject, timer }] of waiting) {
      clearTimeout(timer);
      waiting.delete(id);
      reject(threadFault(cause));
    }
  };

  const start = () => {
    const entry = threadEntry('record', import.meta.url, './recordThread.ts');
    const started = new Worker(entry, { resourceLimits: THREAD_LIMITS, workerData: { databasePath: deps.databasePath } satisfies RecordThreadData });
    started.unref();
    started.on('message', (answer: RecordAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      clearTimeout(asked?.timer);
      if (answer.at === 'done') asked?.resolve(answer.value);
      else asked?.reject(new Fault(answer.fault.code, answer.fault.message, { retryable: answer.fault.retryable, detail: answer.fault.detail }));
    });
    started.on('error', (cause) => onGone(started, cause));
    started.on('exit', (code) => onGone(started, new Error(`record thread left with code ${code}`)));
    return started;
  };

  const ask = <M extends RecordMethod>(method: M, ...args: RecordArguments<M>): Promise<RecordResult<M>> => {
    if (isClosed || isBroken()) return Promise.reject(threadFault(new Error('record thread is down')));
    thread ??= start();
    const asked = thread;
    const id = nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => {
        // A hung thread answers nobody: ending it fails this and all other waiting questions at once.
        onGone(asked, new Error(`no answer to ${method} within ${DEADLINE_MS} ms`));
        void asked.terminate();
      }, DEADLINE_MS);
      timer.unref();
      waiting.set(id, { resolve, reject, timer });
      asked.postMessage({ id, method, args } satisfies RecordRequest, []);
    });
    return answer as Promise<RecordResult<M>>; // recordThread.ts answers with what the store's method of that name gave
  };

  return {
    keep: (...args) => ask('keep', ...args),
    keepArchived: (...args) => ask('keepArchived', ...args),
    hasRunsOf: (...args) => ask('hasRunsOf', ...args),
    keepWorkstations: (...args) => ask('keepWorkstations', ...args),
    interrupt: (...args) => ask('interrupt', ...args),
    begin: (...args) => ask('begin', ...args),
    deleteOld: (...args) => ask('deleteOld', ...args),
    history: (...args) => ask('history', ...args),
    changes: (...args) => ask('changes', ...args),
    recording: (...args) => ask('recording', ...args),
    durations: (...args) => ask('durations', ...args),
    keyOf: (...args) => ask('keyOf', ...args),
    size: (...args) => ask('size', ...args),
    watches: (...args) => ask('watches', ...args),
    addWatch: (...args) => ask('addWatch', ...args),
    removeWatch: (...args) => ask('removeWatch', ...args),
    untold: (...args) => ask('untold', ...args),
    markTold: (...args) => ask('markTold', ...args),
    async close() {
      isClosed = true;
      const last = thread;
      thread = null;
      for (const { reject, timer } of waiting.values()) {
        clearTimeout(timer);
        reject(threadFault(new Error('closing')));
      }
      waiting.clear();
      await last?.terminate();
    },
  };
}

function threadFault(cause: unknown): Fault {
  return new Fault('STORE_FAILED', 'The recorded past cannot be reached; it is tried again with the next reading.', { cause });
}
