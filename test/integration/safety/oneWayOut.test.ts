/** Every connection passes one gate: to what is configured at that moment and nowhere else, and the ledger names the host that was really there. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createRedisConnection } from '../../../src-main/audit/queue/redisConnection.ts';
import { destinationOf } from '../../../src-main/base/egress/destination.ts';
import { createGate, type Permission } from '../../../src-main/base/egress/gate.ts';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createLlmClient } from '../../../src-main/llm/client.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { testEngineConnection } from '../../../src-main/tws/testConnection.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { type FakeEngine, startFakeEngine } from '../../fakes/engine/engine.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { startRedis, whyNoRedis } from '../../fakes/redisServer.ts';
import { NOTHING, type Sink, startSink } from '../../fakes/hostile/sink.ts';

let sink: Sink;
beforeAll(async () => {
  sink = await startSink();
  return () => sink.close();
});

const only = (...urls: string[]): Permission => ({ origins: new Set(urls.map((url) => destinationOf(url).origin)), isUnencryptedAllowed: false });

function modelAt(url: string, permission: () => Permission | Fault) {
  const ledger: EgressEntry[] = [];
  const outlet = createGate((entry) => void ledger.push(entry)).outlet('llm', permission);
  const client = createLlmClient({ url, model: 'm', apiKey: async () => 'sk-sonne', idleTimeoutMs: 5_000, log: createSilentLog(), outlet });
  onTestFinished(() => client.close());
  const ask = async () => {
    let text = '';
    for await (const event of client.stream({ messages: [{ role: 'user', content: 'the whole prompt' }], tools: [], why: 'chat' }))
      if (event.type === 'text') text += event.text;
    return text;
  };
  return { client, ask, ledger };
}

async function redirecting(status: number, location: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { location }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

describe('redirects are followed nowhere', () => {
  test.each([301, 302, 303, 307, 308])('a model that answers %i to another host is refused in words, and nothing is sent there', async (status) => {
    const url = await redirecting(status, `${sink.httpUrl}/v1/chat/completions`);
    const { ask, ledger } = modelAt(url, () => only(url, sink.httpUrl));
    const { host } = new URL(url);
    const said = await ask().catch((thrown: unknown) => thrown);
    expect(said).toMatchObject({
      code: 'EGRESS_REFUSED',
      message: expect.stringContaining(`${host} answered with a redirect to ${sink.httpUrl}; nothing was sent there`),
    });
    expect(ledger).toMatchObject([{ host, purpose: 'llm', why: 'chat', outcome: String(status) }]);
    expect(sink.received()).toEqual(NOTHING);
  });

  test('nor by an endless ring of its own, and a place that cannot be read is said so', async () => {
    const url = await redirecting(308, 'http://[broken');
    await expect(modelAt(url, () => only(url)).ask()).rejects.toMatchObject({ code: 'EGRESS_REFUSED', message: expect.stringContaining('cannot be read') });
    const same = await redirecting(307, '/v1/chat/completions');
    await expect(modelAt(same, () => only(same)).ask()).rejects.toMatchObject({ code: 'EGRESS_REFUSED' });
  });

  test.each([301, 302, 303, 307, 308])('an engine that answers %i to another host is refused, and nothing is sent there', async (status) => {
    const engine = await startFakeEngine(
      (_request, response) => void response.writeHead(status, { location: `${sink.httpsUrl}/twsd/api/v2/engine/info` }).end(),
    );
    onTestFinished(() => engine.close());
    const ledger: EgressEntry[] = [];
    const client = createTwsClient(clientDeps(engine, {}, ledger));
    onTestFinished(() => client.close());
    await expect(client.engineInfo({ why: 'test' })).rejects.toMatchObject({ code: 'TWS_BAD_ANSWER', message: expect.stringContaining('does not follow') });
    expect(new Set(ledger.map(({ host }) => host))).toEqual(new Set([new URL(engine.url).host]));
    expect(ledger.every(({ outcome }) => outcome === String(status))).toBe(true);
    expect(sink.received()).toEqual(NOTHING);
  });
});

describe('what is not configured now is refused before a socket opens', () => {
  test('a model: also one whose address was configured when it was made, and each refusal is told once', async () => {
    const fake = await startFakeLlm();
    onTestFinished(() => fake.close());
    let permission: Permission | Fault = only(fake.url);
    const { ask, client, ledger } = modelAt(fake.url, () => permission);
    await expect(ask()).resolves.toBe('ready');
    permission = only(sink.httpUrl);
    await expect(ask()).rejects.toMatchObject({ code: 'EGRESS_REFUSED', message: expect.stringContaining('not an address that is configured') });
    await expect(ask()).rejects.toMatchObject({ code: 'EGRESS_REFUSED' });
    permission = new Fault('NOT_CONFIRMED', 'Nobody has confirmed it.');
    await expect(client.reach(AbortSignal.timeout(5_000))).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    expect((await client.test()).fault).toMatchObject({ code: 'NOT_CONFIRMED' });
    expect(fake.requests).toHaveLength(1);
    expect(ledger.map(({ why, outcome }) => `${why} ${outcome}`)).toEqual(['chat 200', 'chat refused', 'health refused', 'test refused']);
    expect(ledger.at(-1)).toMatchObject({ host: new URL(fake.url).host, bytesOut: 0, bytesIn: 0 });
  });

  test('an engine, its backup host, and each step of a connection test', async () => {
    const ledger: EgressEntry[] = [];
    const outlet = createGate((entry) => void ledger.push(entry)).outlet('engine', () => only('https://other.bank:31116'));
    const deps = { ...clientDeps(sink.https, { fallbackUrls: [sink.httpUrl] }), outlet };
    const client = createTwsClient(deps);
    onTestFinished(() => client.close());
    await expect(client.engineInfo({ why: 'test' })).rejects.toMatchObject({ code: 'EGRESS_REFUSED' });
    const result = await testEngineConnection(deps);
    expect(result.isOk).toBe(false);
    expect(result.steps.filter(({ outcome }) => outcome !== 'skipped')).toHaveLength(2);
    expect(result.fault).toMatchObject({ code: 'EGRESS_REFUSED' });
    expect(ledger.every(({ outcome }) => outcome === 'refused')).toBe(true);
    expect(sink.received()).toEqual(NOTHING);
  });

  test('the queue of a team', async () => {
    const ledger: EgressEntry[] = [];
    const gate = createGate((entry) => void ledger.push(entry));
    const url = sink.httpUrl.replace('http:', 'redis:');
    const connection = createRedisConnection({ url, outlet: gate.outlet('queue', () => only('redis://queue.bank:6379')) });
    await expect(connection.ready()).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('not an address that is configured') });
    expect(ledger).toMatchObject([{ host: new URL(url).host, purpose: 'queue', outcome: 'refused' }]);
    expect(sink.received()).toEqual(NOTHING);
  });
});

test.skipIf(whyNoRedis !== null)('a connection to the queue that is open carries nothing more once it is not to be there', async () => {
  await using redis = await startRedis();
  const ledger: EgressEntry[] = [];
  let permission = only(redis.url);
  const outlet = createGate((entry) => void ledger.push(entry)).outlet('queue', () => permission);
  const connection = createRedisConnection({ url: redis.url, outlet });
  onTestFinished(() => connection.close());
  await expect(connection.run('return 7', [], [])).resolves.toBe(7);
  permission = only();
  await expect(connection.run('return 7', [], [])).rejects.toMatchObject({ message: expect.stringContaining('not an address that is configured') });
  const { host } = new URL(redis.url);
  expect(ledger.map((entry) => `${entry.host} ${entry.outcome} ${entry.bytesOut > 0}`)).toEqual([
    `${host} ok false`,
    `${host} refused false`,
    `${host} ok true`,
  ]);
});

describe('without encryption to another computer', () => {
  const far = 'http://192.0.2.1:11434/v1';
  test('nothing is sent, and the sentence says what to do', async () => {
    const { ask, ledger } = modelAt(far, () => only(far));
    const words = /192\.0\.2\.1:11434 is not encrypted.*https:\/\/.*or allow this one without encryption in Settings/;
    await expect(ask()).rejects.toMatchObject({ code: 'EGRESS_REFUSED', message: expect.stringMatching(words) });
    expect(ledger).toMatchObject([{ host: '192.0.2.1:11434', outcome: 'refused', bytesOut: 0 }]);
  });

  test.each([
    ['http://localhost:1', false],
    ['http://127.8.8.8:1', false],
    ['http://[::1]:1', false],
    ['https://mdm.bank', false],
    ['rediss://queue.bank', false],
    ['http://127.0.0.1.evil.example:1', true],
    ['http://0.0.0.0:1', true],
    ['http://localhost.evil.example', true],
    ['http://[::ffff:10.0.0.1]:1', true],
    ['redis://queue.bank', true],
  ])('%s leaves this computer in the clear: %s', (url, isOpen) => {
    expect(destinationOf(url).isOpenToOthers).toBe(isOpen);
  });

  test('two spellings of one place are one, two places never', () => {
    expect(destinationOf('HTTPS://MDM.bank/twsd?x').origin).toBe('https://mdm.bank:443');
    expect(destinationOf('redis://QUEUE.bank/2').origin).toBe('redis://queue.bank:6379');
    expect(destinationOf('http://mdm.bank').origin).not.toBe(destinationOf('https://mdm.bank:80').origin);
  });
});

test('a socket that only looks at a host is in the ledger too', async () => {
  const engine: FakeEngine = await startFakeEngine((_request, response) => void response.writeHead(401).end());
  onTestFinished(() => engine.close());
  const ledger: EgressEntry[] = [];
  await testEngineConnection(clientDeps(engine, {}, ledger));
  const { host } = new URL(engine.url);
  expect(ledger.filter(({ why }) => why === 'connection test').map((entry) => [entry.host, entry.outcome])).toEqual([
    [host, 'ok'],
    [host, 'ok'],
    [host, '401'],
  ]);
});
