/** `resync rescue` on stores damaged in every way that was met: what is still there comes back, what is not is counted, and the damaged file stays as it is. */
import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { verifyBackup } from '../../../src-main/database/backup/backupFile.ts';
import { openDatabase } from '../../../src-main/database/open.ts';
import { appendTrail } from '../../../src-main/database/rows/reviewTrail.ts';
import { rescueStore } from '../../../src-main/database/rescue/rescue.ts';
import { createMemory } from '../../../src-main/memory/memory.ts';
import { indexMemory } from '../../../src-main/memory/remember.ts';
import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import { ENGINE, openTestStore, settle, type TestStore, writeTurn } from '../../fakes/store.ts';

const TURNS = 600;
const PAGE = 4096;
let store: TestStore;
let damaged: string;
let bytes: number;
let made = 0;

/** A seeded generator (mulberry32), so that a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

beforeAll(async () => {
  store = await openTestStore();
  damaged = join(store.directory, 'damaged.db');
  store.db.transaction(() => {
    for (let index = 0; index < TURNS; index++) {
      // Some receipts are larger than a page: they go on in overflow pages.
      const data = 'x'.repeat(index % 60 === 0 ? 12_000 : 300);
      const { memoryId } = writeTurn(store, {
        question: `Why did JOB_${index} abend?`,
        answer: `JOB_${index} ended with code ${index}.`,
        receipts: [{ tool: 'find_jobs', data }],
        claims: [{ kind: 'status', receipt: 0 }],
      });
      settle(store.db, memoryId, index % 3 === 0 ? 'flagged' : 'active');
      if (index % 100 === 0) review(memoryId, index);
    }
  })();
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  bytes = statSync(store.path).size;
});
afterAll(() => store[Symbol.asyncDispose]());

function review(memoryId: MemoryId, index: number): void {
  // An id of the shape this program makes.
  const itemId = `rev_${index}` as ReviewItemId;
  store.db
    .prepare(
      `INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at, decided_at, decided_by) VALUES (?, ?, 'rejected', 'flag', 'r', 1, 'c', 'd', 'ana')`,
    )
    .run(itemId, memoryId);
  appendTrail(store.db, { itemId, at: 'd', who: 'ana', what: 'rejected', note: null, before: null });
}

async function rescued(damage: (file: number) => void, { withLog = false } = {}) {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${damaged}${suffix}`, { force: true });
  copyFileSync(store.path, damaged);
  if (withLog) copyFileSync(`${store.path}-wal`, `${damaged}-wal`);
  const file = openSync(damaged, 'r+');
  damage(file);
  closeSync(file);
  const before = hashOf(damaged);
  const to = join(store.directory, `rescued-${made++}.db`);
  const report = await rescueStore({
    from: damaged,
    to,
    index: (db, { id, ...memory }) => indexMemory(db, { ...memory, id: id as MemoryId, names: [] }),
    clock: store.clock,
    log: createSilentLog(),
  });
  expect(hashOf(damaged)).toBe(before);
  const of = (table: string) => report.tables.find((row) => row.table === table) ?? { saved: 0, lost: 0 };
  return { to, report, of };
}

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const garble = (file: number, at: number, size: number, value = 0xa5) => writeSync(file, Buffer.alloc(size, value), 0, size, at);

/** Of each table that matters: every row, as it is in the store. */
function rowsOf(path: string): Record<string, unknown[]> {
  const db = new Database(path, { readonly: true });
  try {
    return Object.fromEntries(
      ['conversation', 'turn', 'receipt', 'claim', 'memory', 'audit_job', 'review_item', 'review_event'].map((table) => [
        table,
        db.prepare(`SELECT rowid AS row, * FROM ${table} ORDER BY rowid`).all(),
      ]),
    );
  } finally {
    db.close();
  }
}

