/** The scheduler's read surface over HCL's REST API: v2 first, v1 where only v1 knows. */
import type { Job } from '../../src-preload/contract/plan.ts';
import type { Clock } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { fromOneHost } from './connection/oneHost.ts';
import type { Answered } from './exchange.ts';
import { readJobCounts } from './lists/jobCounts.ts';
import { jobFilter, streamFilter, workstationFilter } from './lists/jobFilter.ts';
import { createLateness } from './lists/lateness.ts';
import { createLists } from './lists/lists.ts';
import { readNetwork } from './lists/network.ts';
import { createOperations, type Operations } from './operations.ts';
import { type Ask, createReader, type Read, type Reader } from './reader.ts';
import { arrayOf, logOf, objectOf } from './rows/decode.ts';
import { toldDependencies, waitsOf } from './rows/dependencyRows.ts';
import { jobDetailsOf, jobOf, saysStatus, timeLimitsOf } from './rows/jobRows.ts';
import { criticalJobOf, engineInfoOf, fileOf, promptOf, resourceOf } from './rows/smallRows.ts';
import { streamOf } from './rows/streamRows.ts';
import {
  type WireJob,
  wireCriticalJob,
  wireEngineInfoV1,
  wireEngineInfoV2,
  wireFile,
  wireJob,
  wirePrompt,
  wireResource,
  wireStream,
  wireWorkstation,
} from './rows/wire.ts';
import { workstationOf } from './rows/workstationRows.ts';
import { type Credentials, createTransport, type Egress, type EngineConnection, tuningOf } from './transport.ts';
import type { CallOptions, Reading, TwsClient } from './types.ts';

interface TwsClientDeps {
  readonly engine: EngineConnection;
  /** Asked for each request, so that a rotated password counts at once. */
  readonly credentials: () => Promise<Credentials>;
  readonly caPem: string | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly onEgress: (egress: Egress) => void;
}

/** How long each kind of reading may be answered from memory. */
const TTL_MS = { status: 10_000, log: 30_000, network: 300_000, definition: 3_600_000 } as const;
const NO_LIMIT = 1_000_000;

