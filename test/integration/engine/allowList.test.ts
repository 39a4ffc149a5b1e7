/** Promise 1: Resync only reads. Every known operation goes through the real transport against a real TLS server that counts sockets. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { BLOCKED_OPERATIONS } from '../../../src-main/tws/readOnly/readOperations.ts';
import { type Call, createTransport, type Transport } from '../../../src-main/tws/http/transport.ts';
import { type FakeEngine, sendJson, startFakeEngine } from '../../fakes/engine/engine.ts';
import { operations } from '../../fakes/engine/hclFacts.ts';
import { outletFor } from '../../fakes/outlet.ts';

type Operation = (typeof operations)[number];

const UUID = '6d19eaf1-c9da-3799-96ed-131f07832a01';
const concrete = (template: string) =>
  template
    .replace('{planId}', 'current')
    .replace('{result}', 'true')
    .replaceAll(/\{[^}]+\}|<[^>]+>/g, UUID);
const isBlocked = (operation: Operation) => BLOCKED_OPERATIONS.some(([method, path]) => method === operation.method && path === operation.path);
/** The one GET that writes is on the blocked list as well, so only the class decides. */
const isRead = (operation: Operation) => operation.class.startsWith('read');

let engine: FakeEngine;
let transport: Transport;
beforeAll(async () => {
  engine = await startFakeEngine((_request, response) => sendJson(response, { count: 0, results: [] }));
  transport = createTransport({
    engine: { id: 'eng_1', baseUrl: engine.url, isTlsUnverified: false, connectTimeoutMs: 2_000, requestTimeoutMs: 2_000, logTimeoutMs: 2_000 },
    credentials: async () => ({ kind: 'basic', user: 'reader', password: 'secret' }),
    caPem: engine.ca,
    clock: systemClock,
    outlet: outletFor('engine'),
  });
});
afterAll(async () => {
  await transport.close();
  await engine.close();
});

const send = (method: string, path: string, more: Partial<Call> = {}) =>
  transport.send(
    {
      method: method as Call['method'],
      path,
      what: 'collection',
      accept: 'application/json',
      bound: { keep: 'whole', maxBytes: 1_000_000 },
      timeoutMs: 2_000,
      why: 'test',
      ...more,
    },
    undefined,
    null,
  );

async function drive(all: readonly Operation[]): Promise<{ allowed: Operation[]; refused: Operation[] }> {
  const allowed: Operation[] = [];
  const refused: Operation[] = [];
  for (const operation of all) {
    const socketsBefore = engine.sockets();
    const requestsBefore = engine.requests.length;
    try {
      await send(operation.method, concrete(operation.path));
      allowed.push(operation);
    } catch (error) {
      expect(error, `${operation.method} ${operation.path}`).toMatchObject({ code: 'READ_ONLY' });
      expect(engine.requests.length).toBe(requestsBefore);
      expect(engine.sockets()).toBe(socketsBefore);
      refused.push(operation);
    }
  }
  return { allowed, refused };
}

const named = (all: readonly Operation[]) => all.map((operation) => `${operation.method} ${operation.path}`).sort();

describe('every operation of the scheduler', () => {
  test('each write is refused before a socket opens', async () => {
    const socketsBefore = engine.sockets();
    const { allowed } = await drive(operations.filter((operation) => !isRead(operation)));
    expect(named(allowed)).toEqual([]);
    expect(engine.sockets()).toBe(socketsBefore);
  });

  test('each read passes, but for those blocked with a reason', async () => {
    const { refused } = await drive(operations.filter((operation) => isRead(operation)));
    expect(named(refused)).toEqual(named(operations.filter((operation) => isRead(operation) && isBlocked(operation))));
    for (const [, , reason] of BLOCKED_OPERATIONS) expect(reason.length).toBeGreaterThan(10);
  });

  // Taken from the descriptions of the API operation by operation: one that is lost or judged anew is to be noticed.
  test('none is missing from the list', () => {
    const lines = operations.map(({ method, path, class: kind }) => `${method} ${path} ${kind}`).sort();
    expect(lines).toHaveLength(475);
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe('1bce5c3200bd52771e176ce92742e3e277176b703471a0df5fb792bb349d4d2a');
  });
});

