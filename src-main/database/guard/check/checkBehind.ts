/** Starts the thread that looks through the whole store, and waits for what it found. */
import { Worker } from 'node:worker_threads';
import { threadEntry } from '../../../base/threadEntry.ts';
import type { CheckAnswer, CheckThreadData } from './checkThread.ts';

/** A store of 100 GB on a slow disk. */
const GIVE_UP_MS = 30 * 60_000;

/** Resolves to what is wrong, null when nothing is. Rejects when it could not be looked through, or the signal aborts. */
export function checkBehind(databasePath: string, signal: AbortSignal): Promise<CheckAnswer> {
  const thread = new Worker(threadEntry('check', import.meta.url, './checkThread.ts'), { workerData: { databasePath } satisfies CheckThreadData });
  thread.unref();
  const ending = AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_MS)]);
  return new Promise<CheckAnswer>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the check ended with code ${code}`)));
    ending.addEventListener('abort', () => void thread.terminate(), { once: true });
  });
}
