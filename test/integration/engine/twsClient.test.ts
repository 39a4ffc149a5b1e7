/** What goes wrong between Resync and a scheduler, against a real HTTPS server: each failure has its code and a sentence; nothing failed is empty. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { testEngineConnection } from '../../../src-main/tws/testConnection.ts';
import type { Credentials } from '../../../src-main/tws/http/transport.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { type FakeEngine, sendJson, startFakeEngine } from '../../fakes/engine/engine.ts';
import { outletFor } from '../../fakes/outlet.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const why = { why: 'test' };

interface Setup {
  readonly caPem?: string | null;
  readonly isTlsUnverified?: boolean;
  readonly requestTimeoutMs?: number;
  readonly credentials?: () => Promise<Credentials>;
  readonly baseUrl?: string;
}

function depsFor(engine: Pick<FakeEngine, 'url' | 'ca'>, setup: Setup, egress: EgressEntry[] = []) {
  return {
    engine: {
      id: 'eng_1',
      baseUrl: setup.baseUrl ?? engine.url,
      isTlsUnverified: setup.isTlsUnverified ?? false,
      connectTimeoutMs: 1_000,
      requestTimeoutMs: setup.requestTimeoutMs ?? 2_000,
      logTimeoutMs: 2_000,
    },
    credentials: setup.credentials ?? (async () => ({ kind: 'basic', user: 'reader', password: 's3cret' }) as const),
    caPem: setup.caPem === undefined ? engine.ca : setup.caPem,
    log: createSilentLog(),
    clock: systemClock,
    outlet: outletFor('engine', (entry) => void egress.push(entry)),
  };
}

async function connected(answer: Answer, setup: Setup = {}, certificate: Parameters<typeof startFakeEngine>[1] = {}) {
  const engine = await startFakeEngine(answer, certificate);
  closers.push(() => engine.close());
  const egress: EgressEntry[] = [];
  const client = createTwsClient(depsFor(engine, setup, egress));
  closers.push(() => client.close());
  return { engine, client, egress };
}

const job = (number: number, more: object = {}) => ({
  id: `6d19eaf1-c9da-3799-96ed-${String(number).padStart(12, '0')}`,
  planId: 'plan-1',
  name: `JOB_${number}`,
  folder: '/BANK',
  workstation: '/AGT01',
  jobStreamId: '9daec769-39e0-3283-9006-2933c84d3c78',
  jobStreamName: 'NIGHT',
  jobStreamWorkstation: '/AGT01',
  lastRunCommonStatus: 'WAITING',
  lastRunCompositeStatus: { status: 'HOLD' },
  ...more,
});

/** What was asked besides who the engine is. */
const planRequests = (engine: Pick<FakeEngine, 'requests'>) => engine.requests.filter(({ url }) => url.includes('/plan/'));

const queryOf = (request: IncomingMessage) => new URL(request.url ?? '', 'https://engine').searchParams;

/** Pages `rows` the way the engine does, `next` naming a host that does not exist. */
const paged =
  (rows: readonly object[]): Answer =>
  (request, response) => {
    const query = queryOf(request);
    const offset = Number(query.get('offset'));
    const limit = Number(query.get('limit'));
    const next = offset + limit < rows.length ? `https://inside.invalid:31116/twsd/api/v2/plan/job?limit=${limit}&offset=${offset + limit}` : null;
    sendJson(response, { count: rows.length, results: rows.slice(offset, offset + limit), next, previous: null });
  };

