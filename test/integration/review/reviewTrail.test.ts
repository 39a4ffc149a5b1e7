/** The trail of decisions, bulk decisions, export, exact restoring and what is left after the 30 days, over a real store. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../../src-main/base/ids.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import type { Db } from '../../../src-main/database/open.ts';
import { appendTrail } from '../../../src-main/database/rows/reviewTrail.ts';
import { AUDITOR } from '../../../src-main/database/rows/memoryStanding.ts';
import { verifyTrail } from '../../../src-main/database/rows/verifyTrail.ts';
import { stubExpired } from '../../../src-main/memory/retention.ts';
import { createReview, type Review } from '../../../src-main/review/review.ts';
import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { ENGINE, exchange, openTestStore, settle, type TestStore } from '../../fakes/store.ts';

const DAY_MS = 86_400_000;

function reviewOf({ db, clock, memory }: TestStore): Review {
  return createReview({ db, clock, log: createSilentLog(), storeCorrection: (input) => memory.storeCorrection(input) });
}

/** A flagged memory before a reviewer, as the auditor leaves it. */
function doubt({ db, memory, clock }: TestStore, question: string, answer = 'It lacks space.'): { memoryId: MemoryId; itemId: ReviewItemId } {
  const memoryId = memory.remember(exchange({ question, answer, durability: 'durable', durableAnswer: answer }));
  settle(db, memoryId, 'flagged');
  const itemId = newId('rev');
  const at = new Date(clock.now()).toISOString();
  db.prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', 'flag', 'doubt', 1, ?)`).run(
    itemId,
    memoryId,
    at,
  );
  appendTrail(db, { itemId, at, who: AUDITOR, what: 'opened', note: null, before: null });
  return { memoryId, itemId };
}
const itemOf = (review: Review, id: ReviewItemId): ReviewItem => review.get(id).item;

/** Everything a memory is, byte for byte; versions and the trail may grow. */
function bytesOf(db: Db, memoryId: MemoryId): unknown {
  const { version: _version, ...row } = db.prepare<[string], Record<string, unknown>>('SELECT * FROM memory WHERE id = ?').get(memoryId)!;
  return {
    row,
    text: db.prepare('SELECT question, answer, names FROM memory_text WHERE rowid = ?').get(row['seq']),
    vector: db.prepare('SELECT * FROM memory_embedding WHERE memory_seq = ?').get(row['seq']),
    mentions: db.prepare('SELECT entity_id FROM mention WHERE memory_id = ? ORDER BY entity_id').all(memoryId),
    tombstone: db.prepare('SELECT * FROM tombstone WHERE memory_id = ?').get(memoryId),
  };
}

test('whatever is decided and taken back, in any order, the memory stands byte for byte as before', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const steps = fc.array(fc.constantFrom('approve', 'reject', 'correct', 'remove'), { minLength: 1, maxLength: 6 });
  let asked = 0;
  fc.assert(
    fc.property(steps, (kinds) => {
      const { memoryId, itemId } = doubt(store, `Why did LOAD_DWH_${asked++} abend?`);
      const before = bytesOf(store.db, memoryId);
      for (const kind of kinds) {
        const { version } = itemOf(review, itemId);
        if (kind === 'remove') {
          store.memory.remove(memoryId, 'no use', 'ana');
          store.memory.restore(memoryId, 'ana');
          continue;
        }
        const decided =
          kind === 'correct' ? review.correct({ id: itemId, version, answer: 'The disk is full.' }, 'ana') : review[kind]({ id: itemId, version }, 'ana');
        review.undo({ id: itemId, version: decided.version }, 'ana');
      }
      expect(bytesOf(store.db, memoryId)).toEqual(before);
    }),
    { numRuns: 40, seed: 20_261_121 },
  );
});

test('in bulk each item is decided on its own: what is held by somebody or gone stale is refused with a reason, the rest is done', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const doubts = ['A', 'B', 'C', 'D'].map((name) => doubt(store, `Why did JOB_${name} abend?`).itemId);
  const items = doubts.map((id) => ({ id, version: itemOf(review, id).version }));
  review.claim(items[1]!, 'rui');
  review.reject(items[2]!, 'rui');
  const { 1: held, 2: decided } = review.bulkPreview(doubts, 'approve', 'ana');
  expect(held).toMatchObject({ canApply: false, why: expect.stringContaining('rui is looking at this item') });
  expect(decided).toMatchObject({ canApply: false, why: expect.stringContaining('rui already decided') });
  const results = await review.bulk({ items, decision: 'approve', note: 'looked at together' }, 'ana');
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'refused', 'done']);
  expect(results[2]?.why).toContain('rui already decided this item');
  expect(doubts.map((id) => itemOf(review, id).state)).toEqual(['approved', 'pending', 'rejected', 'approved']);
});

