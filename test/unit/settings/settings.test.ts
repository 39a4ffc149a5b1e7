/** Settings: one validated place, never half written, never silently replaced; the environment wins and is not stored. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { DEMO_ENGINE } from '../../../src-main/config/demoEngine.ts';
import { createSettings, type SettingsStore } from '../../../src-main/config/settings.ts';
import { createSessionSecrets } from '../../../src-main/secrets/secrets.ts';
import { engineId } from '../../../src-preload/contract/ids.ts';
import { engineSettings, settingsSchema } from '../../../src-preload/contract/settings.ts';

let dataDir: string;
const open: SettingsStore[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'resync-settings-'));
});
afterEach(() => {
  for (const store of open.splice(0)) store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const secrets = () => createSessionSecrets('test');

function start(env: NodeJS.ProcessEnv = {}, store = secrets(), isDemo = false): SettingsStore {
  const settings = createSettings({ dataDir, env, isDemo, secrets: store, confirmed: store, log: createSilentLog() });
  open.push(settings);
  return settings;
}

const named = (settings: SettingsStore, id: string) => settings.current().engines.find((one) => one.id === id) ?? { ...engine, id: engineId.parse(id) };
const file = () => join(dataDir, 'settings.json');
const stored = () => settingsSchema.parse(JSON.parse(readFileSync(file(), 'utf8')));
const nextChange = (settings: SettingsStore) => new Promise<void>((resolve) => settings.subscribe(() => resolve()));

const engine = engineSettings.parse({
  id: engineId.parse('bank'),
  name: 'Bank',
  kind: 'live',
  url: 'https://mdm:31116',
  user: 'op',
  auth: 'basic',
});

describe('what is refused', () => {
  it.each(['https://op:geheim@mdm:31116', 'http:geheim@mdm', 'https:\\\\op:geheim@mdm'])('a password in an address: %s', async (url) => {
    const settings = start();
    await expect(settings.update({ engines: [{ ...engine, url }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(settings.update({ llm: { url } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(existsSync(file())).toBe(false);
    const view = await start({ RESYNC_TWS_URL: url, RESYNC_LLM_URL: url }).view();
    expect(view.problems).toHaveLength(2);
    expect(JSON.stringify(view)).not.toContain('geheim');
  });

  it('a fingerprint that is none; other spellings of one are written as certificates show it', async () => {
    const settings = start();
    await expect(settings.update({ engines: [{ ...engine, certificatePins: ['AB:CD'] }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await settings.update({ engines: [{ ...engine, certificatePins: ['ab'.repeat(32)] }] });
    expect(settings.current().engines[0]?.certificatePins).toEqual([Array.from({ length: 32 }, () => 'AB').join(':')]);
    expect(start().current().engines[0]?.certificatePins).toEqual(settings.current().engines[0]?.certificatePins);
  });

  it('a live engine under the id of the demo, whose memories it would inherit, and a demo under another', async () => {
    const settings = start();
    await expect(settings.update({ engines: [{ ...engine, id: DEMO_ENGINE.id }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(settings.update({ engines: [{ ...DEMO_ENGINE, id: engine.id }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await settings.update({ engines: [engine, DEMO_ENGINE] });
  });
});

describe('the file', () => {
  it('keeps what was saved, for its owner only, and merges groups', async () => {
    await start().update({ engines: [engine], activeEngineId: engine.id, llm: { url: 'http://127.0.0.1:11434/v1', model: 'a' } });
    await start().update({ llm: { model: 'b' }, auditor: { flagAbove: 0.7 }, theme: undefined });
    expect(start().current()).toMatchObject({
      theme: 'system',
      activeEngineId: 'bank',
      llm: { url: 'http://127.0.0.1:11434/v1', model: 'b' },
      auditor: { flagAbove: 0.7, rejectAbove: 0.85 },
    });
    expect(readdirSync(dataDir)).toEqual(['directory-id', 'settings.json']);
  });

  it('is taken again when a person edits it, and told to subscribers', async () => {
    const settings = start();
    const change = nextChange(settings);
    writeFileSync(file(), JSON.stringify({ theme: 'dark' }));
    await change;
    expect(settings.current().theme).toBe('dark');
  });

  it('broken at start: defaults, a visible problem, and the broken file kept before the first save', async () => {
    writeFileSync(file(), '{"theme": "dark"');
    const settings = start();
    expect(settings.current().theme).toBe('system');
    expect((await settings.view()).problems.join()).toMatch(/settings\.json.*defaults are in force/);
    expect(readFileSync(file(), 'utf8')).toBe('{"theme": "dark"');
    const view = await settings.update({ theme: 'light' });
    expect(view.problems).toEqual([]);
    const kept = readdirSync(dataDir).find((name) => name.endsWith('.broken'));
    expect(readFileSync(join(dataDir, kept ?? ''), 'utf8')).toBe('{"theme": "dark"');
    expect(stored().theme).toBe('light');
  });

  it('broken while running: the last good values stay in force', async () => {
    const settings = start();
    await settings.update({ theme: 'dark' });
    const change = nextChange(settings);
    writeFileSync(file(), JSON.stringify({ theme: 'purple' }));
    await change;
    expect(settings.current().theme).toBe('dark');
    expect((await settings.view()).problems.join()).toMatch(/theme.*last good settings are in force/);
  });

  it('a save that fails says why and leaves nothing behind', async () => {
    const before = start();
    mkdirSync(join(dataDir, 'settings.json', 'in-the-way'), { recursive: true });
    for (const settings of [before, start()])
      await expect(settings.update({ theme: 'dark' })).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('settings.json') });
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('a crash between write and rename leaves the old file, and the half one is cleared', () => {
    writeFileSync(file(), JSON.stringify({ theme: 'dark' }));
    writeFileSync(`${file()}.123.456.tmp`, '{"theme": "li');
    expect(start().current().theme).toBe('dark');
    expect(readdirSync(dataDir)).toEqual(['directory-id', 'settings.json']);
  });

  it('killed at random moments while saving, it is always whole and never older than what was acknowledged', async () => {
    const saver = `
      import { createSettings } from ${JSON.stringify(new URL('../../../src-main/config/settings.ts', import.meta.url).href)};
      const secrets = { describe: async () => ({ kind: 'session', reason: null }), get: async () => null, set: async () => {}, remove: async () => {} };
      const log = { warn() {} };
      const settings = createSettings({ dataDir: ${JSON.stringify(dataDir)}, env: {}, isDemo: false, secrets, log });
      for (let idleTimeoutMs = settings.current().llm.idleTimeoutMs; ; ) {
        await settings.update({ llm: { idleTimeoutMs: ++idleTimeoutMs } });
        process.stdout.write(idleTimeoutMs + '\\n');
      }`;
    for (let round = 0; round < 5; round += 1) {
      const acknowledged = await killWhileSaving(saver, 3 + round * 7);
      expect(stored().llm.idleTimeoutMs).toBeGreaterThanOrEqual(acknowledged);
    }
  }, 20_000);

  it('refuses what would not be valid, and leaves everything as it was', async () => {
    const settings = start();
    await settings.update({ engines: [engine], activeEngineId: engine.id });
    await expect(settings.update({ activeEngineId: engineId.parse('nobody') })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(settings.update({ engines: [engine, engine] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(settings.current().activeEngineId).toBe('bank');
    await settings.update({ engines: [] });
    expect(settings.current().activeEngineId).toBeNull();
  });
});

/** The last number the child said it had saved before it was killed. */
async function killWhileSaving(code: string, saves: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.split('\n').length > saves) child.kill('SIGKILL');
  }
  return Number(text.split('\n').at(-2));
}

