/** Promise 11 while engines change: what one engine said is never told under another one's name; and each keeps its client. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createEngines } from '../../../src-main/engines/engines.ts';
import { type EngineSettings, engineSettings } from '../../../src-preload/contract/settings.ts';
import { anywhere, silentGate } from '../../fakes/outlet.ts';

const engine = (id: string) => engineSettings.parse({ id, name: id, kind: 'live', url: 'https://127.0.0.1:9', user: 'op', auth: 'basic' });
const secrets = { password: 'x', apiKey: null, caPem: null, withheld: null };

function enginesWith(secretsFor: Parameters<typeof createEngines>[0]['secretsFor']) {
  let wanted = engine('first');
  const engines = createEngines({
    wanted: () => wanted,
    known: () => [engine('first'), engine('second')],
    secretsFor,
    gate: silentGate(),
    permission: anywhere,
    log: createSilentLog(),
    clock: systemClock,
  });
  onTestFinished(() => engines.close());
  return {
    engines,
    choose: (id: string) => {
      wanted = engine(id);
    },
  };
}

test('an engine that is chosen and not yet connected does not show the connection of the one before it', async () => {
  const answer = Promise.withResolvers<typeof secrets>();
  const { engines, choose } = enginesWith(({ id }) => (id === 'first' ? Promise.resolve(secrets) : answer.promise));
  await engines.apply();
  expect(engines.describe().engine?.id).toBe('first');
  choose('second');
  const applied = engines.apply();
  expect(engines.describe()).toMatchObject({ engine: null, chosen: { id: 'second' }, fault: null });
  answer.resolve(secrets);
  await applied;
  expect(engines.describe().engine?.id).toBe('second');
});

test('a refusal of one engine is not told of the next, which is tried all the same', async () => {
  const locked = new Fault('SECRETS_UNAVAILABLE', 'The system keychain could not read a secret; unlock it and try again.');
  const { engines, choose } = enginesWith(({ id }) => (id === 'first' ? Promise.reject(locked) : Promise.resolve(secrets)));
  await engines.apply();
  expect(engines.describe()).toMatchObject({ engine: null, fault: { code: 'SECRETS_UNAVAILABLE' } });
  choose('second');
  expect(engines.describe()).toMatchObject({ engine: null, fault: null });
  await engines.apply();
  expect(engines.describe().engine?.id).toBe('second');
});

function engineSet() {
  const settings = new Map(['first', 'second'].map((id) => [id, engine(id)]));
  let password = 'x';
  let active = 'first';
  const replaced: string[] = [];
  const engines = createEngines({
    wanted: () => settings.get(active) ?? null,
    known: () => [...settings.values()],
    secretsFor: async () => ({ ...secrets, password }),
    gate: silentGate(),
    permission: anywhere,
    log: createSilentLog(),
    clock: systemClock,
  });
  onTestFinished(() => engines.close());
  engines.onReplaced(() => replaced.push(active));
  const apply = async (change: () => void) => {
    change();
    await engines.apply();
    return engines.describe().engine?.client ?? null;
  };
  return {
    engines,
    replaced,
    use: (id: string) => apply(() => void (active = id)),
    change: (part: Partial<EngineSettings>) => apply(() => void settings.set(active, { ...settings.get(active)!, ...part })),
    rotate: (next: string) => apply(() => void (password = next)),
    remove: (id: string) => apply(() => void settings.delete(id)),
  };
}

test('switching back finds the client there was; another address makes a new one', async () => {
  const { use, change } = engineSet();
  const first = await use('first');
  const second = await use('second');
  expect(second).not.toBe(first);
  expect(await use('first')).toBe(first);
  expect(await change({ fallbackUrls: ['https://127.0.0.1:10'] })).not.toBe(first);
  expect(await use('second')).toBe(second);
});

test('a new name or colour changes nothing about the connection; a new password is told, and keeps the client', async () => {
  const { engines, use, change, rotate, replaced } = engineSet();
  const client = await use('first');
  replaced.length = 0;
  expect(await change({ name: 'Production', color: 'magenta' })).toBe(client);
  expect(engines.active().name).toBe('Production');
  expect(replaced).toEqual([]);
  expect(await rotate('y')).toBe(client);
  expect(replaced).toEqual(['first']);
});

test('the client of an engine that was deleted is closed', async () => {
  const { use, remove } = engineSet();
  const second = await use('second');
  await use('first');
  await remove('second');
  await expect(second?.engineInfo({ why: 'test' })).rejects.toThrow();
  expect(second?.connection().lastReadAtMs).toBeNull();
});
