/** What model servers send, each after one good reading, over the real wire: shown and remembered as it should be in chat, and found the same by the model check. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type App, createApp } from '../../../src-main/app.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { startSimulator } from '../../../src-main/demo/simulator.ts';
import { createLlmClient } from '../../../src-main/llm/client.ts';
import { createConformance } from '../../../src-main/llm/conformance/conformance.ts';
import type { Turn } from '../../../src-preload/contract/chat.ts';
import type { FoundCode } from '../../../src-preload/contract/conformance.ts';
import { checkOf, conformingReply } from '../../fakes/llm/conforming.ts';
import { CALL_STREAMS, CALLS_AS_TEXT, eventsOf, NO_ANSWERS, THOUGHTS, TWO_CALL_STREAMS } from '../../fakes/llm/dialects.ts';
import { type FakeLlm, type FakeReply, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { outletFor } from '../../fakes/outlet.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const resourcesDir = fileURLToPath(new URL('../../../resources', import.meta.url));
const IDLE_MS = 1_000;
const ANSWER = 'LOAD_DWH is in ABEND [r1].';
const HALF = 'LOAD_DWH is in ABEND [r1]. The job that must not be rerun is';
const THOUGHT = 'Let me think, zzthought, it may be SUCC.';

const directory = temporaryDirectory('resync-gate-');
let fake: FakeLlm;
let app: App;

beforeAll(async () => {
  fake = await startFakeLlm();
  const env = { RESYNC_LLM_URL: fake.url, RESYNC_LLM_MODEL: fake.model, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  app = await createApp({ dataDir: directory.path, env, isDemo: true, version: '0.0.0', host: 'server', hostReason: null, resourcesDir }, { notify: () => {} });
  await app.settings.update({ llm: { idleTimeoutMs: IDLE_MS, loadTimeoutMs: 20_000 } });
}, 60_000);
afterEach(() => fake.script({ when: () => true, reply: { kind: 'text', text: 'ready' } }));
afterAll(async () => {
  await app.stop();
  await fake.close();
  await directory[Symbol.asyncDispose]();
});

async function ask(question = 'What is the status of LOAD_DWH?'): Promise<Turn> {
  const { turnId } = app.chat.start({ question });
  for await (const event of app.chat.watch(turnId, 0)) if (event.type === 'ended') return event.turn;
  throw new Error('a turn ended without its end');
}

const READING: FakeReply = { kind: 'tools', calls: [{ name: 'job_details', args: { job: 'LOAD_DWH' } }] };
/** One good reading, then this for ever. */
function playAfterReading(reply: FakeReply): void {
  fake.script({ when: ({ toolResults }) => toolResults.length === 0, reply: READING }, { when: () => true, reply });
}
const said = (text: string, finish: string | null = 'stop'): FakeReply => ({ kind: 'raw', pieces: eventsOf([{ content: text }], finish) });

/** What the check finds where it asks for a status with its label, when that is answered so. */
async function foundBy(reply: FakeReply): Promise<FoundCode> {
  const llm = await startFakeLlm({ checks: 'scripted' });
  const checked = temporaryDirectory('resync-gate-check-');
  llm.script({ when: () => true, reply: (request) => (checkOf(request) === 'citation' ? reply : (conformingReply(request) ?? READING)) });
  const checks = createConformance({
    dataDir: checked.path,
    served: () => ({ url: llm.url, model: llm.model, idleTimeoutMs: IDLE_MS }),
    apiKey: async () => null,
    isBusy: () => false,
    outlet: outletFor('llm'),
    clock: systemClock,
    log: createSilentLog(),
    size: { deadlineMs: 5_000, longTextChars: 4_000 },
    settleMs: 0,
  });
  try {
    return (await checks.run()).exchanges.find(({ name }) => name === 'citation')!.found;
  } finally {
    await checks.close();
    await llm.close();
    await checked[Symbol.asyncDispose]();
  }
}

const memoryOf = ({ memoryId }: Turn): string => (memoryId === null ? '' : app.memory.get(memoryId).answer);

describe('a thought before the answer is neither shown nor remembered, and the check passes it', () => {
  test.each(Object.entries(THOUGHTS))('%s', async (_name, written) => {
    const reply = said(written(THOUGHT, ANSWER));
    playAfterReading(reply);
    const turn = await ask();
    expect(turn).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' } });
    expect(memoryOf(turn)).toBe(ANSWER);
    expect(await foundBy(reply)).toBe('as-asked');
  });
});

