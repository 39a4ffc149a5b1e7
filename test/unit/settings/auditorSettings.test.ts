/** Settings of the auditor: a schedule that cannot be read is refused, and the password of a team's Redis is never shown, stored or lost. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createSettings, type SettingsStore } from '../../../src-main/config/settings.ts';
import { createSessionSecrets } from '../../../src-main/secrets/secrets.ts';

let dataDir: string;
const open: SettingsStore[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'resync-settings-'));
});
afterEach(() => {
  for (const store of open.splice(0)) store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(env: NodeJS.ProcessEnv = {}): SettingsStore {
  const settings = createSettings({
    dataDir,
    env,
    isDemo: false,
    secrets: createSessionSecrets('test'),
    confirmed: createSessionSecrets('test'),
    log: createSilentLog(),
  });
  open.push(settings);
  return settings;
}
const file = () => join(dataDir, 'settings.json');

test('every quarter of an hour unless said otherwise; what is no schedule is refused with an example', async () => {
  const settings = start();
  expect(settings.current().auditor).toMatchObject({ schedule: '*/15 * * * *', judgeRestAfter: 5, judgeRestMinutes: 10, redisUrl: null });
  await settings.update({ auditor: { schedule: '0 4 * * *' } });
  expect(settings.current().auditor.schedule).toBe('0 4 * * *');
  await expect(settings.update({ auditor: { schedule: 'now and then' } })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: /\*\/15 \* \* \* \*/ });
  expect(settings.current().auditor.schedule).toBe('0 4 * * *');
});

test('a file with a schedule that cannot be read is not in force, and it is said', () => {
  writeFileSync(file(), JSON.stringify({ auditor: { schedule: '99 * * * *' } }));
  const settings = start();
  expect(settings.problems()[0]).toMatch(/auditor\.schedule: this is not a schedule/);
  expect(settings.current().auditor.schedule).toBe('*/15 * * * *');
});

test('RESYNC_REDIS_URL is in force with its password, shown without it, stored never, and cannot be changed here', async () => {
  const url = 'redis://team:geheim@queue.bank:6379/2';
  const settings = start({ RESYNC_REDIS_URL: url });
  expect(settings.teamQueue()?.url).toBe(url);
  const view = await settings.view();
  expect(view.settings.auditor.redisUrl).toBe('redis://queue.bank:6379/2');
  expect(view.fromEnvironment).toContain('auditor.redisUrl');
  expect(JSON.stringify(view)).not.toContain('geheim');
  await expect(settings.update({ auditor: { redisUrl: 'redis://other:6379' } })).rejects.toMatchObject({ code: 'CONFLICT' });
  await settings.update({ auditor: { ...view.settings.auditor, flagAbove: 0.7 } });
  expect(readFileSync(file(), 'utf8')).not.toContain('queue.bank');
  expect(start().teamQueue()).toBeNull();
});

test('an address that is none, or one with a password in the settings, is refused', async () => {
  const settings = start({ RESYNC_REDIS_URL: 'https://queue.bank' });
  expect(settings.problems()[0]).toContain('RESYNC_REDIS_URL');
  expect(settings.teamQueue()).toBeNull();
  await expect(settings.update({ auditor: { redisUrl: 'redis://team:geheim@queue.bank' } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await settings.update({ auditor: { redisUrl: 'rediss://queue.bank:6380' } });
  expect(settings.teamQueue()?.url).toBe('rediss://queue.bank:6380');
});
