/** The scheduler's read surface over HCL's REST API: v2 first, v1 where only v1 knows. */
import type { Job } from '../../src-preload/contract/plan/plan.ts';
import type { Clock } from '../base/clock.ts';
import type { Outlet } from '../base/egress/gate.ts';
import type { Log } from '../base/log.ts';
import { fromOneHost } from './connection/oneHost.ts';
import type { Answered } from './http/exchange.ts';
import { readJobCounts } from './lists/jobCounts.ts';
import { jobFilter, streamFilter, workstationFilter } from './lists/jobFilter.ts';
import { createLateness } from './lists/lateness.ts';
import { createLists } from './lists/lists.ts';
import { createOperations } from './operations.ts';
import { type Ask, createReader } from './reader.ts';
import { createCalls } from './reads/calls.ts';
import { createCriticalReads } from './reads/criticalReads.ts';
import { createDefinitionReads } from './reads/definitionReads.ts';
import { createEngineReads } from './reads/engineReads.ts';
import { createLogReads } from './reads/logReads.ts';
import { createPlanReads } from './reads/planReads.ts';
import { type ReadSource, readingOf, TTL_MS } from './reads/source.ts';
import { createVersionReads } from './reads/versionReads.ts';
import { createWorkstationReads } from './reads/workstationReads.ts';
import { objectOf } from './rows/wire/decode.ts';
import { toldDependencies } from './rows/dependencyRows.ts';
import { jobDetailsOf, jobOf, saysStatus, timeLimitsOf } from './rows/jobRows.ts';
import { engineInfoOf } from './rows/smallRows.ts';
import { streamOf } from './rows/streamRows.ts';
import { type WireJob, wireEngineInfoV2, wireJob, wireStream, wireWorkstation } from './rows/wire/wire.ts';
import { workstationOf } from './rows/workstationRows.ts';
import { type Credentials, createTransport, type EngineConnection, tuningOf } from './http/transport.ts';
import type { CallOptions, TwsClient } from './types/types.ts';

interface TwsClientDeps {
  readonly engine: EngineConnection;
  /** Asked for each request, so that a rotated password counts at once. */
  readonly credentials: () => Promise<Credentials>;
  readonly caPem: string | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly outlet: Outlet;
}

/** Raises INVALID_INPUT for an address that is none. Opens no connection before the first question. */
export function createTwsClient(deps: TwsClientDeps): TwsClient {
  const transport = createTransport(deps);
  const operations = createOperations(deps.engine);
  const opening = {
    call: operations.infoV2(),
    gate: 'one',
    decode: (answer: Answered) => engineInfoOf(objectOf(wireEngineInfoV2, answer), null).version,
  } as const;
  const reader = createReader({ transport, tuning: tuningOf(deps.engine), opening, clock: deps.clock, log: deps.log });
  const lists = createLists({ reader, operations, log: deps.log });
  const lateness = createLateness();
  const nowMs = () => reader.engineNowMs();

  const oneJob = async (id: string, options: CallOptions) => {
    const decode = (answer: Answered) => objectOf(wireJob, answer);
    const read = await reader.read({ call: operations.one('job', id, options.planId), gate: 'one', ttlMs: TTL_MS.status, decode }, options);
    lateness.learn(read.value, 'one');
    return read;
  };
  const source: ReadSource = { reader, lists, calls: createCalls(deps.engine), nowMs };
  const version = createVersionReads(source, operations);

  return {
    ...createLogReads(source, operations),
    ...createPlanReads(source),
    ...createWorkstationReads(source),
    ...createCriticalReads(source),
    ...createDefinitionReads(source),
    ...createEngineReads(source),
    engineInfo: (options) => fromOneHost(version.engineInfo, options),
    offer: (options) => fromOneHost(version.offer, options),
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
      return readingOf(read, { ...details, isLate: lateness.judged(details).isLate }, { planId: read.value.planId ?? null, isComplete: isWhole });
    },
    async timeLimits(id, options) {
      const read = await oneJob(id, options);
      return readingOf(read, timeLimitsOf(read.value), { planId: read.value.planId ?? null });
    },
    async dependencies(node, options) {
      const id = node.slice(node.indexOf(':') + 1);
      const object = node.startsWith('job:') ? 'job' : 'jobstream';
      const schema = object === 'job' ? wireJob : wireStream;
      // Edges change slowly: whatever age the caller wants of statuses does not matter here.
      const read = await reader.read(
        { call: operations.one(object, id, options.planId), gate: 'one', ttlMs: TTL_MS.network, decode: (answer) => objectOf(schema, answer) },
        { ...options, maxAgeMs: undefined },
      );
      const told = toldDependencies(read.value);
      return readingOf(read, told, { planId: read.value.planId ?? null, isComplete: told !== null });
    },
    async page(request, options) {
      const { value, observedAtMs, host } = await reader.readOnce(
        { call: operations.page(request), gate: 'list', decode: ({ body, engineDateMs }) => ({ bytes: body.content, engineDateMs }) },
        options,
      );
      return { bytes: value.bytes, observedAtMs, engineNowMs: value.engineDateMs ?? observedAtMs, host };
    },
    jobCounts: (options) => fromOneHost((listening) => readJobCounts({ reader, operations, lists, nowMs, ttlMs: TTL_MS.status }, listening), options),
    streams: async (query, options) =>
      lists.read(
        { object: 'jobstream', schema: wireStream, convert: (wire) => streamOf(wire, nowMs()), ttlMs: TTL_MS.status },
        streamFilter(query),
        query.limit,
        options,
      ),
    async stream(id, options) {
      const ask = {
        call: operations.one('jobstream', id, options.planId),
        gate: 'one',
        ttlMs: TTL_MS.status,
        decode: (answer) => objectOf(wireStream, answer),
      } satisfies Ask<unknown>;
      const read = await reader.read(ask, options);
      return readingOf(read, streamOf(read.value, nowMs()), { planId: read.value.planId ?? null, isComplete: toldDependencies(read.value) !== null });
    },
    workstations: async (query, options) =>
      lists.read(
        { object: 'workstation', schema: wireWorkstation, convert: workstationOf, ttlMs: TTL_MS.status },
        workstationFilter(query.name),
        query.limit,
        options,
      ),
    engineNowMs: nowMs,
    connection: () => reader.connection(),
    forgiveSignIn: () => transport.forgiveSignIn(),
    close: () => reader.close(),
  };
}
