// @vitest-environment happy-dom
/** What the auditor saw is dated: it is not called "now", however long the item has waited. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it } from 'vitest';
import { finding } from '../../../../src-preload/contract/review/audit.ts';
import { TruthPane } from '../../../../src-renderer/review/desk/TruthPane.tsx';
import { startWords } from '../../../../src-renderer/words/words.ts';

beforeAll(async () => {
  await startWords('en');
});

const found = (id: string, at: string) =>
  finding.parse({
    id,
    memoryId: 'mem_1',
    check: 'status-match',
    claimId: null,
    claimText: 'JOB is in ABEND',
    claimKind: 'status',
    verdict: 'confirmed',
    claimed: 'ABEND',
    evidence: 'ABEND',
    live: 'ABEND',
    reason: 'The scheduler says ABEND.',
    confidence: null,
    at,
  });

it('the live column says when the oldest of its values was read', () => {
  const findings = [found('fnd_2', '2026-03-11T10:00:05.000Z'), found('fnd_1', '2026-03-11T10:00:00.000Z')];
  const drawn = renderToStaticMarkup(createElement(TruthPane, { findings, chosenId: null }));
  expect(drawn).toMatch(/Live, read <time dateTime="2026-03-11T10:00:00\.000Z"/);
});
