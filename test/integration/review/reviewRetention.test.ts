/** Thirty days after a memory left, its text is gone from every place it was found in; why it left stays. Nothing earlier, nothing else. */
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { startRetention } from '../../../src-main/memory/retention.ts';
import { createReview } from '../../../src-main/review/review.ts';
import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import { details } from '../../fakes/plan/plan.ts';
import { ENGINE, exchange, openTestStore, settle, type TestStore, writeTurn } from '../../fakes/store.ts';

const DAY = 86_400_000;
const QUESTION = 'Why did LOAD_DWH abend?';
const ask = (store: TestStore) => store.memory.retrieve({ question: QUESTION, engineId: ENGINE, limit: 5 });

function retentionOf({ db, clock }: TestStore) {
  const retention = startRetention({ db, clock, log: createSilentLog() });
  return { run: retention.run, [Symbol.dispose]: () => retention.stop() };
}

/** How often the word stands anywhere in the tables a memory is read or found from. */
function traces({ db }: TestStore, memoryId: MemoryId): Record<string, number> {
  const count = (sql: string) => db.prepare<[string], { n: number }>(sql).get(memoryId)?.n ?? -1;
  return {
    answer: count(`SELECT count(*) AS n FROM memory WHERE id = ? AND (answer <> '' OR durable_answer IS NOT NULL)`),
    text: count('SELECT count(*) AS n FROM memory_text WHERE rowid = (SELECT seq FROM memory WHERE id = ?)'),
    vector: count('SELECT count(*) AS n FROM memory_embedding WHERE memory_seq = (SELECT seq FROM memory WHERE id = ?)'),
    mentions: count('SELECT count(*) > 0 AS n FROM mention WHERE memory_id = ?'),
  };
}
const ALL = { answer: 1, text: 1, vector: 1, mentions: 1 };
const NONE = { answer: 0, text: 0, vector: 0, mentions: 0 };

test('a removed memory is not found from that moment; after 30 days its text is gone, and question and reason stay', async () => {
  await using store = await openTestStore();
  using retention = retentionOf(store);
  const memoryId = store.memory.remember(exchange({ durableAnswer: 'The table was full.' }));
  settle(store.db, memoryId, 'active');
  expect(await ask(store)).toHaveLength(1);
  store.memory.remove(memoryId, 'names a customer', 'ana');
  expect(await ask(store)).toEqual([]);
  store.clock.advance(30 * DAY);
  expect(await retention.run()).toBe(0);
  expect(traces(store, memoryId)).toEqual(ALL);
  store.clock.advance(1);
  expect(await retention.run()).toBe(1);
  expect(traces(store, memoryId)).toEqual(NONE);
  expect(await ask(store)).toEqual([]);
  expect(store.memory.get(memoryId)).toMatchObject({ question: QUESTION, answer: '', state: 'rejected', decidedBy: 'ana', stubbedAt: expect.any(String) });
  expect(store.db.prepare('SELECT reason, by_whom FROM tombstone').get()).toEqual({ reason: 'names a customer', by_whom: 'ana' });
  expect(() => store.memory.restore(memoryId, 'ana')).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
  expect(await retention.run()).toBe(0);
});

