/** What Resync needs from a language model: kept against the fake always, and its general part against a real one when given. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../src-main/base/log.ts';
import { createLlmClient } from '../../src-main/llm/client.ts';
import type { LlmClient, LlmEvent, LlmTool, ToolRequest } from '../../src-main/llm/types.ts';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import { type FakeLlm, type FakeReply, startFakeLlm } from '../fakes/llm/fakeLlm.ts';
import { outletFor } from '../fakes/outlet.ts';

const TOOL: LlmTool = {
  name: 'job_status',
  description: 'Status of a job.',
  parameters: { type: 'object', properties: { job: { type: 'string' } }, required: ['job'] },
};
const ask = (content: string) => [{ role: 'user', content }] as const;

function clientFor(url: string, model: string, more: { idleTimeoutMs?: number; apiKey?: string; egress?: EgressEntry[] } = {}): LlmClient {
  const client = createLlmClient({
    url,
    model,
    apiKey: async () => more.apiKey ?? null,
    idleTimeoutMs: more.idleTimeoutMs ?? 20_000,
    log: createSilentLog(),
    outlet: outletFor('llm', (entry) => void more.egress?.push(entry)),
  });
  onTestFinished(() => client.close());
  return client;
}

async function collect(events: AsyncIterable<LlmEvent>): Promise<{ text: string; calls: readonly ToolRequest[]; ends: number; texts: number }> {
  const seen = { text: '', calls: [] as readonly ToolRequest[], ends: 0, texts: 0 };
  for await (const event of events) {
    if (event.type === 'text') {
      seen.text += event.text;
      seen.texts += 1;
    }
    if (event.type === 'tool-calls') seen.calls = event.calls;
    if (event.type === 'end') seen.ends += 1;
  }
  return seen;
}

describe('the fake', () => {
  let fake: FakeLlm;
  beforeAll(async () => {
    fake = await startFakeLlm();
  });
  afterAll(() => fake.close());
  const play = (reply: FakeReply, times = 1) => fake.script({ when: () => true, reply, times });
  const stream = (client: LlmClient, signal?: AbortSignal) => client.stream({ messages: ask('?'), tools: [TOOL], signal, why: 'chat' });

  test('text arrives in pieces, thoughts do not arrive at all', async () => {
    play({ kind: 'text', text: '<think>secret <b> plan</think>The job ran.', pieces: 40, reasoning: 'hidden' });
    const seen = await collect(stream(clientFor(fake.url, fake.model)));
    expect(seen.text).toBe('The job ran.');
    expect(seen.texts).toBeGreaterThan(3);
    expect(seen.ends).toBe(1);
  });

  test.each(['split', 'whole'] as const)('several tool calls arrive whole when the server sends them %s', async (style) => {
    play({
      kind: 'tools',
      style,
      calls: [
        { name: 'job_status', args: { job: 'LOAD_DWH' } },
        { name: 'job_status', args: { job: 'B' } },
      ],
      finish: 'stop',
    });
    const { calls } = await collect(stream(clientFor(fake.url, fake.model)));
    expect(calls.map((call) => [call.name, JSON.parse(call.argumentsText)])).toEqual([
      ['job_status', { job: 'LOAD_DWH' }],
      ['job_status', { job: 'B' }],
    ]);
    expect(new Set(calls.map((call) => call.id)).size).toBe(2);
  });

  test.each([
    [{ kind: 'cut', text: 'The job' }, 'LLM_BAD_ANSWER'],
    [{ kind: 'cut', text: 'The job', how: 'end' }, 'LLM_BAD_ANSWER'],
    [{ kind: 'garbage', text: 'The job' }, 'LLM_BAD_ANSWER'],
    [{ kind: 'garbage', text: '' }, 'LLM_BAD_ANSWER'],
    [{ kind: 'status', status: 401 }, 'LLM_AUTH'],
    [{ kind: 'status', status: 403 }, 'LLM_AUTH'],
    [{ kind: 'status', status: 404 }, 'LLM_UNAVAILABLE'],
    [{ kind: 'hang' }, 'LLM_TIMEOUT'],
    [{ kind: 'hang', text: 'The job' }, 'LLM_TIMEOUT'],
  ] as const)('%j becomes %s', async (reply, code) => {
    play(reply);
    await expect(collect(stream(clientFor(fake.url, fake.model, { idleTimeoutMs: 200 })))).rejects.toMatchObject({ name: 'Fault', code });
  });

  test.each([500, 429, 503])('HTTP %i is tried once more before it counts as unavailable', async (status) => {
    const before = fake.requests.length;
    play({ kind: 'status', status }, 2);
    await expect(collect(stream(clientFor(fake.url, fake.model)))).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    expect(fake.requests.length - before).toBe(2);
    play({ kind: 'status', status }, 1);
    await expect(collect(stream(clientFor(fake.url, fake.model)))).resolves.toMatchObject({ text: 'ready' });
  });

  test('a server that is not there is unavailable', async () => {
    const gone = await startFakeLlm();
    await gone.close();
    await expect(collect(stream(clientFor(gone.url, 'x')))).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  });

  test('stop closes the upstream request, before the first byte and after', async () => {
    for (const text of ['', 'The job']) {
      play({ kind: 'hang', text });
      const stop = new AbortController();
      const arrived = fake.nextRequest();
      const reading = collect(stream(clientFor(fake.url, fake.model), stop.signal));
      reading.catch(() => {});
      const { closed } = await arrived;
      stop.abort();
      await expect(reading).rejects.toMatchObject({ code: 'STOPPED' });
      expect(await closed).toBe(true);
    }
  });

  test('leaving the stream early closes the upstream request', async () => {
    play({ kind: 'hang', text: 'The job' });
    const arrived = fake.nextRequest();
    for await (const event of stream(clientFor(fake.url, fake.model))) if (event.type === 'text') break;
    expect(await (await arrived).closed).toBe(true);
  });

  test('the key goes out only when there is one, and never from the environment', async () => {
    process.env.OPENAI_API_KEY = 'from-environment';
    onTestFinished(() => void delete process.env.OPENAI_API_KEY);
    await collect(stream(clientFor(fake.url, fake.model)));
    expect(fake.requests.at(-1)?.authorization).toBeNull();
    await collect(stream(clientFor(fake.url, fake.model, { apiKey: 'k-1' })));
    expect(fake.requests.at(-1)?.authorization).toBe('Bearer k-1');
  });

  test('every exchange is in the egress ledger, also the broken ones', async () => {
    const egress: EgressEntry[] = [];
    const client = clientFor(fake.url, fake.model, { egress });
    await collect(stream(client));
    play({ kind: 'cut', text: 'The job' });
    await collect(stream(client)).catch(() => {});
    play({ kind: 'status', status: 401 });
    await collect(stream(client)).catch(() => {});
    expect(egress.map(({ outcome }) => outcome)).toEqual(['200', 'cut', '401']);
    expect(egress[0]).toMatchObject({ host: new URL(fake.url).host, purpose: 'llm', why: 'chat' });
    expect(egress.every(({ bytesOut, bytesIn }) => bytesOut > 50 && bytesIn > 20)).toBe(true);
  });

  test('damaged judge JSON is read, prose is not invented into JSON', async () => {
    const client = clientFor(fake.url, fake.model);
    const judge = () =>
      client.completeJson({ messages: ask('judge'), schema: { type: 'object', required: ['is_incorrect', 'confidence'] }, maxTokens: 500, why: 'judge' });
    play({ kind: 'text', text: 'Sure:\n```json\n{"is_incorrect": true, "confidence": 0.9, "reason": "cut he' });
    expect((await judge()).json).toEqual({ is_incorrect: true, confidence: 0.9, reason: 'cut he' });
    play({ kind: 'text', text: 'I think it is {mostly} right.' });
    expect((await judge()).json).toBeUndefined();
    fake.script(
      { when: ({ wantsJson }) => wantsJson, reply: { kind: 'status', status: 400, message: 'response_format is not supported' }, times: 1 },
      { when: ({ wantsJson }) => !wantsJson, reply: { kind: 'text', text: '{"is_incorrect": false, "confidence": 0.1}' }, times: 1 },
    );
    expect((await judge()).json).toMatchObject({ is_incorrect: false });
  });

  test('the connection test names the step that failed', async () => {
    const wrongModel = await clientFor(fake.url, 'other-model').test();
    expect(wrongModel.steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(['reachable ok', 'model failed', 'streamed reply ok', 'tool call ok']);
    expect(wrongModel.isOk).toBe(false);
    fake.script({ when: ({ toolNames }) => toolNames.includes('report_number'), reply: { kind: 'text', text: 'Seven.' }, times: 1 });
    const noTools = await clientFor(fake.url, fake.model).test();
    expect(noTools.steps.at(-1)).toMatchObject({ name: 'tool call', outcome: 'failed' });
    const locked = await startFakeLlm({ apiKey: 'right' });
    onTestFinished(() => locked.close());
    const refused = await clientFor(locked.url, locked.model, { apiKey: 'wrong' }).test();
    expect(refused.fault?.code).toBe('LLM_AUTH');
    expect(refused.steps.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'skipped', 'skipped']);
  });
});

describe.each(['fake', 'real'] as const)('any model (%s)', (which) => {
  const { RESYNC_TEST_LLM_URL: url, RESYNC_TEST_LLM_MODEL: model } = process.env;
  const skip = which === 'real' && (url === undefined || model === undefined);
  test.skipIf(skip)('answers, calls a tool and passes the connection test', async () => {
    const fake = which === 'fake' ? await startFakeLlm() : null;
    if (fake !== null) onTestFinished(() => fake.close());
    const client = clientFor(fake?.url ?? url!, fake?.model ?? model!);
    const result = await client.test();
    expect(result.steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(result.isOk).toBe(true);
  });
});
