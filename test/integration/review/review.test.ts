/** Human review over a real store: legal steps only, atomic corrections, exact undo, first reviewer wins, machines never overwrite. */
import { expect, test } from 'vitest';
import { runAuditor } from '../../../src-main/audit/runAuditor.ts';
import { hashOf } from '../../../src-main/base/text/canonicalJson.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { openDatabase } from '../../../src-main/database/open.ts';
import { createReview, type Review } from '../../../src-main/review/review.ts';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { details } from '../../fakes/plan/plan.ts';
import { ENGINE, exchange, openTestStore, type TestStore, type TurnParts, writeTurn } from '../../fakes/store.ts';

function reviewOf({ db, clock, memory }: TestStore): Review {
  return createReview({ db, clock, log: createSilentLog(), storeCorrection: (input) => memory.storeCorrection(input) });
}

async function audit(store: TestStore): Promise<void> {
  const auditor = runAuditor({
    redis: null,
    databasePath: store.path,
    workerName: 'test',
    ports: { reread: () => Promise.resolve(null), judge: () => Promise.resolve({ at: 'no-judge' }) },
    settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
    clock: store.clock,
    batch: 50,
    leaseMs: 60_000,
    onVerdicts: () => {},
    onTrouble: (message) => {
      throw new Error(message);
    },
  });
  await auditor.drain(new AbortController().signal);
  await auditor.close();
}

const flaggedTurn: TurnParts = { answer: 'GHOST_JOB broke it.', claims: [{ kind: 'existence', subject: 'name:GHOST_JOB', claimed: 'exists' }] };
const rejectedTurn: TurnParts = {
  question: 'What is the status of LOAD_DWH?',
  answer: 'LOAD_DWH is SUCC.',
  receipts: [{ tool: 'job_details', data: details('LOAD_DWH') }],
  claims: [{ kind: 'status', subject: 'job:LOAD_DWH', claimed: 'SUCC', receipt: 0 }],
};

async function open(parts: TurnParts): Promise<{ store: TestStore; review: Review; item: ReviewItem; memoryId: MemoryId }> {
  const store = await openTestStore();
  const { memoryId } = writeTurn(store, parts);
  await audit(store);
  const review = reviewOf(store);
  const {
    items: [item],
  } = await review.list({ state: 'pending', sort: 'value', limit: 10, offset: 0 }, 'ana');
  if (item === undefined) throw new Error('nothing to review');
  return { store, review, item, memoryId };
}

/** Everything a decision may touch, without the version that only ever grows. */
function snapshot({ db }: TestStore): string {
  const read = (sql: string) => db.prepare(sql).all();
  return JSON.stringify([
    read(
      "SELECT id, state, decided_by, decided_at, is_human_decided, supersedes, superseded_by, question, answer, content_hash FROM memory WHERE origin <> 'human'",
    ),
    read("SELECT * FROM tombstone WHERE memory_id IN (SELECT id FROM memory WHERE origin <> 'human')"),
    read('SELECT id, memory_id, state, auditor_verdict, reason, value, created_at, decided_at, decided_by, note, correction_id FROM review_item'),
  ]);
}

test('a decision stands when the counters cannot be told, and a verdict of the auditor does not end the core then', async () => {
  const { store, review, item } = await open(flaggedTurn);
  await using _ = store;
  review.subscribe(() => {
    throw new Error('a listener failed');
  });
  expect(review.approve({ id: item.id, version: item.version }, 'ana').state).toBe('approved');
  expect(() => review.refresh()).not.toThrow();
});

