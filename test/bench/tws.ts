/** Reading an engine with Resync's client and with bare undici: the same simulator, the same requests, turn by turn in the same run. */
import { Agent, request } from 'undici';
import { systemClock } from '../../src-main/base/clock.ts';
import { createSilentLog } from '../../src-main/base/log.ts';
import type { FaultOptions } from '../../src-main/demo/http/faultSwitches.ts';
import { startSimulatorThread } from '../../src-main/demo/startSimulatorThread.ts';
import { createTwsClient } from '../../src-main/tws/client.ts';
import type { TwsClient } from '../../src-main/tws/types/types.ts';
import { engineTuning } from '../../src-preload/contract/settings.ts';
import { outletFor } from '../fakes/outlet.ts';
import { print, quantile } from './figures.ts';

const JOBS = 2_000;
const ROUNDS = 34;
const PAGE_ROWS = 500;
/** What Resync asks for when it reads a list to show it. */
const LIST_PAGE_ROWS = 250;
/** Single jobs a turn: enough that a turn is more than a breath. */
const SINGLES = 200;
const CACHED_READS = 20_000;
const TUNING = engineTuning.parse({ readsAtOnce: 6 });
const why = { why: 'bench', maxAgeMs: 0 };

const WANTED = 'throughput of each turn, median; at least 0.9 is wanted';

type Bare = (path: string) => Promise<unknown>;
interface Contest {
  readonly name: string;
  /** Requests of one turn. */
  readonly n: number;
  readonly resync: (turn: number) => Promise<unknown>;
  readonly bare: (turn: number) => Promise<unknown>;
  /** Of the ratio. */
  readonly note: string;
}

/** A master reads its database for every answer: one that takes 5 ms is a quick one. */
const QUICK_MASTER_MS = 5;

export async function benchTws(): Promise<void> {
  await against('the simulator, which answers at once', {}, true);
  await against(`an engine that takes ${QUICK_MASTER_MS} ms`, { slowMs: QUICK_MASTER_MS }, false);
}

async function against(engineName: string, faults: FaultOptions, isCacheAsked: boolean): Promise<void> {
  const simulator = await startSimulatorThread({ jobs: JOBS, faults }, createSilentLog());
  const client = createTwsClient({
    engine: {
      id: 'bench',
      baseUrl: simulator.url,
      isTlsUnverified: false,
      connectTimeoutMs: 20_000,
      requestTimeoutMs: 30_000,
      logTimeoutMs: 30_000,
      tuning: TUNING,
    },
    credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    caPem: simulator.ca,
    log: createSilentLog(),
    clock: systemClock,
    outlet: outletFor('engine'),
  });
  const agent = new Agent({
    allowH2: false,
    connections: TUNING.connections,
    keepAliveTimeout: TUNING.keepAliveMs,
    keepAliveMaxTimeout: TUNING.keepAliveMs,
    clientTtl: TUNING.lifetimeMs,
    connect: { timeout: 20_000, ca: simulator.ca },
  });
  const headers = { accept: 'application/json', authorization: `Basic ${Buffer.from(`${simulator.user}:${simulator.password}`).toString('base64')}` };
  const bare: Bare = async (path) => {
    const answer = await request(new URL(path, simulator.url), { dispatcher: agent, headers });
    return answer.body.json();
  };
  try {
    const ids = (await client.jobs({ limit: JOBS }, why)).data.map(({ id }) => id);
    for (const contest of contests(client, bare, ids)) await compete({ ...contest, name: `${contest.name}, from ${engineName}` });
    if (isCacheAsked) await cachedReads(client, ids);
  } finally {
    await client.close();
    await agent.close();
    await simulator.close();
  }
}

