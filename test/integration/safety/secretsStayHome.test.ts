/** Secrets go where they were entered for, and nobody is connected to whom only a file named. Each way that once led to a stranger sends the stranger nothing. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createGate } from '../../../src-main/base/egress/gate.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import type { SecretKeep } from '../../../src-main/config/trust/boundSecrets.ts';
import { engineParty } from '../../../src-main/config/trust/destinations.ts';
import { createSettings } from '../../../src-main/config/settings.ts';
import { createEngines } from '../../../src-main/engines/engines.ts';
import { createModels } from '../../../src-main/llm/models.ts';
import { activeEngine, createSettingsActions } from '../../../src-main/compose/settingsActions.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { type EngineSettings, engineSettings, type Settings } from '../../../src-preload/contract/settings.ts';
import { type FakeEngine, sendJson, startFakeEngine } from '../../fakes/engine/engine.ts';
import { type FakeLlm, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { NOTHING, type Sink, startSink } from '../../fakes/hostile/sink.ts';

/** A keychain: it outlives the starts, and does not travel with a folder. */
function keychain(): SecretKeep & { describe(): Promise<{ kind: 'keychain'; reason: null }>; readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    describe: async () => ({ kind: 'keychain', reason: null }),
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => void entries.set(name, value),
    remove: async (name) => void entries.delete(name),
  };
}

let sink: Sink;
let bank: FakeEngine;
let llm: FakeLlm;
let keep: ReturnType<typeof keychain>;
let home: string;

beforeEach(async () => {
  sink = await startSink();
  bank = await startFakeEngine((_request, response) => sendJson(response, { version: '10.2.8', timeZone: 'UTC' }));
  llm = await startFakeLlm();
  keep = keychain();
  home = folder();
  return () => Promise.all([sink.close(), bank.close(), llm.close()]);
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'resync-home-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const engineAt = (url: string, more: Partial<EngineSettings> = {}) =>
  engineSettings.parse({ id: 'bank', name: 'Bank', kind: 'live', url, user: 'op', auth: 'basic', isTlsUnverified: true, ...more });

/** The parts that settings reach, as the app puts them together. */
async function start(dataDir: string, env: NodeJS.ProcessEnv = {}) {
  const ledger: EgressEntry[] = [];
  const log = createSilentLog();
  const settings = createSettings({ dataDir, env, isDemo: false, secrets: keep, confirmed: keep, log });
  const gate = createGate((entry) => void ledger.push(entry));
  const engines = createEngines({
    wanted: () => activeEngine(settings.current()),
    known: () => settings.current().engines,
    secretsFor: settings.secretsFor,
    gate,
    permission: (id) => settings.permission(engineParty(id)),
    log,
    clock: systemClock,
  });
  const outlet = gate.outlet('llm', () => settings.permission('llm'));
  const models = createModels({
    settings: () => settings.current().llm,
    apiKey: () => settings.llmApiKey(),
    permission: () => settings.permission('llm'),
    outlet,
    log,
  });
  const actions = createSettingsActions({ settings, engines, models, gate, log, clock: systemClock });
  const apply = async () => void (await Promise.all([engines.apply(), models.apply()]));
  await settings.loadConfirmed();
  await apply();
  const stop = async () => {
    settings.stop();
    await Promise.all([engines.close(), models.close()]);
  };
  onTestFinished(stop);
  const probe = () => engines.probe({ why: 'test' });
  const ask = async () => {
    const model = models.active();
    if (model === null) throw new Error('no model');
    for await (const event of model.client.stream({ messages: [{ role: 'user', content: 'the prompt' }], tools: [], why: 'chat' })) void event;
  };
  const edited = async (change: (file: Settings) => object) => {
    const told = new Promise<void>((resolve) => {
      const undo = settings.subscribe(() => {
        undo();
        resolve();
      });
    });
    edit(dataDir, change);
    await told;
    await apply();
  };
  return { settings, engines, models, actions, ledger, apply, stop, probe, ask, edited };
}

function edit(dataDir: string, change: (file: Settings) => object): void {
  const path = join(dataDir, 'settings.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as Settings;
  writeFileSync(path, JSON.stringify({ ...file, ...change(file) }));
}

/** A person connects an engine and a model, types both secrets, and both answer. */
async function connected(env: NodeJS.ProcessEnv = {}) {
  const desk = await start(home, env);
  const engine = engineAt(bank.url);
  await desk.actions.changeSettings({ engines: [engine], activeEngineId: engine.id, llm: { url: llm.url, model: llm.model } });
  await desk.actions.changeSecret({ kind: 'password', engineId: engine.id, value: 'hunter2' });
  await desk.actions.changeSecret({ kind: 'llm-api-key', engineId: null, value: 'sk-sonne-42' });
  await desk.probe();
  await desk.ask();
  expect(bank.requests.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('op:hunter2').toString('base64')}`);
  expect(llm.requests.at(-1)?.authorization).toBe('Bearer sk-sonne-42');
  return desk;
}

const toSink = (file: Settings) => ({
  engines: file.engines.map((engine) => ({ ...engine, url: sink.httpsUrl })),
  llm: { ...file.llm, url: `${sink.httpUrl}/v1` },
});

async function expectDisconnected({ probe, ask, engines, models }: Awaited<ReturnType<typeof start>>): Promise<void> {
  await expect(probe()).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
  await expect(ask()).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
  expect(engines.describe()).toMatchObject({ engine: null, fault: { code: 'NOT_CONFIRMED' } });
  expect(models.describe().state).toBe('unconfirmed');
  expect(sink.received()).toEqual(NOTHING);
}

describe('a test of a form', () => {
  test('of the model at another address: the stored key stays, the result says so, and a key that is typed goes', async () => {
    const { actions } = await connected();
    const form = { url: `${sink.httpUrl}/v1`, model: 'm', isUnencryptedAllowed: false };
    const result = await actions.testLlm(form);
    expect(result).toMatchObject({ isOk: false, fault: { code: 'LLM_AUTH' }, steps: [{ name: 'API key', outcome: 'failed' }] });
    expect(result.steps[0]?.detail).toContain(`entered for ${new URL(llm.url).origin} and is not sent to ${sink.httpUrl}`);
    expect(sink.received()).toEqual(NOTHING);
    await actions.testLlm({ ...form, apiKey: 'typed-for-this' });
    await actions.testLlm({ ...form, apiKey: null });
    expect(sink.received().requests.join()).toContain('Bearer typed-for-this');
    expect(sink.received().requests.join()).not.toContain('sk-sonne-42');
    expect((await actions.testLlm({ url: llm.url, model: llm.model, isUnencryptedAllowed: false })).fault).toBeNull();
    expect(llm.requests.at(-1)?.authorization).toBe('Bearer sk-sonne-42');
  });

  test.each([
    ['another address', () => engineAt(sink.httpsUrl, { isTlsUnverified: false })],
    ['another address, its certificate unchecked', () => engineAt(sink.httpsUrl)],
    ['another address in the clear', () => engineAt(sink.httpUrl, { isUnencryptedAllowed: true })],
    ['the stored address and another as its backup', () => engineAt(bank.url, { fallbackUrls: [sink.httpsUrl] })],
    ['another port of the same host', () => engineAt(`https://127.0.0.1:${new URL(sink.httpsUrl).port}`)],
  ])('of the stored engine with %s', async (_what, form) => {
    const { actions } = await connected();
    const before = bank.sockets();
    const result = await actions.testEngine({ engine: form() });
    expect(result).toMatchObject({ isOk: false, fault: { code: 'TWS_AUTH' }, steps: [{ name: 'Credentials', outcome: 'failed' }] });
    expect(result.steps[0]?.detail).toContain('enter it again');
    expect(sink.received()).toEqual(NOTHING);
    expect(bank.sockets()).toBe(before);
  });
});

