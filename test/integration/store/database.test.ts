/** The store's file: one Resync at a time, upgrades on a copy with a backup, and refusals people can act on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { lockDataDirectory } from '../../../src-main/database/lock.ts';
import { type Migration, migrateDatabase } from '../../../src-main/database/migrate.ts';
import { first } from '../../../src-main/database/migrations/001-first.ts';
import { openDatabase } from '../../../src-main/database/open.ts';
import { withStoreFaults } from '../../../src-main/database/storeFault.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'resync-db-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const base = () => ({ path: join(directory, 'resync.db'), clock: systemClock, log: createSilentLog() });
/** A store of the first Resync, with something in it. */
const withRow = async () => {
  await migrateDatabase({ ...base(), migrations: [first] });
  const db = openDatabase({ path: base().path });
  db.prepare(`INSERT INTO conversation VALUES ('c', 'kept', 0, '', '', NULL)`).run();
  db.close();
};
const titles = () => {
  const db = openDatabase({ path: base().path, isReadOnly: true });
  const found = db.prepare<[], { title: string }>('SELECT title FROM conversation').all();
  db.close();
  return found.map(({ title }) => title);
};

test.skipIf(process.platform === 'win32')('a data directory made here is closed to other users of the machine: answers and job logs are in it', () => {
  const made = join(directory, 'new', 'data');
  lockDataDirectory(made).release();
  expect([statSync(made).mode & 0o777, statSync(join(directory, 'new')).mode & 0o777]).toEqual([0o700, 0o700]);
});

test('a second process is refused with the pid of the first, and the lock vanishes with kill -9', async () => {
  const lockFile = new URL('../../../src-main/database/lock.ts', import.meta.url).href;
  const code = `const { lockDataDirectory } = await import(${JSON.stringify(lockFile)}); lockDataDirectory(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  expect(() => lockDataDirectory(directory)).toThrow(
    expect.objectContaining({ code: 'STORE_LOCKED', message: expect.stringContaining(`process ${holder.pid}`) }),
  );
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = lockDataDirectory(directory);
  expect(readFileSync(join(directory, 'lock.pid'), 'utf8').trim()).toBe(String(process.pid));
  lock.release();
  lockDataDirectory(directory).release();
});

test('a fresh store is made whole, and opening it again changes nothing', async () => {
  expect(await migrateDatabase(base())).toEqual({ from: 0, to: 4, backup: null });
  expect(await migrateDatabase(base())).toEqual({ from: 4, to: 4, backup: null });
  const db = openDatabase({ path: base().path });
  expect(['journal_mode', 'synchronous', 'foreign_keys'].map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1]);
  db.close();
});

test('an upgrade works on a copy and keeps a backup that opens', async () => {
  await withRow();
  const extra: Migration = { version: 2, sql: 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT' };
  const outcome = await migrateDatabase({ ...base(), migrations: [first, extra] });
  expect(outcome).toMatchObject({ from: 1, to: 2 });
  expect(titles()).toEqual(['kept']);
  const backup = openDatabase({ path: outcome.backup!, isReadOnly: true });
  expect(backup.prepare('SELECT title FROM conversation').get()).toEqual({ title: 'kept' });
  expect(backup.pragma('user_version', { simple: true })).toBe(1);
  backup.close();
  expect(existsSync(`${base().path}.migrating`)).toBe(false);
});

test('an upgrade that fails, loses rows or breaks references leaves the old store as it was', async () => {
  await withRow();
  const broken: string[] = ['CREATE TABLE oops (', 'DELETE FROM conversation', `INSERT INTO mention VALUES ('nobody', 1)`];
  for (const sql of broken) {
    await expect(migrateDatabase({ ...base(), migrations: [first, { version: 2, sql }] }), sql).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(titles()).toEqual(['kept']);
  }
  expect(await migrateDatabase({ ...base(), migrations: [first] })).toMatchObject({ from: 1, to: 1 });
});

test('a store of the first Resync becomes one of this Resync with everything in it, and a past that begins empty', async () => {
  await withRow();
  expect(await migrateDatabase(base())).toMatchObject({ from: 1, to: 4, backup: expect.stringContaining('schema-1-') });
  expect(titles()).toEqual(['kept']);
  const db = openDatabase({ path: base().path, isReadOnly: true });
  for (const table of ['recorded_object', 'run_history', 'status_event', 'workstation_event', 'recording', 'plan_snapshot', 'watch_rule'])
    expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get(), table).toEqual({ n: 0 });
  db.close();
});

test('a copy left behind by a killed upgrade is not taken for the store', async () => {
  await withRow();
  writeFileSync(`${base().path}.migrating`, 'half a copy');
  await migrateDatabase({ ...base(), migrations: [first, { version: 2, sql: 'CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT' }] });
  expect(titles()).toEqual(['kept']);
  expect(readdirSync(join(directory, 'backups'))).toHaveLength(1);
});

test('a store of a newer Resync is refused, not guessed at', async () => {
  await migrateDatabase({ ...base(), migrations: [first, { version: 9, sql: 'SELECT 1' }] });
  await expect(migrateDatabase(base())).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('newer Resync') });
});

test('a damaged file, a full disk and a busy store each say what to do', async () => {
  writeFileSync(base().path, 'this is not a database, and long enough to look like one '.repeat(100));
  await expect(migrateDatabase(base())).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('Health says what is left') });
  rmSync(base().path);
  await withRow();
  const db = openDatabase({ path: base().path });
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
  const fill = () => withStoreFaults(() => db.prepare(`INSERT INTO conversation VALUES ('big', hex(randomblob(100000)), 0, '', '', NULL)`).run());
  expect(fill).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('full') }));
  expect(titles()).toEqual(['kept']);
  const other = openDatabase({ path: base().path });
  other.pragma('busy_timeout = 0');
  db.exec('BEGIN IMMEDIATE');
  expect(() => withStoreFaults(() => other.exec('BEGIN IMMEDIATE'))).toThrow(expect.objectContaining({ code: 'STORE_LOCKED' }));
  db.exec('ROLLBACK');
  other.close();
  db.close();
});
