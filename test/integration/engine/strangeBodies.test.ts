/** Three hundred answers no engine should give: every question ends in a fault with a code or in a reading of the contract that says what it does not know. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { Reading } from '../../../src-main/tws/types/types.ts';
import * as contract from '../../../src-preload/contract/plan/plan.ts';
import { outletFor } from '../../fakes/outlet.ts';
import { besideTheTest, readsOver } from '../../fakes/plan/livePlan.ts';

const ID = '6d19eaf1-c9da-3799-96ed-131f07832a01';
const why = { why: 'test', maxAgeMs: 0 };

/** Whatever a field may hold that its schema does not allow. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    'garbage',
    '2026-13-45T99:99:99Z',
    'PT',
    'NaN',
    '-1',
    '1e400',
    {},
    [],
    [null],
    [[]],
    { name: null },
    true,
    -0,
    1e300,
    0.5,
  ),
  fc.string({ maxLength: 12 }),
  fc.double(),
);
/** A field as the schema has it, or not. */
const said = <T>(right: fc.Arbitrary<T>) => fc.oneof<fc.MaybeWeightedArbitrary<unknown>[]>({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: junk });
const record = (shape: Record<string, fc.Arbitrary<unknown>>) => fc.record(shape, { requiredKeys: [] });
const word = fc.constantFrom('ABEND', 'SUCC', 'HOLD', 'EXEC', 'FAILED', 'PONDERING', 'ERROR', 'SUCCESSFUL', 'WAITING', 'error');
const instant = fc.constantFrom<unknown>(
  '2026-03-10T04:00:00Z',
  '2026-03-10T04:00:00.000+0200',
  '2026-03-10T04:00:00',
  1_773_115_200_000,
  0,
  '0001-01-01T00:00:00Z',
);
const duration = fc.constantFrom<unknown>('PT1M30S', 'P1DT0.5S', 90_000, '90000', 'P', '-PT5S');
const id = fc.constantFrom<unknown>(ID, 'j1', 'j2', 7);
const composite = said(record({ status: said(word), substatus: said(fc.string()), canceled: said(fc.boolean()) }));
const times = said(record({ actualStartTime: said(instant), actualEndTime: said(instant), elapsedTime: said(duration), estimatedDuration: said(duration) }));
const limits = said(record({ startTime: said(instant), latestStartTime: said(instant), deadlineTime: said(instant), startTimeSatisfied: said(fc.boolean()) }));
const node = {
  jobId: said(id),
  jobName: said(fc.constant('A')),
  jobStreamId: said(id),
  jobStreamName: said(fc.constant('S')),
  satisfied: said(fc.boolean()),
  predecessorStatus: composite,
};
const dependency = said(
  record({
    ...node,
    dependencyType: said(fc.constantFrom('INTERNAL', 'EXTERNAL_JOB', 'EXTERNAL_JOBSTREAM', 'JOIN', 'FILE', 'PROMPT', 'RESOURCE', 'NEW_KIND')),
    dependencyStatus: said(fc.constantFrom('SATISFIED', 'UNSATISFIED', 'UNBOUND')),
    criteria: said(fc.constantFrom('ALL', 'AT_LEAST')),
    joinQuantity: said(fc.nat(3)),
    members: said(fc.array(said(record(node)), { maxLength: 3 })),
    file: said(record({ name: said(fc.string()), status: said(fc.string()) })),
    text: said(fc.string()),
  }),
);
const run = said(
  record({
    id: said(id),
    compositeStatus: composite,
    commonStatus: said(word),
    returnCode: said(fc.integer()),
    runAttempt: said(fc.nat(3)),
    timeInfo: times,
    outputConditions: junk,
  }),
);
const job = said(
  record({
    id: fc.oneof({ weight: 8, arbitrary: id }, { weight: 1, arbitrary: junk }),
    planId: said(fc.constantFrom('p1', 'p2')),
    name: said(fc.constantFrom('LOAD_DWH', 'B')),
    folder: said(fc.constant('/BANK')),
    workstation: said(fc.constantFrom('/AGT01', 'AGT01')),
    jobStreamId: said(id),
    jobStreamName: said(fc.constant('NIGHT')),
    priority: said(fc.integer()),
    schedTime: said(instant),
    jobDefinition: said(record({ task: junk, userLogins: junk, estimatedDuration: said(duration) })),
    jobStatusFlags: said(record({ jobLate: said(fc.boolean()) })),
    jobOptions: said(record({ critical: said(fc.boolean()) })),
    lastRunCompositeStatus: composite,
    lastRunCommonStatus: said(word),
    jobruns: said(fc.array(run, { maxLength: 3 })),
    timeRestrictions: limits,
    dependencies: said(fc.array(dependency, { maxLength: 3 })),
    dependenciesStats: said(record({ numberOfDependencies: said(fc.nat(3)), numberOfUnresolvedDependencies: said(fc.integer()) })),
    limit: said(fc.integer()),
    compositeStatus: composite,
    commonStatus: said(word),
    jobStreamStats: said(record({ numberOfJob: said(fc.integer()), numberOfExecutingJob: said(fc.integer()) })),
    type: said(fc.constantFrom('AGENT', 'POOL')),
    fence: said(fc.integer()),
    activeStates: said(fc.array(said(fc.constantFrom('LINKED', 'JOBMAN_UP')), { maxLength: 3 })),
  }),
);
const list = record({
  count: said(fc.nat(4)),
  results: said(fc.array(job, { maxLength: 4 })),
  next: said(fc.constantFrom('/twsd/api/v2/plan/job?offset=2', 'https://x/?offset=0', 'nowhere')),
});
const counts = record({ count: said(fc.nat(9)), groupedCount: said(fc.dictionary(word, said(fc.nat(9)))) });
const info = record({
  displayVersion: said(fc.string()),
  timezone: said(fc.string()),
  synphonyRunNumber: said(fc.integer()),
  synphonyPlanStart: said(instant),
});

