/** The layers between a question and the socket: cache, single flight, rate gate, retry and breaker, transport; and what they saw last. */
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { EngineTuning } from '../../src-preload/contract/settings.ts';
import { type Clock, runningClock } from '../base/clock.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import type { ListeningOptions } from './connection/oneHost.ts';
import type { Answered, Exchange } from './http/exchange.ts';
import { createResilience } from './http/resilience.ts';
import { createSingleFlight, unlessAborted } from './http/singleFlight.ts';
import type { Call, Transport } from './http/transport.ts';
import type { EngineLink } from './types/types.ts';

/** Lists are slow on the engine, so one at a time; logs come from agents and may hang without holding up the rest. */
type Gate = 'list' | 'one' | 'log';

/** What is asked, and how the answer is read. */
interface Question<T> {
  readonly call: Omit<Call, 'why'>;
  readonly gate: Gate;
  /** Raises TWS_BAD_ANSWER when the answer is not what was asked for. The same call is always decoded the same way. */
  readonly decode: (answer: Answered) => T | Promise<T>;
}
export interface Ask<T> extends Question<T> {
  readonly ttlMs: number;
}
export interface Read<T> {
  readonly value: T;
  readonly observedAtMs: number;
  /** `host:port` that answered. */
  readonly host: string;
}

export interface Reader {
  /** Raises READ_ONLY, STOPPED or a TWS_* fault. */
  read<T>(ask: Ask<T>, options: ListeningOptions): Promise<Read<T>>;
  /** Past cache and single flight: the answer belongs to the caller alone. Raises like `read`. */
  readOnce<T>(question: Question<T>, options: Omit<ListeningOptions, 'maxAgeMs'>): Promise<Read<T>>;
  engineNowMs(): number;
  connection(): EngineLink;
  setVersion(version: string): void;
  close(): Promise<void>;
}

interface ReaderDeps {
  readonly transport: Transport;
  readonly tuning: EngineTuning;
  /** Asked of each host before anything else, once however many are waiting: which version it is. */
  readonly opening: Question<string | null>;
  readonly clock: Clock;
  readonly log: Log;
}

const CACHE_BYTES = 64_000_000;
/** Faults about one question rather than about the engine do not colour the connection. */
const ABOUT_THE_QUESTION = new Set(['TWS_NOT_FOUND', 'TWS_UNSUPPORTED', 'READ_ONLY', 'STOPPED', 'INVALID_INPUT']);

interface Cached {
  readonly read: Read<unknown>;
  readonly bytes: number;
}

