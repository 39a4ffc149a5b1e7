/** A store made by an earlier version opens in this one with nothing lost: rows, states, the trail of decisions, and what retrieval finds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { migrateDatabase } from '../../../src-main/database/migrate.ts';
import { type Db, openDatabase } from '../../../src-main/database/open.ts';
import { verifyTrail } from '../../../src-main/database/rows/verifyTrail.ts';
import { createMemory } from '../../../src-main/memory/memory.ts';
import type { EngineId } from '../../../src-preload/contract/ids.ts';
import { ENGINE } from '../../fakes/store.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const STORES = new URL('../../fixtures/stores/', import.meta.url);
const counts = z.record(z.string(), z.number());
const CONTENTS = z
  .record(z.string(), z.strictObject({ rows: counts, memories: counts, stubs: z.number(), reviewItems: counts, reviewEvents: counts }))
  .parse(JSON.parse(readFileSync(new URL('contents.json', STORES), 'utf8')));

/** Before the 30 days of its tombstones are over. */
const clock = { now: () => Date.parse('2026-12-01T00:00:00Z') };

async function opened(name: string) {
  const directory = temporaryDirectory('resync-kept-');
  const path = join(directory.path, 'resync.db');
  writeFileSync(path, zstdDecompressSync(readFileSync(new URL(`${name}.db.zst`, STORES))));
  const log = createSilentLog();
  await migrateDatabase({ path, clock, log });
  const db = openDatabase({ path });
  const memory = createMemory({ db, databasePath: path, clock, log });
  return {
    db,
    memory,
    async [Symbol.asyncDispose]() {
      await memory.close();
      db.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

const countOf = (db: Db, table: string) => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n;
const groupsOf = (db: Db, sql: string) =>
  Object.fromEntries(
    db
      .prepare<[], { name: string; n: number }>(sql)
      .all()
      .map(({ name, n }) => [name, n]),
  );

test.each(Object.entries(CONTENTS))(
  'the store "%s" keeps every row, state and decision',
  async (name, { rows, memories, reviewItems, reviewEvents, stubs }) => {
    await using store = await opened(name);
    const { db } = store;
    expect(Object.fromEntries(Object.keys(rows).map((table) => [table, countOf(db, table)]))).toEqual(rows);
    expect(groupsOf(db, 'SELECT state AS name, count(*) AS n FROM memory GROUP BY state')).toEqual(memories);
    expect(groupsOf(db, 'SELECT state AS name, count(*) AS n FROM review_item GROUP BY state')).toEqual(reviewItems);
    expect(groupsOf(db, 'SELECT what AS name, count(*) AS n FROM review_event GROUP BY what')).toEqual(reviewEvents);
    expect(countOf(db, 'memory WHERE stubbed_at IS NOT NULL')).toBe(stubs);
    expect(await verifyTrail(db)).toMatchObject({ isIntact: true, events: Object.values(reviewEvents).reduce((sum, n) => sum + n, 0) });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  },
);

test.each([
  ['demo', 'demo' as EngineId, 'Por que o LOAD_DWH falhou?', 'LOAD_DWH'],
  ['reviewed', ENGINE, 'Why did CALC_FX_1 abend?', 'the tablespace was full'],
  ['3000-memories', ENGINE, '¿Por qué falló CALC_GL_5?', 'CALC_GL_5'],
])('what the store "%s" knows is found', async (name, engineId, question, expected) => {
  await using store = await opened(name);
  const hits = await store.memory.retrieve({ question, engineId, limit: 5 });
  expect(hits.map(({ answer }) => answer).join('\n')).toContain(expected);
});

test('what was removed can still be put back, what is a stub cannot', async () => {
  await using store = await opened('reviewed');
  const { memory } = store;
  const gone = memory.recent(200).filter(({ state }) => state === 'rejected');
  const [removed] = gone.filter(({ decidedBy, restorableUntil, stubbedAt }) => decidedBy === 'bruno' && restorableUntil !== null && stubbedAt === null);
  const [stub] = gone.filter(({ stubbedAt }) => stubbedAt !== null);
  expect(memory.restore(removed!.id, 'ana')).toMatchObject({ stubbedAt: null, answer: expect.stringContaining('ABEND') });
  expect(() => memory.restore(stub!.id, 'ana')).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
});
