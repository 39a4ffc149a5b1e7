/** kill -9 while a backup is made and while one is put in place: at every moment there is one whole store, and no half-made backup is taken for one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { verifyBackup } from '../../../src-main/database/backup/backupFile.ts';
import { listBackups } from '../../../src-main/database/backup/listBackups.ts';
import { finishRestore } from '../../../src-main/database/backup/restore.ts';
import { openTestStore, writeTurn } from '../../fakes/store.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const KILLS = Number(process.env.RESYNC_TEST_RESTORE_KILLS ?? 8);

const resync = (args: readonly string[]): ChildProcess => spawn(process.execPath, ['out/cli/main.js', ...args], { cwd: root, stdio: 'ignore' });

/** Ms until it ends by itself. */
async function timed(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = resync(args);
  await once(child, 'exit');
  expect(child.exitCode).toBe(0);
  return performance.now() - startedAt;
}

async function killedAfter(args: readonly string[], ms: number): Promise<void> {
  const child = resync(args);
  const exit = once(child, 'exit');
  await Promise.race([after(ms), exit]);
  child.kill('SIGKILL');
  await exit;
}

/** A data directory with 400 turns and a backup, to which 100 more turns came. */
async function directoryWithBackup(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'resync-restore-kill-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  await using store = await openTestStore();
  const more = (turns: number) =>
    store.db.transaction(() => {
      for (let index = 0; index < turns; index++)
        writeTurn(store, { answer: `answer ${index} of ${turns}`, receipts: [{ tool: 'find_jobs', data: 'x'.repeat(2_000) }] });
    })();
  more(400);
  await store.db.backup(join(directory, 'resync.db'));
  expect(await timed(['backup', '--data-dir', directory])).toBeGreaterThan(0);
  more(100);
  await store.db.backup(join(directory, 'resync.db'));
  return directory;
}

test(`kill -9 at ${KILLS} moments of a restore leaves the old store or the new one, whole`, { timeout: 600_000 }, async () => {
  const directory = await directoryWithBackup();
  const backup = listBackups(join(directory, 'backups'))[0]?.path ?? '';
  const restoring = ['restore', backup, '--yes', '--data-dir', directory];
  const whole = await timed(restoring);
  const kept = readdirSync(directory).find((name) => name.startsWith('resync.db.before-restore-') && name.endsWith('Z')) ?? '';
  const found = new Map<number, number>();
  for (let kill = 0; kill < KILLS; kill++) {
    // Back to the store with 500 turns, by the same means.
    await timed(['restore', join(directory, kept), '--yes', '--data-dir', directory]);
    expect(verifyBackup(join(directory, 'resync.db')).turns).toBe(500);
    // The moments are spread over the second half, where something is done: the first is Node starting.
    await killedAfter(restoring, whole * (0.3 + (0.8 * kill) / KILLS));
    finishRestore(directory, createSilentLog());
    const { turns } = verifyBackup(join(directory, 'resync.db'));
    expect([400, 500]).toContain(turns);
    found.set(turns, (found.get(turns) ?? 0) + 1);
    expect(readdirSync(directory).filter((name) => /restoring|restore\.json$/.test(name))).toEqual([]);
    for (const name of readdirSync(directory)) if (name.includes('before-restore') && !name.startsWith(kept)) rmSync(join(directory, name));
  }
  console.log(`${KILLS} kills of a restore of ${Math.round(whole)} ms: ${JSON.stringify(Object.fromEntries(found))} turns found`);
});

test(`kill -9 at ${KILLS} moments of a backup leaves only whole backups`, { timeout: 600_000 }, async () => {
  const directory = await directoryWithBackup();
  const folder = join(directory, 'elsewhere');
  mkdirSync(folder);
  const backingUp = ['backup', '--to', folder, '--data-dir', directory];
  const whole = await timed(backingUp);
  for (let kill = 0; kill < KILLS; kill++) {
    await killedAfter(backingUp, whole * (0.3 + (0.8 * kill) / KILLS));
    for (const { path } of listBackups(folder)) expect(verifyBackup(path).turns).toBe(500);
  }
  await timed(backingUp);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(existsSync(join(directory, 'resync.db'))).toBe(true);
});
