/** The recorder is gentle: one reading in flight, slower while it fails. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createPacer } from '../../../src-main/plan/record/pacer.ts';

const MINUTE = 60_000;
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function paced(outcomes: readonly ('done' | 'failed' | 'idle')[], takesMs = 0) {
  const began: number[] = [];
  let running = 0;
  let most = 0;
  const start = Date.now();
  const pacer = createPacer({
    intervalMs: () => MINUTE,
    first: async () => {},
    beat: async () => {
      began.push(Math.round((Date.now() - start) / MINUTE));
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      running--;
      return outcomes[began.length - 1] ?? 'done';
    },
    log: createSilentLog(),
  });
  return { pacer, began, most: () => most };
}

test('a minute between readings that succeed, doubling while they fail, a minute again after one that succeeds', async () => {
  const { began, pacer } = paced(['done', 'failed', 'failed', 'failed', 'done', 'done']);
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(began.slice(0, 7)).toEqual([0, 1, 3, 7, 15, 16, 17]);
  await pacer.stop();
});

test('however often it is asked and woken, one reading is in flight; who wakes it meanwhile gets another one', async () => {
  const { began, pacer, most } = paced([], 5 * MINUTE);
  await vi.advanceTimersByTimeAsync(1);
  const asked = [pacer.now(), pacer.now()];
  pacer.wake();
  pacer.wake();
  await vi.advanceTimersByTimeAsync(5 * MINUTE + 1);
  await Promise.all(asked);
  expect([began, most()]).toEqual([[0, 5], 1]);
  const stopped = pacer.stop();
  await vi.advanceTimersByTimeAsync(30 * MINUTE);
  await stopped;
  expect(began).toHaveLength(2);
});

test('a beginning that fails is tried again, and nothing is read before it', async () => {
  let begins = 0;
  let beats = 0;
  const pacer = createPacer({
    intervalMs: () => MINUTE,
    first: async () => {
      if (++begins < 3) throw new Error('the store is busy');
    },
    beat: async () => {
      beats++;
      return 'done';
    },
    log: createSilentLog(),
  });
  await vi.advanceTimersByTimeAsync(2 * MINUTE + 1);
  expect([begins, beats]).toEqual([2, 0]);
  await vi.advanceTimersByTimeAsync(5 * MINUTE);
  expect(begins).toBe(3);
  expect(beats).toBeGreaterThan(0);
  await pacer.stop();
});