describe('what is no answer is asked for once more and then answered by rules, and the check does not pass it', () => {
  const noAnswer = /was no answer|broke off or sent something unreadable/;
  test.each([
    ...Object.entries(NO_ANSWERS).map(([name, written]) => [name, said(written(THOUGHT, ANSWER))] as const),
    ...['content_filter', 'error', 'other', 'length'].map((reason) => [`ended with ${reason}`, said(HALF, reason)] as const),
    ['a cut stream', said(HALF, null)],
    [
      'an error on the choice',
      {
        kind: 'raw',
        pieces: [`data: ${JSON.stringify({ choices: [{ delta: { content: HALF }, finish_reason: 'stop', error: { code: 502 } }] })}\n\n`, 'data: [DONE]\n\n'],
      },
    ],
    [
      'a message beside the delta and then nothing',
      {
        kind: 'raw',
        pieces: [`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ delta: { content: HALF }, message: { content: HALF } }] })}\n\n`],
      },
    ],
    ['60,000 blanks', { kind: 'raw', pieces: eventsOf(Array.from({ length: 15 }, () => ({ content: ' '.repeat(4_000) }))) }],
    [
      'a million letters as one argument',
      { kind: 'raw', pieces: eventsOf([{ tool_calls: [{ index: 0, id: 'a', function: { name: 'find_jobs', arguments: 'a'.repeat(999_000) } }] }]) },
    ],
  ] satisfies (readonly [string, FakeReply])[])('%s', async (_name, reply) => {
    playAfterReading(reply);
    const before = fake.requests.length;
    const turn = await ask();
    expect(turn).toMatchObject({ state: { at: 'done' }, answeredBy: { kind: 'rules', model: null }, notices: [expect.stringMatching(noAnswer)] });
    expect(fake.requests.slice(before)).toHaveLength(3);
    for (const text of [turn.answer, memoryOf(turn)]) {
      expect(text).toContain('LOAD_DWH');
      expect(text).not.toMatch(/zzthought|must not be rerun is|<\||<\/|ponder/);
    }
    expect(await foundBy(reply)).toMatch(/^(?:broken|empty)$/);
  });

  test('the second try is told why, and may be an answer', async () => {
    const unread = said('<think>zzthought</think>');
    fake.script(
      { when: ({ toolResults }) => toolResults.length === 0, reply: READING },
      { when: () => true, reply: unread, times: 1 },
      { when: () => true, reply: said(ANSWER) },
    );
    const turn = await ask();
    expect(turn).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' }, notices: [] });
    expect(fake.requests.at(-1)?.messages[0]?.content).toContain('held thoughts and no answer');
  });

  test.each([
    ['Qual é o estado do job LOAD_DWH?', /^O que o modelo de linguagem escreveu não era uma resposta: estava em outro idioma/],
    ['¿Cuál es el estado del trabajo LOAD_DWH?', /^Lo que escribió el modelo de lenguaje no era una respuesta: estaba en otro idioma/],
  ])('%s: the reason is told in its language', async (question, told) => {
    playAfterReading(said('LOAD_DWH is in ABEND because the tablespace of the database could not be extended, and that is all the log has [r1].'));
    expect((await ask(question)).notices).toEqual([expect.stringMatching(told)]);
  });
});

describe('a call written as text is made', () => {
  test.each(Object.entries(CALLS_AS_TEXT))('%s', async (_name, written) => {
    fake.script(
      { when: ({ toolResults }) => toolResults.length === 0, reply: said(written({ tool: 'job_log', args: { job: 'LOAD_DWH' } })) },
      { when: () => true, reply: said(ANSWER) },
    );
    const turn = await ask();
    expect(turn).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' }, receipts: [{ tool: 'job_log', args: { job: 'LOAD_DWH' } }] });
    // Where there is nothing to call, it is no answer.
    expect(await foundBy(said(written({ tool: 'job_log', args: { job: 'LOAD_DWH' } })))).toBe('broken');
  });
});

