/** The scorecard's formulas, held to published worked examples and to what must be true of any counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementOf, type Confusion, cohensKappa, wilson } from '../../../src-main/review/scorecard/statistics.ts';

test('Wilson intervals as published', () => {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  const published: [number, number, number, number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [hits, n, low, high] of published) {
    const interval = wilson(hits, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  }
  expect(wilson(0, 0)).toBeNull();
  expect(wilson(7, 7)).toMatchObject({ value: 1, high: 1, n: 7 });
});

test('kappa as published', () => {
  // The two-reader grant example of the usual textbooks (and Wikipedia): 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
  expect(cohensKappa({ truePositive: 20, falsePositive: 5, falseNegative: 10, trueNegative: 15 })).toBeCloseTo(0.4, 10);
  // The same observed agreement of 60 in 100, and far less beyond chance where one verdict is rare.
  expect(cohensKappa({ truePositive: 45, falsePositive: 15, falseNegative: 25, trueNegative: 15 })).toBeCloseTo(0.1304, 4);
  expect(cohensKappa({ truePositive: 25, falsePositive: 35, falseNegative: 5, trueNegative: 35 })).toBeCloseTo(0.2593, 4);
});

test('kappa says nothing where chance alone agrees always', () => {
  expect(cohensKappa({ truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 })).toBeNull();
  expect(cohensKappa({ truePositive: 12, falsePositive: 0, falseNegative: 0, trueNegative: 0 })).toBeNull();
  expect(cohensKappa({ truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 12 })).toBeNull();
  expect(cohensKappa({ truePositive: 9, falsePositive: 3, falseNegative: 0, trueNegative: 0 })).toBe(0);
});

test('a check that has let nothing through has no recall, and nothing measured is not zero', () => {
  expect(agreementOf({ truePositive: 9, falsePositive: 1, falseNegative: 0, trueNegative: 0 })).toMatchObject({ recall: null, baseRate: 0.9, decided: 10 });
  expect(agreementOf({ truePositive: 9, falsePositive: 1, falseNegative: 1, trueNegative: 0 }).recall).toMatchObject({ value: 0.9, n: 10 });
  expect(agreementOf({ truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 })).toEqual({
    truePositive: 0,
    falsePositive: 0,
    falseNegative: 0,
    trueNegative: 0,
    decided: 0,
    precision: null,
    recall: null,
    kappa: null,
    baseRate: null,
  });
});

const count = fc.integer({ min: 0, max: 5_000 });
const confusion: fc.Arbitrary<Confusion> = fc.record({ truePositive: count, falsePositive: count, falseNegative: count, trueNegative: count });

test('whatever the counts: shares within their bounds, bounds within 0 and 1, kappa at most 1', () => {
  fc.assert(
    fc.property(confusion, (counts) => {
      const { precision, recall, kappa } = agreementOf(counts);
      for (const rate of [precision, recall]) {
        if (rate === null) continue;
        expect(rate.low).toBeGreaterThanOrEqual(0);
        expect(rate.low).toBeLessThanOrEqual(rate.value);
        expect(rate.high).toBeGreaterThanOrEqual(rate.value);
        expect(rate.high).toBeLessThanOrEqual(1);
      }
      if (kappa !== null) {
        expect(kappa).toBeLessThanOrEqual(1);
        expect(kappa).toBeGreaterThanOrEqual(-1);
      }
    }),
  );
});

test('one more hit never lowers a bound, and more of the same narrows the interval', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.nat(), (n, seed) => {
      const hits = seed % n;
      const [one, more, twice] = [wilson(hits, n), wilson(hits + 1, n), wilson(hits * 2, n * 2)];
      if (one === null || more === null || twice === null) throw new Error('counted over something');
      expect(more.low).toBeGreaterThanOrEqual(one.low);
      expect(more.high).toBeGreaterThanOrEqual(one.high);
      expect(twice.high - twice.low).toBeLessThan(one.high - one.low);
    }),
  );
});

test('kappa is 1 for perfect agreement, and the same whoever of the two is called the auditor', () => {
  fc.assert(
    fc.property(confusion, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (counts, wrong, right) => {
      expect(cohensKappa({ truePositive: wrong, falsePositive: 0, falseNegative: 0, trueNegative: right })).toBe(1);
      const swapped = { ...counts, falsePositive: counts.falseNegative, falseNegative: counts.falsePositive };
      expect(cohensKappa(swapped)).toBe(cohensKappa(counts));
    }),
  );
});
