/** Any sequence of decisions and removals by several people: what is taken back leaves every byte of the memory as it was, also after a restart. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '../../../src-main/base/text/canonicalJson.ts';
import { asFault } from '../../../src-main/base/fault.ts';
import { newId } from '../../../src-main/base/ids.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Db, openDatabase } from '../../../src-main/database/open.ts';
import { appendTrail } from '../../../src-main/database/rows/reviewTrail.ts';
import { AUDITOR } from '../../../src-main/database/rows/memoryStanding.ts';
import { createMemory } from '../../../src-main/memory/memory.ts';
import { createReview, type Review } from '../../../src-main/review/review.ts';
import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { MemoryState } from '../../../src-preload/contract/memory.ts';
import { exchange, openTestStore, settle, type TestStore } from '../../fakes/store.ts';

const reviewOf = ({ db, clock, memory }: Pick<TestStore, 'db' | 'clock' | 'memory'>): Review =>
  createReview({ db, clock, log: createSilentLog(), storeCorrection: memory.storeCorrection });

/** A memory before a reviewer as the auditor leaves it: doubted, rejected, or passed and drawn as a spot check. */
function openItem({ db, memory, clock }: TestStore, state: 'flagged' | 'rejected' | 'active', question: string): { memoryId: MemoryId; id: ReviewItemId } {
  const memoryId = memory.remember(exchange({ question, durableAnswer: 'The disk was full.' }));
  const at = new Date(clock.now()).toISOString();
  settle(db, memoryId, state === 'active' ? 'active' : 'flagged');
  if (state === 'rejected') {
    db.prepare(`UPDATE memory SET state = 'rejected', decided_by = ?, decided_at = ?, version = version + 1 WHERE id = ?`).run(AUDITOR, at, memoryId);
    const previous = { state: 'quarantined', decided_by: null, decided_at: null, is_human_decided: 0, superseded_by: null, version: 1 };
    db.prepare(`INSERT INTO tombstone VALUES (?, ?, 'contradicted', ?, ?, '2026-12-20T23:00:00.000Z')`).run(memoryId, JSON.stringify(previous), AUDITOR, at);
  }
  const id = newId('rev');
  db.prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', 'flag', 'doubt', 1, ?)`).run(
    id,
    memoryId,
    at,
  );
  appendTrail(db, { itemId: id, at, who: AUDITOR, what: 'opened', note: null, before: null });
  return { memoryId, id };
}

/** The hash of every byte a memory is made of, and of its item; versions only ever grow. */
function bytesOf(db: Db, memoryId: MemoryId): string {
  const rows = (sql: string) => db.prepare<[string]>(sql).all(memoryId);
  const [memory] = rows('SELECT * FROM memory WHERE id = ?') as Record<string, unknown>[];
  return hashOf([
    { ...memory, version: null },
    rows('SELECT question, answer, names FROM memory_text WHERE rowid = (SELECT seq FROM memory WHERE id = ?)'),
    rows('SELECT embedder_id, dimensions, hex(vector) AS vector FROM memory_embedding WHERE memory_seq = (SELECT seq FROM memory WHERE id = ?)'),
    rows('SELECT entity_id FROM mention WHERE memory_id = ? ORDER BY entity_id'),
    rows('SELECT * FROM tombstone WHERE memory_id = ?'),
    rows('SELECT id, state, auditor_verdict, reason, value, created_at, decided_at, decided_by, note, correction_id FROM review_item WHERE memory_id = ?'),
  ]);
}

const DECISIONS = ['approve', 'correct', 'reject'] as const;
type Step = (typeof DECISIONS)[number] | 'undo' | 'remove' | 'restore';

/** Does the step; false when it was refused, as it must then leave everything as it was. */
function take(store: TestStore, review: Review, { memoryId, id }: { memoryId: MemoryId; id: ReviewItemId }, step: Step, who: string): boolean {
  const { version } = review.get(id).item;
  store.clock.advance(60_000);
  const before = bytesOf(store.db, memoryId);
  try {
    if (step === 'remove') store.memory.remove(memoryId, `no use, says ${who}`, who);
    else if (step === 'restore') store.memory.restore(memoryId, who);
    else review[step]({ id, version, answer: `The disk is full, says ${who}.`, note: who }, who);
    return true;
  } catch (thrown) {
    expect(asFault(thrown).code).toBe('CONFLICT');
    expect(bytesOf(store.db, memoryId), `${step} was refused`).toBe(before);
    return false;
  }
}