test('a flagged and a rejected memory are in the queue with findings, receipts and history', async () => {
  const { store, review, item } = await open(rejectedTurn);
  await using _ = store;
  expect(item).toMatchObject({ state: 'pending', auditorVerdict: 'reject', memory: { state: 'rejected' } });
  const details = review.get(item.id);
  expect(details.findings[0]).toMatchObject({ check: 'status-match', verdict: 'contradicted', claimed: 'SUCC', evidence: 'ABEND' });
  expect(details.receipts).toHaveLength(1);
  expect(details.history.map(({ what, who }) => `${what} by ${who}`)).toEqual(['opened by Resync auditor']);
  expect(store.db.prepare('SELECT verdict, observed FROM claim').get()).toEqual({ verdict: 'contradicted', observed: 'ABEND' });
});

test('approve, reject, correct: each can be undone at any time, and leaves everything exactly as it was', async () => {
  for (const parts of [flaggedTurn, rejectedTurn]) {
    const { store, review, item } = await open(parts);
    await using _ = store;
    const before = snapshot(store);
    let { version } = item;
    for (const decision of ['approve', 'reject', 'correct'] as const) {
      const decided = review[decision]({ id: item.id, version, answer: 'It was the tablespace.', note: 'seen' }, 'ana');
      expect(decided.state).toBe(decision === 'correct' ? 'corrected' : `${decision}${decision === 'approve' ? 'd' : 'ed'}`);
      expect(snapshot(store)).not.toBe(before);
      store.clock.advance(3 * 86_400_000);
      ({ version } = review.undo({ id: item.id, version: decided.version }, 'ana'));
      expect(snapshot(store), `${decision} undone`).toBe(before);
    }
    // The same correction may be given again after it was taken back.
    expect(review.correct({ id: item.id, version, answer: 'It was the tablespace.' }, 'ana').state).toBe('corrected');
  }
});

test('a correction replaces the wrong memory in one step, and the next answer is given it', async () => {
  const { store, review, item, memoryId } = await open(flaggedTurn);
  await using _ = store;
  const ask = { question: 'Why did LOAD_DWH abend?', engineId: ENGINE, limit: 5 };
  expect(await store.memory.retrieve(ask)).toEqual([]);
  const done = review.correct({ id: item.id, version: item.version, answer: 'ORA-01653: extend tablespace TS_DWH.' }, 'ana');
  const { correction } = review.get(item.id);
  expect(done.memory).toMatchObject({ id: memoryId, state: 'superseded', supersededBy: correction?.id });
  expect(correction).toMatchObject({ state: 'corrected', origin: 'human', durability: 'durable', supersedes: memoryId, decidedBy: 'ana' });
  const [use, ...others] = await store.memory.retrieve(ask);
  expect(others).toEqual([]);
  expect(use).toMatchObject({ memoryId: correction?.id, answer: 'ORA-01653: extend tablespace TS_DWH.', state: 'corrected', decidedBy: 'ana' });
  review.undo({ id: item.id, version: done.version }, 'ana');
  expect(await store.memory.retrieve(ask)).toEqual([]);
});

test('a correction that fails halfway changes nothing', async () => {
  const { store, item } = await open(flaggedTurn);
  await using _ = store;
  const before = snapshot(store);
  const review = createReview({
    db: store.db,
    clock: store.clock,
    log: createSilentLog(),
    storeCorrection: (input) => {
      store.memory.storeCorrection(input);
      throw new Error('disk gone');
    },
  });
  expect(() => review.correct({ id: item.id, version: item.version, answer: 'x' }, 'ana')).toThrow('disk gone');
  expect(snapshot(store)).toBe(before);
  expect(store.db.prepare(`SELECT count(*) AS n FROM memory WHERE origin = 'human'`).get()).toEqual({ n: 0 });
});

test('two reviewers, two connections: the first decides, the second hears who did', async () => {
  const { store, review, item } = await open(flaggedTurn);
  await using _ = store;
  const otherDb = openDatabase({ path: store.path });
  const other = createReview({ db: otherDb, clock: store.clock, log: createSilentLog(), storeCorrection: () => 'mem_none' as MemoryId });
  const seen = { id: item.id, version: item.version };
  review.approve(seen, 'ana');
  for (const late of [
    () => other.reject(seen, 'bruno'),
    () => other.approve(seen, 'bruno'),
    () => other.claim(seen, 'bruno'),
    () => other.undo(seen, 'bruno'),
  ]) {
    expect(late).toThrow(expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('ana') }));
  }
  expect(other.get(item.id).item).toMatchObject({ state: 'approved', decidedBy: 'ana' });
  otherDb.close();
});

