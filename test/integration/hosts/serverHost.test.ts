/** The server host keeps strangers out and serves the contract to those it knows: real sockets, real page files, a small router. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createEmitter } from '../../../src-main/base/emitter.ts';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type ServerHost, startServerHost } from '../../../src-main/hosts/server/serverHost.ts';
import { type AppRouter, type CallRecord, createRouterBase } from '../../../src-main/routes/routerBase.ts';
import type { AppStatus } from '../../../src-preload/contract/health.ts';
import type { Contract } from '../../../src-preload/contract/index.ts';

type Client = ContractRouterClient<Contract>;

const status: AppStatus = {
  version: '0.1.0',
  host: 'server',
  hostReason: null,
  night: null,
  needsFirstRun: true,
  engine: {
    id: null,
    name: null,
    isDemo: false,
    state: 'none',
    lastReadAt: null,
    fault: null,
    timeZone: null,
    color: null,
    host: null,
    awayFrom: null,
    isTlsUnverified: false,
    isUnencryptedAllowed: false,
    certificateEnds: null,
  },
  llm: { state: 'off', model: null, isUnencryptedAllowed: false },
  store: { state: 'ready', kind: 'embedded', trouble: null, saved: null, backup: null },
  auditor: { state: 'idle', queued: 0 },
  review: { pending: 0, approved: 0, corrected: 0, rejected: 0 },
};

const calls: CallRecord[] = [];
const changes = createEmitter<AppStatus>();
let watchersEnded = 0;

function smallRouter(): AppRouter {
  const os = createRouterBase({ log: createSilentLog(), storeTrouble: () => null, onCall: (call) => calls.push(call) });
  const routes = {
    app: {
      status: os.app.status.handler(() => status),
      watch: os.app.watch.handler(async function* ({ signal }) {
        try {
          for await (const next of changes.iterate(signal, { first: status })) {
            if (next.version === 'broken') throw new Fault('STORE_LOCKED', 'The store is locked.');
            yield next;
          }
        } finally {
          watchersEnded += 1;
        }
      }),
    },
    chat: {
      turn: os.chat.turn.handler(({ input }) => {
        if (input.turnId === 'boom') throw new Error('password=hunter2 is in this stack');
        throw new Fault('NOT_FOUND', 'There is no such turn.');
      }),
      start: os.chat.start.handler(() => {
        throw new Fault('TWS_UNREACHABLE', 'The engine does not answer.');
      }),
    },
    metrics: os.metrics.handler(() => '# HELP up Whether it is up\nup 1\n'),
  };
  // Only the routes these tests call are there; the handlers look routes up one by one.
  return routes as unknown as AppRouter;
}

let directory: string;
let host: ServerHost;
let port: number;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'resync-page-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Resync</title><script src="/assets/a.js"></script>');
  writeFileSync(join(directory, 'assets', 'a.js'), 'document.title = "ran"');
  writeFileSync(join(directory, '.secret'), 'no');
  host = await start();
  port = Number(new URL(host.url).port);
});

afterAll(async () => {
  await host.close();
  rmSync(directory, { recursive: true, force: true });
});

function start(limits = {}): Promise<ServerHost> {
  return startServerHost({ router: smallRouter(), port: 0, rendererDir: directory, version: '0.1.0', userName: 'ana', log: createSilentLog(), limits });
}

const bearer = () => ({ authorization: `Bearer ${host.token}` });
const json = { 'content-type': 'application/json' };

/** `fetch` refuses to forge Host and Origin; a hostile program does not. */
function forged(path: string, headers: Record<string, string>, method = 'GET', body?: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function signIn(server: ServerHost): Promise<string> {
  const code = new URL(server.newSignInUrl()).hash.replace('#code=', '');
  const response = await fetch(`${server.url}/session`, { method: 'POST', headers: json, body: JSON.stringify({ code }) });
  expect(response.status).toBe(200);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** How an upgrade ends: open, or the HTTP status it was refused with. */
function upgrade(headers: Record<string, string>, at = port): Promise<{ socket: WebSocket; status: number }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${at}/rpc`, { headers });
    socket.once('open', () => resolve({ socket, status: 101 }));
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve({ socket, status: response.statusCode ?? 0 });
    });
    socket.once('error', reject);
  });
}

function clientOver(socket: WebSocket): Client {
  // The link asks for the browser's WebSocket; `ws` offers the parts it uses.
  return createORPCClient<Client>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

describe('the gate', () => {
  it('answers only to loopback names, so that a rebound DNS name gets nothing', async () => {
    expect((await forged('/', { host: 'evil.example' })).status).toBe(403);
    expect((await forged('/api/status', { host: `evil.example:${port}`, ...bearer() })).status).toBe(403);
    expect((await forged('/', { host: '127.0.0.1' })).status).toBe(403);
    expect((await forged('/', { host: `localhost:${port}` })).status).toBe(200);
  });

  it('refuses a foreign Origin even with the right token, on reads and on writes', async () => {
    const own = { host: `127.0.0.1:${port}`, ...bearer() };
    expect((await forged('/api/status', { ...own, origin: 'http://evil.example' })).status).toBe(403);
    expect((await forged('/api/status', { ...own, origin: 'null' })).status).toBe(403);
    expect((await forged('/api/chat', { ...own, ...json, origin: `http://127.0.0.1:${port + 1}` }, 'POST', '{"question":"x"}')).status).toBe(403);
    expect((await forged('/api/status', { ...own, origin: `http://127.0.0.1:${port}` })).status).toBe(200);
  });

  it('refuses cross-site calls but lets a link open the page', async () => {
    const crossSite = { host: `127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site' };
    for (const path of ['/session', '/session?x', '/%73ession', '/api/status', '/%61pi/status']) expect((await forged(path, crossSite)).status).toBe(403);
    expect((await forged('/', crossSite)).status).toBe(200);
  });

  it('fences the page in with a policy that allows nothing inline and no other host', async () => {
    const response = await fetch(host.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect((await fetch(`${host.url}/assets/a.js`)).headers.get('cache-control')).toContain('immutable');
  });

  it('does not serve hidden files or anything above the page folder', async () => {
    expect((await forged('/.secret', { host: `127.0.0.1:${port}` })).status).toBe(404);
    expect((await forged('/..%2f..%2fetc%2fpasswd', { host: `127.0.0.1:${port}` })).status).not.toBe(200);
  });
});

describe('REST', () => {
  it('opens with the token and with nothing else: not a cookie, not a token in the URL', async () => {
    const cookie = await signIn(host);
    expect((await fetch(`${host.url}/api/status`)).status).toBe(401);
    expect((await fetch(`${host.url}/api/status`, { headers: { cookie } })).status).toBe(401);
    expect((await fetch(`${host.url}/api/status?token=${host.token}`)).status).toBe(401);
    expect((await fetch(`${host.url}/api/status`, { headers: { authorization: `Bearer ${host.token}x` } })).status).toBe(401);
    const response = await fetch(`${host.url}/api/status`, { headers: bearer() });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(status);
  });

  it('says an expected failure with its code, status, sentence and request id', async () => {
    const response = await fetch(`${host.url}/api/chat`, { method: 'POST', headers: { ...bearer(), ...json }, body: '{"question":"why?"}' });
    expect(response.status).toBe(502);
    const body = await response.json();
    expect(body).toMatchObject({ code: 'TWS_UNREACHABLE', message: 'The engine does not answer.', data: { retryable: true } });
    expect(body.data.requestId).toBe(response.headers.get('x-request-id'));
    expect(calls.at(-1)).toMatchObject({ route: 'chat.start', outcome: 'TWS_UNREACHABLE' });
  });

  it('says an unexpected failure as INTERNAL without its text', async () => {
    const response = await fetch(`${host.url}/api/chat/boom`, { headers: bearer() });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('INTERNAL');
    expect(text).not.toContain('hunter2');
  });

  it('names the wrong field of an invalid input, and bounds bodies', async () => {
    const post = (body: string, type = 'application/json') =>
      fetch(`${host.url}/api/chat`, { method: 'POST', headers: { ...bearer(), 'content-type': type }, body });
    const invalid = await (await post('{"question":"","extra":1}')).json();
    expect(invalid).toMatchObject({ code: 'INVALID_INPUT', status: 400, data: { field: 'question' } });
    expect(invalid.message).toContain('question');
    const thousand = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key_${index}`, 1]));
    expect((await (await post(JSON.stringify({ question: 'why?', ...thousand }))).json()).message.length).toBeLessThan(1_500);
    expect(await (await post('{oops')).json()).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await (await post('question=x', 'application/x-www-form-urlencoded')).json()).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await post(JSON.stringify({ question: 'x'.repeat(300_000) }))).status).toBe(400);
  });

  it('describes itself, and tells an unknown path from a known one', async () => {
    const document = await (await fetch(`${host.url}/api/openapi.json`, { headers: bearer() })).json();
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/chat/{turnId}/stream', '/health/{component}', '/audit/review', '/settings']));
    expect((await fetch(`${host.url}/api/nothing`, { headers: bearer() })).status).toBe(404);
  });

  it('serves Prometheus text as text', async () => {
    const response = await fetch(`${host.url}/api/metrics`, { headers: bearer() });
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('up 1');
  });

  it('streams events and ends the handler when the reader leaves', async () => {
    const before = watchersEnded;
    const leave = new AbortController();
    const response = await fetch(`${host.url}/api/status/stream`, { headers: bearer(), signal: leave.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await readUntil(reader, '"version":"0.1.0"');
    changes.emit({ ...status, version: '0.2.0' });
    await readUntil(reader, '"version":"0.2.0"');
    leave.abort();
    await expect.poll(() => watchersEnded).toBe(before + 1);
  });

  it('says a failure in the middle of a stream as a typed error event', async () => {
    const response = await fetch(`${host.url}/api/status/stream`, { headers: bearer() });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await readUntil(reader, '0.1.0');
    changes.emit({ ...status, version: 'broken' });
    await readUntil(reader, 'STORE_LOCKED');
  });
});

