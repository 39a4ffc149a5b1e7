/** A proposed rule is decided like any doubt: approved it is in force at once, dismissed nothing changes, taken back the old level is in force again. */
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { appendPolicy, readPolicies } from '../../../src-main/database/rows/checkPolicy.ts';
import { createReview } from '../../../src-main/review/review.ts';
import { type Proposal, writeProposal } from '../../../src-main/review/scorecard/proposals.ts';
import type { ReviewItemId } from '../../../src-preload/contract/ids.ts';
import { ENGINE, exchange, openTestStore, settle, type TestStore } from '../../fakes/store.ts';

const PROPOSAL: Proposal = { check: 'count-match', from: 'may-reject', level: 'may-flag', overruled: 6, upheld: 1, examples: [] };

function propose(store: TestStore): { id: ReviewItemId; review: ReturnType<typeof createReview>; level: () => string | undefined } {
  const { db, clock, memory } = store;
  const id = db.transaction(() => writeProposal(db, PROPOSAL, clock.now()))();
  const review = createReview({ db, clock, log: createSilentLog(), storeCorrection: memory.storeCorrection });
  return { id, review, level: () => readPolicies(db).get(PROPOSAL.check)?.level };
}

test('approved, the rule is in force at once; taken back, what was in force before is again, and both stand in the trail and the policy', async () => {
  await using store = await openTestStore();
  const { id, review, level } = propose(store);
  expect(level()).toBeUndefined();
  const approved = review.approve({ id, version: 1, note: 'it counts subtotals' }, 'ana');
  expect([approved.state, approved.memory.state, level()]).toEqual(['approved', 'approved', 'may-flag']);
  const undone = review.undo({ id, version: approved.version }, 'bruno');
  expect([undone.state, undone.memory.state, level()]).toEqual(['pending', 'flagged', 'may-reject']);
  expect(store.db.prepare('SELECT level, by_whom FROM check_policy_event ORDER BY seq').all()).toEqual([
    { level: 'may-flag', by_whom: 'ana' },
    { level: 'may-reject', by_whom: 'bruno' },
  ]);
  // And again, as often as people change their mind.
  review.approve({ id, version: undone.version }, 'ana');
  expect(level()).toBe('may-flag');
});

test('dismissed, nothing changes; taken back, it is open again', async () => {
  await using store = await openTestStore();
  const { id, review, level } = propose(store);
  const rejected = review.reject({ id, version: 1 }, 'ana');
  expect([rejected.state, level()]).toEqual(['rejected', undefined]);
  expect(review.undo({ id, version: rejected.version }, 'ana').state).toBe('pending');
  expect(store.db.prepare('SELECT count(*) AS n FROM check_policy_event').get()).toEqual({ n: 0 });
});

test('there is no wording to correct in a proposal', async () => {
  await using store = await openTestStore();
  const { id, review } = propose(store);
  expect(() => review.correct({ id, version: 1, answer: 'off' }, 'ana')).toThrow(
    expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('approved or dismissed') }),
  );
  expect(review.get(id).item).toMatchObject({ state: 'pending', version: 1 });
});

test('a rule that was changed again since is not overwritten by an undo', async () => {
  await using store = await openTestStore();
  const { id, review, level } = propose(store);
  const { version } = review.approve({ id, version: 1 }, 'ana');
  appendPolicy(store.db, { check: PROPOSAL.check, level: 'off', reason: 'precision fell', by: 'Resync auditor', at: '2026-11-20T23:30:00.000Z' });
  expect(() => review.undo({ id, version }, 'ana')).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
  expect([review.get(id).item.state, level()]).toEqual(['approved', 'off']);
});

test('a proposal is never knowledge: not in answers, not in the list of memories, and apart from doubts by its filter', async () => {
  await using store = await openTestStore();
  const { id, review } = propose(store);
  const doubt = store.memory.remember(exchange());
  settle(store.db, doubt, 'flagged');
  store.db
    .prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES ('rev_1', ?, 'pending', 'flag', '', 2, '')`)
    .run(doubt);
  const ids = async (purpose: 'knowledge' | 'rule-change' | undefined) =>
    (await review.list({ state: 'pending', sort: 'value', limit: 10, offset: 0, purpose }, 'ana')).items.map((item) => item.id);
  expect(await ids(undefined)).toEqual(['rev_1', id]);
  expect(await ids('rule-change')).toEqual([id]);
  expect(await ids('knowledge')).toEqual(['rev_1']);
  review.approve({ id, version: 1 }, 'ana');
  expect(store.memory.list({ limit: 10 }).memories.map((memory) => memory.id)).toEqual([doubt]);
  expect(await store.memory.retrieve({ question: 'Should the check count-match ask a person?', engineId: null, limit: 5 })).toEqual([]);
  expect(await store.memory.retrieve({ question: 'Should the check count-match ask a person?', engineId: ENGINE, limit: 5 })).toEqual([]);
});