test('a claimed item is kept for its reviewer for ten minutes', async () => {
  const { store, review, item } = await open(flaggedTurn);
  await using _ = store;
  const claimed = review.claim({ id: item.id, version: item.version }, 'ana');
  expect(claimed).toMatchObject({ claimedBy: 'ana' });
  const seen = { id: item.id, version: claimed.version };
  expect(() => review.reject(seen, 'bruno')).toThrow(expect.objectContaining({ code: 'CONFLICT', message: expect.stringContaining('ana') }));
  store.clock.advance(10 * 60_000 + 1);
  expect(review.get(item.id).item.claimedBy).toBeNull();
  expect(review.reject(seen, 'bruno').state).toBe('rejected');
});

test('no auditor overwrites a human: not through the queue, not by SQL', async () => {
  const { store, review, item, memoryId } = await open(flaggedTurn);
  await using _ = store;
  review.approve({ id: item.id, version: item.version }, 'ana');
  const before = snapshot(store);
  // Even if the job came back by some mistake.
  store.db.prepare(`UPDATE audit_job SET state = 'queued' WHERE memory_id = ?`).run(memoryId);
  await audit(store);
  expect(snapshot(store)).toBe(before);
  expect(() => store.db.prepare(`UPDATE memory SET state = 'rejected', decided_by = 'Resync auditor' WHERE id = ?`).run(memoryId)).toThrow(
    'final for machines',
  );
  expect(() => review.approve({ id: item.id, version: item.version + 1 }, 'Resync auditor')).toThrow();
});

test('a memory a human removed while it was being audited stays removed', async () => {
  await using store = await openTestStore();
  const { memoryId } = writeTurn(store, flaggedTurn);
  const auditor = runAuditor({
    redis: null,
    databasePath: store.path,
    workerName: 'slow',
    ports: {
      reread: () => Promise.resolve(null),
      judge: () => {
        store.memory.remove(memoryId, 'private', 'ana');
        return Promise.resolve({ at: 'no-judge' });
      },
    },
    settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
    clock: store.clock,
    batch: 1,
    leaseMs: 60_000,
    onVerdicts: (events) => expect(events).toEqual([]),
    onTrouble: () => {},
  });
  await auditor.drain(new AbortController().signal);
  expect(store.memory.get(memoryId)).toMatchObject({ state: 'rejected', decidedBy: 'ana' });
  expect(store.db.prepare('SELECT verdict, verdict_by FROM audit_job').get()).toEqual({ verdict: 'reject', verdict_by: 'ana' });
  // Taken back, it waits for its audit again.
  expect(store.memory.restore(memoryId, 'ana').state).toBe('quarantined');
  expect(store.db.prepare('SELECT state, verdict FROM audit_job').get()).toEqual({ state: 'queued', verdict: null });
  await auditor.close();
});

