/** When a thread is left down, and what Health makes of it. */
import { expect, test } from 'vitest';
import { createBreaker } from '../../../src-main/base/thread/breaker.ts';
import type { ThreadState } from '../../../src-main/base/thread/superviseThread.ts';
import { threadsAnswer } from '../../../src-main/compose/checks/threadsCheck.ts';

const MINUTE = 60_000;

test('the third trouble within a minute opens the breaker for a minute, and then it counts anew', () => {
  let nowMs = 0;
  const breaker = createBreaker(() => nowMs);
  const after = (ms: number) => {
    nowMs += ms;
    breaker.note();
    return breaker.isOpen();
  };
  expect([after(0), after(MINUTE / 2), after(MINUTE / 2)]).toEqual([false, false, false]);
  expect(after(1)).toBe(true);
  expect(breaker.openForMs()).toBe(MINUTE);
  nowMs += MINUTE;
  expect([breaker.isOpen(), breaker.openForMs()]).toEqual([false, 0]);
  expect([after(0), after(0), after(0)]).toEqual([false, false, true]);
});

const state = (more: Partial<ThreadState>): ThreadState => ({ name: 'plan', at: 'running', lost: 0, lastTrouble: null, ...more });

test('Health is well with threads that rest or run, also with one that was lost; one that pauses answers nobody', () => {
  expect(threadsAnswer([state({}), state({ name: 'search', at: 'resting' })])).toEqual({ state: 'healthy', detail: 'None was lost since the start.' });
  expect(threadsAnswer([state({ lost: 1, lastTrouble: 'no answer to view within 20000 ms' })])).toEqual({
    state: 'healthy',
    detail: 'The part for the plan was lost once since the start, last: no answer to view within 20000 ms; it was started again, or is with the next question.',
  });
  expect(threadsAnswer([state({}), state({ name: 'audit', at: 'pausing', lost: 3, lastTrouble: 'out of memory' })])).toEqual({
    state: 'unhealthy',
    detail: 'The part for the auditor was lost 3 times since the start, last: out of memory; it pauses for up to a minute.',
  });
});
