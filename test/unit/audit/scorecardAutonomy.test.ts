/** The one rule of autonomy at its boundaries, and when overruled checks propose a change of their rule. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeOfAutonomy, JUDGE } from '../../../src-main/review/scorecard/autonomy.ts';
import { proposalFor } from '../../../src-main/review/scorecard/proposals.ts';
import { wilson } from '../../../src-main/review/scorecard/statistics.ts';
import type { DecidedDoubt } from '../../../src-main/review/scorecard/tallies.ts';

const AUDITOR = 'Resync auditor';
const machine = (level: 'may-reject' | 'may-flag' | 'off') => ({ level, by: AUDITOR });
const weigh = (upheld: number, n: number, policy?: Parameters<typeof changeOfAutonomy>[0]['policy'], check = 'status-match') =>
  changeOfAutonomy({ check, policy, rejections: wilson(upheld, n) })?.level ?? null;

test('withdrawn from ten decisions on, when 98 % is out of reach', () => {
  expect(weigh(0, 9)).toBeNull();
  expect(weigh(8, 10)).toBe('may-flag');
  // One mistake in ten leaves 98.2 % within the interval: no proof.
  expect(weigh(9, 10)).toBeNull();
  expect(wilson(9, 10)?.high).toBeCloseTo(0.9821, 4);
  expect(weigh(10, 10)).toBeNull();
  expect(weigh(190, 200)).toBe('may-flag');
  expect(changeOfAutonomy({ check: 'status-match', policy: undefined, rejections: null })).toBeNull();
});

test('given back when 98 % is sure: 189 decisions without a mistake', () => {
  expect(weigh(188, 188, machine('may-flag'))).toBeNull();
  expect(weigh(189, 189, machine('may-flag'))).toBe('may-reject');
  expect(weigh(188, 189, machine('may-flag'))).toBeNull();
});

test('in between everything stays as it is', () => {
  expect(weigh(50, 50, machine('may-flag'))).toBeNull();
  expect(weigh(50, 50, machine('may-reject'))).toBeNull();
});

test('a judge may only flag until it has earned more, and loses it as soon as it is not sure any more', () => {
  expect(weigh(188, 188, undefined, JUDGE)).toBeNull();
  expect(weigh(189, 189, undefined, JUDGE)).toBe('may-reject');
  expect(weigh(189, 190, machine('may-reject'), JUDGE)).toBe('may-flag');
  expect(changeOfAutonomy({ check: JUDGE, policy: machine('may-reject'), rejections: null })?.level).toBe('may-flag');
});

test('what a person has tightened no machine loosens; what a person allowed is still withdrawn by its numbers', () => {
  for (const level of ['may-flag', 'off'] as const) {
    expect(weigh(0, 500, { level, by: 'ana' })).toBeNull();
    expect(weigh(500, 500, { level, by: 'ana' })).toBeNull();
  }
  expect(weigh(8, 10, { level: 'may-reject', by: 'ana' })).toBe('may-flag');
});

test('the reason names the numbers it rests on', () => {
  expect(changeOfAutonomy({ check: 'count-match', policy: undefined, rejections: wilson(7, 10) })?.reason).toBe(
    'Withdrawn: people agreed with 7 of its 10 rejections (precision 70 %, Wilson 95 % interval 39.6 % to 89.2 %); 98 % is out of reach.',
  );
});

test('whatever the numbers, a change is never taken back by the same numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat(), fc.constantFrom('status-match', JUDGE), (n, seed, check) => {
      const rejections = wilson(seed % (n + 1), n);
      for (const level of ['may-reject', 'may-flag'] as const) {
        const change = changeOfAutonomy({ check, policy: machine(level), rejections });
        if (change !== null) expect(changeOfAutonomy({ check, policy: machine(change.level), rejections })).toBeNull();
      }
    }),
  );
});

const doubts = (overruled: number, upheld: number, isRejection: boolean): DecidedDoubt[] =>
  Array.from({ length: overruled + upheld }, (_, index) => ({
    check: 'status-match',
    memoryId: `mem_${index}`,
    decidedAt: '2026-11-20T23:00:00.000Z',
    isWrong: index >= overruled,
    isRejection,
  }));

test('overruled five times and more often than not, a change is proposed: from rejecting to asking, from asking to silence', () => {
  expect(proposalFor('status-match', 'may-reject', doubts(4, 0, true))).toBeNull();
  expect(proposalFor('status-match', 'may-reject', doubts(5, 5, true))).toBeNull();
  expect(proposalFor('status-match', 'may-reject', doubts(5, 4, true))).toMatchObject({ from: 'may-reject', level: 'may-flag', overruled: 5, upheld: 4 });
  // Questions are not fewer because it may no longer reject.
  expect(proposalFor('status-match', 'may-reject', doubts(5, 4, false))?.level).toBe('off');
  expect(proposalFor('status-match', 'may-flag', doubts(5, 4, true))?.level).toBe('off');
  expect(proposalFor('status-match', 'off', doubts(50, 0, true))).toBeNull();
  expect(proposalFor('status-match', 'may-reject', doubts(12, 0, true))?.examples).toHaveLength(5);
});
