/** The review desk: the next item is at hand, the doubtful words stand out, differences are marked. */
import { describe, expect, it } from 'vitest';
import { type Finding, finding as findingSchema } from '../../../../src-preload/contract/review/audit.ts';
import { reviewItemId } from '../../../../src-preload/contract/ids.ts';
import { byDoubt, differs, doubtedClaims, neighbourOf } from '../../../../src-renderer/review/reviewQueue.ts';

const finding = (verdict: Finding['verdict'], claimText: string | null): Finding =>
  findingSchema.parse({
    id: `f-${claimText ?? 'none'}`,
    memoryId: 'm',
    check: 'count-match',
    claimId: null,
    claimText,
    claimKind: null,
    verdict,
    claimed: null,
    evidence: null,
    live: null,
    reason: 'r',
    confidence: null,
    at: '2026-11-21T02:00:00.000Z',
  });
const items = ['a', 'b', 'c'].map((id) => ({ id: reviewItemId.parse(id) }));

describe('after a decision', () => {
  it('the item below is next, or the one above at the end', () => {
    expect(neighbourOf(items, reviewItemId.parse('b'))).toBe('c');
    expect(neighbourOf(items, reviewItemId.parse('c'))).toBe('b');
    expect(neighbourOf(items.slice(0, 1), reviewItemId.parse('a'))).toBeNull();
  });
});

describe('the doubtful words', () => {
  const answer = 'JOB has RC 4. It blocks 20 jobs.';
  it('are marked where the answer says them; confirmed ones are not', () => {
    const claims = doubtedClaims(answer, [finding('changed-since', '20 jobs'), finding('contradicted', 'RC 4'), finding('confirmed', 'JOB')]);
    expect(claims.map(({ start, end }) => answer.slice(start, end))).toEqual(['RC 4', '20 jobs']);
  });
  it('are marked for the worst finding when two overlap', () => {
    const claims = doubtedClaims(answer, [finding('uncheckable', 'JOB has RC 4'), finding('contradicted', 'RC 4')]);
    expect(claims.map(({ verdict }) => verdict)).toEqual(['contradicted']);
  });
  it('are marked in the order they are read, also at the start and side by side', () => {
    const claims = doubtedClaims('AB CD', [finding('contradicted', 'CD'), finding('changed-since', 'AB'), finding('changed-since', ' ')]);
    expect(claims.map(({ text }) => text)).toEqual(['AB', ' ', 'CD']);
  });
  it('mark nothing for a finding without words', () => {
    expect(doubtedClaims(answer, [finding('contradicted', null), finding('contradicted', '')])).toEqual([]);
  });
  it('mark nothing that the answer does not say', () => {
    expect(doubtedClaims(answer, [finding('contradicted', 'RC 99')])).toEqual([]);
  });
});

it('findings come worst first', () => {
  expect(byDoubt([finding('confirmed', 'a'), finding('contradicted', 'b')])[0]?.verdict).toBe('contradicted');
});

it('an unknown value differs from nothing', () => {
  expect(differs('8', '4')).toBe(true);
  expect(differs('8', ' 8 ')).toBe(false);
  expect(differs(' 8 ', '8')).toBe(false);
  expect(differs('8', null)).toBe(false);
  expect(differs(null, '8')).toBe(false);
});