async function readUntil(reader: { read(): Promise<{ done: boolean; value?: string | undefined }> }, wanted: string): Promise<void> {
  let seen = '';
  while (!seen.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`stream ended before ${wanted}; saw ${seen}`);
    seen += value;
  }
}

describe('signing in', () => {
  it('takes a code once, and gives a cookie scripts and other sites cannot use', async () => {
    const code = new URL(host.newSignInUrl()).hash.replace('#code=', '');
    const post = () => fetch(`${host.url}/session`, { method: 'POST', headers: json, body: JSON.stringify({ code }) });
    const first = await post();
    expect(first.status).toBe(200);
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await post()).status).toBe(401);
  });

  it('takes the typed token, tells whether one is signed in, and signs out', async () => {
    const response = await fetch(`${host.url}/session`, { method: 'POST', headers: json, body: JSON.stringify({ token: host.token }) });
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const isSignedIn = async () => (await (await fetch(`${host.url}/session`, { headers: { cookie } })).json()).isSignedIn;
    expect(await isSignedIn()).toBe(true);
    const { socket } = await upgrade({ cookie, origin: host.url });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await fetch(`${host.url}/session`, { method: 'DELETE', headers: { cookie } });
    expect(await closed).toBe(4401);
    expect(await isSignedIn()).toBe(false);
  });

  it('slows wrong attempts down without locking the right one out', async () => {
    const other = await start({ wrongSignInsPerMinute: 3 });
    try {
      const attempt = async (token: string) => (await fetch(`${other.url}/session`, { method: 'POST', headers: json, body: JSON.stringify({ token }) })).status;
      expect([await attempt('a'), await attempt('b'), await attempt('c'), await attempt('d')]).toEqual([401, 401, 401, 429]);
      expect(await attempt(other.token)).toBe(200);
    } finally {
      await other.close();
    }
  });
});

