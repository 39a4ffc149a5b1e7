/** Long work on the main thread, cut so that nobody waits for it. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Well under the 20 ms that anything else on the thread may be kept waiting. */
const SLICE_MS = 8;

/** Does `work` on each item in order; others get their turn whenever 8 ms have passed. `work` itself must be short. */
export async function mapInSlices<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  let startedAt = performance.now();
  for (const item of items) {
    results.push(work(item));
    if (performance.now() - startedAt < SLICE_MS) continue;
    await nextTurn();
    startedAt = performance.now();
  }
  return results;
}
