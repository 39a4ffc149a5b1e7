/** Promise: a log of 50 MB is read in parts and never held whole, whatever the engine makes of ranges; line numbers are those of the whole log. */
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { createLineScanner } from '../../../src-main/tws/logLines.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import { sendJson } from '../../fakes/engine/engine.ts';
import { type Answer, connectedClient, queryOf } from '../../fakes/engine/engineClient.ts';
import { outletFor } from '../../fakes/outlet.ts';

const why = { why: 'test', maxAgeMs: 0 };
const START = Date.parse('2026-03-10T04:00:00Z');
const MB = 1_000_000;

describe('a log of 50 MB', () => {
  let simulator: Simulator;
  let client: TwsClient;
  let run: { runId: string; jobId: string };
  beforeAll(async () => {
    simulator = await startSimulator({ clock: { startAtMs: START, speed: 0 }, faults: { hugeLogBytes: 50 * MB } });
    client = createTwsClient({
      engine: { id: 'eng_1', baseUrl: simulator.url, isTlsUnverified: false, connectTimeoutMs: 5_000, requestTimeoutMs: 30_000, logTimeoutMs: 30_000 },
      credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
      caPem: simulator.ca,
      log: createSilentLog(),
      clock: systemClock,
      outlet: outletFor('engine'),
    });
    const failed = [...simulator.plan.jobs.values()].find((job) => jobStateAt(simulator.plan, job, START).status === 'ABEND')!;
    run = { runId: jobStateAt(simulator.plan, failed, START).runs.at(-1)!.run.id, jobId: failed.id };
  });
  afterAll(async () => {
    await client.close();
    await simulator.close();
  });

  test('is searched while it streams by, in far less memory than it has', async () => {
    // What is left after everything unreachable is gone is what is held.
    v8.setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
      collect();
      return process.memoryUsage().heapUsed + process.memoryUsage().external;
    };
    const before = held();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, held() - before)), 80);
    const found = await client.searchLog(run, { word: 'exit status', context: 1 }, why);
    clearInterval(watch);
    expect(found.data.matches).toBe(1);
    expect(found.data.totalLines).toBeGreaterThan(400_000);
    expect(found.data.lines.map(({ isMatch }) => isMatch)).toEqual([false, true, false]);
    expect(found.data.lines[1]?.text).toMatch(/Exit Status/);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(10 * MB);
  });

  test('gives lines out of its middle by their numbers, and says where it ends', async () => {
    const middle = await client.logLines(run, { from: 300_001, to: 300_003 }, why);
    expect(middle.data.isEnd).toBeNull();
    expect(middle.data.lines.map(({ number, text }) => [number, Number(text.slice(0, 10))])).toEqual([
      [300_001, 300_000],
      [300_002, 300_001],
      [300_003, 300_002],
    ]);
    expect((await client.logLines(run, { from: 9_000_000, to: 9_000_100 }, why)).data).toEqual({ lines: [], isEnd: true });
  });

  test('shows its end', async () => {
    const { data } = await client.jobLog(run, { maxBytes: 2_000 }, why);
    expect(data.isTruncated).toBe(true);
    expect(data.text).toMatch(/Exit Status/);
    expect(data.firstLine).toBeGreaterThan(400_000);
  });

  test('comes in pages from an engine that has only v1', async () => {
    simulator.faults.absent = 'v2';
    simulator.faults.hugeLogBytes = 3 * MB;
    onTestFinished(() => void Object.assign(simulator.faults, { absent: null, hugeLogBytes: 50 * MB }));
    const { data } = await client.logLines(run, { from: 20_001, to: 20_002 }, why);
    expect(data.lines.map(({ number, text }) => [number, Number(text.slice(0, 10))])).toEqual([
      [20_001, 20_000],
      [20_002, 20_001],
    ]);
    expect((await client.searchLog(run, { word: 'Exit Status' }, why)).data.matches).toBe(1);
    expect((await client.jobLog(run, { maxBytes: 2_000 }, why)).data.text).toMatch(/Exit Status/);
    await expect(client.logLines(run.runId, { from: 1, to: 2 }, why)).rejects.toMatchObject({ code: 'TWS_NOT_FOUND' });
  });
});

