/** Promise 11 while engines change: what one engine said is never told under another one's name. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src-main/base/clock.ts';
import { Fault } from '../../src-main/base/fault.ts';
import { createSilentLog } from '../../src-main/base/log.ts';
import { createEngines } from '../../src-main/engines.ts';
import { engineSettings } from '../../src-preload/contract/settings.ts';

const engine = (id: string) => engineSettings.parse({ id, name: id, kind: 'live', url: 'https://127.0.0.1:9', user: 'op', auth: 'basic' });
const secrets = { password: 'x', apiKey: null, caPem: null };

function enginesWith(secretsFor: Parameters<typeof createEngines>[0]['secretsFor']) {
  let wanted = engine('first');
  const engines = createEngines({ wanted: () => wanted, secretsFor, onEgress: () => {}, log: createSilentLog(), clock: systemClock });
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
  const { engines, choose } = enginesWith((id) => (id === 'first' ? Promise.resolve(secrets) : answer.promise));
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
  const { engines, choose } = enginesWith((id) => (id === 'first' ? Promise.reject(locked) : Promise.resolve(secrets)));
  await engines.apply();
  expect(engines.describe()).toMatchObject({ engine: null, fault: { code: 'SECRETS_UNAVAILABLE' } });
  choose('second');
  expect(engines.describe()).toMatchObject({ engine: null, fault: null });
  await engines.apply();
  expect(engines.describe().engine?.id).toBe('second');
});
