/** One request over the engine's own connection pool: allow-list first, TLS policy, sign-in, timeouts, bounds, egress record. Never retries. */
import tls from 'node:tls';
import { Agent, request as undiciRequest } from 'undici';
import { type Clock, instantOf } from '../base/clock.ts';
import { asFault, Fault } from '../base/fault.ts';
import { decoded, UnknownEncoding } from './encoding.ts';
import { type Answered, type Exchange, failed } from './exchange.ts';
import { httpFailure, lateFailure, networkFailure, type Place } from './failures.ts';
import { type BodyBound, BodyTooLarge, readBody, textOf } from './readBody.ts';
import { type EngineRequest, isAllowedRead } from './readOnly/allowList.ts';

export interface EngineConnection {
  readonly id: string;
  /** `https://host:31116`; `/twsd` is added when missing. */
  readonly baseUrl: string;
  /** Development exception: any certificate will do, for this engine only. */
  readonly isTlsUnverified: boolean;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly logTimeoutMs: number;
}
export type Credentials = { readonly kind: 'basic'; readonly user: string; readonly password: string } | { readonly kind: 'api-key'; readonly key: string };
export interface Egress {
  readonly at: string;
  readonly host: string;
  readonly purpose: 'engine';
  readonly why: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly outcome: string;
}

export interface TransportDeps {
  readonly engine: EngineConnection;
  /** Asked for each request, so that a rotated password counts at once. May raise TWS_AUTH. */
  readonly credentials: () => Promise<Credentials>;
  /** Trusted beside the usual roots; null for the usual roots only. */
  readonly caPem: string | null;
  readonly clock: Clock;
  readonly onEgress: (egress: Egress) => void;
}

export interface Call extends EngineRequest {
  readonly method: 'GET' | 'POST';
  readonly what: Place['what'];
  readonly body?: unknown;
  readonly accept: 'application/json' | 'text/plain';
  readonly bound: BodyBound;
  readonly timeoutMs: number;
  readonly why: string;
}

export interface Transport {
  /** Raises READ_ONLY before a socket opens, STOPPED when the signal aborts; every other failure comes back as data. */
  send(call: Call, signal: AbortSignal | undefined, engineVersion: string | null): Promise<Exchange>;
  close(): Promise<void>;
}

/** As many as the rate gates let through at once; kept 150 s between questions (the engine's own default is shorter or longer by site). */
const CONNECTIONS = 6;
const KEEP_ALIVE_MS = 150_000;

