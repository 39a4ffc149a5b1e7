/** What a handover says of knowledge: doubts that are still open, and what people decided since, as they decided it. */
import { expect, test } from 'vitest';
import { newId } from '../../../src-main/base/ids.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { readApprovedSince, readOpenDoubts } from '../../../src-main/review/handoverRows.ts';
import { createReview } from '../../../src-main/review/review.ts';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import { ENGINE, exchange, openTestStore, settle, type TestStore } from '../../fakes/store.ts';

function flagged({ db, memory, clock }: TestStore, question: string, engineId = ENGINE): MemoryId {
  const id = memory.remember(exchange({ engineId, question, answer: `${question} Because.` }));
  settle(db, id, 'flagged');
  db.prepare(
    "INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', 'flag', 'nobody saw it', 1, ?)",
  ).run(newId('rev'), id, new Date(clock.now()).toISOString());
  clock.advance(60_000);
  return id;
}

test('open doubts of the engine, newest first; what is decided is open no more and told with its last wording', async () => {
  await using store = await openTestStore();
  const { db, clock, memory } = store;
  const review = createReview({ db, clock, log: createSilentLog(), storeCorrection: memory.storeCorrection });
  for (const question of ['Why A?', 'Why B?', 'Why C?']) flagged(store, question);
  flagged(store, 'Why elsewhere?', 'eng_other' as typeof ENGINE);
  expect(readOpenDoubts(db, ENGINE)).toEqual({
    total: 3,
    newest: ['Why C?', 'Why B?', 'Why A?'].map((question) => ({ question, reason: 'nobody saw it' })),
  });

  const left = new Date(clock.now()).toISOString();
  clock.advance(60_000);
  const { items } = await review.list({ state: 'pending', sort: 'value', limit: 10, offset: 0 }, 'ana');
  const itemOf = (question: string) => {
    const { id, version } = items.find((item) => item.memory.question === question)!;
    return { id, version };
  };
  review.approve(itemOf('Why A?'), 'Ana');
  clock.advance(60_000);
  review.correct({ ...itemOf('Why B?'), answer: 'B waits for the file of the bank.' }, 'Bia');
  review.approve(itemOf('Why elsewhere?'), 'Ana');
  expect(readOpenDoubts(db, ENGINE).total).toBe(1);
  const approved = readApprovedSince(db, ENGINE, left);
  expect(approved.map(({ answer, decidedBy }) => [answer, decidedBy])).toEqual([
    ['B waits for the file of the bank.', 'Bia'],
    ['Why A? Because.', 'Ana'],
  ]);
  expect(readApprovedSince(db, ENGINE, new Date(clock.now()).toISOString())).toEqual([]);
});
