/** The scheduler's read surface over HCL's REST API: v2 first, v1 where only v1 knows. */
import type * as z from 'zod';
import type { Clock } from '../base/clock.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { arrayOf, objectOf, pageOf } from './decode.ts';
import { type Filter, jobFilter, streamFilter, workstationFilter } from './jobFilter.ts';
import { waitsOf } from './dependencyRows.ts';
import { jobDetailsOf, jobOf, timeLimitsOf } from './jobRows.ts';
import { createOperations } from './operations.ts';
import { readPages } from './paging.ts';
import { createReader, type Ask, type Read, type Reader } from './reader.ts';
import { countsOf, criticalJobOf, engineInfoOf, fileOf, promptOf, resourceOf, streamKeyOf } from './smallRows.ts';
import { streamOf } from './streamRows.ts';
import { createTransport, engineBase, type Credentials, type Egress, type EngineConnection } from './transport.ts';
import type { CallOptions, PlanNetwork, Reading, TwsClient } from './types.ts';
import {
  wireCount,
  wireCriticalJob,
  wireEngineInfoV1,
  wireEngineInfoV2,
  wireFile,
  wireJob,
  wirePrompt,
  wireResource,
  wireStream,
  wireWorkstation,
} from './wire.ts';
import { workstationOf } from './workstationRows.ts';

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
  const reader = createReader({ transport, host: engineBase(deps.engine.baseUrl).host, clock: deps.clock, log: deps.log });
  const operations = createOperations(deps.engine);
  const lists = createLists(reader, operations, deps.log);
  const nowMs = () => reader.engineNowMs();

  const oneJob = (id: string, options: CallOptions) =>
    reader.read({ call: operations.one('job', id), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireJob, answer) }, options);
  const readingOf = <T, U>(read: Read<T>, data: U, planId: string | null): Reading<U> => ({
    data,
    observedAtMs: read.observedAtMs,
    planId,
    isComplete: true,
    isTruncated: false,
    total: null,
  });

  return {
    engineInfo: (options) => readEngineInfo(reader, operations, options),
    // async: a refused word rejects like every other failure.
    jobs: async (query, options) =>
      lists.read('job', wireJob, jobFilter(query), (wire) => jobOf(wire, nowMs()), { limit: query.limit, ttlMs: TTL_MS.status }, options),
    async job(id, options) {
      const read = await oneJob(id, options);
      return readingOf(read, jobDetailsOf(read.value, nowMs()), read.value.planId ?? null);
    },
    async timeLimits(id, options) {
      const read = await oneJob(id, options);
      return readingOf(read, timeLimitsOf(read.value), read.value.planId ?? null);
    },
    network: (options) => readNetwork(lists, nowMs, options),
    async jobCounts(options) {
      const read = await reader.read(
        { call: operations.jobCount(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => countsOf(objectOf(wireCount, answer)) },
        options,
      );
      const { total, byStatus, isComplete } = read.value;
      return { ...readingOf(read, { total, byStatus }, null), isComplete, total };
    },
    async jobLog(runId, { maxBytes }, options) {
      const read = await reader.read({ call: operations.jobLog(runId, maxBytes), gate: 'log', ttlMs: TTL_MS.log, decode: (answer) => answer.body }, options);
      const { text, isCut, firstLine } = read.value;
      return { ...readingOf(read, { text, isTruncated: isCut, firstLine }, null), isTruncated: isCut };
    },
    streams: async (query, options) =>
      lists.read('jobstream', wireStream, streamFilter(query), (wire) => streamOf(wire, nowMs()), { limit: query.limit, ttlMs: TTL_MS.status }, options),
    async stream(id, options) {
      const ask = {
        call: operations.one('jobstream', id),
        gate: 'one',
        ttlMs: TTL_MS.status,
        decode: (answer) => objectOf(wireStream, answer),
      } satisfies Ask<unknown>;
      const read = await reader.read(ask, options);
      return readingOf(read, streamOf(read.value, nowMs()), read.value.planId ?? null);
    },
    workstations: async (query, options) =>
      lists.read('workstation', wireWorkstation, workstationFilter(query.name), workstationOf, { limit: query.limit, ttlMs: TTL_MS.status }, options),
    prompts: (options) => lists.read('prompt', wirePrompt, EVERYTHING, promptOf, ALL_NOW, options),
    resources: (options) => lists.read('resource', wireResource, EVERYTHING, resourceOf, ALL_NOW, options),
    files: (options) => lists.read('file', wireFile, EVERYTHING, fileOf, ALL_NOW, options),
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
    close: () => reader.close(),
  };
}

