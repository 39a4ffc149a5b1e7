/** Many items, several reviewers: nobody's decision is lost or doubled, decided items never hide open ones, and the core goes on meanwhile. */
import { expect, test } from 'vitest';
import { newId } from '../../../src-main/base/ids.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { openDatabase } from '../../../src-main/database/open.ts';
import { appendTrail } from '../../../src-main/database/rows/reviewTrail.ts';
import { AUDITOR } from '../../../src-main/database/rows/memoryStanding.ts';
import { verifyTrail } from '../../../src-main/database/rows/verifyTrail.ts';
import { createMemory } from '../../../src-main/memory/memory.ts';
import { createReview, type Review } from '../../../src-main/review/review.ts';
import { writeProposal } from '../../../src-main/review/scorecard/proposals.ts';
import type { ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewFilter } from '../../../src-preload/contract/review/review.ts';
import { exchange, openTestStore, settle, type TestStore } from '../../fakes/store.ts';

const reviewOf = ({ db, clock, memory }: Pick<TestStore, 'db' | 'clock' | 'memory'>): Review =>
  createReview({ db, clock, log: createSilentLog(), storeCorrection: memory.storeCorrection });

interface Doubt {
  readonly question?: string;
  readonly value?: number;
  readonly check?: string;
  readonly origin?: 'rules' | 'model';
  readonly verdict?: 'flag' | 'reject';
}

/** Flagged memories before reviewers, each a second after the one before. */
function doubts({ db, memory, clock }: TestStore, wanted: readonly Doubt[]): ReviewItemId[] {
  return db.transaction(() =>
    wanted.map(({ question, value = 1, check, origin = 'model', verdict = 'flag' }, at) => {
      clock.advance(1_000);
      const memoryId = memory.remember(exchange({ question: question ?? `Why did JOB_${at} abend?`, answer: 'It lacks space.', origin }));
      settle(db, memoryId, 'flagged');
      const id = newId('rev');
      const opened = new Date(clock.now()).toISOString();
      db.prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', ?, 'doubt', ?, ?)`).run(
        id,
        memoryId,
        verdict,
        value,
        opened,
      );
      if (check !== undefined) {
        db.prepare(`INSERT INTO finding (id, memory_id, check_name, verdict, reason, calls, at) VALUES (?, ?, ?, 'uncheckable', '', 'flag', ?)`).run(
          newId('fnd'),
          memoryId,
          check,
          opened,
        );
      }
      appendTrail(db, { itemId: id, at: opened, who: AUDITOR, what: 'opened', note: null, before: null });
      return id;
    }),
  )();
}
const many = (n: number): Doubt[] => Array.from({ length: n }, () => ({}));
const PENDING: ReviewFilter = { state: 'pending', sort: 'value', limit: 500, offset: 0 };

test('two reviewers in bulk on two connections at once: each item is decided once, the other hears who was faster', async () => {
  await using store = await openTestStore();
  const ids = doubts(store, many(40));
  const db = openDatabase({ path: store.path });
  const memory = createMemory({ db, databasePath: store.path, clock: store.clock, log: createSilentLog() });
  const [ana, bruno] = [reviewOf(store), reviewOf({ db, clock: store.clock, memory })];
  const items = ids.map((id) => ({ id, version: 1 }));
  const [approved, rejected] = await Promise.all([
    ana.bulk({ items, decision: 'approve' }, 'ana'),
    bruno.bulk({ items: items.toReversed(), decision: 'reject' }, 'bruno'),
  ]);
  const outcomes = new Map(ids.map((id) => [id, [approved, rejected].map((results) => results.find((result) => result.id === id))]));
  for (const [id, [byAna, byBruno]] of outcomes) {
    expect(new Set([byAna?.outcome, byBruno?.outcome])).toEqual(new Set(['done', 'refused']));
    const winner = byAna?.outcome === 'done' ? 'ana' : 'bruno';
    expect((byAna?.outcome === 'done' ? byBruno : byAna)?.why).toContain(winner);
    expect(ana.get(id).item).toMatchObject({ decidedBy: winner, memory: { decidedBy: winner } });
    expect(ana.get(id).history).toHaveLength(2);
  }
  // Both got some: they really met.
  expect(new Set([...outcomes.keys()].map((id) => ana.get(id).item.decidedBy)).size).toBe(2);
  expect(await verifyTrail(store.db)).toMatchObject({ isIntact: true, events: 80 });
  await memory.close();
  db.close();
});

