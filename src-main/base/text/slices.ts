/** Long work on the main thread, cut so that nobody waits for it. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Well under the 20 ms that anything else on the thread may be kept waiting. */
const SLICE_MS = 8;

/** @returns to be awaited between short pieces of work: others get their turn whenever 8 ms have passed. */
export function createBreather(): () => Promise<void> {
  let startedAt = performance.now();
  return async () => {
    if (performance.now() - startedAt < SLICE_MS) return;
    await nextTurn();
    startedAt = performance.now();
  };
}

/** Does `work` on each item in order; others get their turn in between. `work` itself must be short. */
export async function mapInSlices<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const breathe = createBreather();
  const results: R[] = [];
  for (const item of items) {
    results.push(work(item));
    await breathe();
  }
  return results;
}