describe('a failed read is a fault, never an empty list', () => {
  test.each([
    ['401', 401, {}, 'TWS_AUTH', /user and password/],
    ['403', 403, {}, 'TWS_FORBIDDEN', /DISPLAY and LIST/],
    ['404 on a list', 404, {}, 'TWS_UNSUPPORTED', /does not offer/],
    ['405', 405, {}, 'TWS_UNSUPPORTED', /does not offer/],
    ['500 with a message id', 500, { messages: ['AWSJSY404E wrapped: AWSBIN076E wrong state'] }, 'TWS_ERROR', /AWSJSY404E/],
    ['400 for a filter', 400, { messages: ['OQL_FILTER_SYNTAX_ERROR'] }, 'TWS_ERROR', /OQL_FILTER_SYNTAX_ERROR/],
    ['302', 302, {}, 'TWS_BAD_ANSWER', /redirects/],
  ])('%s', async (_name, status, body, code, sentence) => {
    const { client } = await connected((_request, response) => sendJson(response, body, status));
    const read = client.jobs({ limit: 10 }, why);
    await expect(read).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
    expect(client.connection().lastReadAtMs).toBeNull();
  });

  test('a user who may not even ask who the engine is hears of rights, not of a wrong address', async () => {
    const { client } = await connected((_request, response) => sendJson(response, {}, 403));
    await expect(client.engineInfo(why)).rejects.toMatchObject({ code: 'TWS_FORBIDDEN', message: expect.stringMatching(/DISPLAY and LIST/) });
  });

  test.each([
    ['a web page', '<html>Sign in</html>', 'text/html'],
    ['half a body', '{"count":1,"results":[{"id":', 'application/json'],
    ['nothing', '', 'application/json'],
    ['a list without results', '{"count":0,"items":[]}', 'application/json'],
  ])('%s', async (_name, body, type) => {
    const { client } = await connected((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    await expect(client.jobs({ limit: 10 }, why)).rejects.toMatchObject({ code: 'TWS_BAD_ANSWER' });
  });

  test('a body that breaks off midway', async () => {
    const { client } = await connected((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"count":1', () => response.destroy());
    });
    await expect(client.jobs({ limit: 10 }, why)).rejects.toMatchObject({ code: 'TWS_BAD_ANSWER', message: expect.stringMatching(/broke off/) });
  });

  test('an unknown job is TWS_NOT_FOUND', async () => {
    const { client } = await connected((_request, response) => sendJson(response, {}, 404));
    await expect(client.job('6d19eaf1-c9da-3799-96ed-131f07832a01', why)).rejects.toMatchObject({ code: 'TWS_NOT_FOUND' });
  });

  test('an engine that does not answer in time', async () => {
    const { client } = await connected(() => {}, { requestTimeoutMs: 150 });
    await expect(client.jobs({ limit: 10 }, why)).rejects.toMatchObject({ code: 'TWS_TIMEOUT', message: expect.stringMatching(/150 ms/) });
  });

  test('nobody listens: the sentence names host and port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const client = createTwsClient(depsFor({ url: `https://127.0.0.1:${port}`, ca: '' }, { caPem: null }));
    await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_UNREACHABLE', message: expect.stringContaining(`127.0.0.1:${port}`) });
    await client.close();
  });

  test('stopping ends the question and the request', async () => {
    const arrived = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const { client } = await connected((_request, response) => {
      arrived.resolve();
      response.on('close', () => gone.resolve());
    });
    const stop = new AbortController();
    const read = client.jobs({ limit: 1 }, { why: 'test', signal: stop.signal });
    read.catch(() => {});
    await arrived.promise;
    stop.abort();
    await expect(read).rejects.toMatchObject({ code: 'STOPPED' });
    await gone.promise;
  });
});

describe('TLS', () => {
  const answer: Answer = (_request, response) => sendJson(response, { count: 0, results: [] });

  test('an unknown certificate is refused and the sentence says what to do', async () => {
    const { client } = await connected(answer, { caPem: null });
    await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS', message: expect.stringMatching(/self-signed.*CA file/) });
  });
  test('an expired certificate is refused', async () => {
    const { client } = await connected(answer, {}, { notBeforeDate: new Date(Date.now() - 2 * 86_400_000), notAfterDate: new Date(Date.now() - 86_400_000) });
    await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS', message: expect.stringMatching(/expired/) });
  });
  test('a certificate for another host is refused', async () => {
    const { client } = await connected(answer, {}, { dnsName: 'elsewhere.example' });
    await expect(client.jobs({ limit: 1 }, why)).rejects.toMatchObject({ code: 'TWS_TLS', message: expect.stringMatching(/another host name/) });
  });
  test('the CA file of the engine makes it trusted, the development exception accepts any', async () => {
    const trusted = await connected(answer);
    await expect(trusted.client.jobs({ limit: 1 }, why)).resolves.toMatchObject({ data: [], isComplete: true, total: 0 });
    const unverified = await connected(answer, { caPem: null, isTlsUnverified: true });
    await expect(unverified.client.jobs({ limit: 1 }, why)).resolves.toMatchObject({ data: [] });
  });
});

describe('lists', () => {
  test('are read page by page to the end, following only the offset of `next`', async () => {
    const { client, engine } = await connected(paged(Array.from({ length: 1_234 }, (_, index) => job(index))));
    const reading = await client.jobs({ limit: 5_000 }, why);
    expect(reading).toMatchObject({ isComplete: true, isTruncated: false, total: 1_234, planId: 'plan-1' });
    expect(new Set(reading.data.map((row) => row.id)).size).toBe(1_234);
    expect(planRequests(engine).length).toBe(5);
  });

  test('say that they were cut, and how many there are', async () => {
    const { client } = await connected(paged(Array.from({ length: 30 }, (_, index) => job(index))));
    const reading = await client.jobs({ limit: 10 }, why);
    expect(reading).toMatchObject({ isTruncated: true, total: 30 });
    expect(reading.data.length).toBe(10);
  });

  test('a page that fails later makes the reading incomplete, not shorter in silence', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => job(index));
    const { client } = await connected((request, response) =>
      queryOf(request).get('offset') === '0' ? paged(rows)(request, response) : sendJson(response, {}, 403),
    );
    const reading = await client.jobs({ limit: 5_000 }, why);
    expect(reading).toMatchObject({ isComplete: false, isTruncated: true });
    expect(reading.data.length).toBe(250);
  });

  test('a row that cannot be read makes the reading incomplete; an unknown status stays, as UNKNOWN', async () => {
    const odd = job(1, { lastRunCommonStatus: 'PONDERING', lastRunCompositeStatus: { status: 'MUSING' } });
    const { client } = await connected(paged([odd, { nothing: 'here' }]));
    const reading = await client.jobs({ limit: 10 }, why);
    expect(reading.isComplete).toBe(false);
    expect(reading.data).toMatchObject([{ status: { common: 'UNKNOWN', internal: 'MUSING' }, key: '/AGT01#/BANK/NIGHT.JOB_1' }]);
  });

  test('two plan ids in one reading: the plan rolled over meanwhile', async () => {
    const { client } = await connected(paged([job(1), job(2, { planId: 'plan-2' })]));
    expect(await client.jobs({ limit: 10 }, why)).toMatchObject({ isComplete: false, planId: null });
  });

  test('a quote in a name is refused before anything is sent', async () => {
    const { client, engine } = await connected(paged([]));
    await expect(client.jobs({ name: "X' OR name != 'Y", limit: 10 }, why)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(client.jobs({ statuses: ['FAILED'], limit: 10 }, why)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(engine.requests).toEqual([]);
  });

  test('the last run decides: a rerun that succeeded is no failure', async () => {
    const rerun = job(1, {
      lastRunCommonStatus: 'SUCCESSFUL',
      lastRunCompositeStatus: { status: 'SUCC' },
      jobruns: [
        { id: 'run-1', runAttempt: 1, returnCode: 8, commonStatus: 'ERROR', compositeStatus: { status: 'ABEND' }, lastInRerunChain: false },
        { id: 'run-2', runAttempt: 2, returnCode: 0, commonStatus: 'SUCCESSFUL', compositeStatus: { status: 'SUCC' }, lastInRerunChain: true },
      ],
    });
    const failed = job(2, { lastRunCommonStatus: 'ERROR', lastRunCompositeStatus: { status: 'ABEND' }, jobruns: [{ id: 'run-3', returnCode: 4 }] });
    const canceled = job(3, { lastRunCommonStatus: 'ERROR', lastRunCompositeStatus: { status: 'ABEND', canceled: true } });
    const { client } = await connected(paged([rerun, failed, canceled]));
    const reading = await client.jobs({ statuses: ['ERROR'], limit: 10 }, why);
    expect(reading.data).toMatchObject([{ name: 'JOB_2', returnCode: 4, runId: 'run-3' }]);
    expect(reading).toMatchObject({ total: 1, isTruncated: false, isComplete: true });
    const all = await client.jobs({ limit: 10 }, why);
    expect(all.data.map((row) => [row.status.common, row.returnCode, row.isCanceled])).toEqual([
      ['SUCCESSFUL', 0, false],
      ['ERROR', 4, false],
      ['CANCELED', null, true],
    ]);
  });

  test('late is judged by the clock of the engine', async () => {
    const deadline = '2031-01-01T00:00:00Z';
    const late = job(1, { timeRestrictions: { deadlineTime: deadline } });
    const { client } = await connected((request, response) => {
      response.setHeader('date', 'Wed, 01 Jan 2031 00:10:00 GMT');
      paged([late])(request, response);
    });
    await client.jobs({ limit: 1 }, why);
    expect((await client.jobs({ isLate: true, limit: 10 }, why)).data.length).toBe(1);
    expect(Math.abs(client.engineNowMs() - Date.parse('2031-01-01T00:10:00Z'))).toBeLessThan(60_000);
  });
});

describe('gentle to the engine', () => {
  test('equal questions share one request and keep the time of the first reading', async () => {
    const { client, engine } = await connected(paged([job(1)]));
    const [one, two] = await Promise.all([client.jobs({ limit: 5 }, why), client.jobs({ limit: 5 }, why)]);
    const three = await client.jobs({ limit: 5 }, why);
    expect(planRequests(engine).length).toBe(1);
    expect([two.observedAtMs, three.observedAtMs]).toEqual([one.observedAtMs, one.observedAtMs]);
    await client.jobs({ limit: 5 }, { why: 'test', maxAgeMs: 0 });
    expect(planRequests(engine).length).toBe(2);
  });

  test('busy is waited for as the engine asks; a wrong password is sent once', async () => {
    let calls = 0;
    const { client } = await connected((request, response) => {
      if (request.url?.includes('/plan/') === true) calls++;
      if (calls === 1) response.writeHead(429, { 'retry-after': '0' }).end();
      else paged([job(1)])(request, response);
    });
    expect((await client.jobs({ limit: 5 }, why)).data.length).toBe(1);
    expect(calls).toBe(2);
    const refused = await connected((_request, response) => sendJson(response, {}, 401));
    await expect(refused.client.jobs({ limit: 5 }, why)).rejects.toMatchObject({ code: 'TWS_AUTH' });
    expect(refused.engine.requests.length).toBe(1);
  });

  test('an engine that is away is left alone for a while, and the fault is known', async () => {
    const { client, engine } = await connected((request) => request.socket.destroy());
    for (let asked = 0; asked < 3; asked++)
      await expect(client.jobs({ limit: 5 }, { why: 'test', maxAgeMs: 0 })).rejects.toMatchObject({ code: 'TWS_UNREACHABLE' });
    const sent = engine.requests.length;
    expect(client.connection()).toMatchObject({ isBreakerOpen: true, lastFault: { code: 'TWS_UNREACHABLE' } });
    await expect(client.jobs({ limit: 5 }, { why: 'test', maxAgeMs: 0 })).rejects.toMatchObject({
      code: 'TWS_UNREACHABLE',
      // Still what to do about it, not only that it was tried.
      message: expect.stringMatching(/check the port.*5 times in a row/),
    });
    expect(engine.requests.length).toBe(sent);
  });

  test('a rotated password counts at the next request; each request stands in the ledger without it', async () => {
    let password = 'first';
    const { client, engine, egress } = await connected(paged([]), { credentials: async () => ({ kind: 'basic', user: 'reader', password }) });
    await client.jobs({ limit: 1 }, why);
    password = 'second';
    await client.jobs({ limit: 2 }, why);
    const sent = planRequests(engine).map((request) => Buffer.from(String(request.headers.authorization).slice(6), 'base64').toString());
    expect(sent).toEqual(['reader:first', 'reader:second']);
    expect(egress).toMatchObject([{ purpose: 'engine', why: 'test', outcome: '200' }, { outcome: '200' }, { outcome: '200' }]);
    expect(JSON.stringify(egress)).not.toMatch(/first|second|Basic/);
  });

  test('an API key goes as Bearer', async () => {
    const { client, engine } = await connected(paged([]), { credentials: async () => ({ kind: 'api-key', key: 'jwt' }) });
    await client.jobs({ limit: 1 }, why);
    expect(engine.requests[0]?.headers.authorization).toBe('Bearer jwt');
  });

  test('of a long log only the end is kept, with its line numbers', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index + 1}`);
    const { client } = await connected((_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(`${lines.join('\n')}\n`));
    const { data } = await client.jobLog('6d19eaf1-c9da-3799-96ed-131f07832a01', { maxBytes: 1_000 }, why);
    expect(data.isTruncated).toBe(true);
    expect(data.text.length).toBeLessThanOrEqual(1_000);
    expect(data.text.startsWith(`line ${data.firstLine}\n`)).toBe(true);
    expect(data.text.endsWith('line 20000\n')).toBe(true);
  });
});

describe('connection test', () => {
  const healthy: Answer = (request, response) => {
    if (request.url?.startsWith('/twsd/api/v2/engine/info') === true) sendJson(response, { displayVersion: '10.2.8', timezone: 'Europe/Berlin' });
    else if (request.url === '/twsd/engine/info') sendJson(response, { synphonyRunNumber: 42 });
    else paged([job(1)])(request, response);
  };

  test('shows the certificate and each step', async () => {
    const { engine } = await connected(healthy);
    const result = await testEngineConnection(depsFor(engine, {}));
    expect(result).toMatchObject({ isOk: true, fault: null });
    expect(result.steps.map((step) => step.outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(result.certificates).toMatchObject([{ subject: 'localhost', sha256: expect.stringMatching(/^[0-9A-F:]{95}$/), isTrusted: true, isPinned: false }]);
    expect(result.steps.map((step) => step.detail).join(' ')).toMatch(/10\.2\.8.*42.*1 jobs/);
  });

  test.each([
    ['an unknown certificate', healthy, { caPem: null }, 1, 'TWS_TLS'],
    ['a wrong password', ((_request, response) => sendJson(response, {}, 401)) satisfies Answer, {}, 2, 'TWS_AUTH'],
  ])('names the step that fails: %s', async (_name, answer, setup, failing, code) => {
    const { engine } = await connected(answer);
    const result = await testEngineConnection(depsFor(engine, setup));
    expect(result).toMatchObject({ isOk: false, fault: { code } });
    expect(result.steps.findIndex((step) => step.outcome === 'failed')).toBe(failing);
    expect(result.steps.slice(failing + 1).every((step) => step.outcome === 'skipped')).toBe(true);
    expect(result.certificates).toHaveLength(1);
  });

  test('an address where nobody listens, or that is none', async () => {
    const result = await testEngineConnection(depsFor({ url: 'https://127.0.0.1:1', ca: '' }, { caPem: null }));
    expect(result).toMatchObject({ isOk: false, fault: { code: 'TWS_UNREACHABLE' } });
    expect((await testEngineConnection(depsFor({ url: 'no address', ca: '' }, { caPem: null }))).fault?.code).toBe('INVALID_INPUT');
  });
});