test('two reviewers correct the same item: one correction stands, and the other is told whose', async () => {
  await using store = await openTestStore();
  const [id] = doubts(store, [{}]);
  const db = openDatabase({ path: store.path });
  const memory = createMemory({ db, databasePath: store.path, clock: store.clock, log: createSilentLog() });
  reviewOf(store).correct({ id: id!, version: 1, answer: 'The disk was full.' }, 'ana');
  expect(() => reviewOf({ db, clock: store.clock, memory }).correct({ id: id!, version: 1, answer: 'The file was late.' }, 'bruno')).toThrow(
    expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('ana') }),
  );
  expect(store.db.prepare(`SELECT answer FROM memory WHERE state = 'corrected'`).all()).toEqual([{ answer: 'The disk was full.' }]);
  await memory.close();
  db.close();
});

test('others get their turn between two items of a bulk decision, and see it half done', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const items = doubts(store, many(30)).map((id) => ({ id, version: 1 }));
  const seen: number[] = [];
  let next = setImmediate(function look() {
    seen.push(review.counters().pending);
    next = setImmediate(look);
  });
  await review.bulk({ items, decision: 'reject' }, 'ana');
  clearImmediate(next);
  expect(new Set(seen).size).toBeGreaterThan(20);
});

test('a preview says what bulk would do, also of what never was; a proposed rule is never approved among others', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const [doubt] = doubts(store, [{ question: 'Why A?' }]);
  const proposal = { check: 'count-match', from: 'may-reject', level: 'off', overruled: 6, upheld: 1, examples: [] } as const;
  const rule = store.db.transaction(() => writeProposal(store.db, proposal, store.clock.now()))();
  const ids = [doubt!, rule, 'rev_none' as ReviewItemId];
  expect(review.bulkPreview(ids, 'approve', 'ana')).toEqual([
    { id: doubt, version: 1, question: 'Why A?', canApply: true, why: null },
    expect.objectContaining({ id: rule, canApply: false, why: expect.stringContaining('on its own') }),
    { id: 'rev_none', version: 0, question: '', canApply: false, why: 'There is no such review item.' },
  ]);
  const results = await review.bulk({ items: ids.map((id) => ({ id, version: 1 })), decision: 'approve' }, 'ana');
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'refused']);
  expect(store.db.prepare('SELECT count(*) AS n FROM check_policy_event').get()).toEqual({ n: 0 });
  expect(review.bulkPreview([rule], 'reject', 'ana')).toMatchObject([{ canApply: true }]);
});

test('however many are decided, pages of open items show each open one exactly once, most valuable first', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const ids = doubts(
    store,
    Array.from({ length: 150 }, (_, at) => ({ value: at % 7 })),
  );
  await review.bulk({ items: ids.slice(0, 60).map((id) => ({ id, version: 1 })), decision: 'approve' }, 'ana');
  const shown = [];
  for (let offset = 0; offset < 100; offset += 25) {
    const { items, total, counters } = await review.list({ ...PENDING, limit: 25, offset }, 'ana');
    expect([total, counters.pending, counters.approved]).toEqual([90, 90, 60]);
    shown.push(...items);
  }
  expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(ids.slice(60)));
  expect(shown).toHaveLength(90);
  expect(shown.map(({ value }) => value)).toEqual(shown.map(({ value }) => value).sort((a, b) => b - a));
  // Of the same value, who waited longest comes first.
  for (const [at, item] of shown.entries()) {
    const before = shown[at - 1];
    if (before !== undefined && before.value === item.value) expect(before.createdAt <= item.createdAt).toBe(true);
  }
});

