/** `resync confirm`: a person at a terminal lets a settings file's addresses be used, and it holds after the next start, without a keychain too. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { AppStatus } from '../../../src-preload/contract/health.ts';
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import { startCore } from '../../fakes/core.ts';
import { startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('names what it confirms, outside the data directory; an address that the file changes afterwards waits again', async () => {
  await using place = temporaryDirectory('resync-confirm-');
  const dataDir = join(place.path, 'data');
  const env = { XDG_STATE_HOME: join(place.path, 'state'), DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const confirm = async () =>
    (await promisify(execFile)(process.execPath, ['out/cli/main.js', 'confirm', '--data-dir', dataDir], { cwd: root, env: { ...process.env, ...env } })).stdout;
  const fake = await startFakeLlm();
  const write = (url: string) => writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ llm: { url, model: fake.model } }));
  const modelState = async () => {
    const core = await startCore({ dataDir, env });
    try {
      await core.call('GET', '/health/llm');
      const [{ llm }, { unconfirmed }] = await Promise.all([core.call<AppStatus>('GET', '/status'), core.call<SettingsView>('GET', '/settings')]);
      return { state: llm.state, waiting: unconfirmed.map(({ party }) => party) };
    } finally {
      await core.kill('SIGTERM');
    }
  };
  try {
    mkdirSync(dataDir, { recursive: true });
    write(fake.url);
    expect(await modelState()).toEqual({ state: 'unconfirmed', waiting: ['llm'] });
    expect(await confirm()).toBe(`Confirmed: the language model at ${new URL(fake.url).origin}\n`);
    expect(await confirm()).toBe('Nothing waits to be confirmed.\n');
    expect(await modelState()).toEqual({ state: 'unknown', waiting: [] });
    expect(readdirSync(dataDir)).not.toContain('confirmed.json');
    write('http://127.0.0.1:9/v1');
    expect(await modelState()).toEqual({ state: 'unconfirmed', waiting: ['llm'] });
    expect(await confirm()).toContain(`at http://127.0.0.1:9 (before: ${new URL(fake.url).origin})`);
  } finally {
    await fake.close();
  }
});