const EVERYTHING = { oql: '', keep: null };
const ALL_NOW = { limit: NO_LIMIT, ttlMs: TTL_MS.status };

type ListedObject = Parameters<ReturnType<typeof createOperations>['list']>[0];
type Lists = ReturnType<typeof createLists>;

function createLists(reader: Reader, operations: ReturnType<typeof createOperations>, log: Log) {
  return {
    async read<S extends z.ZodType<{ id: string; planId?: string | null | undefined }>, T>(
      object: ListedObject,
      schema: S,
      filter: Filter<T>,
      convert: (wire: z.output<S>) => T,
      bounds: { readonly limit: number; readonly ttlMs: number },
      options: CallOptions,
    ): Promise<Reading<T[]>> {
      const paged = await readPages<z.output<S>, T>({
        page: (offset, size) =>
          reader.read(
            { call: operations.list(object, { oql: filter.oql, offset, size }), gate: 'list', ttlMs: bounds.ttlMs, decode: (answer) => pageOf(schema, answer) },
            options,
          ),
        limit: bounds.limit,
        keep: filter.keep,
        convert,
        idOf: (wire) => wire.id,
        planIdOf: (wire) => wire.planId ?? null,
        onLost: (error) =>
          log.warn({ code: asFault(error).code, object, why: options.why }, 'a later page of a list could not be read; the reading is incomplete'),
        isStop: (error) => error instanceof Fault && error.code === 'STOPPED',
      });
      const { rows, ...rest } = paged;
      return { data: rows, ...rest };
    },
  };
}

async function readNetwork(lists: Lists, nowMs: () => number, options: CallOptions): Promise<Reading<PlanNetwork>> {
  const bounds = { limit: NO_LIMIT, ttlMs: TTL_MS.network };
  const jobs = await lists.read(
    'job',
    wireJob,
    EVERYTHING,
    (wire) => ({ job: jobOf(wire, nowMs()), waits: waitsOf(wire.dependencies ?? []) }),
    bounds,
    options,
  );
  const streams = await lists.read(
    'jobstream',
    wireStream,
    EVERYTHING,
    (wire) => ({ id: wire.id, key: streamKeyOf(wire), waits: waitsOf(wire.dependencies ?? []) }),
    bounds,
    options,
  );
  return {
    data: { jobs: jobs.data, streams: streams.data },
    observedAtMs: Math.min(jobs.observedAtMs, streams.observedAtMs),
    planId: jobs.planId,
    isComplete: jobs.isComplete && streams.isComplete,
    isTruncated: jobs.isTruncated || streams.isTruncated,
    total: jobs.total,
  };
}

/** v1 knows more of the plan, v2 is what the rest is read from: one of the two must answer. */
async function readEngineInfo(reader: Reader, operations: ReturnType<typeof createOperations>, options: CallOptions): ReturnType<TwsClient['engineInfo']> {
  const refused: Fault[] = [];
  const v2 = await orNotOffered(
    refused,
    reader.read({ call: operations.infoV2(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireEngineInfoV2, answer) }, options),
  );
  const v1 = await orNotOffered(
    refused,
    reader.read({ call: operations.infoV1(), gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireEngineInfoV1, answer) }, options),
  );
  if (v2 === null && v1 === null)
    // A refusal is an engine that answers: it must not be told as the wrong address.
    throw (
      refused.find(({ code }) => code === 'TWS_FORBIDDEN') ??
      new Fault(
        'TWS_UNSUPPORTED',
        'This address does not offer the REST API of the engine: check that it is the master or backup master, version 10.1 or later.',
      )
    );
  const data = engineInfoOf(v2?.value ?? null, v1?.value ?? null);
  reader.setVersion(data.version);
  return {
    data,
    observedAtMs: Math.min(v2?.observedAtMs ?? Number.POSITIVE_INFINITY, v1?.observedAtMs ?? Number.POSITIVE_INFINITY),
    planId: null,
    isComplete: v2 !== null && v1 !== null,
    isTruncated: false,
    total: null,
  };
}

/** A reading this engine does not offer, or not to this user, is null and its fault goes to `refused`; other faults are raised. */
async function orNotOffered<T>(refused: Fault[], read: Promise<Read<T>>): Promise<Read<T> | null> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof Fault) || (error.code !== 'TWS_UNSUPPORTED' && error.code !== 'TWS_FORBIDDEN')) throw error;
    refused.push(error);
    return null;
  }
}