describe('rate limit', () => {
  it('lets a stranger use up only the share of strangers', async () => {
    const other = await start({ strangerCallsPerMinute: 2 });
    try {
      const call = async (headers = {}) => (await fetch(`${other.url}/api/status`, { headers })).status;
      expect([await call(), await call(), await call()]).toEqual([401, 401, 429]);
      expect((await fetch(`${other.url}/%61pi/status?x`)).status).toBe(429);
      expect(await call({ authorization: `Bearer ${other.token}` })).toBe(200);
      expect((await fetch(other.url)).status).toBe(200);
    } finally {
      await other.close();
    }
  });

  it('leaves the page its sign-in and its socket when strangers have used up theirs', async () => {
    const other = await start({ strangerCallsPerMinute: 1 });
    try {
      const status = async () => (await fetch(`${other.url}/api/status`)).status;
      expect([await status(), await status()]).toEqual([401, 429]);
      const cookie = await signIn(other);
      expect(await (await fetch(`${other.url}/session`, { headers: { cookie } })).json()).toEqual({ isSignedIn: true });
      const { socket, status: opened } = await upgrade({ cookie, origin: other.url }, Number(new URL(other.url).port));
      expect(opened).toBe(101);
      socket.close();
    } finally {
      await other.close();
    }
  });

  it('ends a request that does not arrive in time', async () => {
    const other = await start({ requestArrivalMs: 100 });
    try {
      const slow = connect(Number(new URL(other.url).port), '127.0.0.1');
      let answer = '';
      slow.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      slow.write(`POST /session HTTP/1.1\r\nHost: ${new URL(other.url).host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`);
      await once(slow, 'close');
      expect(answer).toContain('408');
    } finally {
      await other.close();
    }
  });
});

