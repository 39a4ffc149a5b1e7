/** Backups of a real store: made while it is written, verified, rotated, refused when they cannot be trusted, and put in place. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createBackupClient } from '../../../src-main/database/backup/thread/backupClient.ts';
import { verifyBackup } from '../../../src-main/database/backup/backupFile.ts';
import { createBackups } from '../../../src-main/database/backup/backups.ts';
import { foldersOfDataDirectory, listBackups, newestBackup } from '../../../src-main/database/backup/listBackups.ts';
import { makeBackup } from '../../../src-main/database/backup/makeBackup.ts';
import { previewRestore } from '../../../src-main/database/backup/previewRestore.ts';
import { decideRestore, finishRestore } from '../../../src-main/database/backup/restore.ts';
import { createStore } from '../../../src-main/database/migrate.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { openTestStore, type TestStore, writeTurn } from '../../fakes/store.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const log = createSilentLog();
let tick = Date.parse('2026-11-20T12:00:00Z');

function order(store: TestStore, changes: Partial<Parameters<typeof makeBackup>[0]> = {}) {
  tick += 60_000;
  return { dataDir: store.directory, folder: join(store.directory, 'backups'), why: 'asked', version: '0.1.0', nowMs: tick, keep: 14, ...changes } as const;
}

const turnsIn = (path: string): number => {
  const db = new Database(path, { readonly: true });
  try {
    return (db.prepare('SELECT count(*) AS n FROM turn').get() as { n: number }).n;
  } finally {
    db.close();
  }
};

function fill(store: TestStore, turns: number): void {
  store.db.transaction(() => {
    for (let index = 0; index < turns; index++)
      writeTurn(store, {
        question: `why did JOB_${index} abend?`,
        answer: `JOB_${index} ${Math.random()}`,
        receipts: [{ tool: 'find_jobs', data: { index } }],
      });
  })();
}

function garble(path: string, at: number, bytes = 64): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, at);
}

test('a backup made while the store is written is one consistent moment of it, and says so of itself', async () => {
  await using store = await openTestStore();
  fill(store, 400);
  const client = createBackupClient();
  const making = client.run({ do: 'make', order: order(store) });
  let isMade = false;
  void making.finally(() => {
    isMade = true;
  });
  let written = 0;
  while (!isMade) {
    fill(store, 1);
    written++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const made = await making;
  expect(written).toBeGreaterThan(0);
  expect(verifyBackup(made.path)).toEqual(made.facts);
  expect(made.facts?.turns).toBeGreaterThanOrEqual(400);
  expect(made.facts?.memories).toBe(made.facts?.turns);
  expect(statSync(made.path).mode & 0o777).toBe(0o600);
  expect(statSync(join(store.directory, 'backups')).mode & 0o777).toBe(0o700);
  // Nothing beside it: the file alone is the backup.
  expect(readdirSync(join(store.directory, 'backups'))).toEqual([made.name]);
  expect(turnsIn(store.path)).toBe(400 + written);
});

test('settings and agents go with it; a link in their place does not', async () => {
  await using store = await openTestStore();
  writeFileSync(join(store.directory, 'settings.json'), '{"language":"es"}');
  writeFileSync(join(store.directory, 'secret'), 'a secret of somebody');
  symlinkSync(join(store.directory, 'secret'), join(store.directory, 'agents.json'));
  const made = await makeBackup(order(store));
  expect([made.hasSettings, made.hasAgents]).toEqual([true, false]);
  expect(readFileSync(made.path).includes('a secret of somebody')).toBe(false);
});

test('a store that does not verify is not backed up, and no good backup goes', async () => {
  await using store = await openTestStore();
  fill(store, 200);
  const good = await makeBackup(order(store));
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  for (let page = 20; page < 60; page++) garble(store.path, page * 4096 + 200, 1500);
  await expect(makeBackup(order(store, { keep: 1 }))).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect(readdirSync(join(store.directory, 'backups'))).toEqual([good.name]);
});

test('rotation keeps N, and leaves alone what it did not make: backups of migrations and files of others', async () => {
  await using store = await openTestStore();
  const folder = join(store.directory, 'backups');
  mkdirSync(folder);
  copyFileSync(store.path, join(folder, 'schema-2-2026-01-01T00-00-00-000Z.db'));
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const made = [];
  for (let index = 0; index < 4; index++) made.push(await makeBackup(order(store, { keep: 2 })));
  expect(new Set(readdirSync(folder))).toEqual(new Set(['notes.txt', made[2]?.name, made[3]?.name, 'schema-2-2026-01-01T00-00-00-000Z.db']));
});

test('what a backup that never ended left behind goes; one that is being made stays', async () => {
  await using store = await openTestStore();
  const folder = join(store.directory, 'backups');
  mkdirSync(folder);
  const dead = `.resync-part-${hostname()}-999999999-1`;
  const alive = `.resync-part-${hostname()}-${process.pid}-1`;
  for (const name of [dead, `${dead}-journal`, alive]) writeFileSync(join(folder, name), 'half');
  expect(listBackups(folder)).toEqual([]);
  const { name } = await makeBackup(order(store));
  expect(readdirSync(folder).toSorted()).toEqual([alive, name].toSorted());
});

test('a folder that is missing, a file or read-only is told in words that name it; a missing one is never made', async () => {
  await using store = await openTestStore();
  await using other = temporaryDirectory('resync-other-');
  const missing = join(other.path, 'not-there');
  await expect(makeBackup(order(store, { folder: missing }))).rejects.toThrow(`${missing} is not there`);
  writeFileSync(missing, '');
  await expect(makeBackup(order(store, { folder: missing }))).rejects.toThrow('is not a folder');
  expect(readdirSync(other.path)).toEqual(['not-there']);
  if (process.getuid?.() === 0) return;
  chmodSync(other.path, 0o500);
  await expect(makeBackup(order(store, { folder: other.path }))).rejects.toThrow('cannot be written');
});

test('a full disk is told of the folder, and leaves nothing half-made', async ({ skip }) => {
  await using store = await openTestStore();
  fill(store, 2_000);
  await using mount = temporaryDirectory('resync-full-');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', mount.path], { stdio: 'ignore' });
  } catch {
    skip('a small file system cannot be mounted here');
  }
  try {
    await expect(makeBackup(order(store, { folder: mount.path }))).rejects.toThrow(`${mount.path} is full`);
    expect(readdirSync(mount.path)).toEqual([]);
  } finally {
    execFileSync('umount', [mount.path]);
  }
});

test('a folder that hangs is given up in words, and the thread that hangs in it is not waited for', async () => {
  await using store = await openTestStore();
  const entry = new URL('../../fakes/threads/hangingThread.ts', import.meta.url);
  const client = createBackupClient({ entry, silentMs: { list: 50, make: 50, preview: 50, decide: 50 } });
  await expect(client.run({ do: 'make', order: order(store) })).rejects.toThrow(/backups has not answered/);
});

test('one flipped byte in a text is found by the hash in the name, and the next good one is named', async () => {
  await using store = await openTestStore();
  fill(store, 50);
  const older = await makeBackup(order(store));
  fill(store, 1);
  const newer = await makeBackup(order(store));
  const at = readFileSync(newer.path).indexOf('why did JOB_7 abend?');
  garble(newer.path, at, 1);
  expect(() => verifyBackup(newer.path)).toThrow('it is not what was written');
  expect(newestBackup(foldersOfDataDirectory(store.directory))?.path).toBe(older.path);
  const preview = previewRestore({ dataDir: store.directory, backupPath: newer.path, folder: null });
  expect(preview.fault?.code).toBe('STORE_FAILED');
  expect(preview.nextGood?.path).toBe(older.path);
  await expect(decideRestore({ dataDir: store.directory, backupPath: newer.path, withSettings: false, clock: systemClock, log })).rejects.toThrow(
    'not what was written',
  );
  // Renamed by a person it has no hash any more; its contents are still looked through.
  const renamed = join(store.directory, 'mine.db');
  renameSync(older.path, renamed);
  expect(verifyBackup(renamed).turns).toBe(50);
});

test('restore keeps the present store aside with its log, brings an older schema up, and does so from missing, empty and damaged stores', async () => {
  await using old = temporaryDirectory('resync-old-');
  await createStore({ path: join(old.path, 'resync.db'), schema: 1, clock: systemClock, log });
  for (const present of ['good', 'missing', 'empty', 'damaged'] as const) {
    await using store = await openTestStore();
    fill(store, 3);
    await store.memory.close();
    if (present === 'missing') renameSync(store.path, `${store.path}.gone`);
    if (present === 'empty') writeFileSync(store.path, '');
    if (present === 'damaged') garble(store.path, 0, 4096);
    const keptAs = await decideRestore({ dataDir: store.directory, backupPath: join(old.path, 'resync.db'), withSettings: false, clock: systemClock, log });
    expect(finishRestore(store.directory, log)).toBe(keptAs);
    expect(keptAs === null).toBe(present === 'missing');
    expect(verifyBackup(store.path)).toMatchObject({ turns: 0 });
    expect(verifyBackup(store.path).schema).toBeGreaterThan(1);
    // The way back: the kept one is put in place again, with what was still in its log.
    if (present === 'good' && keptAs !== null) {
      await decideRestore({ dataDir: store.directory, backupPath: keptAs, withSettings: false, clock: systemClock, log });
      finishRestore(store.directory, log);
      expect(turnsIn(store.path)).toBe(3);
    }
    expect(readdirSync(store.directory).filter((name) => /restoring|restore\.json$/.test(name))).toEqual([]);
  }
});

test('a backup of a newer Resync is refused in words, and nothing changes', async () => {
  await using store = await openTestStore();
  const made = await makeBackup(order(store));
  const newer = join(store.directory, 'newer.db');
  copyFileSync(made.path, newer);
  const db = new Database(newer);
  db.pragma('user_version = 999');
  db.close();
  await expect(decideRestore({ dataDir: store.directory, backupPath: newer, withSettings: false, clock: systemClock, log })).rejects.toThrow(
    'newer Resync (schema 999',
  );
  expect(finishRestore(store.directory, log)).toBeNull();
});

test('settings come back when asked for, and the present ones are kept', async () => {
  await using store = await openTestStore();
  const settings = join(store.directory, 'settings.json');
  writeFileSync(settings, '{"language":"es"}');
  const made = await makeBackup(order(store));
  writeFileSync(settings, '{"language":"en"}');
  for (const withSettings of [false, true]) {
    await decideRestore({ dataDir: store.directory, backupPath: made.path, withSettings, clock: systemClock, log });
    finishRestore(store.directory, log);
    expect(readFileSync(settings, 'utf8')).toBe(withSettings ? '{"language":"es"}' : '{"language":"en"}');
  }
  const kept = readdirSync(store.directory).filter((name) => name.startsWith('settings.json.before-restore-'));
  expect(kept.map((name) => readFileSync(join(store.directory, name), 'utf8'))).toEqual(['{"language":"en"}']);
});

test('a backup that was due while Resync was off is made soon after the start', async () => {
  await using store = await openTestStore();
  fill(store, 1);
  writeFileSync(join(store.directory, 'lock.db'), '');
  const clock = { now: () => Date.now() + 3 * 24 * 3_600_000 };
  const backups = createBackups({ dataDir: store.directory, settings: () => settingsSchema.parse({}).backup, version: '0', clock, log, firstLookMs: 1 });
  onTestFinished(backups.stop);
  await new Promise<void>((resolve) => backups.onChanged(resolve));
  const { newest, fault } = await backups.state();
  expect(fault).toBeNull();
  expect(newest?.path).toMatch(/backups\/resync-.*\.db$/);
});
