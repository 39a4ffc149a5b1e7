/** What Resync keeps is for one person, also in a folder that was open to others before. */
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeToOthers } from '../../../src-main/database/guard/fileModes.ts';
import type { ComponentHealth } from '../../../src-preload/contract/health.ts';
import { startCore } from '../../fakes/core.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const openTo = (dataDir: string): string[] =>
  [dataDir, ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name))].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  );

test.skipIf(process.platform === 'win32')(
  'in a folder of mode 755 with a backup of mode 644, all that a running Resync keeps is closed to others',
  async () => {
    await using directory = temporaryDirectory('resync-modes-');
    const dataDir = directory.path;
    mkdirSync(join(dataDir, 'backups'), { mode: 0o755 });
    writeFileSync(join(dataDir, 'backups', 'old.db'), 'x', { mode: 0o644 });
    writeFileSync(join(dataDir, 'agents.json'), '{}', { mode: 0o644 });
    chmodSync(dataDir, 0o755);
    const core = await startCore({ dataDir, isDemo: true });
    try {
      await core.ask('/summary');
      await core.call('PATCH', '/settings', { patch: { theme: 'dark' } });
      expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['resync.db', 'resync.db-wal', 'settings.json', 'store.json', 'lock.db', 'logs']));
      expect(openTo(dataDir)).toEqual([]);
      chmodSync(join(dataDir, 'resync.db'), 0o644);
      expect(await core.call<ComponentHealth>('GET', '/health/store')).toMatchObject({ state: 'healthy' });
      expect(openTo(dataDir)).toEqual([]);
    } finally {
      await core.kill('SIGTERM');
    }
  },
);

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.info('skipped: only root can give a folder to another user');
test.skipIf(!isRoot)('what belongs to somebody else is left as it is, and told', async () => {
  await using directory = temporaryDirectory('resync-modes-');
  chmodSync(directory.path, 0o755);
  chownSync(directory.path, 65_534, 65_534);
  expect(closeToOthers(directory.path)).toEqual([expect.stringContaining(`can read ${directory.path}`)]);
  expect(statSync(directory.path).mode & 0o777).toBe(0o755);
});
