/** Waits for something no longer than a person does. */
import { Fault } from '../../base/fault.ts';

/** False: it takes longer. Rejects with what the promise rejects with, and when the signal aborts. */
export async function endsWithin(done: Promise<void>, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => {};
  const late = new Promise<boolean>((resolve, reject) => {
    timer = setTimeout(() => resolve(false), ms);
    onAbort = () => reject(new Fault('STOPPED', 'Stopped.'));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