export function createTransport(deps: TransportDeps): Transport {
  const base = engineBase(deps.engine.baseUrl);
  const agent = new Agent({
    allowH2: false,
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect: { timeout: deps.engine.connectTimeoutMs, ...tlsPolicy(deps.engine.isTlsUnverified, deps.caPem) },
  });
  return {
    async send(call, signal, engineVersion) {
      assertAllowed(call);
      const body = call.body === undefined ? null : JSON.stringify(call.body);
      const headers = await headersFor(deps, call, body);
      if (signal?.aborted === true) throw stopped();
      const place: Place = { host: base.host, what: call.what, engineVersion };
      const url = urlOf(base, call);
      const record = (bytesIn: number, outcome: string) =>
        deps.onEgress({
          at: instantOf(deps.clock.now()),
          host: base.host,
          purpose: 'engine',
          why: call.why,
          bytesOut: Buffer.byteLength(body ?? '') + url.pathname.length + url.search.length,
          bytesIn,
          outcome,
        });
      try {
        const exchange = await exchangeOver(agent, deps, { call, place, body, headers, url, signal });
        if (exchange.kind === 'answered') record(exchange.body.bytes, 'ok');
        else record(0, exchange.fault.code);
        return exchange;
      } catch (error) {
        record(0, asFault(error).code);
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}

interface Sending {
  readonly call: Call;
  readonly place: Place;
  readonly url: URL;
  readonly body: string | null;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal | undefined;
}

async function exchangeOver(agent: Agent, deps: TransportDeps, sending: Sending): Promise<Exchange> {
  const { call, place } = sending;
  const late = AbortSignal.timeout(call.timeoutMs + deps.engine.connectTimeoutMs);
  const signal = sending.signal === undefined ? late : AbortSignal.any([sending.signal, late]);
  let hasHeaders = false;
  try {
    const answer = await undiciRequest(sending.url, {
      dispatcher: agent,
      method: call.method,
      headers: sending.headers,
      body: sending.body,
      headersTimeout: call.timeoutMs,
      bodyTimeout: call.timeoutMs,
      signal,
    });
    hasHeaders = true;
    const header = (name: string) => firstOf(answer.headers[name]);
    const body = await readBody(decoded(answer.body, header('content-encoding')), call.bound);
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answered(body, header('content-type'), header('date'), deps.clock.now());
    return httpFailure(
      { status: answer.statusCode, body: textOf(body), location: header('location'), retryAfter: header('retry-after'), nowMs: deps.clock.now() },
      place,
    );
  } catch (error) {
    if (sending.signal?.aborted === true) throw stopped();
    if (late.aborted) return lateFailure(place, call.timeoutMs, error);
    if (error instanceof BodyTooLarge)
      return failed(
        new Fault('TWS_BAD_ANSWER', `${place.host} answered with more than ${Math.round(call.bound.maxBytes / 1_000_000)} MB: ask for less.`, {
          retryable: false,
          detail: place.host,
        }),
      );
    if (error instanceof UnknownEncoding)
      return failed(
        new Fault('TWS_BAD_ANSWER', `${place.host} packs its answers in a way Resync does not know: check any proxy in between.`, {
          detail: place.host,
          cause: error,
        }),
      );
    const failure = networkFailure(error, place, { connectMs: deps.engine.connectTimeoutMs, answerMs: call.timeoutMs });
    if (!hasHeaders || failure.fault.code === 'TWS_TIMEOUT') return failure;
    return failed(new Fault('TWS_BAD_ANSWER', `The answer of ${place.host} broke off midway: try again.`, { detail: place.host, cause: error }), {
      isTransient: true,
    });
  }
}

function answered(body: Answered['body'], contentType: string | null, date: string | null, nowMs: number): Answered {
  const engineDateMs = date === null ? Number.NaN : Date.parse(date);
  return { kind: 'answered', body, contentType: contentType ?? '', observedAtMs: nowMs, engineDateMs: Number.isNaN(engineDateMs) ? null : engineDateMs };
}

const firstOf = (header: string | string[] | undefined): string | null => (Array.isArray(header) ? header[0] : header) ?? null;
const stopped = () => new Fault('STOPPED', 'The question to the engine was stopped.');

function assertAllowed(call: Call): void {
  const permission = isAllowedRead(call);
  if (!permission.isAllowed)
    throw new Fault('READ_ONLY', `Resync only reads: ${call.method} ${call.path} was refused because ${permission.reason}.`, {
      detail: `${call.method} ${call.path}`,
    });
}

/** Verification is on; a CA file adds to the usual roots rather than replacing them. */
export function tlsPolicy(isTlsUnverified: boolean, caPem: string | null): { rejectUnauthorized: boolean; ca?: string[] } {
  return { rejectUnauthorized: !isTlsUnverified, ...(caPem === null ? {} : { ca: [...tls.rootCertificates, caPem] }) };
}

export interface EngineBase {
  readonly origin: string;
  /** What stands before `/twsd`, for engines behind a proxy. */
  readonly prefix: string;
  readonly host: string;
}

/** Raises INVALID_INPUT for an address that would send the password in clear or is no address. */
export function engineBase(baseUrl: string): EngineBase {
  if (!URL.canParse(baseUrl)) throw new Fault('INVALID_INPUT', 'The engine address is not a URL: enter it as https://host:31116.');
  const url = new URL(baseUrl);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    throw new Fault('INVALID_INPUT', 'The engine address must start with https://: over http the password would travel unprotected.');
  // An address copied from a browser may go on behind the root of the API.
  const prefix = url.pathname.replace(/\/twsd(?:\/.*)?$/, '').replace(/\/+$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return { origin: url.origin, prefix, host: `${url.hostname}:${port}` };
}

function urlOf(base: EngineBase, call: EngineRequest): URL {
  const url = new URL(base.origin);
  url.pathname = base.prefix + call.path;
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  // A plus stands for a space in forms only; the engine decodes paths and queries alike.
  url.search = url.search.replaceAll('+', '%20');
  return url;
}

async function headersFor(deps: TransportDeps, call: Call, body: string | null): Promise<Record<string, string>> {
  const credentials = await deps.credentials();
  return {
    ...call.headers,
    // A log is text; some engines answer with JSON only, and errors always come so.
    accept: call.accept === 'text/plain' ? 'text/plain, application/json;q=0.5' : call.accept,
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    authorization:
      credentials.kind === 'basic' ? `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}` : `Bearer ${credentials.key}`,
  };
}
