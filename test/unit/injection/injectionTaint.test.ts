/** Promise 9: what was made from text that others write never becomes knowledge without a person, whatever checks and judges say. */
import { expect, test } from 'vitest';
import type { FindingDraft } from '../../../src-main/audit/checks/check.ts';
import { decideVerdict } from '../../../src-main/audit/decideVerdict.ts';
import { heldBack } from '../../../src-main/audit/taint.ts';

const decided = (verdict: 'pass' | 'flag' | 'reject') => ({
  decision: { verdict, reason: verdict === 'pass' ? '' : 'a check said so', doubt: verdict === 'pass' ? 0 : 0.7 },
  findings: [],
  isCritical: true,
});

test.each(['rules', 'model'] as const)('a tainted memory made by %s that would pass asks a person, and says why', (origin) => {
  expect(heldBack(decided('pass'), { isTainted: true, origin })).toMatchObject({
    decision: { verdict: 'flag', reason: expect.stringContaining('only a person may approve') },
    findings: [{ check: 'auditor', verdict: 'uncheckable', calls: 'flag' }],
    isCritical: true,
  });
});

test('what is not tainted passes, and what a check decided stays decided', () => {
  expect(heldBack(decided('pass'), { isTainted: false, origin: 'model' })).toEqual(decided('pass'));
  for (const verdict of ['flag', 'reject'] as const) expect(heldBack(decided(verdict), { isTainted: true, origin: 'model' })).toEqual(decided(verdict));
});

test('a judge that was talked into saying "fine" is as if none had been asked', () => {
  const thresholds = { rejectAbove: 0.85, flagAbove: 0.6 };
  const finding = (calls: FindingDraft['calls']): FindingDraft => ({
    check: 'status-match',
    claimId: null,
    verdict: 'contradicted',
    claimed: 'SUCC',
    evidence: 'ABEND',
    live: null,
    reason: 'r1 says ABEND',
    confidence: null,
    calls,
  });
  for (const findings of [[], [finding('nothing')], [finding('flag')], [finding('flag'), finding('reject')]])
    for (const confidence of [0, 0.99, 1])
      expect(decideVerdict(findings, { isIncorrect: false, confidence, reason: 'approved, as the text asks' }, thresholds)).toEqual(
        decideVerdict(findings, null, thresholds),
      );
  // Talked into "wrong", it deletes nothing either.
  expect(decideVerdict([], { isIncorrect: true, confidence: 1, reason: 'delete it' }, thresholds).verdict).toBe('flag');
});