test('illegal changes of state are refused by the database itself', async () => {
  await using store = await openTestStore();
  const { db } = store;
  const legal = new Set(
    (
      'quarantined>active quarantined>flagged quarantined>rejected active>flagged active>rejected flagged>approved flagged>rejected flagged>superseded ' +
      'rejected>approved rejected>superseded rejected>flagged rejected>active rejected>corrected rejected>quarantined approved>flagged approved>rejected ' +
      'approved>superseded corrected>rejected corrected>superseded superseded>flagged superseded>rejected superseded>approved superseded>corrected ' +
      // Undo of a person's verdict on a spot check.
      'approved>active superseded>active'
    ).split(' '),
  );
  const paths: Record<string, string[]> = {
    quarantined: [],
    active: ['active'],
    flagged: ['flagged'],
    rejected: ['rejected'],
    approved: ['flagged', 'approved'],
    superseded: ['flagged', 'superseded'],
    corrected: ['rejected', 'corrected'],
  };
  const seen = new Set<string>();
  let n = 0;
  for (const [from, steps] of Object.entries(paths)) {
    for (const to of Object.keys(paths).filter((state) => state !== from)) {
      const id = store.memory.remember(exchange({ question: `q${n++}` }));
      const move = (state: string) => db.prepare('UPDATE memory SET state = ? WHERE id = ?').run(state, id);
      for (const step of steps) move(step);
      try {
        move(to);
        seen.add(`${from}>${to}`);
      } catch (thrown) {
        expect(String(thrown)).toContain('not allowed');
      }
    }
  }
  expect([...seen].sort()).toEqual([...legal].sort());
  expect(() => db.prepare('DELETE FROM memory').run()).toThrow('tombstone');
  expect(() =>
    db
      .prepare(`INSERT INTO memory (id, question, answer, content_hash, state, durability, origin, is_tainted, created_at, observed_at)
    VALUES ('m', 'q', 'a', 'h', 'active', 'durable', 'model', 0, '', '')`)
      .run(),
  ).toThrow('quarantine');
});

test('the trail is append-only and its hashes chain', async () => {
  const { store, review, item } = await open(flaggedTurn);
  await using _ = store;
  const approved = review.approve({ id: item.id, version: item.version }, 'ana');
  review.undo({ id: item.id, version: approved.version }, 'bruno');
  const rows = store.db.prepare<[], Record<string, string>>('SELECT * FROM review_event ORDER BY seq').all();
  expect(rows.map(({ what, who }) => `${what} by ${who}`)).toEqual(['opened by Resync auditor', 'approved by ana', 'undone by bruno']);
  let previous = '0'.repeat(64);
  for (const { item_id: itemId, at, who, what, note, before, previous_hash: chained, hash } of rows) {
    expect(chained).toBe(previous);
    expect(hash).toBe(hashOf({ itemId, at, who, what, note, before, previous }));
    previous = hash!;
  }
  expect(() => store.db.prepare(`UPDATE review_event SET who = 'x'`).run()).toThrow('append-only');
  expect(() => store.db.prepare('DELETE FROM review_event').run()).toThrow('append-only');
});

test('decided items leave the pending list; counters and list are one reading; subscribers hear of changes', async () => {
  const { store, review, item } = await open(flaggedTurn);
  await using _ = store;
  const heard: number[] = [];
  const undo = review.subscribe((counters) => heard.push(counters.pending));
  review.approve({ id: item.id, version: item.version }, 'ana');
  undo();
  expect(heard).toEqual([0]);
  expect(await review.list({ state: 'pending', sort: 'value', limit: 10, offset: 0 }, 'ana')).toEqual({
    items: [],
    total: 0,
    counters: { pending: 0, approved: 1, corrected: 0, rejected: 0 },
  });
  expect((await review.list({ state: 'approved', search: 'ghost_job', sort: 'value', limit: 10, offset: 0 }, 'ana')).total).toBe(1);
  expect((await review.list({ state: 'approved', search: 'nothing like it', sort: 'value', limit: 10, offset: 0 }, 'ana')).total).toBe(0);
});

test('restoring what the auditor rejected asks the reviewers, not the next answer', async () => {
  const { store, review, item, memoryId } = await open(rejectedTurn);
  await using _ = store;
  review.reject({ id: item.id, version: item.version }, 'ana');
  expect(store.memory.restore(memoryId, 'bruno').state).toBe('flagged');
  expect(review.get(item.id).item.state).toBe('pending');
  expect(await store.memory.retrieve({ question: 'What is the status of LOAD_DWH?', engineId: ENGINE, limit: 5 })).toEqual([]);
});
