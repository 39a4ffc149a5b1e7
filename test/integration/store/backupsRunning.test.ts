/** Backups and restore of a core that runs: over REST, while questions are answered and audited, and put in place in the same process. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BackupEntry, BackupList, RestorePreview } from '../../../src-preload/contract/backup.ts';
import type { ComponentHealth } from '../../../src-preload/contract/health.ts';
import { verifyBackup } from '../../../src-main/database/backup/backupFile.ts';
import { type Core, startCore } from '../../fakes/core.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const directory = temporaryDirectory('resync-running-');
let core: Core;
beforeAll(async () => {
  core = await startCore({ dataDir: directory.path, isDemo: true });
});
afterAll(async () => {
  await core?.kill('SIGTERM');
  await directory[Symbol.asyncDispose]();
});

const turns = async () => (await core.call<RestorePreview>('POST', '/backups/preview', { folder: null, name: (await newest()).name })).present?.turns;
const newest = async (): Promise<BackupEntry> => (await core.call<BackupList>('GET', '/backups')).backups[0]!;

const BACK_WITHIN_MS = 60_000;

/** The answer is given before the core starts again: only a call that reaches the new one tells that it has. */
async function untilBack<T>(call: () => Promise<T>): Promise<T> {
  for (const startedAt = Date.now(); ; ) {
    try {
      return await call();
    } catch (thrown) {
      if (Date.now() - startedAt > BACK_WITHIN_MS || !String(thrown).includes('STORE_LOCKED')) throw thrown;
      await after(20);
    }
  }
}

test('backups made while questions are answered and audited all verify, and Health tells of the last', async () => {
  const asking = (async () => {
    for (const question of ['/failed', '/late', 'how is the plan?', '/critical']) await core.ask(question);
  })();
  const made: BackupEntry[] = [];
  let isOver = false;
  void asking.finally(() => {
    isOver = true;
  });
  do made.push(await core.call<BackupEntry>('POST', '/backups'));
  while (!isOver);
  await asking;
  for (const { path } of made) verifyBackup(path);
  const health = await core.call<ComponentHealth>('GET', '/health/backup');
  expect(health.state).toBe('healthy');
  expect(health.detail).toContain(made.at(-1)?.path);
});

test('a restore is shown first, then done in the same process, and the store before is kept whole', async () => {
  const { name, path } = await core.call<BackupEntry>('POST', '/backups');
  const before = await turns();
  await core.ask('/failed');
  const preview = await core.call<RestorePreview>('POST', '/backups/preview', { folder: null, name });
  expect([preview.fault, preview.present?.turns, preview.backup.facts?.turns]).toEqual([null, before! + 1, before]);
  const { keptAs } = await core.call<{ keptAs: string }>('POST', '/backups/restore', { folder: null, name, withSettings: false });
  while (!existsSync(keptAs)) await after(20);
  expect(await untilBack(turns)).toBe(before);
  expect(verifyBackup(keptAs).turns).toBe(before! + 1);
  expect((await core.ask('/late')).state.at).toBe('done');
  expect(existsSync(path)).toBe(true);
  expect(readdirSync(directory.path).filter((file) => /restoring|restore\.json$/.test(file))).toEqual([]);
});

test('a name that is a path, and a folder that is not absolute, are refused', async () => {
  const refused = (body: object) => expect(core.call('POST', '/backups/preview', body)).rejects.toThrow('400');
  await refused({ folder: null, name: '../settings.json' });
  await refused({ folder: 'backups', name: (await newest()).name });
  await refused({ folder: join(directory.path, 'backups'), name: 'resync.db' });
});

test('a schedule that is none and a folder that is not absolute are refused as settings', async () => {
  const refused = (backup: object) => expect(core.call('PATCH', '/settings', { patch: { backup } })).rejects.toThrow('400');
  await refused({ schedule: 'every day' });
  await refused({ folder: 'backups' });
  await refused({ keep: 0 });
});