/** Each operation, dressed up as something else. A spelling two servers could read differently is none of a read, whatever it spells. */
const DISGUISES: readonly (readonly [
  name: string,
  (operation: Operation) => { readonly method?: string; readonly path?: string; readonly more?: Partial<Call> },
])[] = [
  ['an encoded slash', ({ path }) => ({ path: lastSlash(path, '%2F') })],
  ['an encoded slash in small letters', ({ path }) => ({ path: lastSlash(path, '%2f') })],
  ['a doubly encoded slash', ({ path }) => ({ path: lastSlash(path, '%252F') })],
  ['a backslash', ({ path }) => ({ path: lastSlash(path, '\\') })],
  ['a double slash', ({ path }) => ({ path: lastSlash(path, '//') })],
  ['a double slash in front', ({ path }) => ({ path: `/${path}` })],
  ['a trailing slash', ({ path }) => ({ path: `${path}/` })],
  ['dots back and forth', ({ path }) => ({ path: `/twsd/x/..${path.slice('/twsd'.length)}` })],
  ['dots from a read', ({ path }) => ({ path: `/twsd/api/v2/plan/job/../../../..${path}` })],
  ['encoded dots', ({ path }) => ({ path: `/twsd/api/v2/plan/job/%2e%2e/%2E%2E/%2e%2e/%2e%2e${path}` })],
  ['a dot', ({ path }) => ({ path: lastSlash(path, '/./') })],
  ['a path parameter', ({ path }) => ({ path: `${path};lock=true` })],
  ['a path parameter inside', ({ path }) => ({ path: lastSlash(path, ';jsessionid=1/') })],
  ['a query inside the path', ({ path }) => ({ path: `${path}?lock=true` })],
  ['a fragment', ({ path }) => ({ path: `${path}#x` })],
  ['another server', ({ path }) => ({ path: `//evil.example${path}` })],
  ['a whole address', ({ path }) => ({ path: `https://evil.example${path}` })],
  ['lock=true', () => ({ more: { query: { lock: 'true' } } })],
  ['unlock=true', () => ({ more: { query: { unlock: 'true' } } })],
  ['force=true', () => ({ more: { query: { force: 'true' } } })],
  ['_method', ({ method }) => ({ more: { query: { _method: method } } })],
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'x-http-method-override'].map(
    (header) => [header, ({ method }: Operation) => ({ more: { headers: { [header]: method } } })] as const,
  ),
  ['a lock session', () => ({ more: { headers: { 'Context-Session': '1' } } })],
  ['an audit reason', () => ({ more: { headers: { 'Justification-Description': 'why' } } })],
  ['another case of letters', ({ path }) => ({ path: path.toUpperCase() })],
  ['a control character', ({ path }) => ({ path: `${path}%00` })],
  ['a line break', ({ path }) => ({ path: `${path}\r\nX-Evil: 1` })],
];
const lastSlash = (path: string, by: string): string => {
  const at = path.lastIndexOf('/');
  return `${path.slice(0, at)}${by}${path.slice(at + 1)}`;
};

describe('every operation of the scheduler, disguised', () => {
  const all = operations.map((operation) => ({ ...operation, path: concrete(operation.path) }));

  test.each(DISGUISES)('%s: refused, reads and writes alike, before a socket opens', async (_name, disguise) => {
    const sockets = engine.sockets();
    const requests = engine.requests.length;
    for (const operation of all) {
      const { method = operation.method, path = operation.path, more = {} } = disguise(operation);
      await expect(send(method, path, more), `${method} ${path}`).rejects.toMatchObject({ code: 'READ_ONLY' });
    }
    expect(engine.sockets()).toBe(sockets);
    expect(engine.requests.length).toBe(requests);
  });

  test('a write is refused under every other method, too, unless it is a read there', async () => {
    const sockets = engine.sockets();
    const reads = new Set(operations.filter((operation) => isRead(operation)).map(({ method, path }) => `${method} ${concrete(path)}`));
    const isRealRead = (method: string, path: string) => [...reads].some((read) => read === `${method} ${path}`);
    for (const { path, class: kind } of all) {
      if (kind.startsWith('read')) continue;
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'CONNECT'])
        if (!isRealRead(method, path)) await expect(send(method, path), `${method} ${path}`).rejects.toMatchObject({ code: 'READ_ONLY' });
    }
    expect(engine.sockets()).toBe(sockets);
  });

  test('an engine that answers a read by sending us to a write: nobody goes', async () => {
    const writes = all.filter((operation) => !isRead(operation));
    const seen: string[] = [];
    let target = '';
    let status = 307;
    const luring = await startFakeEngine((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(status, { location: target }).end();
    });
    const lured = createTransport({
      engine: { id: 'eng_1', baseUrl: luring.url, isTlsUnverified: false, connectTimeoutMs: 2_000, requestTimeoutMs: 2_000, logTimeoutMs: 2_000 },
      credentials: async () => ({ kind: 'api-key', key: 'k' }),
      caPem: luring.ca,
      clock: systemClock,
      outlet: outletFor('engine'),
    });
    for (const [index, { path }] of writes.entries()) {
      target = index % 2 === 0 ? path : `${luring.url}${path}`;
      status = [301, 302, 303, 307, 308][index % 5] ?? 307;
      const exchange = await lured.send(
        {
          method: 'GET',
          path: '/twsd/api/v2/plan/job',
          what: 'collection',
          accept: 'application/json',
          bound: { keep: 'whole', maxBytes: 1_000 },
          timeoutMs: 2_000,
          why: 'test',
        },
        undefined,
        null,
      );
      expect(exchange).toMatchObject({ kind: 'failed', fault: { code: 'TWS_BAD_ANSWER' } });
    }
    expect(new Set(seen)).toEqual(new Set(['GET /twsd/api/v2/plan/job']));
    expect(seen.length).toBe(writes.length);
    await lured.close();
    await luring.close();
  });
});