describe('engines that make something else of ranges', () => {
  const LINES = Array.from({ length: 200_000 }, (_, index) => `line ${index + 1}`);
  const whole: Answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(`${LINES.join('\n')}\n`);

  test('one that ignores them: the lines asked for all the same, and no more read than needed', async () => {
    const { client, egress } = await connectedClient(whole);
    expect((await client.logLines('r1', { from: 5, to: 6 }, why)).data).toEqual({
      lines: [
        { number: 5, text: 'line 5' },
        { number: 6, text: 'line 6' },
      ],
      isEnd: false,
    });
    // Before them stands the question who the engine is.
    expect(Math.max(...egress.slice(1).map(({ bytesIn }) => bytesIn))).toBeLessThan(0.1 * MB);
    expect((await client.logLines('r1', { from: 199_999, to: 200_002 }, why)).data).toMatchObject({
      lines: [{ number: 199_999 }, { number: 200_000 }],
      isEnd: true,
    });
  });

  test('one that packs the log into JSON', async () => {
    const { client } = await connectedClient((_request, response) => sendJson(response, { log: 'one\ntwo\nERROR three\nfour\n', pageNumber: 0 }));
    expect((await client.logLines('r1', { from: 2, to: 3 }, why)).data.lines).toEqual([
      { number: 2, text: 'two' },
      { number: 3, text: 'ERROR three' },
    ]);
    expect((await client.searchLog('r1', { word: 'error', context: 0 }, why)).data).toMatchObject({ matches: 1, totalLines: 4, lines: [{ number: 3 }] });
  });

  test('a web page is no log; a refusal keeps its message id', async () => {
    const { client } = await connectedClient((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'));
    await expect(client.logLines('r1', { from: 1, to: 2 }, why)).rejects.toMatchObject({ code: 'TWS_BAD_ANSWER' });
    const refusing = await connectedClient((_request, response) => response.writeHead(400).end('AWSJCO084E no such log'));
    await expect(refusing.client.searchLog('r1', { word: 'x' }, why)).rejects.toMatchObject({ message: expect.stringContaining('AWSJCO084E') });
  });

  test('pages of v1 that never end are given up', async () => {
    let pages = 0;
    const { client } = await connectedClient((request, response) => {
      if (request.url?.includes('/api/v2/') === true) return void response.writeHead(404).end();
      pages++;
      sendJson(response, { log: 'again\n', lines: 1, lastPage: false, fileId: queryOf(request).get('fileId') ?? 'f1' });
    });
    await expect(client.searchLog({ runId: 'r1', jobId: 'j1' }, { word: 'never' }, why)).rejects.toMatchObject({ code: 'TWS_BAD_ANSWER' });
    expect(pages).toBeLessThanOrEqual(200);
  });

  test.each([[{ from: 0, to: 5 }], [{ from: 3, to: 2 }], [{ from: 1, to: 100_000 }], [{ from: Number.NaN, to: 5 }]])(
    'a range like %o is refused before anything is sent',
    async (range) => {
      const { client, engine } = await connectedClient(whole);
      await expect(client.logLines('r1', range, why)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(engine.requests.length).toBe(0);
    },
  );
});

describe('the line scanner', () => {
  const scan = (pieces: readonly string[], wanted: Parameters<typeof createLineScanner>[0]) => {
    const scanner = createLineScanner(wanted);
    for (const piece of pieces) if (!scanner.add(Buffer.from(piece))) break;
    return scanner.end();
  };
  test('lines cut anywhere between two pieces are whole again', () => {
    expect(scan(['a\nb', 'c\r\n', 'd'], { keep: 'lines', from: 2, to: 3 }).lines.map(({ text }) => text)).toEqual(['bc', 'd']);
  });
  test('of too many matches the last ones stay, and it says so', () => {
    const found = scan(['x1\nx2\ny\nx3\nx4\n'], { keep: 'matching', word: 'X', context: 0, most: 2 });
    expect(found).toMatchObject({ matches: 4, seen: 5, isCut: true, lines: [{ number: 4 }, { number: 5 }] });
  });
  test('one endless line is not kept whole', () => {
    const found = scan(
      Array.from({ length: 2_000 }, () => 'z'.repeat(1_000)),
      { keep: 'matching', word: 'z', context: 0, most: 5 },
    );
    expect(found.lines[0]?.text.length).toBe(2_000);
  });
});