describe('a folder of somebody else', () => {
  test.each([
    ['with an id of its own', false],
    ['with the very id of this one', true],
  ])('that names a known engine and its own address, %s', async (_what, hasId) => {
    await (await connected()).stop();
    // What an older version left in the keychain, under names that are the same for every folder.
    keep.entries.set('engine:bank:password', 'hunter2').set('llm-api-key', 'sk-sonne-42');
    const foreign = folder();
    copyFileSync(join(home, 'settings.json'), join(foreign, 'settings.json'));
    if (hasId) copyFileSync(join(home, 'directory-id'), join(foreign, 'directory-id'));
    edit(foreign, toSink);
    const desk = await start(foreign);
    await expectDisconnected(desk);
    expect((await desk.settings.view()).unconfirmed.map(({ party }) => party)).toEqual(['engine:bank', 'llm']);
  });
});

describe('a settings file that is edited', () => {
  test('while Resync runs: both are disconnected at once, told apart, and neither old nor new address gets anything', async () => {
    const desk = await connected();
    const asked = [bank.requests.length, llm.requests.length];
    await desk.edited(toSink);
    await expectDisconnected(desk);
    expect([bank.requests.length, llm.requests.length]).toEqual(asked);
    const { unconfirmed } = await desk.settings.view();
    expect(unconfirmed.map(({ party, what, origins, before }) => ({ party, what, origins, before }))).toEqual([
      { party: 'engine:bank', what: 'address', origins: [sink.httpsUrl], before: [bank.url] },
      { party: 'llm', what: 'address', origins: [sink.httpUrl], before: [new URL(llm.url).origin] },
    ]);
    expect(desk.engines.describe().fault?.message).toMatch(/changed in the settings file from .* to .*: confirm it in Settings/);
    await desk.edited((file) => ({ engines: [{ ...file.engines[0], url: bank.url }], llm: { ...file.llm, url: llm.url } }));
    await desk.probe();
    await desk.ask();
  });

  test('while it is off', async () => {
    await (await connected()).stop();
    edit(home, toSink);
    await expectDisconnected(await start(home));
  });

  test.each([
    ['a backup host', () => ({ fallbackUrls: [sink.httpsUrl] })],
    ['an unchecked certificate', () => ({ isTlsUnverified: false })],
    ['other certificate pins', () => ({ certificatePins: [sink.https.fingerprint], isPinTrusted: true })],
    ['no encryption allowed', () => ({ isUnencryptedAllowed: true })],
  ])('to give the engine %s', async (_what, change) => {
    await (await connected()).stop();
    edit(home, (file) => ({ engines: file.engines.map((engine) => ({ ...engine, ...change() })) }));
    const asked = bank.requests.length;
    const desk = await start(home);
    await expect(desk.probe()).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    expect(bank.requests).toHaveLength(asked);
    expect(sink.received()).toEqual(NOTHING);
  });

  test('to send the audits to another Redis', async () => {
    const desk = await connected();
    await desk.actions.changeSettings({ auditor: { redisUrl: 'redis://127.0.0.1:6379' } });
    expect(desk.settings.teamQueue()).toMatchObject({ refusal: null });
    await desk.edited((file) => ({ auditor: { ...file.auditor, redisUrl: sink.httpUrl.replace('http', 'redis') } }));
    expect(desk.settings.teamQueue()).toMatchObject({ refusal: { code: 'NOT_CONFIRMED' } });
  });

  test('harmlessly, stays connected: a name, a colour, the model, a time limit', async () => {
    const desk = await connected();
    await desk.edited((file) => ({
      engines: [{ ...file.engines[0], name: 'Bank of the river', color: 'teal', requestTimeoutMs: 9_000 }],
      llm: { ...file.llm, model: 'fake-model:2' },
    }));
    await desk.probe();
    await desk.ask();
  });

  test('is written by hand before any start: confirmed first, and what is shown is what is confirmed', async () => {
    writeFileSync(
      join(home, 'settings.json'),
      JSON.stringify({ engines: [engineAt(bank.url)], activeEngineId: 'bank', llm: { url: llm.url, model: llm.model } }),
    );
    const desk = await start(home);
    await expect(desk.ask()).rejects.toMatchObject({ code: 'NOT_CONFIRMED', message: expect.stringContaining('nobody has confirmed it') });
    const shown = (await desk.settings.view()).unconfirmed;
    await desk.edited((file) => ({ llm: { ...file.llm, url: `${sink.httpUrl}/v1` } }));
    await expect(desk.actions.confirmSettings(shown)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(sink.received()).toEqual(NOTHING);
    await desk.edited((file) => ({ llm: { ...file.llm, url: llm.url } }));
    expect((await desk.actions.confirmSettings(shown)).unconfirmed).toEqual([]);
    await desk.ask();
    await desk.stop();
    await (await start(home)).ask();
  });
});

describe('a person', () => {
  test('who confirms another address types its secrets again: what was stored for the old one does not follow', async () => {
    const desk = await connected();
    await desk.edited(toSink);
    const view = await desk.actions.confirmSettings((await desk.settings.view()).unconfirmed);
    expect(view.secrets.filter(({ standing }) => standing === 'elsewhere')).toMatchObject([
      { kind: 'password', isSet: false, boundTo: [bank.url] },
      { kind: 'llm-api-key', isSet: false, boundTo: [new URL(llm.url).origin] },
    ]);
    await expect(desk.probe()).rejects.toMatchObject({ code: 'TWS_AUTH', message: expect.stringContaining('enter it again for this address') });
    await expect(desk.ask()).rejects.toMatchObject({ code: 'LLM_AUTH' });
    expect(sink.received()).toEqual(NOTHING);
    await desk.actions.changeSecret({ kind: 'llm-api-key', engineId: null, value: 'sk-for-the-new-one' });
    await desk.ask().catch(() => {});
    expect(sink.received().requests.join()).toContain('sk-for-the-new-one');
    expect(sink.received().requests.join()).not.toMatch(/sk-sonne|hunter2/);
  });

  test('who changes an address in Settings has confirmed that one, and nothing else that a file changed before', async () => {
    const desk = await connected();
    await desk.edited((file) => ({ llm: { ...file.llm, url: `${sink.httpUrl}/v1` } }));
    const { engines } = desk.settings.current();
    await desk.actions.changeSettings({ engines: [...engines, engineSettings.parse({ ...engineAt('https://second.bank:31116'), id: 'second' })] });
    await desk.actions.changeSettings({ theme: 'dark', llm: { model: 'another' } });
    expect((await desk.settings.view()).unconfirmed.map(({ party }) => party)).toEqual(['llm']);
    await desk.actions.changeSettings({ engines: engines.map((engine) => ({ ...engine, url: sink.httpsUrl })) });
    await expect(desk.probe()).rejects.toMatchObject({ code: 'TWS_AUTH' });
    expect(sink.received()).toEqual(NOTHING);
  });

  test('confirms what an older version stored without an address before it goes anywhere', async () => {
    keep.entries.set('engine:bank:password', 'hunter2').set('llm-api-key', 'sk-sonne-42');
    const desk = await start(home);
    await desk.actions.changeSettings({ engines: [engineAt(bank.url)], activeEngineId: engineAt(bank.url).id, llm: { url: llm.url, model: llm.model } });
    const { unconfirmed } = await desk.settings.view();
    expect(unconfirmed).toMatchObject([
      { party: 'engine:bank', what: 'secret', hasUnbound: true },
      { party: 'llm', what: 'secret' },
    ]);
    await expect(desk.probe()).rejects.toMatchObject({ code: 'TWS_AUTH' });
    await expect(desk.ask()).rejects.toMatchObject({ code: 'LLM_AUTH', message: expect.stringContaining('confirm in Settings') });
    expect(bank.requests).toEqual([]);
    expect(llm.requests).toEqual([]);
    await desk.actions.confirmSettings(unconfirmed);
    await desk.probe();
    await desk.ask();
    expect(llm.requests.at(-1)?.authorization).toBe('Bearer sk-sonne-42');
    expect([...keep.entries.keys()].filter((name) => !name.includes('/'))).toEqual([]);
  });
});

describe('the environment', () => {
  test('gives a key for the address given with it, and for no other', async () => {
    const desk = await start(home, { RESYNC_LLM_URL: llm.url, RESYNC_LLM_MODEL: llm.model, RESYNC_LLM_API_KEY: 'sk-env-777' });
    await desk.ask();
    expect(llm.requests.at(-1)?.authorization).toBe('Bearer sk-env-777');
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ llm: { url: `${sink.httpUrl}/v1`, model: 'm' } }));
    await desk.apply();
    await desk.ask();
    expect((await desk.actions.testLlm({ url: `${sink.httpUrl}/v1`, model: 'm', isUnencryptedAllowed: false })).fault?.code).toBe('LLM_AUTH');
    expect(sink.received()).toEqual(NOTHING);
  });

  test('gives a key alone: it goes to the first address a person confirmed in this start, not to one a file names, nor to the next', async () => {
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ llm: { url: `${sink.httpUrl}/v1`, model: 'm' } }));
    const desk = await start(home, { RESYNC_LLM_API_KEY: 'sk-env-777' });
    await expect(desk.ask()).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    await desk.actions.changeSettings({ llm: { url: llm.url, model: llm.model } });
    await desk.ask();
    expect(llm.requests.at(-1)?.authorization).toBe('Bearer sk-env-777');
    await desk.actions.changeSettings({ llm: { url: `${sink.httpUrl}/v1` } });
    await expect(desk.ask()).rejects.toMatchObject({ code: 'LLM_AUTH' });
    expect(sink.received()).toEqual(NOTHING);
  });

  test('gives a password alone: it goes nowhere, also not to an engine of the file under the id it would have', async () => {
    const { host } = new URL(sink.httpsUrl);
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ engines: [{ ...engineAt(sink.httpsUrl), id: `env-${host}` }], activeEngineId: `env-${host}` }));
    const desk = await start(home, { RESYNC_TWS_PASSWORD: 'hunter2', RESYNC_TWS_USER: 'op' });
    await expect(desk.probe()).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    await desk.actions.confirmSettings((await desk.settings.view()).unconfirmed);
    await expect(desk.probe()).rejects.toMatchObject({ code: 'TWS_AUTH' });
    expect(sink.received()).toEqual(NOTHING);
  });

  test('gives an engine: that needs nobody to confirm it', async () => {
    const desk = await start(home, { RESYNC_TWS_URL: bank.url, RESYNC_TWS_USER: 'op', RESYNC_TWS_PASSWORD: 'hunter2', RESYNC_TWS_TLS_UNVERIFIED: 'true' });
    await desk.probe();
    expect((await desk.settings.view()).unconfirmed).toEqual([]);
  });
});