/** Raises INVALID_INPUT for an address that is none. Opens no connection before the first question. */
export function createTwsClient(deps: TwsClientDeps): TwsClient {
  const transport = createTransport(deps);
  const operations = createOperations(deps.engine);
  const opening = { call: operations.infoV2(), gate: 'one', decode: (answer: Answered) => engineInfoOf(objectOf(wireEngineInfoV2, answer), null).version } as const;
  const reader = createReader({ transport, tuning: tuningOf(deps.engine), opening, clock: deps.clock, log: deps.log });
  const lists = createLists({ reader, operations, log: deps.log });
  const lateness = createLateness();
  const nowMs = () => reader.engineNowMs();

  const oneJob = async (id: string, options: CallOptions) => {
    const decode = (answer: Answered) => objectOf(wireJob, answer);
    const read = await reader.read({ call: operations.one('job', id), gate: 'one', ttlMs: TTL_MS.status, decode }, options);
    lateness.learn(read.value, 'one');
    return read;
  };
  const readingOf = <T, U>(read: Read<T>, data: U, planId: string | null): Reading<U> => ({
    data,
    observedAtMs: read.observedAtMs,
    planId,
    isComplete: true,
    isTruncated: false,
    total: null,
  });

  return {
    engineInfo: (options) => fromOneHost((listening) => readEngineInfo(reader, operations, listening), options),
    // async: a refused word rejects like every other failure.
    jobs: async (query, options) => {
      const isOnlyLateOpen = (row: Job) => query.isLate !== undefined && row.status.internal !== 'UNKNOWN' && lateness.isVain(row);
      const whole = async (row: Job) => (isOnlyLateOpen(row) ? row : lateness.judged(jobOf((await oneJob(row.id, options)).value, nowMs())));
      const convert = (wire: WireJob) => {
        lateness.learn(wire, 'list');
        return jobOf(wire, nowMs());
      };
      return lists.read(
        { object: 'job', schema: wireJob, convert, ttlMs: TTL_MS.status, whole, reconsidered: lateness.judged },
        jobFilter(query),
        query.limit,
        options,
      );
    },
    async job(id, options) {
      const read = await oneJob(id, options);
      const isWhole = toldDependencies(read.value) !== null && saysStatus(read.value);
      const details = jobDetailsOf(read.value, nowMs());
      return { ...readingOf(read, { ...details, isLate: lateness.judged(details).isLate }, read.value.planId ?? null), isComplete: isWhole };
    },
    async timeLimits(id, options) {
      const read = await oneJob(id, options);
      return readingOf(read, timeLimitsOf(read.value), read.value.planId ?? null);
    },
    network: (options) => fromOneHost((listening) => readNetwork(lists, nowMs, TTL_MS.network, listening), options),
    async waits(node, options) {
      const id = node.slice(node.indexOf(':') + 1);
      const object = node.startsWith('job:') ? 'job' : 'jobstream';
      const schema = object === 'job' ? wireJob : wireStream;
      // Edges change slowly: whatever age the caller wants of statuses does not matter here.
      const read = await reader.read(
        { call: operations.one(object, id), gate: 'one', ttlMs: TTL_MS.network, decode: (answer) => objectOf(schema, answer) },
        { ...options, maxAgeMs: undefined },
      );
      const told = toldDependencies(read.value);
      return { ...readingOf(read, told === null ? null : waitsOf(told), read.value.planId ?? null), isComplete: told !== null };
    },
    async page(request, options) {
      const { value, observedAtMs, host } = await reader.readOnce(
        { call: operations.page(request), gate: 'list', decode: ({ body, engineDateMs }) => ({ bytes: body.content, engineDateMs }) },
        options,
      );
      return { bytes: value.bytes, observedAtMs, engineNowMs: value.engineDateMs ?? observedAtMs, host };
    },
    jobCounts: (options) => fromOneHost((listening) => readJobCounts({ reader, operations, lists, nowMs, ttlMs: TTL_MS.status }, listening), options),
    async jobLog(runId, { maxBytes }, options) {
      const read = await reader.read({ call: operations.jobLog(runId, maxBytes), gate: 'log', ttlMs: TTL_MS.log, decode: logOf }, options);
      const { text, isCut, firstLine } = read.value;
      return { ...readingOf(read, { text, isTruncated: isCut, firstLine }, null), isTruncated: isCut };
    },
    streams: async (query, options) =>
      lists.read(
        { object: 'jobstream', schema: wireStream, convert: (wire) => streamOf(wire, nowMs()), ttlMs: TTL_MS.status },
        streamFilter(query),
        query.limit,
        options,
      ),
    async stream(id, options) {
      const ask = {
        call: operations.one('jobstream', id),
        gate: 'one',
        ttlMs: TTL_MS.status,
        decode: (answer) => objectOf(wireStream, answer),
      } satisfies Ask<unknown>;
      const read = await reader.read(ask, options);
      return { ...readingOf(read, streamOf(read.value, nowMs()), read.value.planId ?? null), isComplete: toldDependencies(read.value) !== null };
    },
    workstations: async (query, options) =>
      lists.read(
        { object: 'workstation', schema: wireWorkstation, convert: workstationOf, ttlMs: TTL_MS.status },
        workstationFilter(query.name),
        query.limit,
        options,
      ),
    prompts: (options) => lists.read({ object: 'prompt', schema: wirePrompt, convert: promptOf, ttlMs: TTL_MS.status }, [], NO_LIMIT, options),
    resources: (options) => lists.read({ object: 'resource', schema: wireResource, convert: resourceOf, ttlMs: TTL_MS.status }, [], NO_LIMIT, options),
    files: (options) => lists.read({ object: 'file', schema: wireFile, convert: fileOf, ttlMs: TTL_MS.status }, [], NO_LIMIT, options),
    async criticalJobs(options) {
      const read = await reader.read(
        { call: operations.criticalJobs(), gate: 'list', ttlMs: TTL_MS.status, decode: (answer) => arrayOf(wireCriticalJob, answer) },
        options,
      );
      const { rows, unreadable } = read.value;
      return { ...readingOf(read, rows.map(criticalJobOf), null), isComplete: unreadable === 0, total: rows.length + unreadable };
    },
    engineNowMs: nowMs,
    connection: () => reader.connection(),
    forgiveSignIn: () => transport.forgiveSignIn(),
    close: () => reader.close(),
  };
}

/** v1 knows more of the plan, v2 is what the rest is read from: one of the two must answer. */
async function readEngineInfo(reader: Reader, operations: Operations, options: CallOptions): ReturnType<TwsClient['engineInfo']> {
  const v2 = await orFault(
    reader.read({ call: operations.infoV2(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireEngineInfoV2, answer) }, options),
  );
  // A wrong password is not sent twice: some engines lock the user out.
  if (v2 instanceof Fault && v2.code === 'TWS_AUTH') throw v2;
  const v1 = await orFault(
    reader.read({ call: operations.infoV1(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireEngineInfoV1, answer) }, options),
  );
  if (v2 instanceof Fault && v1 instanceof Fault) {
    if (v2.code !== 'TWS_UNSUPPORTED') throw v2;
    if (v1.code !== 'TWS_UNSUPPORTED') throw v1;
    throw new Fault(
      'TWS_UNSUPPORTED',
      'This address does not offer the REST API of the engine: check that it is the master or backup master, version 10.1 or later.',
    );
  }
  const data = engineInfoOf(v2 instanceof Fault ? null : v2.value, v1 instanceof Fault ? null : v1.value);
  reader.setVersion(data.version);
  return {
    data,
    observedAtMs: Math.min(...[v2, v1].map((read) => (read instanceof Fault ? Number.POSITIVE_INFINITY : read.observedAtMs))),
    planId: null,
    isComplete: !(v2 instanceof Fault) && !(v1 instanceof Fault),
    isTruncated: false,
    total: null,
  };
}

/** Whatever one of the two refuses or garbles, the other may still answer; an engine that is away answers neither. */
const AWAY: ReadonlySet<string> = new Set(['TWS_UNREACHABLE', 'TWS_TIMEOUT', 'TWS_TLS']);

async function orFault<T>(read: Promise<Read<T>>): Promise<Read<T> | Fault> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('TWS_') && !AWAY.has(error.code)) return error;
    throw error;
  }
}
