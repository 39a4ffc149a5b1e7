/** N12, the other half: what the check of a model switched off is really not done with it, in the composed core and after a restart. */
import { afterEach, expect, test } from 'vitest';
import { type App, createApp } from '../../../src-main/app.ts';
import { answerCalls } from '../../../src-main/chat/model/loopCalls.ts';
import { runLoop } from '../../../src-main/chat/model/loop.ts';
import { frameReceipt } from '../../../src-main/chat/model/toolFraming.ts';
import { resourcesDir } from '../../../src-main/hosts/cli/places.ts';
import { judgeWith } from '../../../src-main/compose/wiring.ts';
import type { LlmEvent, LlmMessage } from '../../../src-main/llm/types.ts';
import type { Turn } from '../../../src-preload/contract/chat.ts';
import { type FakeLlm, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { playWeak } from '../../fakes/llm/weakModels.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

async function scriptedLlm(): Promise<FakeLlm> {
  const fake = await startFakeLlm({ checks: 'scripted' });
  open.push({ [Symbol.asyncDispose]: () => fake.close() });
  return fake;
}

function newDirectory(): string {
  const directory = temporaryDirectory('resync-conformance-');
  open.push(directory);
  return directory.path;
}

async function started(fake: FakeLlm, dataDir = newDirectory()): Promise<App> {
  const env = { RESYNC_LLM_URL: fake.url, RESYNC_LLM_MODEL: fake.model, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const app = await createApp({ dataDir, env, isDemo: true, version: '0.0.0', host: 'server', hostReason: null, resourcesDir }, { notify: () => {} });
  open.push({ [Symbol.asyncDispose]: () => app.stop() });
  return app;
}

async function ask(app: App, question: string): Promise<Turn> {
  const { turnId } = app.chat.start({ question });
  for await (const event of app.chat.watch(turnId, 0)) void event;
  return app.chat.turn(turnId);
}

test('a model without tool calls no longer answers: the rules do, at once, and say why; so it stays after a restart', async () => {
  const fake = await scriptedLlm();
  playWeak(fake, 'prose instead of tools');
  const dataDir = newDirectory();
  const app = await started(fake, dataDir);
  expect(app.conformance.last()).toBeNull();
  expect((await app.conformance.run()).switchedOff).toContain('model-answers');
  const asked = fake.requests.length;
  const turn = await ask(app, 'Which jobs failed?');
  expect(turn).toMatchObject({ state: { at: 'done' }, answeredBy: { kind: 'rules', model: null } });
  expect(turn.notices.join(' ')).toContain('does not call tools');
  expect(fake.requests.length).toBe(asked);
  await app.stop();
  const again = await started(fake, dataDir);
  expect((await ask(again, 'Which jobs failed?')).notices.join(' ')).toContain('does not call tools');
  expect(fake.requests.length).toBe(asked);
});

test('a model that obeys what it reads does not judge, and one that passes again does', async () => {
  const fake = await scriptedLlm();
  const app = await started(fake);
  playWeak(fake, 'obeys what it reads');
  expect(app.auditor.state().hasJudge).toBe(true);
  await app.conformance.run();
  expect(app.auditor.state().hasJudge).toBe(false);
  playWeak(fake, 'forgets long text');
  await app.conformance.run();
  expect(app.auditor.state().hasJudge).toBe(true);
  // It judges, and is shown less.
  const models = { active: () => ({ model: fake.model }) } as never;
  expect(judgeWith(models, app.conformance)?.isEvidenceShort).toBe(true);
});

test('the start does not wait for the check: nothing was asked of the model when questions can be', async () => {
  const fake = await scriptedLlm();
  fake.script({ when: () => true, reply: { kind: 'hang' } });
  await started(fake);
  expect(fake.requests).toHaveLength(0);
});

const receipt = (label: string, data: unknown) =>
  ({
    label,
    tool: 'find_jobs',
    args: {},
    observedAt: '2026-11-20T23:00:00.000Z',
    outcome: 'ok',
    isComplete: true,
    isTruncated: false,
    data,
    fault: null,
  }) as never;

test('a model that cannot call several at once has its first call made, and is told one answer to it', async () => {
  const seen: (readonly LlmMessage[])[] = [];
  const made: string[] = [];
  const call = (id: string) => ({ id, name: 'find_jobs', argumentsText: `{"name":"${id}"}` });
  const input = {
    client: {
      async *stream({ messages }: { readonly messages: readonly LlmMessage[] }): AsyncGenerator<LlmEvent> {
        seen.push([...messages]);
        const text = seen.length === 1 ? '' : 'Done [r1].';
        if (text === '') yield { type: 'tool-calls', calls: [call('A'), call('B')] };
        yield { type: 'end', usage: null, text, ending: 'good' };
      },
    } as never,
    agent: { tools: ['find_jobs'], model: null } as never,
    messages: [{ role: 'user', content: 'A and B?' }] as const,
    tools: {
      schemas: [{ name: 'find_jobs', description: '', parameters: {} }],
      parse: (tool: string, args: unknown) => ({ at: 'good', tool, args }),
    } as never,
    book: {
      has: () => true,
      all: () => [],
      call: async (_tool: string, { name }: { readonly name: string }) => {
        made.push(name);
        return { receipt: receipt('r1', { jobs: [] }), isRepeat: false };
      },
    } as never,
    maxToolCalls: 4,
    signal: new AbortController().signal,
    onText: () => {},
    onNoTools: () => {},
    onLoading: () => {},
    language: 'en' as const,
    onWithdraw: () => {},
  };
  await runLoop({ ...input, limits: { isOneCallAtATime: true, isEvidenceShort: false } });
  expect(made).toEqual(['A']);
  expect(seen[1]?.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
  expect(seen[1]?.[1]).toMatchObject({ calls: [{ id: 'A' }] });
  seen.length = 0;
  await runLoop({ ...input, limits: { isOneCallAtATime: false, isEvidenceShort: false } });
  expect(made).toEqual(['A', 'A', 'B']);
});

test('a model that loses facts in long text is given readings cut shorter, and told so', async () => {
  const long = receipt('r1', { rows: 'x'.repeat(100) + 'y '.repeat(10_000) });
  const rows = receipt('r1', { jobs: Array.from({ length: 300 }, (_, at) => ({ name: `JOB_${at}`, status: 'SUCC' })) });
  expect(frameReceipt(rows, 'short').length).toBeLessThan(6_500);
  expect(frameReceipt(rows, 'short')).toContain('CUT HERE');
  expect(frameReceipt(rows)).not.toContain('CUT HERE');
  const book = { call: async () => ({ receipt: long, isRepeat: false }) } as never;
  const tools = { parse: (tool: string, args: unknown) => ({ at: 'good', tool, args }) } as never;
  const deps = { tools, book, allowed: ['find_jobs'] };
  const [answer] = await answerCalls({ ...deps, isEvidenceShort: true }, [{ id: 'a', name: 'find_jobs', argumentsText: '{}' }], { left: 3, idleRounds: 0 });
  expect(answer?.content.length).toBeLessThan(6_500);
});
