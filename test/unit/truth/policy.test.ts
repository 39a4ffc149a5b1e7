/** Which answers may become memory, as the table of the design says. */
import { expect, it } from 'vitest';
import { type AnswerOrigin, coverageOf, decisionOf } from '../../../src-main/truth/decide/policy.ts';
import type { Decided, Verdict } from '../../../src-main/truth/decide/verdict.ts';

const said = (verdict: Verdict): Decided => ({
  statement: {
    kind: 'status',
    start: 0,
    end: 1,
    subject: null,
    said: { is: 'other' },
    run: null,
    unexplained: [],
    isSupposed: false,
    isOfThePast: false,
    cited: [],
    isInherited: false,
  },
  verdict,
  evidence: null,
  receipt: null,
});
const decision = (origin: AnswerOrigin, verdicts: readonly Verdict[], unread = 0) =>
  decisionOf({ origin, decided: verdicts.map(said), unread, leastCoverage: 0.8 });

it('rules and references are remembered when clean and covered', () => {
  expect(decision('rules', ['confirmed', 'confirmed'])).toBe('active');
  expect(decision('reference', ['confirmed', 'confirmed', 'confirmed', 'confirmed', 'uncheckable'])).toBe('active');
  expect(decision('reference', ['confirmed', 'uncheckable'])).toBe('unproven');
  expect(decision('rules', ['confirmed'], 1)).toBe('unproven');
  expect(decision('reference', ['confirmed', 'differs'])).toBe('unproven');
});

it('prose is never remembered by itself, and a contradiction asks a person, whatever wrote it', () => {
  expect(decision('prose', ['confirmed', 'confirmed'])).toBe('unproven');
  for (const origin of ['rules', 'reference', 'prose'] as const) expect(decision(origin, ['confirmed', 'contradicted'])).toBe('flagged');
});

it('coverage counts what was confirmed among all that was stated', () => {
  expect(coverageOf({ decided: [said('confirmed'), said('differs'), said('uncheckable')], unread: 1 })).toBe(0.25);
  expect(coverageOf({ decided: [], unread: 0 })).toBe(1);
});
