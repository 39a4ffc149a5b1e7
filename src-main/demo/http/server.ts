/** The simulator's HTTPS side: sockets, bodies, the faults of the line, and the record of what was asked. */
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, Refused } from './answer.ts';
import { type createAnswerer, parsedBody } from './answerer.ts';
import type { FaultSwitches } from './faultSwitches.ts';

export interface RequestRecord {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 = closed without an answer. */
  readonly status: number;
  /** Simulated time, epoch ms. */
  readonly at: number;
}

interface ServerDeps {
  readonly port: number;
  readonly certificate: { readonly key: string; readonly cert: string };
  readonly answer: ReturnType<typeof createAnswerer>;
  readonly faults: FaultSwitches;
  readonly now: () => number;
  readonly onRequest: (record: RequestRecord, isRefusedWrite: boolean) => void;
}

const MOST_BODY_BYTES = 1_000_000;

/** Listens on the loopback only. Raises what `listen` raises, such as a port in use. */
export async function startServer(deps: ServerDeps): Promise<{ readonly url: string; close(): Promise<void> }> {
  const stopping = new AbortController();
  let origin = '';
  const server = createServer({ key: deps.certificate.key, cert: deps.certificate.cert }, (request, response) => {
    respond(request, response, { ...deps, origin, signal: stopping.signal }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(deps.port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A client that breaks its handshake is the client's matter.
  server.on('tlsClientError', () => {});
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server that listens has one
  return {
    url: origin,
    async close() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  deps: ServerDeps & { readonly origin: string; readonly signal: AbortSignal },
): Promise<void> {
  const { faults } = deps;
  const method = request.method ?? 'GET';
  const target = request.url ?? '/';
  const record = (status: number, isRefusedWrite = false) => deps.onRequest({ method, path: target, status, at: deps.now() }, isRefusedWrite);
  const body = await bodyOf(request);
  if (faults.dropNext > 0) {
    faults.dropNext--;
    record(0);
    return void request.socket.destroy();
  }
  const verdict = verdictOf(request, target, body, deps);
  const waitMs = faults.slowMs + (verdict.isJobLog ? faults.slowLogMs : 0);
  if (waitMs > 0) await delay(waitMs, undefined, { signal: deps.signal });
  record(verdict.answer.status, verdict.isRefusedWrite);
  send(response, verdict.answer, method === 'HEAD', deps);
}

function verdictOf(request: IncomingMessage, target: string, body: string, deps: ServerDeps & { readonly origin: string }) {
  try {
    const url = new URL(target, deps.origin);
    return deps.answer({
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: parsedBody(body),
      now: deps.now() - deps.faults.mirrorLagMs,
      origin: deps.origin,
    });
  } catch (thrown) {
    if (thrown instanceof Refused) return { answer: thrown.answer, isRefusedWrite: false, isJobLog: false };
    throw thrown;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BODY_BYTES) throw new Error('the request body is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, answer: Answer, isHead: boolean, { faults, now }: ServerDeps): void {
  const body = Buffer.from(faults.garbageBody && answer.status === 200 ? '<html><body>Bad gateway</body></html>' : answer.body);
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Type': answer.contentType,
    'Content-Length': body.length,
    Date: new Date(now()).toUTCString(),
  });
  if (isHead) return void response.end();
  if (!faults.cutMidBody) return void response.end(body);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
