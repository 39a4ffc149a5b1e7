/** The store is lost while Resync runs: said at once, never acknowledged as kept, and what can be saved is saved. */
import { readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src-main/database/open.ts';
import type { AppStatus, ComponentHealth } from '../../../src-preload/contract/health.ts';
import { type Core, startCore } from '../../fakes/core.ts';
import { garble } from '../../fakes/hostile/damagedStores.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../fakes/hostile/smallDisk.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let core: Core;
const path = () => join(directory.path, 'resync.db');
const start = async (dataDir = directory.path) => (core = await startCore({ dataDir, isDemo: true }));
const status = async () => (await core.call<AppStatus>('GET', '/status')).store;
const health = () => core.call<ComponentHealth>('GET', '/health/store');
const questionsIn = (file: string): string[] => {
  const db = openDatabase({ path: file, isReadOnly: true });
  const found = db.prepare<[], { question: string }>('SELECT question FROM turn ORDER BY rowid').all();
  db.close();
  return found.map(({ question }) => question);
};

beforeEach(async () => {
  directory = temporaryDirectory('resync-running-');
  await start();
  await core.ask('/summary');
});
afterEach(async () => {
  await core.kill('SIGKILL');
  await directory[Symbol.asyncDispose]();
});

/** What every loss has in common: answers go on, visibly unkept; changes of what is stored are refused. */
async function expectUnkept(dataDir = directory.path): Promise<void> {
  const turn = await core.ask('which jobs failed?');
  expect(turn).toMatchObject({ state: { at: 'done' }, memoryId: null });
  expect(turn.answer).not.toBe('');
  expect(turn.notices.join()).toContain('not being kept');
  expect(await health()).toMatchObject({ state: 'unhealthy', detail: expect.stringContaining(dataDir) });
  // It can be looked at again as long as Resync runs, and asked on about.
  expect(await core.call('GET', `/chat/history/${turn.conversationId}`)).toMatchObject({ turns: [{ id: turn.id, answer: turn.answer }] });
}
const expectRefused = async () => {
  const [first] = await core.call<{ id: string }[]>('GET', '/chat/history?search=summary');
  await expect(core.call('POST', `/chat/history/${first?.id ?? 'none'}/rename`, { title: 'renamed' })).rejects.toThrow('cannot be written');
};

describe.skipIf(process.platform === 'win32')('while Resync runs, the store is', () => {
  test('deleted: it is written out again with everything in it, and the next start has it', async () => {
    rmSync(path());
    // No second passes in between: the question itself looks.
    await expectUnkept();
    await expectRefused();
    await expect.poll(status, { timeout: 20_000 }).toMatchObject({ state: 'failing', trouble: 'deleted', saved: path() });
    expect((await health()).detail).toContain('restart Resync');
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    await core.kill('SIGKILL');
    await start();
    expect(await status()).toMatchObject({ state: 'ready' });
    expect(questionsIn(path())).toEqual(['/summary']);
  });

  test('replaced by another file: what it held is saved among the backups, and the file is left alone', async () => {
    const other = join(directory.path, 'other.db');
    writeFileSync(other, 'of somebody else');
    renameSync(other, path());
    await expectUnkept();
    await expect.poll(async () => (await status()).saved, { timeout: 20_000 }).toContain(join(directory.path, 'backups', 'held-'));
    const { saved } = await status();
    expect(questionsIn(saved ?? '')).toEqual(['/summary']);
    expect(readFileSync(path(), 'utf8')).toBe('of somebody else');
  });

  test('left without its log: what the log held is brought into the store, and the next start has it', async () => {
    await core.ask('/late');
    rmSync(`${path()}-wal`);
    rmSync(`${path()}-shm`);
    await expectUnkept();
    await expect.poll(status, { timeout: 20_000 }).toMatchObject({ state: 'failing', trouble: 'log-lost', saved: path() });
    await core.kill('SIGKILL');
    expect(questionsIn(path())).toEqual(['/summary', '/late']);
    await start();
    expect(await status()).toMatchObject({ state: 'ready' });
  });

  test('emptied: nothing is written to it any more, and the newest backup is named', async () => {
    truncateSync(path(), 0);
    await expectUnkept();
    expect(await status()).toMatchObject({ trouble: 'cut-off' });
    expect((await health()).detail).toContain('There is no backup in');
  });

  test('overwritten with garbled places: the next look through it stops the writing', async () => {
    // What is garbled must be in the file, not in its log.
    await core.kill('SIGTERM');
    await start();
    garble(path(), 300);
    // Whatever reads or writes a damaged page first is refused, and has the store looked at.
    await expect
      .poll(
        async () => {
          await core.ask('/summary').catch(() => null);
          return (await status()).trouble;
        },
        { timeout: 90_000, interval: 200 },
      )
      .toBe('damaged');
    await expectUnkept();
  });
});

const why = whyNoSmallDisk();
if (why !== null) console.info(`skipped: ${why}`);

test.skipIf(why !== null)(
  'a full disk is said within two seconds, questions are answered without being kept, and all goes on when there is space',
  async () => {
    using disk = mountSmallDisk(24);
    await core.kill('SIGTERM');
    await start(disk.path);
    await core.ask('/summary');
    expect((await status()).trouble).toBeNull();
    disk.fill();
    const filledAt = performance.now();
    await expect.poll(status, { timeout: 10_000, interval: 50 }).toMatchObject({ state: 'failing', trouble: 'full' });
    expect(performance.now() - filledAt).toBeLessThan(2_500);
    await expectUnkept(disk.path);
    disk.free();
    await expect.poll(async () => (await status()).trouble, { timeout: 10_000 }).toBeNull();
    const again = await core.ask('what is late?');
    expect(again.notices.join()).not.toContain('not being kept');
    await core.kill('SIGTERM');
    expect(questionsIn(join(disk.path, 'resync.db'))).toEqual(['/summary', 'what is late?']);
  },
);
