/**
 * No text stops the core: a real core in a process of its own, a real simulated scheduler, and a model that says the worst over the real protocol.
 * The core's own measure of its main thread says how long everything else would have waited.
 */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import type { Turn } from '../../../src-preload/contract/chat.ts';
import { type MeasuredCore, startMeasuredCore } from '../../bench/measuredCore.ts';
import { type FakeLlm, type FakeReply, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const LETTERS = 'a'.repeat(250_000);
const QUESTION = 'why did LOAD_DWH fail?';
/** What a text may keep everything else waiting, beyond what a usual question does on this machine. */
const GOOD_MS = 20;
/** The thread's own CPU time is measured, so other work of the machine does not count; the collector of garbage may, so the best of some runs does. */
const RUNS = 5;
const NOW = Date.parse('2026-11-30T15:00:00Z');
const main = new URL('../../../src-main/hosts/cli/main.ts', import.meta.url).pathname;

let simulator: Simulator;
let llm: FakeLlm;
let measured: MeasuredCore;
let usualMs: number;
const directory = temporaryDirectory('resync-hostile-text-');

beforeAll(async () => {
  simulator = await startSimulator({ clock: { startAtMs: NOW, speed: 0 } });
  llm = await startFakeLlm();
  measured = await startMeasuredCore(directory.path, simulator, { RESYNC_LLM_URL: llm.url, RESYNC_LLM_MODEL: llm.model });
  // The plan is read once, which is work of its own.
  await measured.core.ask(QUESTION);
  usualMs = await longestWork(() => answered({ kind: 'text', text: 'LOAD_DWH is in ABEND.' }));
}, 120_000);
afterAll(async () => {
  await measured[Symbol.asyncDispose]();
  await llm.close();
  await simulator.close();
  await directory[Symbol.asyncDispose]();
});

/** The most the main thread worked without a break while `act` was under way, in the best of some runs. */
async function longestWork(act: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && least >= GOOD_MS; run++) {
    await measured.loopDelay();
    await act();
    least = Math.min(least, (await measured.loopDelay()).busiestMs);
  }
  return least;
}

const expectFree = async (act: () => Promise<unknown>) => expect(await longestWork(act)).toBeLessThan(usualMs + GOOD_MS);

/** One reading first, then what the test says. */
async function answered(reply: FakeReply): Promise<Turn> {
  llm.script(
    { when: ({ toolResults }) => toolResults.length > 0, reply },
    { when: () => true, reply: { kind: 'tools', calls: [{ name: 'plan_summary', args: {} }] } },
  );
  return measured.core.ask(QUESTION);
}

describe('a tool argument of 250,000 letters', () => {
  test('by REST is refused, typed, while everything else is served', async () => {
    const call = () => measured.core.call('POST', '/tools/find_jobs', { args: { stream: LETTERS } });
    await expect(call()).rejects.toThrow(/400 .*INVALID_INPUT/);
    await expectFree(async () => void (await call().catch(() => null)));
  });

  test('by MCP is refused in words', async () => {
    await using own = temporaryDirectory('resync-hostile-mcp-');
    const client = new Client({ name: 'test', version: '1' });
    const env = {
      PATH: process.env['PATH'] ?? '',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      RESYNC_TWS_URL: simulator.url,
      RESYNC_TWS_USER: simulator.user,
      RESYNC_TWS_PASSWORD: simulator.password,
      RESYNC_TWS_CA: simulator.ca,
    };
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [main, 'mcp', '--data-dir', own.path], env, stderr: 'ignore' }));
    try {
      const call = () =>
        client.callTool({ name: 'find_jobs', arguments: { stream: LETTERS } }).catch((thrown: unknown) => ({ isError: true, content: String(thrown) }));
      const result = await call();
      expect(result.isError).toBe(true);
      expect(JSON.stringify(result.content)).toMatch(/too big/i);
      let least = Number.POSITIVE_INFINITY;
      for (let run = 0; run < RUNS; run++) {
        const startedAt = performance.now();
        await call();
        least = Math.min(least, performance.now() - startedAt);
      }
      // With the way there and back; the core's own share is measured above.
      expect(least).toBeLessThan(1_000);
    } finally {
      await client.close();
    }
  });

  test('by a model is refused, and the model may go on', async () => {
    const act = async () => {
      llm.script(
        { when: ({ toolResults }) => toolResults.length > 0, reply: { kind: 'text', text: 'The name was too long.' } },
        { when: () => true, reply: { kind: 'tools', calls: [{ name: 'find_jobs', args: { stream: 'a'.repeat(60_000) } }] } },
      );
      await measured.core.ask(QUESTION);
      expect(llm.requests.at(-1)?.toolResults.join()).toMatch(/WRONG_ARGUMENTS.*Too big/);
    };
    await expectFree(act);
  });
});