test('what was restored in time, what no person has decided yet, and a proposed rule keep their text', async () => {
  await using store = await openTestStore();
  using retention = retentionOf(store);
  const restored = store.memory.remember(exchange({ question: 'a' }));
  settle(store.db, restored, 'active');
  store.memory.remove(restored, 'mistake', 'ana');
  const undecided = store.memory.remember(exchange({ question: 'b' }));
  store.db.prepare(`UPDATE memory SET state = 'rejected', version = version + 1 WHERE id = ?`).run(undecided);
  store.db
    .prepare(`INSERT INTO tombstone VALUES (?, '{}', 'contradicted', 'Resync auditor', ?, '2026-11-21T00:00:00.000Z')`)
    .run(undecided, '2026-11-20T00:00:00.000Z');
  store.db
    .prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES ('rev_1', ?, 'pending', 'reject', '', 1, '')`)
    .run(undecided);
  store.clock.advance(29 * DAY);
  store.memory.restore(restored, 'ana');
  store.clock.advance(40 * DAY);
  expect(await retention.run()).toBe(0);
  expect([traces(store, restored), traces(store, undecided)]).toEqual([ALL, ALL]);
});

test('the evidence of a turn goes with the memory only where its conversation was removed; the turn itself stays', async () => {
  await using store = await openTestStore();
  using retention = retentionOf(store);
  const parts = {
    answer: 'LOAD_DWH is SUCC.',
    receipts: [{ tool: 'job_details' as const, data: details('LOAD_DWH') }],
    claims: [{ kind: 'status' as const, subject: 'job:LOAD_DWH', claimed: 'SUCC', receipt: 0 }],
  };
  const kept = writeTurn(store, parts);
  const dropped = writeTurn(store, { ...parts, question: 'And now?' });
  store.db.prepare(`INSERT INTO conversation VALUES ('con_gone', 'gone', 1, '', '', '2026-11-20T00:00:00.000Z')`).run();
  store.db.prepare(`UPDATE turn SET conversation_id = 'con_gone' WHERE id = ?`).run(dropped.turnId);
  for (const { memoryId } of [kept, dropped]) store.memory.remove(memoryId, 'private', 'ana');
  store.clock.advance(31 * DAY);
  expect(await retention.run()).toBe(2);
  const claim = store.db.prepare<[string], { text: string; claimed: string | null }>('SELECT text, claimed FROM claim WHERE turn_id = ?');
  const receipt = store.db.prepare<[string], { data: string; hash: string }>('SELECT data, hash FROM receipt WHERE turn_id = ?');
  expect(claim.get(kept.turnId)?.text).toContain('LOAD_DWH');
  expect(claim.get(dropped.turnId)).toEqual({ text: '', claimed: null });
  expect(receipt.get(kept.turnId)?.data).toContain('LOAD_DWH');
  expect(receipt.get(dropped.turnId)).toEqual({ data: 'null', hash: 'hash' });
  expect(store.db.prepare('SELECT count(*) AS n FROM turn WHERE answer <> ?').get('')).toEqual({ n: 2 });
});

test('a decision cannot be taken back once the text is gone, and says so', async () => {
  await using store = await openTestStore();
  using retention = retentionOf(store);
  const memoryId = store.memory.remember(exchange());
  settle(store.db, memoryId, 'flagged');
  const id = 'rev_1' as ReviewItemId;
  store.db
    .prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', 'flag', '', 1, '')`)
    .run(id, memoryId);
  const review = createReview({ db: store.db, clock: store.clock, log: createSilentLog(), storeCorrection: store.memory.storeCorrection });
  const { version } = review.reject({ id, version: 1, note: 'wrong cause' }, 'ana');
  store.clock.advance(31 * DAY);
  expect(await retention.run()).toBe(1);
  expect(() => review.undo({ id, version }, 'ana')).toThrow(expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('was dropped') }));
  expect(review.get(id).history.map(({ what, note }) => [what, note])).toEqual([['rejected', 'wrong cause']]);
});

test('a thousand memories are dropped in slices, with room for others in between', async () => {
  await using store = await openTestStore();
  using retention = retentionOf(store);
  store.db.transaction(() => {
    for (let n = 0; n < 1_000; n++) store.memory.remove(store.memory.remember(exchange({ question: `Why did JOB_${n} abend?` })), 'old', 'ana');
  })();
  store.clock.advance(31 * DAY);
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  expect(await retention.run()).toBe(1_000);
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(200);
});

test('stopping ends a run in good order', async () => {
  await using store = await openTestStore();
  const retention = startRetention({ db: store.db, clock: store.clock, log: createSilentLog() });
  for (let n = 0; n < 50; n++) store.memory.remove(store.memory.remember(exchange({ question: `q${n}` })), 'old', 'ana');
  store.clock.advance(31 * DAY);
  const running = retention.run();
  retention.stop();
  const stubs = await running;
  expect(stubs).toBeLessThan(50);
  expect(store.db.prepare('SELECT count(*) AS n FROM memory WHERE stubbed_at IS NOT NULL').get()).toEqual({ n: stubs });
});