describe('tricks', () => {
  const read = '/twsd/api/v2/plan/job';
  test.each([
    ['dot segments', `${read}/../job/action/rerun`],
    ['encoded dots', `${read}/%2e%2e/job`],
    ['encoded slash', `${read}%2Faction%2Frerun`],
    ['encoded slash in an id', `${read}/${UUID}%2Faction%2Fcancel`],
    ['double slash', '/twsd//api/v2/plan/job'],
    ['trailing slash', `${read}/`],
    ['path parameter', `${read};lock=true`],
    ['double encoding', `${read}/%252e%252e`],
    ['backslash', `${read}\\action`],
    ['query inside the path', `${read}?lock=true`],
    ['other server', `//evil.example${read}`],
    ['other case', '/twsd/API/v2/plan/job'],
    ['a word as an id', `${read}/issues`],
    ['a word as an id, of tomorrow', `${read}/rerunall`],
  ])('%s is refused', async (_name, path) => {
    await expect(send('GET', path)).rejects.toMatchObject({ code: 'READ_ONLY' });
  });

  test.each([['lock'], ['unlock'], ['force'], ['follow'], ['scratch'], ['LOCK'], ['max_object_affected'], ['_method']])(
    'query parameter %s is refused',
    async (name) => {
      await expect(send('GET', read, { query: { [name]: 'true' } })).rejects.toMatchObject({ code: 'READ_ONLY' });
    },
  );

  test.each([['X-HTTP-Method-Override'], ['x-method-override'], ['X-HTTP-Method'], ['Context-Session'], ['Justification-Category']])(
    'header %s is refused',
    async (name) => {
      await expect(send('GET', read, { headers: { [name]: 'PUT' } })).rejects.toMatchObject({ code: 'READ_ONLY' });
    },
  );

  test.each([['PUT'], ['PATCH'], ['DELETE'], ['get'], ['TRACE'], ['HEAD']])('method %s is refused', async (method) => {
    await expect(send(method, read)).rejects.toMatchObject({ code: 'READ_ONLY' });
  });

  test('a redirect is not followed, not even to a read on the same host', async () => {
    let other = 0;
    const target = await startFakeEngine((_request, response) => {
      other++;
      sendJson(response, {});
    });
    const source = await startFakeEngine((_request, response) => response.writeHead(307, { location: `${target.url}/twsd/api/v2/plan/job` }).end());
    const redirected = createTransport({
      engine: { id: 'eng_1', baseUrl: source.url, isTlsUnverified: true, connectTimeoutMs: 2_000, requestTimeoutMs: 2_000, logTimeoutMs: 2_000 },
      credentials: async () => ({ kind: 'api-key', key: 'k' }),
      caPem: null,
      clock: systemClock,
      outlet: outletFor('engine'),
    });
    const exchange = await redirected.send(
      { method: 'GET', path: read, what: 'collection', accept: 'application/json', bound: { keep: 'whole', maxBytes: 1_000 }, timeoutMs: 2_000, why: 'test' },
      undefined,
      null,
    );
    expect(exchange).toMatchObject({ kind: 'failed', fault: { code: 'TWS_BAD_ANSWER' } });
    expect(other).toBe(0);
    expect(target.sockets()).toBe(0);
    await redirected.close();
    await source.close();
    await target.close();
  });
});