describe('a model that', () => {
  test.each<readonly [string, FakeReply]>([
    ['streams 60,000 blanks in pieces of 4,000', { kind: 'text', text: ' '.repeat(60_000), pieces: 15 }],
    ['writes 1,000,000 letters as one argument', { kind: 'tools', calls: [{ name: 'find_jobs', args: { stream: 'a'.repeat(1_000_000) } }] }],
    ['sends one line that does not end', { kind: 'raw', pieces: Array.from({ length: 40 }, () => 'x'.repeat(50_000)) }],
  ])('%s is taken back, and the rules answer', async (_what, reply) => {
    await expectFree(async () => {
      const turn = await answered(reply);
      expect(turn.state.at).toBe('done');
      expect(turn.answeredBy.kind).toBe('rules');
      expect(turn.notices.join(' ')).toMatch(/broke off or sent something unreadable|was no answer: it was empty/);
    });
  });

  test.each<readonly [string, string]>([
    ['blanks and a word', `${' '.repeat(59_000)}done`],
    ['one endless word', 'a'.repeat(50_000)],
    ['names without end', '/WS#/F/STREAM.JOB '.repeat(3_000)],
    ['backticks', '`a'.repeat(25_000)],
    ['begun citations', '[r1, '.repeat(10_000)],
    ['begun calls', '<tool_call>{ '.repeat(4_000)],
  ])('answers with %s is shown, and holds nobody up', async (_what, text) => {
    await expectFree(async () => expect((await answered({ kind: 'text', text, pieces: 20 })).state.at).toBe('done'));
  });

  test('drips one dot again and again is left once no word came for the idle time', async () => {
    await measured.core.call('PATCH', '/settings', { patch: { llm: { idleTimeoutMs: 1_000 } } });
    try {
      const turn = await answered({ kind: 'drip', text: '.', everyMs: 100 });
      expect(turn.answeredBy.kind).toBe('rules');
      expect(turn.notices.join(' ')).toContain('stopped responding');
    } finally {
      await measured.core.call('PATCH', '/settings', { patch: { llm: { idleTimeoutMs: 30_000 } } });
    }
  });
});

describe('a hostile log', () => {
  test.each<readonly [string, string]>([
    ['blanks', `${' '.repeat(1_990)}error`],
    ['letters', 'a'.repeat(2_000)],
    ['dotted names', 'a.'.repeat(1_000)],
    ['begun exceptions', `${'Error.'.repeat(300)}x`],
    ['abend codes', ' S0C7'.repeat(400)],
    ['brackets', '['.repeat(2_000)],
    ['a megabyte in one line', 'IEF000I '.repeat(130_000)],
  ])('of 150 lines of %s is read and answered about, and holds nobody up', { timeout: 120_000 }, async (_what, line) => {
    const job = [...simulator.plan.jobs.values()].find(({ name }) => name === 'LOAD_DWH')!;
    simulator.edit.output(job.id, line.length > 10_000 ? [line, 'ERROR end'] : Array.from({ length: 150 }, () => line));
    await expectFree(async () => {
      const turn = await measured.core.ask('/log LOAD_DWH');
      expect(turn.state.at).toBe('done');
      expect(turn.receipts.map(({ tool, outcome }) => `${tool} ${outcome}`)).toContain('job_log ok');
    });
  });
});