describe('what comes back', () => {
  it('of a whole store: every row of every table, the trail, and what search needs', async () => {
    const { to, report, of } = await rescued(() => {});
    expect(rowsOf(to)).toEqual(rowsOf(store.path));
    expect(report.tables.filter(({ lost }) => lost > 0)).toEqual([]);
    expect(report.trail).toMatchObject({ isIntact: true, events: TURNS / 100 });
    expect(of('turn').saved).toBe(TURNS);
    verifyBackup(to);
    const db = openDatabase({ path: to });
    const memory = createMemory({ db, databasePath: to, clock: store.clock, log: createSilentLog() });
    const memories = await memory.retrieve({ question: 'why did JOB_5 abend?', engineId: ENGINE, limit: 3 });
    await memory.close();
    db.close();
    expect(memories[0]?.question).toBe('Why did JOB_5 abend?');
  });

  it.each([
    ['its header zeroed', (file: number) => garble(file, 0, 100, 0)],
    ['its first page garbled, where the list of tables is', (file: number) => garble(file, 0, PAGE)],
  ])('of one with %s: every row', async (_, damage) => {
    const { to, of } = await rescued(damage);
    expect(rowsOf(to)).toEqual(rowsOf(store.path));
    expect(of('memory')).toMatchObject({ saved: TURNS, lost: 0 });
  });

  it('of one with a damaged index: every row, and a whole index', async () => {
    const root = (store.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'memory_by_state'").get() as { rootpage: number }).rootpage;
    const { to } = await rescued((file) => garble(file, (root - 1) * PAGE, PAGE));
    expect(rowsOf(to)).toEqual(rowsOf(store.path));
  });

  it('of one with the root of a table destroyed: its rows, found page by page', async () => {
    const root = (store.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'memory'").get() as { rootpage: number }).rootpage;
    const { to, report } = await rescued((file) => garble(file, (root - 1) * PAGE, PAGE));
    expect(rowsOf(to).memory).toEqual(rowsOf(store.path).memory);
    expect(report.strays).toBe(TURNS);
  });

  it('of one with 300 garbled places of 64 bytes: at least 85 % of the memories and turns, and the rest is told', async () => {
    const next = random(8);
    const { to, of } = await rescued((file) => {
      for (let place = 0; place < 300; place++) garble(file, Math.floor(next() * (bytes - 64)), 64, Math.floor(next() * 256));
    });
    for (const table of ['memory', 'turn']) {
      const { saved, lost } = of(table);
      expect(saved, table).toBeGreaterThan(TURNS * 0.85);
      expect(saved + lost, table).toBeGreaterThan(TURNS * 0.98);
    }
    verifyBackup(to);
    console.log(
      `300 garbled places in ${bytes / PAGE} pages: ${['turn', 'receipt', 'claim', 'memory'].map((table) => `${table} ${of(table).saved}`).join(', ')} of ${TURNS} each`,
    );
  });

  it('of one with 4,000 garbled places of one byte: no lie in the bytes stops it', async () => {
    const next = random(9);
    const { to, of } = await rescued((file) => {
      for (let place = 0; place < 4_000; place++) garble(file, Math.floor(next() * bytes), 1, Math.floor(next() * 256));
    });
    expect(of('memory').saved).toBeGreaterThan(TURNS * 0.4);
    verifyBackup(to);
  });

  it('of one cut in half: about half, and that it was cut is told', async () => {
    const { report, of } = await rescued((file) => ftruncateSync(file, bytes / 2));
    expect(of('memory').saved).toBeGreaterThan(TURNS * 0.35);
    expect(report.missingPages).toBe(bytes / PAGE - Math.ceil(bytes / 2 / PAGE));
  });

  it('of one whose trail lost an event: the rest, and that it does not verify any more', async () => {
    const { report } = await rescued((file) => {
      const at = readFileSync(damaged).indexOf('rev_300d');
      garble(file, at > 0 ? at : readFileSync(damaged).lastIndexOf('rev_300'), 7, 0xff);
    });
    expect(report.trail.isIntact).toBe(false);
  });

  it('and what only the log beside it holds', async () => {
    writeTurn(store, { question: 'only in the log?', answer: 'yes' });
    const { to } = await rescued(() => {}, { withLog: true });
    const questions = rowsOf(to).turn?.map((row) => (row as { question: string }).question);
    expect(questions).toHaveLength(TURNS + 1);
    expect(questions).toContain('only in the log?');
  });
});

describe('what cannot be saved', () => {
  it.each([
    ['overwritten as a whole', (file: number) => garble(file, 0, bytes)],
    ['emptied', (file: number) => ftruncateSync(file, 0)],
  ])('a store that was %s: said, and no file is left', async (_, damage) => {
    await expect(rescued(damage)).rejects.toThrow('Nothing could be saved');
    expect(readdirSync(store.directory).filter((name) => name.startsWith(`rescued-${made - 1}`))).toEqual([]);
  });

  it('a file that is there already is not written over', async () => {
    expect(existsSync(store.path)).toBe(true);
    await expect(rescueStore({ from: store.path, to: store.path, index: () => {}, clock: store.clock, log: createSilentLog() })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});
