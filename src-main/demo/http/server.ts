/** The simulator's HTTPS side: sockets, bodies, the faults of the line, and the record of what was asked. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, badRequest, Refused } from './answer.ts';
import type { Certificate } from './certificate.ts';
import type { FaultSwitches } from './faultSwitches.ts';
import { type createAnswerer, isHit, parsedBody } from './gate/answerer.ts';
import { createPlanClock } from './gate/planClock.ts';

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
  readonly certificate: Certificate;
  readonly answer: ReturnType<typeof createAnswerer>;
  readonly faults: FaultSwitches;
  readonly now: () => number;
  readonly onRequest: (record: RequestRecord, isRefusedWrite: boolean) => void;
}

interface RunningServer {
  readonly url: string;
  present(certificate: Certificate): void;
  close(): Promise<void>;
}

const MOST_BODY_BYTES = 1_000_000;

/** Listens on the loopback only. Raises what `listen` raises, such as a port in use. */
export async function startServer(deps: ServerDeps): Promise<RunningServer> {
  const stopping = new AbortController();
  const planNow = createPlanClock(deps.now, deps.faults);
  let origin = '';
  const server = createServer({ key: deps.certificate.key, cert: deps.certificate.cert }, (request, response) => {
    respond(request, response, { ...deps, planNow, origin, signal: stopping.signal }).catch(() => response.destroy());
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
    present({ key, cert }) {
      server.setSecureContext({ key, cert });
      server.closeIdleConnections();
    },
    async close() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface RequestDeps extends ServerDeps {
  readonly planNow: () => number;
  readonly origin: string;
  readonly signal: AbortSignal;
}

async function respond(request: IncomingMessage, response: ServerResponse, deps: RequestDeps): Promise<void> {
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
  const isFaulty = isHit(faults, target);
  const waitMs = isFaulty ? faults.slowMs + (verdict.isJobLog ? faults.slowLogMs : 0) : 0;
  if (waitMs > 0) await delay(waitMs, undefined, { signal: deps.signal });
  record(verdict.answer.status, verdict.isRefusedWrite);
  await send(response, verdict.answer, { isHead: method === 'HEAD', isFaulty, now: deps.now(), faults });
}

function verdictOf(request: IncomingMessage, target: string, body: string, deps: RequestDeps) {
  try {
    const url = new URL(target, deps.origin);
    return deps.answer({
      method: request.method ?? 'GET',
      path: decoded(url.pathname),
      query: url.searchParams,
      sentQuery: url.searchParams,
      absentValues: deps.faults.absentValues,
      headers: request.headers,
      body: parsedBody(body),
      now: deps.planNow(),
      origin: deps.faults.linkOrigin ?? deps.origin,
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

/** Raises Refused for what is no encoding. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Refused(badRequest('The path of the request is not valid.'));
  }
}

interface Sending {
  readonly isHead: boolean;
  readonly isFaulty: boolean;
  readonly now: number;
  readonly faults: FaultSwitches;
}

async function send(response: ServerResponse, answer: Answer, { isHead, isFaulty, now, faults }: Sending): Promise<void> {
  const isGarbage = isFaulty && faults.garbageBody && answer.status === 200;
  const body = isGarbage ? '<html><body>Bad gateway</body></html>' : answer.body;
  const whole = typeof body === 'string' ? Buffer.from(body) : null;
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Type': answer.contentType,
    ...(whole === null ? {} : { 'Content-Length': whole.length }),
    Date: new Date(now + faults.clockSkewMs).toUTCString(),
  });
  if (isHead) return void response.end();
  const parts = whole === null && typeof body !== 'string' ? body.parts() : [whole ?? ''];
  if (isFaulty && faults.cutMidBody) return cutAfterHalf(response, parts);
  await pipeline(Readable.from(parts, { objectMode: true }), response);
}

/** Half of the first part is sent, and the connection ends. */
function cutAfterHalf(response: ServerResponse, parts: Iterable<string | Uint8Array>): void {
  for (const part of parts) {
    if (part.length === 0) continue;
    response.write(part.slice(0, Math.floor(part.length / 2)), () => response.destroy());
    return;
  }
  response.destroy();
}