describe('a call in pieces is made once, with its filter', () => {
  const one = Object.entries(CALL_STREAMS).map(([name, deltas]) => [name, deltas, [{ statuses: ['ERROR'], limit: 3 }]] as const);
  const two = Object.entries(TWO_CALL_STREAMS).map(([name, deltas]) => [name, deltas, [{ statuses: ['ERROR'] }, { is_late: true }]] as const);
  test.each([...one, ...two])('%s', async (_name, deltas, args) => {
    fake.script(
      { when: ({ toolResults }) => toolResults.length === 0, reply: { kind: 'raw', pieces: eventsOf(deltas, 'tool_calls') } },
      { when: () => true, reply: said('That is what failed [r1].') },
    );
    const { receipts } = await ask('which jobs failed?');
    expect(receipts.map(({ tool }) => tool)).toEqual(args.map(() => 'find_jobs'));
    expect(receipts.map((receipt) => receipt.args)).toMatchObject(args);
  });

  test('one that lost its arguments is refused, not made without them', async () => {
    const lost = eventsOf([{ tool_calls: [{ index: 0, id: 'a', function: { name: 'find_jobs', arguments: '' } }] }], 'tool_calls');
    fake.script(
      { when: ({ toolResults }) => toolResults.length === 0, reply: { kind: 'raw', pieces: lost } },
      { when: () => true, reply: said('I could not look.') },
    );
    const turn = await ask('which jobs failed?');
    expect(fake.requests.findLast(({ toolResults }) => toolResults.length > 0)?.toolResults[0]).toContain('did not arrive');
    expect(turn.receipts.every(({ args }) => args.statuses !== undefined)).toBe(true);
    expect(turn.answeredBy.kind).toBe('rules');
  });
});

describe('what does not fit the context', () => {
  const tooLong = [
    { message: "This model's maximum context length is 8192 tokens. However, you requested 9001 tokens", type: 'BadRequestError', code: 400 },
    { message: 'too long', type: 'invalid_request_error', code: 'context_length_exceeded' },
  ] as const;
  test.each(tooLong)('is asked again with less of it: $code', async (error) => {
    const length = (messages: readonly { readonly content: string | null }[]) => messages.reduce((sum, { content }) => sum + (content ?? '').length, 0);
    fake.script(
      { when: ({ toolResults }) => toolResults.length === 0, reply: { kind: 'tools', calls: [{ name: 'find_jobs', args: { limit: 200 } }] } },
      { when: ({ toolResults }) => (toolResults[0] ?? '').length > 5_000, reply: { kind: 'status', status: 400, error } },
      { when: () => true, reply: said(ANSWER) },
    );
    const turn = await ask();
    expect(turn).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' } });
    expect(turn.notices.join()).toContain('did not fit the context');
    const sizes = fake.requests.filter(({ toolResults }) => toolResults.length > 0).map(({ messages }) => length(messages));
    expect(sizes.at(-1)).toBeLessThan(sizes.at(-2)!);
    // Tools are not what was too much.
    expect(fake.requests.at(-1)?.toolNames.length).toBeGreaterThan(0);
    expect(fake.requests.at(-1)?.toolResults[0]).toMatch(/CUT HERE.*Do not count\.\n<\/data>$/s);
  });

  test('and is told as that when nothing helps', async () => {
    playAfterReading({ kind: 'status', status: 400, error: tooLong[0] });
    const turn = await ask();
    expect(turn.answeredBy.kind).toBe('rules');
    expect(turn.notices).toEqual([expect.stringMatching(/more than its context holds.*larger context/)]);
    expect(await foundBy({ kind: 'status', status: 400, error: tooLong[0] })).toBe('broken');
  });
});

