// @vitest-environment happy-dom
/** Beside each item stands how to decide it, and what is live now stands beside what was claimed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkNames } from '../../../../src-main/audit/checks/runChecks.ts';
import { type Finding, finding } from '../../../../src-preload/contract/review/audit.ts';
import { claimId, turnId } from '../../../../src-preload/contract/ids.ts';
import type { Reverification } from '../../../../src-preload/contract/review/reverify.ts';
import { checkName, guidelinesFor } from '../../../../src-renderer/review/checks.ts';
import { truthRows } from '../../../../src-renderer/review/desk/truthRows.ts';
import { say, startWords } from '../../../../src-renderer/words/words.ts';

beforeAll(async () => {
  await startWords('pt-BR');
});

const item = (checks: string[], auditorVerdict: 'pass' | 'flag' = 'flag', purpose: 'knowledge' | 'rule-change' = 'knowledge') => ({
  checks,
  auditorVerdict,
  purpose,
});

describe('the guideline', () => {
  it('exists for every check of the auditor, in the language of the reader', () => {
    const nameless = checkNames.filter((check) => checkName(check, say) === check);
    expect(nameless).toEqual([]);
    expect(checkName('return-code', say)).toBe('Código de retorno');
  });
  it('of a check that is newer than the words still says how to decide', () => {
    const [only] = guidelinesFor(item(['phase-of-the-moon']), say);
    expect(only).toMatchObject({ title: 'phase-of-the-moon', decide: 'Decida pelo que as leituras dizem.' });
  });
  it('of a spot check and of a proposed rule is their own', () => {
    expect(guidelinesFor(item([], 'pass'), say).map(({ key }) => key)).toEqual(['spot']);
    expect(guidelinesFor(item([], 'flag', 'rule-change'), say).map(({ key }) => key)).toEqual(['rule']);
  });
});

describe('what is live now', () => {
  const found = (id: string, verdict: Finding['verdict'], claimId: string | null, check = 'status-match'): Finding =>
    finding.parse({
      id,
      memoryId: 'mem_1',
      check,
      claimId,
      claimText: 'JOB is in ABEND',
      claimKind: 'status',
      verdict,
      claimed: 'ABEND',
      evidence: 'ABEND',
      live: 'ABEND',
      reason: 'r',
      confidence: null,
      at: '2026-03-11T10:00:00.000Z',
    });
  const again: Reverification = {
    turnId: turnId.parse('trn_1'),
    at: '2026-03-11T11:00:00.000Z',
    by: 'ana',
    receipts: [],
    plan: { was: null, now: null },
    changes: [],
    isTruncated: false,
    claims: [{ claimId: claimId.parse('clm_1'), was: 'confirmed', now: 'changed-since', observed: 'SUCC' }],
  };

  it('replaces what the auditor saw only where the claim was looked at again', () => {
    const rows = truthRows([found('fnd_2', 'uncheckable', 'clm_2'), found('fnd_1', 'confirmed', 'clm_1')], again);
    expect(rows.map(({ finding: { id }, verdict, live, isNow }) => [id, verdict, live, isNow])).toEqual([
      ['fnd_2', 'uncheckable', 'ABEND', false],
      ['fnd_1', 'changed-since', 'SUCC', true],
    ]);
  });
  it('does not turn the opinion of a judge into a reading', () => {
    expect(truthRows([found('fnd_1', 'contradicted', 'clm_1', 'judge')], again)[0]).toMatchObject({ verdict: 'contradicted', isNow: false });
  });
});
