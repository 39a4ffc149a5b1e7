/** Promise 12: the model is optional, and so is whatever stands in its way. */
import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createModels, type Models } from '../../../src-main/llm/models.ts';
import { type FakeLlm, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { anywhere, outletFor } from '../../fakes/outlet.ts';

const locked = new Fault('SECRETS_UNAVAILABLE', 'The system keychain could not read a secret; unlock it and try again.');

interface Parts {
  readonly url: () => string;
  readonly model?: () => string;
  readonly apiKey: () => Promise<string | null>;
}

function modelsWith({ url, model = () => 'fake-model', apiKey }: Parts): Models {
  const models = createModels({
    settings: () => ({ url: url(), model: model(), idleTimeoutMs: 20_000, loadTimeoutMs: 0, isUnencryptedAllowed: false }),
    apiKey,
    permission: anywhere,
    outlet: outletFor('llm'),
    log: createSilentLog(),
  });
  onTestFinished(() => models.close());
  return models;
}

async function fakeLlm(): Promise<FakeLlm> {
  const fake = await startFakeLlm();
  onTestFinished(() => fake.close());
  return fake;
}

async function ask(models: Models): Promise<void> {
  for await (const event of models.active()!.client.stream({ messages: [{ role: 'user', content: '?' }], tools: [], why: 'chat' })) void event;
}

test('a keychain that refuses does not stop the start: the question says so, and the next one finds it unlocked', async () => {
  const fake = await fakeLlm();
  let isLocked = true;
  const models = modelsWith({ url: () => fake.url, apiKey: async () => (isLocked ? Promise.reject(locked) : 'sk-1') });
  await models.apply();
  await expect(ask(models)).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
  isLocked = false;
  await ask(models);
  expect(fake.requests.at(-1)?.authorization).toBe('Bearer sk-1');
});

test('the newest settings win, also over a slower keychain answer to older ones', async () => {
  const answers: ((key: string) => void)[] = [];
  let model = 'old';
  const models = modelsWith({ url: () => 'http://127.0.0.1:9/v1', model: () => model, apiKey: () => new Promise((resolve) => answers.push(resolve)) });
  const older = models.apply();
  await Promise.resolve();
  model = 'new';
  const newer = models.apply();
  // Whichever question to the keychain is answered first, the second settings were applied second.
  answers.pop()!('a');
  await older;
  await Promise.resolve();
  for (const answer of answers) answer('b');
  await newer;
  expect(models.active()?.model).toBe('new');
});