describe('WebSocket', () => {
  it('opens for a signed-in page of our own or a program with the token, and for nobody else', async () => {
    const cookie = await signIn(host);
    expect((await upgrade({})).status).toBe(401);
    expect((await upgrade({ origin: host.url })).status).toBe(401);
    expect((await upgrade({ cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await upgrade({ cookie })).status).toBe(401);
    for (const headers of [{ cookie, origin: host.url }, bearer()]) {
      const { socket, status } = await upgrade(headers);
      expect(status).toBe(101);
      socket.close();
    }
  });

  it('carries calls, typed errors and streams; closing it ends the stream', async () => {
    const { socket } = await upgrade(bearer());
    const client = clientOver(socket);
    expect(await client.app.status()).toEqual(status);
    await expect(client.chat.start({ question: 'why?' })).rejects.toMatchObject({ code: 'TWS_UNREACHABLE', defined: true, data: { retryable: true } });
    await expect(client.chat.start({ question: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT', defined: true });
    const before = watchersEnded;
    const watch = await client.app.watch();
    expect((await watch.next()).value).toEqual(status);
    changes.emit({ ...status, version: '0.3.0' });
    expect((await watch.next()).value).toMatchObject({ version: '0.3.0' });
    socket.terminate();
    await expect.poll(() => watchersEnded).toBe(before + 1);
  });

  it('drops a program that asks and never reads', async () => {
    const { socket } = await upgrade(bearer());
    const watch = await clientOver(socket).app.watch();
    await watch.next();
    const before = watchersEnded;
    socket.pause();
    for (let at = 0; at < 12; at++) changes.emit({ ...status, hostReason: `${at}${'x'.repeat(4_000_000)}` });
    await expect.poll(() => watchersEnded, { timeout: 5_000 }).toBe(before + 1);
    socket.terminate();
  });
});