test('notes and releases stand in the trail; only who holds an item releases it', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const { itemId: id } = doubt(store, 'Why did LOAD_DWH abend?');
  const { version } = review.claim({ id, version: itemOf(review, id).version }, 'ana');
  expect(() => review.release({ id, version }, 'rui')).toThrow(/ana is looking/);
  expect(review.release({ id, version }, 'ana').claimedBy).toBeNull();
  const { history } = review.note(id, 'the DBA says so too', 'rui');
  expect(history.map(({ what, who, note }) => [what, who, note])).toEqual([
    ['opened', AUDITOR, null],
    ['claimed', 'ana', null],
    ['released', 'ana', null],
    ['noted', 'rui', 'the DBA says so too'],
  ]);
});

test.each([
  ['a changed event', `UPDATE review_event SET who = 'eve' WHERE seq = 3`, 3],
  ['a removed event', 'DELETE FROM review_event WHERE seq = 2', 3],
  [
    'an event that was put in between',
    `INSERT INTO review_event SELECT 7, item_id, at, who, what, note, before, previous_hash, hash FROM review_event WHERE seq = 6`,
    7,
  ],
  ['an end that was cut off', 'DELETE FROM review_event WHERE seq > 4', 5],
  [
    'an end that was cut off together with its number',
    `DELETE FROM review_event WHERE seq > 4; UPDATE sqlite_sequence SET seq = 4 WHERE name = 'review_event'`,
    null,
  ],
  ['a verdict that was changed in the item itself', `UPDATE review_item SET state = 'rejected' WHERE rowid = 2`, 4],
  ['an item that was opened again behind the trail', `UPDATE review_item SET state = 'pending', decided_at = NULL, decided_by = NULL WHERE rowid = 1`, 2],
])('%s is found', async (_what, damage, brokenAtSeq) => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  for (const name of ['A', 'B', 'C']) {
    const { itemId: id } = doubt(store, `Why did JOB_${name} abend?`);
    review.approve({ id, version: 1 }, 'ana');
  }
  expect(await verifyTrail(store.db)).toEqual({ isIntact: true, events: 6, brokenAtSeq: null, why: null });
  store.db.exec(`DROP TRIGGER review_event_no_update; DROP TRIGGER review_event_no_delete; ${damage}`);
  expect(await review.verifyTrail()).toMatchObject({ isIntact: false, brokenAtSeq, why: expect.any(String) });
});

test('an export holds every item once, over pages, and no cell is a formula', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  store.db.transaction(() => {
    for (let at = 0; at < 520; at++) doubt(store, `Why did JOB_${at} abend?`, at === 7 ? '=HYPERLINK("http://evil.example","a, b")' : 'It "lacks"\nspace.');
  })();
  const pages = async (format: 'csv' | 'jsonl') => {
    const texts: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await review.export({ format, cursor });
      texts.push(page.text);
      if (page.nextCursor === null) return texts;
      cursor = page.nextCursor;
    }
  };
  const rows = (await pages('jsonl'))
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; history: unknown[] });
  expect(new Set(rows.map(({ id }) => id)).size).toBe(520);
  expect(rows.every(({ history }) => history.length === 1)).toBe(true);
  const csv = await pages('csv');
  expect(csv).toHaveLength(2);
  expect(csv.join('').match(/^id,state,/gm)).toHaveLength(1);
  expect(csv[0]).toContain(`"'=HYPERLINK(""http://evil.example"",""a, b"")"`);
  expect(csv[0]).toContain('"It ""lacks""\nspace."');
});

test('after 30 days only question and reason are left, and a search at once finds nothing; what waits for a person stays whole', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const gone = doubt(store, 'Why did LOAD_DWH abend?', 'Extend ZEBRASPACE.');
  const waiting = doubt(store, 'Why did PAY_RUN abend?');
  store.db.prepare(`UPDATE memory SET state = 'rejected', version = version + 1 WHERE id = ?`).run(waiting.memoryId);
  store.db
    .prepare(`INSERT INTO tombstone VALUES (?, '{}', 'auditor', ?, '2026-11-20T23:00:00.000Z', '2026-12-20T23:00:00.000Z')`)
    .run(waiting.memoryId, AUDITOR);
  const { version } = review.reject({ id: gone.itemId, version: 1, note: 'the disk was not full' }, 'ana');
  store.clock.advance(29 * DAY_MS);
  expect(stubExpired(store)).toBe(0);
  store.clock.advance(2 * DAY_MS);
  expect(stubExpired(store)).toBe(1);
  expect(stubExpired(store)).toBe(0);
  expect(store.memory.get(gone.memoryId)).toMatchObject({
    question: 'Why did LOAD_DWH abend?',
    answer: '',
    durableAnswer: null,
    stubbedAt: expect.any(String),
  });
  expect(store.memory.get(waiting.memoryId).answer).toBe('It lacks space.');
  expect(store.db.prepare(`SELECT count(*) AS n FROM memory_text WHERE memory_text MATCH 'ZEBRASPACE'`).get()).toEqual({ n: 0 });
  expect(await store.memory.retrieve({ question: 'ZEBRASPACE LOAD_DWH', engineId: ENGINE, limit: 5 })).toEqual([]);
  expect(() => review.undo({ id: gone.itemId, version }, 'ana')).toThrow(/dropped/);
  expect(() => store.memory.restore(gone.memoryId, 'ana')).toThrow(/30 days/);
  expect(review.get(gone.itemId).item.note).toBe('the disk was not full');
});