export function createReader(deps: ReaderDeps): Reader {
  const { clock, transport, tuning } = deps;
  const cache = new LRUCache<string, Cached>({ maxSize: CACHE_BYTES, sizeCalculation: (entry) => entry.bytes });
  const flights = createSingleFlight();
  const gates: Readonly<Record<Gate, PQueue>> = {
    list: new PQueue({ concurrency: tuning.listsAtOnce }),
    one: new PQueue({ concurrency: tuning.readsAtOnce }),
    log: new PQueue({ concurrency: tuning.logsAtOnce }),
  };
  const resilience = createResilience({ tuning, clock: runningClock(clock) });
  const state = { lastReadAtMs: null as number | null, lastFault: null as Fault | null, clockAheadMs: 0, version: null as string | null, host: '' };
  const opened = new Set<string>();

  /** Another host of the same engine may be of another version. */
  const followHost = (host: string) => {
    if (state.host !== '' && state.host !== host) deps.log.warn({ host, before: state.host }, 'another host of the engine answers');
    if (state.host !== host) state.version = null;
    state.host = host;
  };
  const note = (exchange: Exchange, path: string, why: string) => {
    if (exchange.kind === 'answered') {
      followHost(exchange.host);
      state.lastReadAtMs = exchange.observedAtMs;
      state.lastFault = null;
      if (exchange.engineDateMs !== null) state.clockAheadMs = exchange.engineDateMs - exchange.observedAtMs;
      return;
    }
    if (!ABOUT_THE_QUESTION.has(exchange.fault.code)) state.lastFault = exchange.fault;
    deps.log.warn({ code: exchange.fault.code, status: exchange.httpStatus, path, why }, exchange.fault.message);
  };

  /** Credentials that are missing never reach the engine, but they are why it cannot be read. */
  const refusedHere = (error: unknown): never => {
    if (error instanceof Fault && !ABOUT_THE_QUESTION.has(error.code)) state.lastFault = error;
    throw error;
  };
  const exchange = async ({ call, gate }: Omit<Question<unknown>, 'decode'>, why: string, signal: AbortSignal): Promise<Exchange> => {
    const send = async () => {
      // Whoever stopped waits no longer; their turn passes to the next.
      if (signal.aborted) throw new Fault('STOPPED', 'The question to the engine was stopped.');
      return resilience.run((inner) => transport.send({ ...call, why }, inner, state.version), signal, gate !== 'log');
    };
    const outcome = await gates[gate].add(send).catch(refusedHere);
    note(outcome, call.path, why);
    return outcome;
  };

  /** Certificate, sign-in and version once per host, and everyone else waits: a wrong password goes out once, not fifty times. */
  const open = (why: string, signal: AbortSignal | undefined): Promise<void> | undefined => {
    const host = transport.hostInUse();
    if (opened.has(host)) return undefined;
    return flights.join(`open ${host}`, (inner) => openNow(why, inner), signal);
  };
  const openNow = async (why: string, signal: AbortSignal): Promise<void> => {
    const outcome = await exchange(deps.opening, why, signal);
    if (outcome.kind === 'failed' && (outcome.isHostAway || outcome.isConnectivity || outcome.fault.code === 'TWS_AUTH')) throw outcome.fault;
    // Who may not ask, or asks in vain, may still read the plan: what is read tells.
    if (outcome.kind === 'answered') state.version = await versionIn(outcome);
    opened.add(outcome.kind === 'answered' ? outcome.host : transport.hostInUse());
  };

  const versionIn = async (answer: Answered): Promise<string | null> => {
    try {
      return await deps.opening.decode(answer);
    } catch {
      return null;
    }
  };

  const fetchNow = async <T>(question: Question<T>, why: string, signal: AbortSignal): Promise<Cached & { readonly read: Read<T> }> => {
    const opening = open(why, signal);
    if (opening !== undefined) await opening;
    const outcome = await exchange(question, why, signal);
    if (outcome.kind === 'failed') throw outcome.fault;
    const { observedAtMs, host } = outcome;
    try {
      return { read: { value: await question.decode(outcome), observedAtMs, host }, bytes: Math.max(1, outcome.body.bytes) };
    } catch (error) {
      state.lastFault = asFault(error);
      throw error;
    }
  };
  const keyOf = (host: string, { method, path, query, headers, body, bound }: Ask<unknown>['call']) =>
    `${host} ${JSON.stringify([method, path, query, headers, body, bound])}`;

  return {
    async read<T>(ask: Ask<T>, options: ListeningOptions): Promise<Read<T>> {
      // By host: what one copy of the plan said is not told as what the other says.
      const host = transport.hostInUse();
      const key = keyOf(host, ask.call);
      const known = cache.get(key);
      const maxAgeMs = options.maxAgeMs ?? ask.ttlMs;
      if (known !== undefined && maxAgeMs > 0 && clock.now() - known.read.observedAtMs <= maxAgeMs) {
        options.heard?.add(known.read.host);
        return known.read as Read<T>;
      }
      const fresh = await unlessStopped(
        options.signal,
        flights.join(key, (signal) => fetchNow(ask, options.why, signal), options.signal),
      );
      cache.set(fresh.read.host === host ? key : keyOf(fresh.read.host, ask.call), fresh);
      options.heard?.add(fresh.read.host);
      return fresh.read;
    },
    async readOnce<T>(question: Question<T>, options: Omit<ListeningOptions, 'maxAgeMs'>): Promise<Read<T>> {
      const { signal } = options;
      const fetching = fetchNow(question, options.why, signal ?? new AbortController().signal);
      return (await unlessStopped(signal, signal === undefined ? fetching : unlessAborted(fetching, signal))).read;
    },
    engineNowMs: () => clock.now() + state.clockAheadMs,
    connection: () => ({ lastReadAtMs: state.lastReadAtMs, lastFault: state.lastFault, isBreakerOpen: resilience.isBreakerOpen(), ...transport.hosts() }),
    setVersion: (version) => {
      state.version = version;
    },
    async close() {
      for (const gate of Object.values(gates)) gate.clear();
      cache.clear();
      await transport.close();
    },
  };
}

/** However an aborted read ends, it is called stopped. */
async function unlessStopped<T>(signal: AbortSignal | undefined, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (signal?.aborted === true) throw new Fault('STOPPED', 'The question to the engine was stopped.', { cause: error });
    throw error;
  }
}
