/** One request and its answer over a pool, within time and size. What goes wrong on the way comes back as data. */
import { EventEmitter } from 'node:events';
import type { Clock } from '../../base/clock.ts';
import type { HttpPool } from '../../base/egress/httpOut.ts';
import { Fault } from '../../base/fault.ts';
import { type Answered, type BodyRead, type Exchange, type Failed, failed } from '../http/exchange.ts';
import { httpFailure, lateFailure, networkFailure, type Place } from '../failures.ts';
import { type BodyBound, BodyTooLarge, readBody, textOf } from '../http/readBody.ts';
import { decoded, UnknownEncoding } from './encoding.ts';

interface Sending {
  readonly method: 'GET' | 'POST';
  /** For the ledger. */
  readonly why: string;
  /** Path and query, as they stand in the request line. */
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly bound: BodyBound;
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

type Within = Omit<Sending, 'signal'> & { readonly signal: EventEmitter };

/** Of a refusal the message id is wanted, whatever was to be read. */
const REFUSAL = { keep: 'tail', maxBytes: 1_000_000 } as const;

/** Raises STOPPED when the signal aborts. */
export async function exchangeOver(pool: HttpPool, clock: Clock, place: Place, sending: Sending): Promise<Exchange> {
  const deadline = startDeadline(sending.timeoutMs + sending.connectTimeoutMs, sending.signal);
  const seen = { hasHeaders: false };
  try {
    if (sending.signal?.aborted === true) throw new Error('stopped before it was sent');
    return await answerOver(pool, clock, place, { ...sending, signal: deadline.signal }, seen);
  } catch (error) {
    if (sending.signal?.aborted === true) throw new Fault('STOPPED', 'The question to the engine was stopped.');
    if (deadline.isOver()) return lateFailure(place, sending.timeoutMs, error);
    return brokenAnswer(error, place, sending, seen.hasHeaders);
  } finally {
    deadline.end();
  }
}

/** Aborts after so long, or when `signal` does. An emitter, which undici takes as well: a combined signal costs as much per request as parsing its answer. */
function startDeadline(ms: number, signal: AbortSignal | undefined) {
  const abort = new EventEmitter();
  const stop = () => abort.emit('abort');
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    stop();
  }, ms);
  signal?.addEventListener('abort', stop, { once: true });
  return {
    signal: abort,
    isOver: () => isOver,
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

async function answerOver(pool: HttpPool, clock: Clock, place: Place, sending: Within, seen: { hasHeaders: boolean }): Promise<Exchange> {
  const answer = await pool.request({
    why: sending.why,
    path: sending.target,
    method: sending.method,
    headers: sending.headers,
    body: sending.body,
    headersTimeout: sending.timeoutMs,
    bodyTimeout: sending.timeoutMs,
    signal: sending.signal,
  });
  seen.hasHeaders = true;
  const header = (name: string) => firstOf(answer.headers[name]);
  const status = answer.statusCode;
  const isGood = status >= 200 && status < 300;
  const body = await bodyOf(answer, isGood ? sending.bound : REFUSAL);
  const observedAtMs = clock.now();
  const engineDateMs = dateOf(header('date'));
  if (isGood) return { kind: 'answered', body, contentType: header('content-type') ?? '', host: place.host, observedAtMs, engineDateMs } satisfies Answered;
  const nowMs = engineDateMs ?? observedAtMs;
  return httpFailure({ status, body: textOf(body), location: header('location'), retryAfter: header('retry-after'), nowMs }, place);
}

/** A body that says how long it is, and is wanted whole, needs no watching while it arrives: undici holds it to its word. */
async function bodyOf({ body, headers }: Awaited<ReturnType<HttpPool['request']>>, bound: BodyBound): Promise<BodyRead> {
  const encoding = firstOf(headers['content-encoding']);
  const length = firstOf(headers['content-length']);
  const isBounded = bound.keep === 'whole' && encoding === null && length !== null && Number(length) <= bound.maxBytes;
  if (!isBounded) return readBody(decoded(body, encoding), bound);
  const content = (await body.bytes()) as Uint8Array<ArrayBuffer>; // copied by undici into a buffer of its own
  return { content, bytes: content.length, isCut: false, firstLine: 1, scanned: null };
}

function brokenAnswer(error: unknown, place: Place, { connectTimeoutMs, timeoutMs }: Sending, hasHeaders: boolean): Failed {
  const { host } = place;
  if (error instanceof Fault) return failed(error);
  if (error instanceof BodyTooLarge) {
    const sentence = `${host} answered with more than ${Math.round(error.maxBytes / 1_000_000)} MB: ask for less.`;
    return failed(new Fault('TWS_BAD_ANSWER', sentence, { retryable: false, detail: host }));
  }
  if (error instanceof UnknownEncoding) {
    const sentence = `${host} packs its answers in a way Resync does not know: check any proxy in between.`;
    return failed(new Fault('TWS_BAD_ANSWER', sentence, { detail: host, cause: error }));
  }
  const failure = networkFailure(error, place, { connectMs: connectTimeoutMs, answerMs: timeoutMs });
  if (!hasHeaders || failure.fault.code === 'TWS_TIMEOUT') return failure;
  return failed(new Fault('TWS_BAD_ANSWER', `The answer of ${host} broke off midway: try again.`, { detail: host, cause: error }), { isTransient: true });
}

const firstOf = (header: string | string[] | undefined): string | null => (Array.isArray(header) ? header[0] : header) ?? null;

function dateOf(header: string | null): number | null {
  const ms = header === null ? Number.NaN : Date.parse(header);
  return Number.isNaN(ms) ? null : ms;
}
