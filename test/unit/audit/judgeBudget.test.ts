/** The judge's budget: so many questions in any hour, and never more, whatever the pace. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJudgeBudget } from '../../../src-main/audit/schedule/judgeBudget.ts';

const HOUR_MS = 3_600_000;

test('beyond the budget the next question waits until the oldest of the hour is an hour old', () => {
  let now = 1_000_000_000;
  let judgeCallsPerHour = 2;
  const budget = createJudgeBudget({ settings: () => ({ judgeCallsPerHour }), clock: { now: () => now } });
  expect(budget.take()).toBeNull();
  now += 60_000;
  expect(budget.take()).toBeNull();
  expect(budget.take()).toBe(HOUR_MS - 60_000);
  expect(budget.spentUntilMs()).toBe(now + HOUR_MS - 60_000);
  judgeCallsPerHour = 3;
  expect(budget.take()).toBeNull();
  now += HOUR_MS - 60_000;
  expect(budget.take()).toBeNull();
});

test('no hour holds more than the budget, and who waits as told is let in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: HOUR_MS }), { maxLength: 60 }), (judgeCallsPerHour, pauses) => {
      let now = 1_000_000_000;
      const budget = createJudgeBudget({ settings: () => ({ judgeCallsPerHour }), clock: { now: () => now } });
      const granted: number[] = [];
      for (const pause of pauses) {
        now += pause;
        const waitMs = budget.take();
        if (waitMs !== null) {
          expect(waitMs).toBeGreaterThan(0);
          now += waitMs;
          expect(budget.take()).toBeNull();
        }
        granted.push(now);
      }
      for (const at of granted) expect(granted.filter((other) => other > at - HOUR_MS && other <= at).length).toBeLessThanOrEqual(judgeCallsPerHour);
    }),
  );
});

test('a clock set back does not lock the judge away', () => {
  let now = 1_000_000_000;
  const budget = createJudgeBudget({ settings: () => ({ judgeCallsPerHour: 1 }), clock: { now: () => now } });
  budget.take();
  now -= 24 * HOUR_MS;
  expect(budget.take()).toBeNull();
});