/** The whole body: mostly JSON of the right kind, at times cut short, of another kind, or none. */
const bodyOf = (right: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: right.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.tuple(right, fc.nat(60)).map(([value, end]) => (JSON.stringify(value) ?? '').slice(0, end)) },
    { weight: 1, arbitrary: fc.oneof(junk, job, list).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.constantFrom('', 'null', '<html>Sign in</html>', 'AWSJSY404E', '\u0000', '{"results":[{}]}', '[]', '[null]') },
  );
const bodies = fc.record({
  list: bodyOf(list),
  one: bodyOf(job),
  count: bodyOf(counts),
  info: bodyOf(info),
  critical: bodyOf(fc.array(job)),
  log: bodyOf(fc.record({ log: junk })),
});

let engine: Server;
let now: { readonly list: string; readonly one: string; readonly count: string; readonly info: string; readonly critical: string; readonly log: string };
beforeAll(async () => {
  // Plain HTTP, which is allowed on this computer: three hundred handshakes would prove nothing here.
  engine = createServer((request, response) => send(response, kindOf(new URL(request.url ?? '', 'https://engine').pathname))).listen(0, '127.0.0.1');
  await once(engine, 'listening');
});
afterAll(async () => {
  engine.close();
  engine.closeAllConnections();
  await once(engine, 'close');
});

function kindOf(path: string): keyof typeof now {
  if (path.endsWith('/joblog')) return 'log';
  if (path.endsWith('/job/count')) return 'count';
  if (path.endsWith('/engine/info')) return 'info';
  if (path.endsWith('/criticaljob/query')) return 'critical';
  return /\/plan\/[a-z]+$/.test(path) ? 'list' : 'one';
}

function send(response: ServerResponse, kind: keyof typeof now): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(now[kind]);
}

function readsOf() {
  const client = createTwsClient({
    engine: {
      id: 'eng_1',
      baseUrl: `http://127.0.0.1:${(engine.address() as AddressInfo).port}`,
      isTlsUnverified: false,
      connectTimeoutMs: 2_000,
      requestTimeoutMs: 5_000,
      logTimeoutMs: 5_000,
    },
    credentials: async () => ({ kind: 'api-key', key: 'k' }),
    caPem: null,
    log: createSilentLog(),
    clock: { now: () => Date.parse('2026-03-10T05:00:00Z') },
    outlet: outletFor('engine'),
  });
  return { client, reads: readsOver(client, { startThread: besideTheTest() }).reads };
}

/** A reading, or null for a fault of the scheduler; anything else is a bug. */
async function readingOf<T>(read: Promise<Reading<T>>): Promise<Reading<T> | null> {
  try {
    return await read;
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    // READ_ONLY: the engine named something in a way that cannot be asked for.
    expect((error as Fault).code).toMatch(/^TWS_|^READ_ONLY$/);
    return null;
  }
}

test('any body is a reading of the contract or a fault, and nothing unknown is well', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (drawn) => {
      now = drawn;
      const { client, reads } = readsOf();
      try {
        const summary = await readingOf(reads.summary(why));
        if (summary !== null) {
          expect(contract.planSummary.parse(summary.data)).toEqual(summary.data);
          expect(Object.values(summary.data.byStatus).reduce((sum, jobs) => sum + jobs, 0)).toBe(summary.data.total);
          expect(summary.isComplete).toBe(summary.data.missing.length === 0);
        }
        const jobs = await readingOf(reads.findJobs({ limit: 50 }, why));
        for (const one of jobs?.data ?? []) expect(contract.job.parse(one)).toEqual(one);
        await readingOf(reads.findJobs({ statuses: ['ERROR'], sinceMs: 1, limit: 50 }, why));
        await readingOf(reads.resolveJob('NIGHT.LOAD@', why));
        const details = await readingOf(reads.jobDetails(ID, why));
        if (details !== null) expect(contract.jobDetails.parse(details.data)).toEqual(details.data);
        const impact = await readingOf(reads.impact(ID, why));
        if (impact !== null) expect(contract.impactResult.parse(impact.data)).toEqual(impact.data);
        const reasons = await readingOf(reads.whyNotRunning(ID, why));
        for (const reason of reasons?.data ?? []) expect(contract.waitReason.parse(reason)).toEqual(reason);
        for (const one of (await readingOf(reads.findStreams({ limit: 50 }, why)))?.data ?? []) expect(contract.stream.parse(one)).toEqual(one);
        for (const one of (await readingOf(reads.workstations({ onlyProblems: false }, why)))?.data ?? []) expect(contract.workstation.parse(one)).toEqual(one);
        const log = await readingOf(reads.jobLog(ID, { maxLines: 5 }, why));
        if (log !== null) expect(contract.logExcerpt.parse(log.data)).toEqual(log.data);
        for (const read of [client.engineInfo, client.criticalJobs, client.prompts, client.resources, client.files]) await readingOf<unknown>(read(why));
      } finally {
        await client.close();
      }
    }),
    { numRuns: 300, seed: 20_260_310 },
  );
});
