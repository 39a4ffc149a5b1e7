/** Promise 9: what was made from text that others write never becomes knowledge without a person, whatever checks and judges say. */
import { expect, test } from 'vitest';
import { heldBack } from '../../src-main/audit/taint.ts';

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
