/** What a job usually takes, which run stands out, and the hours people at the engine see. */
import { expect, test } from 'vitest';
import { anomalyOf, baselineOf, median, quantile, usualOf } from '../../../src-main/plan/record/look/baseline.ts';
import { wallClock } from '../../../src-preload/shared/zone.ts';

const MINUTE = 60_000;

test('median and nearest-rank quantile are those of the definition', () => {
  expect([median([3]), median([4, 1]), median([5, 1, 3])]).toEqual([3, 2.5, 3]);
  expect(median([])).toBeNaN();
  const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
  expect([quantile(ten, 0.9), quantile(ten, 0.5), quantile(ten, 1), quantile([7], 0.9)]).toEqual([9, 5, 10, 7]);
});

test('a job that ran twice has no habit yet, and nothing it does stands out', () => {
  expect(usualOf([MINUTE, MINUTE])).toBeNull();
  expect(anomalyOf(60 * MINUTE, null)).toBeNull();
  expect(anomalyOf(60 * MINUTE, usualOf([MINUTE, MINUTE, MINUTE]))).toBeNull();
});

test('a run stands out beyond 3.5 robust deviations, and never for seconds', () => {
  const steady = usualOf(Array.from({ length: 20 }, () => 10 * MINUTE));
  expect(anomalyOf(10 * MINUTE + 20_000, steady)).toBeNull();
  expect(anomalyOf(12 * MINUTE, steady)).toBeNull();
  expect(anomalyOf(13 * MINUTE, steady)).toBe('slower');
  expect(anomalyOf(5 * MINUTE, steady)).toBe('faster');
  expect(anomalyOf(null, steady)).toBeNull();
  // Its own spread is what is measured: ± 10 minutes are ordinary here.
  const spread = usualOf([20, 30, 40, 25, 35, 22, 38, 30, 28, 32].map((minutes) => minutes * MINUTE));
  expect(anomalyOf(50 * MINUTE, spread)).toBeNull();
  expect(anomalyOf(70 * MINUTE, spread)).toBe('slower');
});

test('one wild run does not move what is usual', () => {
  expect(usualOf([10, 10, 11, 9, 10, 10, 600].map((minutes) => minutes * MINUTE))?.medianMs).toBe(10 * MINUTE);
});

test('weekdays are those of the engine, and days without runs are left out', () => {
  // 01:00 UTC on Saturday is still Friday evening in São Paulo.
  const baseline = baselineOf(
    [
      { startedAtMs: Date.parse('2026-11-21T01:00:00Z'), durationMs: 10 },
      { startedAtMs: Date.parse('2026-11-21T12:00:00Z'), durationMs: 30 },
      { startedAtMs: Date.parse('2026-11-21T13:00:00Z'), durationMs: 20 },
    ],
    (atMs) => wallClock(atMs, 'America/Sao_Paulo').weekday,
  );
  expect(baseline).toEqual({
    runs: 3,
    medianMs: 20,
    p90Ms: 30,
    minMs: 10,
    maxMs: 30,
    byWeekday: [
      { weekday: 5, runs: 1, medianMs: 10 },
      { weekday: 6, runs: 2, medianMs: 25 },
    ],
  });
});
