/** The layers between a question and the socket: cache, single flight, rate gate, retry and breaker, transport; and what they saw last. */
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { Clock } from '../base/clock.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import type { Answered, Exchange } from './exchange.ts';
import { createResilience } from './resilience.ts';
import { createSingleFlight } from './singleFlight.ts';
import type { Call, Transport } from './transport.ts';
import type { CallOptions } from './types.ts';

/** Lists are slow on the engine, so one at a time; logs come from agents and may hang without holding up the rest. */
type Gate = 'list' | 'one' | 'log';

export interface Ask<T> {
  readonly call: Omit<Call, 'why'>;
  readonly gate: Gate;
  readonly ttlMs: number;
  /** Raises TWS_BAD_ANSWER when the answer is not what was asked for. The same call is always decoded the same way. */
  readonly decode: (answer: Answered) => T | Promise<T>;
}
export interface Read<T> {
  readonly value: T;
  readonly observedAtMs: number;
}

export interface Reader {
  /** Raises READ_ONLY, STOPPED or a TWS_* fault. */
  read<T>(ask: Ask<T>, options: CallOptions): Promise<Read<T>>;
  /** Past cache and single flight: the answer belongs to the caller alone. Raises like `read`. */
  readOnce<T>(ask: Omit<Ask<T>, 'ttlMs'>, options: Omit<CallOptions, 'maxAgeMs'>): Promise<Read<T>>;
  engineNowMs(): number;
  connection(): { readonly lastReadAtMs: number | null; readonly lastFault: Fault | null; readonly isBreakerOpen: boolean };
  setVersion(version: string): void;
  close(): Promise<void>;
}

const CACHE_BYTES = 64_000_000;
/** Faults about one question rather than about the engine do not colour the connection. */
const ABOUT_THE_QUESTION = new Set(['TWS_NOT_FOUND', 'TWS_UNSUPPORTED', 'READ_ONLY', 'STOPPED', 'INVALID_INPUT']);

interface Cached {
  readonly read: Read<unknown>;
  readonly bytes: number;
}

export function createReader(deps: { transport: Transport; host: string; clock: Clock; log: Log }): Reader {
  const { clock } = deps;
  const cache = new LRUCache<string, Cached>({ maxSize: CACHE_BYTES, sizeCalculation: (entry) => entry.bytes });
  const flights = createSingleFlight();
  const gates: Record<Gate, PQueue> = { list: new PQueue({ concurrency: 1 }), one: new PQueue({ concurrency: 3 }), log: new PQueue({ concurrency: 2 }) };
  const resilience = createResilience(deps.host);
  const state = { lastReadAtMs: null as number | null, lastFault: null as Fault | null, clockAheadMs: 0, version: null as string | null };

  const note = (exchange: Exchange, ask: Pick<Ask<unknown>, 'call'>, why: string) => {
    if (exchange.kind === 'answered') {
      state.lastReadAtMs = exchange.observedAtMs;
      state.lastFault = null;
      if (exchange.engineDateMs !== null) state.clockAheadMs = exchange.engineDateMs - exchange.observedAtMs;
      return;
    }
    if (!ABOUT_THE_QUESTION.has(exchange.fault.code)) state.lastFault = exchange.fault;
    deps.log.warn({ code: exchange.fault.code, status: exchange.httpStatus, path: ask.call.path, why }, exchange.fault.message);
  };

  /** Credentials that are missing never reach the engine, but they are why it cannot be read. */
  const refusedHere = (error: unknown): never => {
    if (error instanceof Fault && !ABOUT_THE_QUESTION.has(error.code)) state.lastFault = error;
    throw error;
  };

  const fetchNow = async <T>(ask: Omit<Ask<T>, 'ttlMs'>, why: string, signal: AbortSignal): Promise<Cached> => {
    const call: Call = { ...ask.call, why };
    const send = async () => resilience.run((inner) => deps.transport.send(call, inner, state.version), signal, ask.gate !== 'log');
    const exchange = await gates[ask.gate].add(send, { signal }).catch(refusedHere);
    note(exchange, ask, why);
    if (exchange.kind === 'failed') throw exchange.fault;
    try {
      return { read: { value: await ask.decode(exchange), observedAtMs: exchange.observedAtMs }, bytes: Math.max(1, exchange.body.bytes) };
    } catch (error) {
      state.lastFault = asFault(error);
      throw error;
    }
  };

  return {
    async read<T>(ask: Ask<T>, options: CallOptions): Promise<Read<T>> {
      const key = JSON.stringify([ask.call.method, ask.call.path, ask.call.query, ask.call.headers, ask.call.body, ask.call.bound]);
      const known = cache.get(key);
      const maxAgeMs = options.maxAgeMs ?? ask.ttlMs;
      if (known !== undefined && maxAgeMs > 0 && clock.now() - known.read.observedAtMs <= maxAgeMs) return known.read as Read<T>;
      try {
        const fresh = await flights.join(key, (signal) => fetchNow(ask, options.why, signal), options.signal);
        cache.set(key, fresh);
        return fresh.read as Read<T>;
      } catch (error) {
        if (options.signal?.aborted === true) throw new Fault('STOPPED', 'The question to the engine was stopped.', { cause: error });
        throw error;
      }
    },
    async readOnce<T>(ask: Omit<Ask<T>, 'ttlMs'>, options: Omit<CallOptions, 'maxAgeMs'>): Promise<Read<T>> {
      try {
        // One type all the way: what this very ask decodes.
        return (await fetchNow(ask, options.why, options.signal ?? new AbortController().signal)).read as Read<T>;
      } catch (error) {
        if (options.signal?.aborted === true) throw new Fault('STOPPED', 'The question to the engine was stopped.', { cause: error });
        throw error;
      }
    },
    engineNowMs: () => clock.now() + state.clockAheadMs,
    connection: () => ({ lastReadAtMs: state.lastReadAtMs, lastFault: state.lastFault, isBreakerOpen: resilience.isBreakerOpen() }),
    setVersion: (version) => {
      state.version = version;
    },
    async close() {
      for (const gate of Object.values(gates)) gate.clear();
      cache.clear();
      await deps.transport.close();
    },
  };
}