test('each filter and order does what it says', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const [a, b, c] = doubts(store, [
    { value: 1, check: 'judge', origin: 'rules' },
    { value: 3, check: 'count-match', verdict: 'reject' },
    { value: 2, check: 'judge' },
  ]) as [ReviewItemId, ReviewItemId, ReviewItemId];
  const { version } = review.claim({ id: c, version: 1 }, 'ana');
  const listed = async (filter: Partial<ReviewFilter>, who = 'ana') => (await review.list({ ...PENDING, ...filter }, who)).items.map(({ id }) => id);
  expect(await listed({})).toEqual([b, c, a]);
  expect(await listed({ sort: 'newest' })).toEqual([c, b, a]);
  expect(await listed({ sort: 'oldest' })).toEqual([a, b, c]);
  expect(await listed({ check: 'judge' })).toEqual([c, a]);
  expect(await listed({ verdict: 'reject' })).toEqual([b]);
  expect(await listed({ origin: 'rules' })).toEqual([a]);
  expect(await listed({ claimed: 'mine' })).toEqual([c]);
  expect(await listed({ claimed: 'mine' }, 'bruno')).toEqual([]);
  expect(await listed({ claimed: 'free' })).toEqual([b, a]);
  expect(await listed({ since: review.get(b).item.createdAt })).toEqual([b, c]);
  expect((await review.list(PENDING, 'ana')).items.map(({ checks }) => checks)).toEqual([['count-match'], ['judge'], ['judge']]);
  // A claim that ended is nobody's.
  store.clock.advance(11 * 60_000);
  expect(await listed({ claimed: 'mine' })).toEqual([]);
  expect(await listed({ claimed: 'free' })).toEqual([b, c, a]);
  review.approve({ id: c, version }, 'ana');
  store.clock.advance(60_000);
  review.approve({ id: a, version: 1 }, 'ana');
  expect(await listed({ state: 'approved' })).toEqual([a, c]);
  expect(await listed({ state: 'approved', sort: 'oldest' })).toEqual([c, a]);
});

test('similar items share a name and are worded alike; the same words about another job are not', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const [first, again, other, decided, , vague, vagueToo] = doubts(store, [
    { question: 'Why did LOAD_DWH abend last night?' },
    { question: 'Why did LOAD_DWH abend?' },
    { question: 'Why did PAY_RUN abend last night?' },
    { question: 'Why did the job LOAD_DWH abend tonight?' },
    { question: 'Which calendar does LOAD_DWH follow on holidays?' },
    { question: 'What does return code twelve mean?' },
    { question: 'what does return code twelve mean exactly?' },
  ]);
  review.reject({ id: decided!, version: 1 }, 'ana');
  const { item, similar } = review.get(first!);
  expect(similar.map(({ itemId, state }) => [itemId, state])).toEqual([
    [again, 'pending'],
    [decided, 'rejected'],
  ]);
  expect(similar[0]).toMatchObject({ question: 'Why did LOAD_DWH abend?', memoryId: review.get(again!).item.memory.id });
  expect(item.similar).toBe(1);
  expect(review.get(other!).similar).toEqual([]);
  expect(review.get(vague!).similar.map(({ itemId }) => itemId)).toEqual([vagueToo]);
  expect((await review.list(PENDING, 'ana')).items.find(({ id }) => id === first)?.similar).toBe(1);
});

test('a name that is everywhere does not make the list slow: only the newest mentions are compared', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  doubts(
    store,
    Array.from({ length: 400 }, (_, at) => ({ question: `Why did LOAD_DWH abend on day ${at}?` })),
  );
  const { items } = await review.list({ ...PENDING, limit: 5 }, 'ana');
  for (const { similar } of items) expect(similar).toBe(60);
  expect(review.get(items[0]!.id).similar).toHaveLength(10);
});
