/** The log file: what no line may hold, however it got there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { asFault } from '../../../src-main/base/fault.ts';
import { createFileLog, type Log } from '../../../src-main/base/log.ts';
import { createLlmClient } from '../../../src-main/llm/client.ts';
import { loggedReason } from '../../../src-main/llm/failures.ts';
import { startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { outletFor } from '../../fakes/outlet.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

async function written(write: (log: Log) => void | Promise<void>): Promise<string> {
  await using directory = temporaryDirectory('resync-log-');
  const { log, close } = createFileLog(directory.path);
  await write(log);
  await close();
  return readFileSync(join(directory.path, 'resync.log'), 'utf8');
}

test('secrets: values under secret-looking keys are removed at any depth', async () => {
  const text = await written((log) => log.info({ request: { headers: [{ authorization: 'Bearer abc' }] }, apiKey: 'abc' }, 'sent'));
  expect(text).not.toContain('abc');
  expect(text).toContain('[removed]');
});

test('secrets: an error is logged with its words and its causes, without what a library hung on it', async () => {
  const cause = Object.assign(new TypeError('the wire broke'), { code: 'ECONNRESET', requestHeaders: { 'x-key': 'abc' } });
  const text = await written((log) => log.warn({ err: Object.assign(new Error('no answer', { cause }), { body: 'abc' }) }, 'failed'));
  expect(text).not.toContain('abc');
  const { err } = JSON.parse(text) as { err: unknown };
  expect(err).toMatchObject({ type: 'Error', message: 'no answer', cause: { type: 'TypeError', message: 'the wire broke', code: 'ECONNRESET' } });
});

test('secrets: the key a model server quotes back, or that cannot be a header, is not in the reason that is logged', () => {
  const refused = new Error('401 Incorrect API key provided: sk-abc.', { cause: new TypeError('"Bearer sk-abc" is an invalid header value') });
  expect(loggedReason(refused, 'sk-abc')).toBe('Error: 401 Incorrect API key provided: [removed]. <- TypeError: "Bearer [removed]" is an invalid header value');
  expect(loggedReason(refused, null)).toContain('sk-abc');
});

test('secrets: a refused key never reaches the log of the model client', async () => {
  const fake = await startFakeLlm();
  onTestFinished(() => fake.close());
  fake.script({ when: () => true, reply: { kind: 'status', status: 401, message: 'Incorrect API key provided: sk-abc' } });
  let isRefused = false;
  const text = await written(async (log) => {
    const client = createLlmClient({ url: fake.url, model: fake.model, apiKey: async () => 'sk-abc', idleTimeoutMs: 20_000, log, outlet: outletFor('llm') });
    try {
      for await (const event of client.stream({ messages: [{ role: 'user', content: '?' }], tools: [], why: 'chat' })) void event;
    } catch (thrown) {
      isRefused = asFault(thrown).code === 'LLM_AUTH';
    }
    await client.close();
  });
  expect(isRefused).toBe(true);
  expect(text).toContain('Incorrect API key provided: [removed]');
  expect(text).not.toContain('sk-abc');
});
