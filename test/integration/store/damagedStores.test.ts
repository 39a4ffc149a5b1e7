/** Each damaged store is found at the start, told in words with the newest backup, and gone on with only by a deliberate act. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { makeBackup } from '../../../src-main/database/backup/makeBackup.ts';
import { openDatabase } from '../../../src-main/database/open.ts';
import { startCore } from '../../fakes/core.ts';
import { damagedStores } from '../../fakes/hostile/damagedStores.ts';
import { rememberSome } from '../../fakes/store.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A data directory as a Resync leaves it that ended in good order, with 40 memories; and a backup of when it had 30. */
let template: ReturnType<typeof temporaryDirectory>;
let olderName: string;

beforeAll(async () => {
  template = temporaryDirectory('resync-damaged-');
  const dataDir = template.path;
  await (await startCore({ dataDir })).kill('SIGTERM');
  const db = openDatabase({ path: join(dataDir, 'resync.db') });
  rememberSome(db, 30);
  const folder = join(dataDir, 'backups');
  const { name } = await makeBackup({ dataDir, folder, why: 'asked', version: '0.0.0', nowMs: systemClock.now(), keep: null });
  olderName = join('backups', name);
  rememberSome(db, 10);
  db.close();
  // What was there is recorded when Resync sees it.
  await (await startCore({ dataDir })).kill('SIGTERM');
});
afterAll(() => template[Symbol.asyncDispose]());

/** A fresh copy; the record of the store knows its file by number, so the record is made on the copy. */
async function prepared(dataDir: string): Promise<string> {
  for (const name of ['resync.db', 'store.json']) copyFileSync(join(template.path, name), join(dataDir, name));
  mkdirSync(join(dataDir, 'backups'), { recursive: true });
  copyFileSync(join(template.path, olderName), join(dataDir, olderName));
  return join(dataDir, olderName);
}

/** What a person reads on the terminal, or 'started'. */
async function start(dataDir: string, ...more: string[]): Promise<string> {
  const child = spawn(process.execPath, ['out/cli/main.js', 'serve', '--port', '0', '--data-dir', dataDir, ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ready = once(child.stdout, 'data').then(() => 'started');
  const exit = once(child, 'exit');
  const what = await Promise.race([ready, exit.then(() => said)]);
  child.kill('SIGTERM');
  await exit;
  return what;
}

/** Runs the command that stands in what was said, as a person would copy it. */
async function follow(said: string, command: 'restore' | 'rescue', ...more: string[]): Promise<{ code: number; out: string }> {
  const [, line = ''] = new RegExp(`\`npm run -s resync -- (${command} [^\`]+)\``).exec(said) ?? [];
  const child = spawn(process.execPath, ['out/cli/main.js', ...line.split(' '), ...more], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out };
}

const memories = (dataDir: string): number => {
  const db = openDatabase({ path: join(dataDir, 'resync.db'), isReadOnly: true });
  const { n } = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM memory').get() ?? { n: -1 };
  db.close();
  return n;
};

describe.skipIf(process.platform === 'win32')('a store that was', () => {
  test.each(damagedStores)('$what', async ({ damage, words, goesOnWith }) => {
    await using directory = temporaryDirectory('resync-damaged-');
    const dataDir = directory.path;
    const backup = await prepared(dataDir);
    await damage(dataDir, backup);
    const before = readdirSync(dataDir);

    const said = await start(dataDir);
    for (const word of words) expect(said).toContain(word);
    expect(said).toContain(`The newest backup is ${backup}`);
    expect(said.split('\n').filter((line) => line !== '')).toHaveLength(1);
    // Nothing was touched but what every start leaves.
    for (const name of before) expect(readdirSync(dataDir)).toContain(name);

    const accepted = await start(dataDir, '--accept-store');
    if (goesOnWith === null) {
      expect(said).not.toContain('--accept-store');
      for (const word of words) expect(accepted).toContain(word);
      return;
    }
    expect(said).toContain('--accept-store');
    expect(accepted).toBe('started');
    // From now on it is the store, and nothing of the old one was deleted.
    expect(await start(dataDir)).toBe('started');
    if (goesOnWith === 'nothing') expect(memories(dataDir)).toBe(0);
    if (goesOnWith === 'nothing' && before.includes('resync.db')) expect(readdirSync(dataDir).some((name) => name.startsWith('resync-aside-'))).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('the words lead back to the data of a store that was', () => {
  test.each(damagedStores)('$what', async ({ damage, goesOnWith }) => {
    await using directory = temporaryDirectory('resync-damaged-');
    const dataDir = directory.path;
    const backup = await prepared(dataDir);
    await damage(dataDir, backup);
    const said = await start(dataDir);
    // A log that belongs to another file went aside with the store it lay beside; what keeps the name of the store went too.
    expect(await follow(said, 'restore', '--yes')).toMatchObject({ code: 0 });
    expect(await start(dataDir)).toBe('started');
    expect(memories(dataDir)).toBe(30);
    if (goesOnWith !== null) expect(said).toContain('--accept-store');
  });

  test.each(damagedStores.filter(({ what }) => /garbled|cut off/.test(what)))('$what, with what the backup does not have yet', async ({ what, damage }) => {
    await using directory = temporaryDirectory('resync-damaged-');
    const dataDir = directory.path;
    await damage(dataDir, await prepared(dataDir));
    const { out } = await follow(await start(dataDir), 'rescue');
    const [, saved = ''] = /Saved into (\S+)/.exec(out) ?? [];
    const [, count = '0'] = /memory\s+(\d+) saved/.exec(out) ?? [];
    expect(await follow(`\`npm run -s resync -- restore ${saved} --data-dir ${dataDir}\``, 'restore', '--yes')).toMatchObject({ code: 0 });
    expect(await start(dataDir)).toBe('started');
    expect(memories(dataDir)).toBe(Number(count));
    // What stood behind the cut is gone with its pages; of a garbled file most is left.
    expect(out).toMatch(what.startsWith('garbled') ? /memory\s+\d+ saved/ : /cut short: \d+ pages at its end are gone/);
  });
});

test('a folder whose store and record are both gone, with backups in it, does not begin anew in silence', async () => {
  await using directory = temporaryDirectory('resync-damaged-');
  const dataDir = directory.path;
  const backup = await prepared(dataDir);
  rmSync(join(dataDir, 'resync.db'));
  rmSync(join(dataDir, 'store.json'));
  const said = await start(dataDir);
  expect(said).toContain('is missing');
  expect(said).toContain(`The newest backup is ${backup}`);
  expect(await follow(said, 'restore', '--yes')).toMatchObject({ code: 0 });
  expect(await start(dataDir)).toBe('started');
  expect(memories(dataDir)).toBe(30);
});

test('where there is no backup, that is said', async () => {
  await using directory = temporaryDirectory('resync-damaged-');
  const dataDir = directory.path;
  await prepared(dataDir);
  rmSync(join(dataDir, 'backups'), { recursive: true });
  rmSync(join(dataDir, 'resync.db'));
  expect(await start(dataDir)).toContain(`There is no backup in ${join(dataDir, 'backups')}`);
});

test('a healthy store starts again and again, also after kill -9', async () => {
  await using directory = temporaryDirectory('resync-healthy-');
  const dataDir = directory.path;
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGTERM'] as const) {
    const core = await startCore({ dataDir, isDemo: true });
    await core.ask('/summary');
    await core.kill(signal);
  }
  expect(existsSync(join(dataDir, 'store.json'))).toBe(true);
});
