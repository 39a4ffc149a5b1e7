/** Servers that call themselves OpenAI-compatible, each in its own way: what is documented of Ollama, vLLM, llama.cpp and LM Studio is understood. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../src-main/base/log.ts';
import { createLlmClient } from '../../src-main/llm/client.ts';
import type { LlmEvent, LlmMessage, LlmTool } from '../../src-main/llm/types.ts';
import { type FakeLlm, type FakeReply, startFakeLlm } from '../fakes/llm/fakeLlm.ts';
import { outletFor } from '../fakes/outlet.ts';

const TOOL: LlmTool = { name: 'job_status', description: 'Status of a job.', parameters: { type: 'object', properties: { job: { type: 'string' } } } };

let fake: FakeLlm;
beforeEach(async () => {
  fake = await startFakeLlm();
});
afterEach(() => fake.close());

function connected(idleTimeoutMs = 5_000) {
  const client = createLlmClient({
    url: fake.url,
    model: fake.model,
    apiKey: async () => null,
    idleTimeoutMs,
    log: createSilentLog(),
    outlet: outletFor('llm'),
  });
  onTestFinished(() => client.close());
  return client;
}
const play = (reply: FakeReply, times = 1) => fake.script({ when: () => true, reply, times });

async function collect(client = connected(), messages: readonly LlmMessage[] = [{ role: 'user', content: '?' }]) {
  const seen: LlmEvent[] = [];
  for await (const event of client.stream({ messages, tools: [TOOL], why: 'chat' })) seen.push(event);
  return {
    text: seen.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    calls: seen.flatMap((event) => (event.type === 'tool-calls' ? event.calls : [])).map(({ name, argumentsText }) => [name, argumentsText]),
    isToolless: seen.some(({ type }) => type === 'no-tools'),
    end: seen.find((event) => event.type === 'end'),
  };
}

const chunk = (choice: object, more: object = {}) => JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }], ...more });
const delta = (value: object, finish: string | null = null) => chunk({ delta: value, finish_reason: finish });
const call = { function: { name: 'job_status', arguments: { job: 'A' } } };
const CALLS = [['job_status', '{"job":"A"}']];

const bytes = Buffer.from(`data: ${delta({ content: 'O job não terminou ✓.' }, 'stop')}\n\ndata: [DONE]\n\n`);

test('a character of several bytes may be cut anywhere', async () => {
  play({ kind: 'raw', pieces: Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1)) });
  expect(await collect()).toMatchObject({ text: 'O job não terminou ✓.' });
});

const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ['lines that end in CR LF', [`data: ${delta({ content: 'The job ran.' }, 'stop')}\r\n\r\ndata: [DONE]\r\n\r\n`]],
  ['no space behind data:', [`data:${delta({ content: 'The job ran.' }, 'stop')}\n\ndata:[DONE]\n\n`]],
  [
    'comments and other fields between',
    [`: OPENROUTER PROCESSING\n\nevent: message\nid: 1\ndata: ${delta({ content: 'The job ran.' }, 'stop')}\n\n: ping\n\ndata: [DONE]\n\n`],
  ],
  ['pieces cut anywhere', `data: ${delta({ content: 'The job ran.' }, 'stop')}\n\ndata: [DONE]\n\n`.split('')],
  ['no empty line between events', [`data: ${delta({ content: 'The job ' })}\ndata: ${delta({ content: 'ran.' }, 'stop')}\ndata: [DONE]\n`]],
  ['an event over several lines', [`data: {"choices":[{"delta":\ndata: {"content":"The job ran."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`]],
  [
    'the role in the first delta only, content null',
    [`data: ${delta({ role: 'assistant', content: null })}\n\ndata: ${delta({ content: 'The job ran.' })}\n\ndata: ${delta({}, 'stop')}\n\ndata: [DONE]\n\n`],
  ],
  ['no finish reason but the end mark', [`data: ${delta({ content: 'The job ran.' })}\n\ndata: [DONE]\n\n`]],
  ['no end mark but a finish reason', [`data: ${delta({ content: 'The job ran.' }, 'stop')}\n\n`]],
  [
    'empty choices in between',
    [`data: {"choices":[]}\n\ndata: ${delta({ content: 'The job ran.' }, 'stop')}\n\ndata: {"choices":[],"usage":{"prompt_tokens":3}}\n\ndata: [DONE]\n\n`],
  ],
  [
    'a first chunk of filter results and chunks without a delta (Azure)',
    [
      `data: {"choices":[],"prompt_filter_results":[]}\n\ndata: ${delta({ role: 'assistant', content: '' })}\n\ndata: ${chunk({ content_filter_results: {} })}\n\ndata: ${delta({ content: 'The job ran.' })}\n\ndata: ${delta({}, 'stop')}\n\ndata: ${chunk({ finish_reason: null, content_filter_offsets: {} })}\n\ndata: [DONE]\n\n`,
    ],
  ],
  ['content in parts', [`data: ${delta({ content: [{ type: 'thinking' }, { type: 'text', text: 'The job ran.' }] }, 'stop')}\n\ndata: [DONE]\n\n`]],
  [
    'fields of a wrong kind',
    [`data: ${delta({ content: 'The job ran.', tool_calls: null, role: 7 }, 'stop')}\n\ndata: {"choices":null,"usage":"none"}\n\ndata: [DONE]\n\n`],
  ],
];

test.each(WORDS)('text comes through: %s', async (_name, pieces) => {
  play({ kind: 'raw', pieces });
  expect(await collect()).toMatchObject({ text: 'The job ran.', calls: [], isToolless: false, end: { text: 'The job ran.', ending: 'good' } });
});

const whole = (message: object, finish: string | null = 'stop') => ({
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: finish }],
  usage: { prompt_tokens: 3, completion_tokens: 4 },
});
test.each([
  ['in one line', JSON.stringify(whole({ role: 'assistant', content: 'The job ran.' }))],
  ['over many lines', JSON.stringify(whole({ role: 'assistant', content: 'The job ran.' }), null, 2)],
  ['without a finish reason', JSON.stringify(whole({ role: 'assistant', content: 'The job ran.' }, null))],
])('a server that does not stream is read all the same: %s', async (_name, body) => {
  play({ kind: 'raw', type: 'application/json', pieces: [body.slice(0, 20), body.slice(20)] });
  expect(await collect()).toMatchObject({ text: 'The job ran.', end: { usage: { promptTokens: 3, completionTokens: 4 } } });
});

test.each([
  ['without an id, arguments as an object', [`data: ${delta({ tool_calls: [call] }, 'stop')}\n\ndata: [DONE]\n\n`]],
  ['with a number for an id', [`data: ${delta({ tool_calls: [{ index: 0, id: 7, ...call }] }, 'tool_calls')}\n\ndata: [DONE]\n\n`]],
  [
    'in the one field of older servers',
    [
      `data: ${delta({ function_call: { name: 'job_status', arguments: '{"job":' } })}\n\ndata: ${delta({ function_call: { arguments: '"A"}' } }, 'function_call')}\n\ndata: [DONE]\n\n`,
    ],
  ],
  ['from a server that does not stream', [JSON.stringify(whole({ content: null, tool_calls: [{ id: 'c', type: 'function', ...call }] }, 'tool_calls'))]],
])('a tool call comes through: %s', async (_name, pieces) => {
  play({ kind: 'raw', pieces });
  expect((await collect()).calls).toEqual(CALLS);
});

test.each([
  ['an error inside the stream', [`data: ${delta({ content: 'The ' })}\n\ndata: {"error":{"message":"out of memory","code":500}}\n\n`]],
  ["an error in llama.cpp's own field", ['error: {"code":500,"message":"failed"}\n\n']],
  ['an error as vLLM wrote it', ['data: {"object":"error","message":"bad","code":400}\n\n']],
  ['an error instead of a reply', ['{"error":"model is loading"}']],
  ['a web page', ['<!DOCTYPE html>\n<html></html>']],
  ['half an event', [`data: ${delta({ content: 'The ' }).slice(0, 30)}`]],
  ['half an event and an empty line', ['data: {"choices":\n\n']],
  ['nothing', ['']],
  ['an end without a beginning of the end', [`data: ${delta({ content: 'The ' })}\n\n`]],
])('%s is a bad answer, not an empty one', async (_name, pieces) => {
  play({ kind: 'raw', pieces });
  await expect(collect()).rejects.toMatchObject({ name: 'Fault', code: 'LLM_BAD_ANSWER' });
});

describe('a server that refuses a part of the request is asked without it', () => {
  const refuses = (field: string, reply: Extract<FakeReply, { kind: 'status' }>) =>
    fake.script({ when: ({ fields }) => fields.includes(field), reply, times: 20 });
  const since = (before: number) => fake.requests.slice(before).map(({ fields }) => fields);

  test('stream_options, and then not offered again', async () => {
    refuses('stream_options', { kind: 'status', status: 400, error: { message: 'Extra inputs are not permitted' } });
    const client = connected();
    const before = fake.requests.length;
    expect(await collect(client)).toMatchObject({ text: 'ready', isToolless: false });
    expect(await collect(client)).toMatchObject({ text: 'ready' });
    expect(since(before).map((fields) => fields.includes('stream_options'))).toEqual([true, false, false]);
  });

  test.each([
    ['Ollama', 400, { message: 'gemma:2b does not support tools', type: 'api_error', param: null, code: null }],
    ['vLLM', 400, { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', type: 'BadRequestError' }],
    ['llama.cpp', 500, { message: 'tools param requires --jinja flag', type: 'server_error', code: 500 }],
  ])('tools, as %s refuses them: the answer says that nothing could be read', async (_name, status, error) => {
    refuses('tools', { kind: 'status', status, error });
    const earlier: LlmMessage[] = [
      { role: 'user', content: '?' },
      { role: 'assistant', content: '', calls: [{ id: 'c', name: 'job_status', argumentsText: '{}' }] },
      { role: 'tool', callId: 'c', content: 'ABEND' },
    ];
    expect(await collect(connected(), earlier)).toMatchObject({ text: 'ready', isToolless: true });
    const sent = fake.requests.at(-1);
    expect(sent?.toolNames).toEqual([]);
    expect(sent?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  test('max_tokens, by its newer name; the judge still gets its answer', async () => {
    refuses('max_tokens', { kind: 'status', status: 400, error: { message: 'Unsupported parameter', param: 'max_tokens', code: 'unsupported_parameter' } });
    fake.script({ when: ({ fields }) => fields.includes('max_completion_tokens'), reply: { kind: 'text', text: '{"ok": true}' }, times: 1 });
    const judged = await connected().completeJson({
      messages: [{ role: 'user', content: 'judge' }],
      schema: { type: 'object', required: ['ok'] },
      maxTokens: 50,
      why: 'judge',
    });
    expect(judged.json).toEqual({ ok: true });
    expect(fake.requests.at(-1)?.wantsJson).toBe(true);
  });

  test('a request that is too long is not asked again without its tools', async () => {
    const before = fake.requests.length;
    play({ kind: 'status', status: 400, error: { message: 'too long', type: 'exceed_context_size_error', code: 400 } });
    await expect(collect()).rejects.toMatchObject({ code: 'LLM_TOO_LONG' });
    expect(fake.requests.length - before).toBe(1);
  });

  test('a refusal of everything is told as it was of the whole request', async () => {
    play({ kind: 'status', status: 400 }, 3);
    await expect(collect()).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE', message: expect.stringContaining('HTTP 400') });
  });
});

test('a server that only shows signs of life is waited for, but not for ever', async () => {
  play({ kind: 'pings', everyMs: 40, times: 10, text: 'The job ran.' });
  expect(await collect(connected(150))).toMatchObject({ text: 'The job ran.' });
  play({ kind: 'pings', everyMs: 20, times: 1, text: null });
  await expect(collect(connected(60))).rejects.toMatchObject({ code: 'LLM_TIMEOUT' });
});