describe('the environment', () => {
  const env = {
    RESYNC_TWS_URL: 'https://mdm.bank:31116',
    RESYNC_TWS_USER: 'op',
    RESYNC_TWS_PASSWORD: ' geheim ',
    RESYNC_TWS_TLS_UNVERIFIED: 'false',
    RESYNC_LLM_URL: 'http://127.0.0.1:1/v1',
    RESYNC_LLM_MODEL: 'm',
    RESYNC_LLM_API_KEY: 'sk-1',
  };

  it('takes the CA as a path or as text, and shows only a path', async () => {
    const pem = rootCertificates[0]!;
    const settings = start({ ...env, RESYNC_TWS_CA: pem.replaceAll('\n', String.raw`\n`) });
    expect((await settings.secretsFor(named(settings, 'env-mdm.bank:31116'))).caPem).toBe(pem);
    expect(JSON.stringify(await settings.view())).not.toContain('MII');
  });

  it.skipIf(process.platform === 'win32')('opens no CA that is a pipe or a device, and one behind a link', async () => {
    const pipe = join(dataDir, 'ca.pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', String.fromCodePoint(0)]) {
      const settings = start({ ...env, RESYNC_TWS_CA: '' });
      await expect(settings.secretsFor(named(settings, 'env-mdm.bank:31116'), path)).rejects.toMatchObject({ code: 'TWS_TLS' });
    }
    const pem = rootCertificates[0]!;
    writeFileSync(join(dataDir, 'ca.pem'), pem);
    symlinkSync(join(dataDir, 'ca.pem'), join(dataDir, 'ca.link'));
    const settings = start({ ...env, RESYNC_TWS_CA: join(dataDir, 'ca.link') });
    expect((await settings.secretsFor(named(settings, 'env-mdm.bank:31116'))).caPem).toBe(pem);
  });

  it('takes a list of hosts: the primary, then its backup masters, one engine with one set of memories', async () => {
    const settings = start({ ...env, RESYNC_TWS_URL: ' https://mdm.bank:31116, https://bkm.bank:31116 ,' });
    expect(settings.current().engines).toMatchObject([{ id: 'env-mdm.bank:31116', url: 'https://mdm.bank:31116', fallbackUrls: ['https://bkm.bank:31116'] }]);
    const broken = await start({ ...env, RESYNC_TWS_URL: 'https://mdm.bank:31116,bkm' }).view();
    expect(broken.settings.engines).toEqual([]);
    expect(broken.problems.join()).toMatch(/RESYNC_TWS_URL is not an address/);
  });

  it('gives an active engine and a model, says so, and "false" is false', async () => {
    const settings = start(env);
    const view = await settings.view();
    expect(view.settings).toMatchObject({ activeEngineId: 'env-mdm.bank:31116', llm: { url: env.RESYNC_LLM_URL, model: 'm' } });
    expect(view.settings.engines[0]).toMatchObject({ id: 'env-mdm.bank:31116', url: env.RESYNC_TWS_URL, auth: 'basic', isTlsUnverified: false });
    expect(view.fromEnvironment).toEqual(['engines.env-mdm.bank:31116', 'activeEngineId', 'llm.url', 'llm.isUnencryptedAllowed', 'llm.model']);
    expect(await settings.secretsFor(named(settings, 'env-mdm.bank:31116'))).toMatchObject({ password: ' geheim ', apiKey: null });
    expect(await settings.llmApiKey()).toBe('sk-1');
    expect(JSON.stringify(view)).not.toContain('geheim');
  });

  it('cannot be edited, and is never written to the file', async () => {
    const settings = start(env);
    await expect(settings.update({ llm: { model: 'other' } })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(settings.update({ activeEngineId: null })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(settings.setSecret({ kind: 'password', engineId: 'env-mdm.bank:31116', value: 'x' })).rejects.toMatchObject({ code: 'CONFLICT' });
    const { engines, llm } = settings.current();
    await settings.update({ engines, llm, theme: 'dark' });
    expect(readFileSync(file(), 'utf8')).not.toMatch(/mdm\.bank|127\.0\.0\.1:1|geheim|sk-1/);
    expect(stored()).toMatchObject({ engines: [], theme: 'dark', llm: { url: null, model: null } });
  });

  it('is overruled by --demo, which is never written to the file either', async () => {
    await start().update({ engines: [engine], activeEngineId: engine.id });
    const settings = start(env, secrets(), true);
    const view = await settings.view();
    expect(view.settings).toMatchObject({ activeEngineId: 'demo', engines: [{ id: 'demo', kind: 'demo' }, { id: engine.id }] });
    expect(view.fromEnvironment).toContain('engines.demo');
    expect((await settings.secretsFor(named(settings, 'demo'))).password).toBeNull();
    await settings.update({ engines: settings.current().engines, theme: 'dark' });
    expect(stored()).toMatchObject({ engines: [{ id: engine.id }], activeEngineId: engine.id });
  });

  it('says what is wrong with it instead of guessing', async () => {
    const settings = start({ RESYNC_TWS_URL: 'mdm:31116', RESYNC_LLM_URL: 'ollama' });
    expect(settings.current().engines).toEqual([]);
    const { problems } = await settings.view();
    expect(problems.join()).toContain('RESYNC_TWS_URL');
    expect(problems.join()).toContain('RESYNC_LLM_URL');
    const unclear = start({ ...env, RESYNC_TWS_TLS_UNVERIFIED: 'maybe' });
    expect(unclear.current().engines[0]?.isTlsUnverified).toBe(false);
    expect((await unclear.view()).problems.join()).toContain('RESYNC_TWS_TLS_UNVERIFIED');
  });
});

describe('secrets', () => {
  it('go to the secret store and nowhere else, and leave with their engine', async () => {
    const store = secrets();
    const settings = start({}, store);
    await settings.update({ engines: [engine] });
    const view = await settings.setSecret({ kind: 'password', engineId: engine.id, value: 'hunter2' });
    expect(view.secrets).toContainEqual({ kind: 'password', engineId: 'bank', isSet: true, standing: 'ready', boundTo: [], shown: null });
    expect(readFileSync(file(), 'utf8') + JSON.stringify(view)).not.toContain('hunter2');
    expect((await settings.secretsFor(named(settings, 'bank'))).password).toBe('hunter2');
    await settings.update({ engines: [] });
    expect((await settings.secretsFor(engine)).password).toBeNull();
    await expect(settings.setSecret({ kind: 'password', engineId: 'nobody', value: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(settings.setSecret({ kind: 'llm-api-key', engineId: 'bank', value: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('an unreadable CA file is a fault with its path and the reason, not a connection without it', async () => {
    const settings = start();
    await settings.update({ engines: [engine] });
    const path = join(dataDir, 'nowhere.pem');
    const view = await settings.setSecret({ kind: 'ca-path', engineId: engine.id, value: path });
    expect(view.secrets).toContainEqual({ kind: 'ca-path', engineId: 'bank', isSet: true, standing: 'ready', boundTo: [], shown: path });
    await expect(settings.secretsFor(named(settings, 'bank'))).rejects.toMatchObject({ code: 'TWS_TLS', message: expect.stringContaining(path) });
    const unsaved = join(dataDir, 'unsaved.pem');
    const bundle = rootCertificates.slice(0, 2).join('\n');
    writeFileSync(unsaved, bundle);
    expect((await settings.secretsFor(named(settings, 'bank'), unsaved)).caPem).toBe(bundle);
    writeFileSync(path, 'not a certificate');
    await expect(settings.secretsFor(named(settings, 'bank'))).rejects.toMatchObject({ code: 'TWS_TLS' });
    for (const broken of [`${rootCertificates[0]!}\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`, bundle.slice(0, -200)]) {
      writeFileSync(path, broken);
      await expect(settings.secretsFor(named(settings, 'bank'))).rejects.toMatchObject({
        code: 'TWS_TLS',
        message: expect.stringMatching(/nowhere\.pem.*certificate 2/),
      });
    }
  });
});
