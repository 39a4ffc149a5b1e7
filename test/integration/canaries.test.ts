/** Planted answers measure the auditor: they are audited like any answer, and no answer, list or count ever meets them. */
import { expect, test } from 'vitest';
import { exchange, openTestStore, settle } from '../fakes/store.ts';

test('a canary can never be retrieved, even if it stood in a retrievable state with everything that finds a memory', async () => {
  await using store = await openTestStore();
  const { db, memory } = store;
  const canary = memory.plantCanary(exchange({ question: 'Why did LOAD_DWH abend?' }));
  const known = memory.remember(exchange({ question: 'Why did LOAD_DWH abend?', answer: 'LOAD_DWH ended in ABEND because its tablespace is full.' }));
  settle(db, known, 'active');
  for (const state of ['active', 'approved', 'corrected']) {
    expect(() => db.prepare('UPDATE memory SET state = ? WHERE id = ?').run(state, canary)).toThrow(/never retrievable|not allowed/);
  }
  // Past every guard of the database, with the other one's words and vector.
  db.exec('DROP TRIGGER memory_canary_never_sings');
  settle(db, canary, 'active');
  const seq = (id: string) => db.prepare<[string], { seq: number }>('SELECT seq FROM memory WHERE id = ?').get(id)!.seq;
  const [mine, others] = [seq(canary), seq(known)];
  db.prepare('INSERT INTO memory_text (rowid, question, answer, names) SELECT ?, question, answer, names FROM memory_text WHERE rowid = ?').run(mine, others);
  db.prepare('INSERT INTO memory_embedding SELECT ?, embedder_id, dimensions, vector FROM memory_embedding WHERE memory_seq = ?').run(mine, others);
  db.prepare('INSERT INTO mention SELECT ?, entity_id FROM mention WHERE memory_id = ?').run(canary, known);
  const uses = await memory.retrieve({ question: 'Why did LOAD_DWH abend?', engineId: exchange().engineId, limit: 10 });
  expect(uses.map(({ memoryId }) => memoryId)).toEqual([known]);
});

test('a canary is audited, and stands in no list, count or index', async () => {
  await using store = await openTestStore();
  const { db, memory } = store;
  const canary = memory.plantCanary(exchange());
  expect(memory.get(canary)).toMatchObject({ purpose: 'canary', state: 'quarantined' });
  expect(db.prepare('SELECT state FROM audit_job WHERE memory_id = ?').get(canary)).toEqual({ state: 'queued' });
  expect(memory.list({ limit: 10 })).toEqual({ memories: [], total: 0, byState: {} });
  expect(memory.recent()).toEqual([]);
  expect((await memory.health()).memories).toBe(0);
  for (const table of ['memory_text', 'memory_embedding', 'mention']) expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
});