function contests(client: TwsClient, bare: Bare, ids: readonly string[]): Contest[] {
  const pages = Array.from({ length: Math.floor(ids.length / PAGE_ROWS) }, (_, index) => index * PAGE_ROWS);
  const idAt = (turn: number, index: number) => ids[(turn * SINGLES + index) % ids.length] ?? '';
  return [
    {
      name: `pages of ${PAGE_ROWS} jobs, as the plan's thread reads them`,
      n: pages.length,
      note: WANTED,
      resync: async () => {
        for (const offset of pages) JSON.parse(textOf((await client.page({ object: 'job', offset, limit: PAGE_ROWS }, why)).bytes));
      },
      bare: async () => {
        for (const offset of pages) await bare(`/twsd/api/v2/plan/job?limit=${PAGE_ROWS}&offset=${offset}`);
      },
    },
    {
      name: `a list of ${PAGE_ROWS} jobs, read into Resync's rows`,
      n: PAGE_ROWS / LIST_PAGE_ROWS,
      note: 'each row checked and converted, which bare undici leaves undone: what that costs against the fastest engine there is',
      resync: () => client.jobs({ limit: PAGE_ROWS }, why),
      bare: async () => {
        for (let offset = 0; offset < PAGE_ROWS; offset += LIST_PAGE_ROWS) await bare(`/twsd/api/v2/plan/job?limit=${LIST_PAGE_ROWS}&offset=${offset}`);
      },
    },
    {
      name: `single jobs, ${TUNING.readsAtOnce} at once, read into Resync's rows`,
      n: SINGLES,
      note: WANTED,
      resync: (turn) => atOnce(SINGLES, (index) => client.job(idAt(turn, index), why)),
      bare: (turn) => atOnce(SINGLES, (index) => bare(`/twsd/api/v2/plan/job/${encodeURIComponent(idAt(turn, index))}`)),
    },
  ];
}

const textOf = (bytes: Uint8Array<ArrayBuffer>) => Buffer.from(bytes.buffer).toString('utf8');

/** Both drive as many at once as Resync's gate lets through. */
async function atOnce(n: number, ask: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const drive = async () => {
    while (next < n) await ask(next++);
  };
  await Promise.all(Array.from({ length: TUNING.readsAtOnce }, drive));
}

/** Turn by turn, who begins changing: what slows the machine slows both. */
async function compete({ name, n, resync, bare, note }: Contest): Promise<void> {
  const times = { resync: [] as number[], bare: [] as number[] };
  const run = async (side: 'resync' | 'bare', turn: number) => {
    const from = performance.now();
    await (side === 'resync' ? resync : bare)(turn);
    times[side].push(performance.now() - from);
  };
  for (let turn = 0; turn < ROUNDS; turn++) {
    const order = turn % 2 === 0 ? (['resync', 'bare'] as const) : (['bare', 'resync'] as const);
    for (const side of order) await run(side, turn);
    // The first turns warm up sockets and the compiler, for both.
    if (turn === 3) for (const side of order) times[side].length = 0;
  }
  const perSecond = (side: 'resync' | 'bare') => (n / quantile(times[side], 0.5)) * 1_000;
  // Of each turn, in which both met the same machine.
  const ratios = times.resync.map((ms, turn) => (times.bare[turn] ?? Number.NaN) / ms);
  const samples = times.resync.length;
  print({ name: `${name}: Resync`, value: perSecond('resync'), unit: 'per second', n: samples, note: `requests, ${n} a turn, median turn, uncached` });
  print({ name: `${name}: bare undici`, value: perSecond('bare'), unit: 'per second', n: samples, note: 'same pool settings, same requests, JSON.parse only' });
  print({ name: `${name}: Resync / bare undici`, value: quantile(ratios, 0.5), unit: 'ratio', n: samples, note });
}

async function cachedReads(client: TwsClient, ids: readonly string[]): Promise<void> {
  const [id] = ids;
  if (id === undefined) throw new Error('the simulated plan has no jobs');
  const kept = { why: 'bench', maxAgeMs: 3_600_000 };
  await client.job(id, kept);
  const samples: number[] = [];
  for (let block = 0; block < CACHED_READS / 100; block++) {
    const from = performance.now();
    for (let read = 0; read < 100; read++) await client.job(id, kept);
    samples.push(((performance.now() - from) / 100) * 1_000);
  }
  print({ name: 'cached read of one job, median', value: quantile(samples, 0.5), unit: 'µs', n: CACHED_READS, note: 'in blocks of 100; under 20 is wanted' });
  print({ name: 'cached read of one job, p99 of blocks', value: quantile(samples, 0.99), unit: 'µs', n: CACHED_READS });
}