describe('waiting', () => {
  test('a near server may load its model: it is waited for, and that is said', async () => {
    playAfterReading({ kind: 'late', afterMs: 2 * IDLE_MS, reply: said(ANSWER) });
    const turn = await ask();
    expect(turn).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' }, notices: [expect.stringContaining('probably loading it')] });
  });

  test('a server that says that it is loading is asked again', async () => {
    const loading: FakeReply = { kind: 'status', status: 503, error: { code: 503, message: 'Loading model', type: 'unavailable_error' } };
    fake.script(
      { when: () => true, reply: loading, times: 3 },
      { when: ({ toolResults }) => toolResults.length === 0, reply: READING },
      { when: () => true, reply: said(ANSWER) },
    );
    expect(await ask()).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' } });
  });

  test('dots are no progress', async () => {
    playAfterReading({ kind: 'drip', everyMs: 100, text: '.' });
    expect((await ask()).notices).toEqual([expect.stringContaining('stopped responding')]);
  });

  test('a limit that names its time is waited for, and one that names too much is not', async () => {
    const limit = (seconds: string): FakeReply => ({ kind: 'status', status: 429, headers: { 'retry-after': seconds } });
    fake.script(
      { when: () => true, reply: limit('0.5'), times: 2 },
      { when: ({ toolResults }) => toolResults.length === 0, reply: READING },
      { when: () => true, reply: said(ANSWER) },
    );
    expect(await ask()).toMatchObject({ answer: ANSWER, answeredBy: { kind: 'model' } });
    fake.script({ when: () => true, reply: limit('3600') });
    const turn = await ask();
    expect(turn.answeredBy.kind).toBe('rules');
    expect(turn.notices.join()).toContain('HTTP 429');
  });
});

describe('what stands between', () => {
  test('a redirect to another host is refused and told, and nothing is sent there', async () => {
    let asked = 0;
    const other = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/chat/completions`;
    playAfterReading({ kind: 'status', status: 307, headers: { location } });
    const turn = await ask();
    expect(turn.answeredBy.kind).toBe('rules');
    expect(turn.notices.join()).toMatch(/connection was refused.*redirect/);
    expect(asked).toBe(0);
  });

  test('a certificate of an authority that nobody here knows is told as such', async () => {
    const simulator = await startSimulator({ jobs: 10, seed: 1 });
    onTestFinished(() => simulator.close());
    const url = new URL('/v1', simulator.url).href;
    const client = createLlmClient({ url, model: 'm', apiKey: async () => null, idleTimeoutMs: IDLE_MS, log: createSilentLog(), outlet: outletFor('llm') });
    onTestFinished(() => client.close());
    const stream = client.stream({ messages: [{ role: 'user', content: '?' }], tools: [], why: 'chat' });
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'LLM_TLS',
      retryable: false,
      message: expect.stringMatching(/certificate .* is not trusted/),
    });
  });
});

describe('any stream, cut anywhere', () => {
  const dialect = fc.constantFrom(
    ...Object.values(THOUGHTS).map((write) => write(THOUGHT, ANSWER)),
    ...Object.values(NO_ANSWERS).map((write) => write(THOUGHT, ANSWER)),
    ...Object.values(CALLS_AS_TEXT).map((write) => `${THOUGHT} ${write({ tool: 'no_such_tool', args: { job: 'zzcall' } })}`),
    HALF,
  );
  const stream = fc.record({
    text: dialect,
    sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
    finish: fc.constantFrom('stop', 'end_turn', 'length', 'content_filter', null),
    /** Of the bytes that arrive. */
    share: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  const MARKUP =
    /zzthought|zzcall|<\/?(?:think|thought|mm:|seed:|zz9|ponder|musing|inner|tool_call|invoke|function|parameter|arg_)|<\||\|>|｜|▷|\[\/?(?:THINK|TOOL_CALLS|ARGS)\]|rerun is$/;

  test('stores no half sentence, no thought and no markup, as an answer or as a memory', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(stream, async ({ text, sizes, finish, share }) => {
        // A half that its server calls whole is one to nobody but a reader.
        fc.pre(text !== HALF || finish === null || share < 0.5 || finish === 'length' || finish === 'content_filter');
        const deltas: object[] = [];
        for (let at = 0, piece = 0; at < text.length; piece++) {
          const size = sizes[piece % sizes.length]!;
          deltas.push({ content: text.slice(at, at + size) });
          at += size;
        }
        const sent = eventsOf(deltas, finish).join('');
        playAfterReading({ kind: 'raw', pieces: [sent.slice(0, Math.floor(share * sent.length))] });
        const turn = await ask();
        expect(turn.state.at).toBe('done');
        if (turn.answeredBy.kind === 'model') expect(turn.answer).toBe(ANSWER);
        for (const stored of [turn.answer, memoryOf(turn)]) expect(stored).not.toMatch(MARKUP);
      }),
      { numRuns: 60 },
    );
  });
});