test('each step taken back gives back exactly what stood before it, after any sequence of steps', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const step = fc.tuple(fc.constantFrom<Step>(...DECISIONS, 'undo', 'remove', 'restore'), fc.constantFrom('ana', 'bruno'));
  let asked = 0;
  fc.assert(
    fc.property(fc.constantFrom('flagged', 'rejected', 'active'), fc.array(step, { maxLength: 8 }), (start, steps) => {
      const item = store.db.transaction(() => openItem(store, start, `Why did LOAD_DWH_${asked++} abend?`))();
      // What undo and restore have to give back: the bytes before the decision and before the removal that are in force.
      let beforeDecision: string | null = null;
      let beforeRemoval: { bytes: string; wasDecided: boolean } | null = null;
      for (const [kind, who] of steps) {
        const before = bytesOf(store.db, item.memoryId);
        if (!take(store, review, item, kind, who)) {
          // An undo is refused only while a removal stands on top of the decision, or where there is no decision.
          if (kind === 'undo') expect(beforeDecision === null || beforeRemoval?.wasDecided === true).toBe(true);
          continue;
        }
        const after = bytesOf(store.db, item.memoryId);
        if (kind === 'remove') beforeRemoval = { bytes: before, wasDecided: beforeDecision !== null };
        else if (kind === 'undo') {
          expect(after, 'undo').toBe(beforeDecision);
          beforeDecision = null;
        } else if (kind === 'restore') {
          if (beforeRemoval !== null && (beforeRemoval.wasDecided || beforeDecision === null)) expect(after, 'restore').toBe(beforeRemoval.bytes);
          else beforeDecision = null;
          beforeRemoval = null;
        } else {
          beforeDecision = before;
          if (kind === 'approve') beforeRemoval = null;
        }
        expectSound(store.db, item.memoryId);
      }
    }),
    { numRuns: 80, seed: 20_261_121 },
  );
});

/** What must hold at every moment, whatever was done. */
function expectSound(db: Db, memoryId: MemoryId): void {
  const row = db
    .prepare<[string], { state: MemoryState; item: string; buried: number; corrections: number }>(
      `SELECT memory.state, review_item.state AS item, (SELECT count(*) FROM tombstone WHERE memory_id = memory.id) AS buried,
              (SELECT count(*) FROM memory AS other WHERE other.supersedes = memory.id AND other.state = 'corrected') AS corrections
       FROM memory JOIN review_item ON review_item.memory_id = memory.id WHERE memory.id = ?`,
    )
    .get(memoryId);
  const isOut = row?.state === 'rejected' || row?.state === 'superseded';
  expect(row?.buried, `${row?.state}, item ${row?.item}`).toBe(isOut ? 1 : 0);
  // Never the wrong one beside its correction, and never neither by accident.
  expect(row?.corrections).toBe(row?.state === 'superseded' ? 1 : 0);
  if (row?.item === 'rejected') expect(row.state).toBe('rejected');
  if (row?.item === 'corrected') expect(row.state).toBe('superseded');
}

test('a decision is taken back after the memory was removed and restored in between, and not while it is removed', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const item = openItem(store, 'flagged', 'Why did LOAD_DWH abend?');
  const before = bytesOf(store.db, item.memoryId);
  const { version } = review.approve({ id: item.id, version: 1 }, 'ana');
  store.memory.remove(item.memoryId, 'names a customer', 'bruno');
  expect(() => review.undo({ id: item.id, version }, 'ana')).toThrow(expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('bruno') }));
  store.memory.restore(item.memoryId, 'bruno');
  review.undo({ id: item.id, version }, 'ana');
  expect(bytesOf(store.db, item.memoryId)).toBe(before);
});

test('restoring what a reviewer rejected in a spot check puts it before reviewers again', async () => {
  await using store = await openTestStore();
  const review = reviewOf(store);
  const item = openItem(store, 'active', 'Why did LOAD_DWH abend?');
  const before = bytesOf(store.db, item.memoryId);
  review.reject({ id: item.id, version: 1 }, 'ana');
  store.clock.advance(60_000);
  store.memory.restore(item.memoryId, 'bruno');
  expect(bytesOf(store.db, item.memoryId)).toBe(before);
  expect(review.get(item.id).history.map(({ what, who }) => `${what} by ${who}`)).toEqual(['opened by Resync auditor', 'rejected by ana', 'reopened by bruno']);
});

test('a decision is taken back after a restart of the core', async () => {
  await using store = await openTestStore();
  const item = openItem(store, 'rejected', 'Why did LOAD_DWH abend?');
  const before = bytesOf(store.db, item.memoryId);
  const { version } = reviewOf(store).correct({ id: item.id, version: 1, answer: 'The disk was full.' }, 'ana');
  store.clock.advance(20 * 86_400_000);
  const db = openDatabase({ path: store.path });
  const memory = createMemory({ db, databasePath: store.path, clock: store.clock, log: createSilentLog() });
  reviewOf({ db, clock: store.clock, memory }).undo({ id: item.id, version }, 'bruno');
  await memory.close();
  db.close();
  expect(bytesOf(store.db, item.memoryId)).toBe(before);
});
