/** The held plan against the scheduler itself: a real simulated engine over HTTPS, the real client, the real thread. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src-main/demo/simulator.ts';
import type { PlanChangeBatch } from '../../../src-main/plan/snapshot/changeFeed.ts';
import { createLivePlan, type LivePlan } from '../../../src-main/plan/snapshot/livePlan.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import type { EngineId } from '../../../src-preload/contract/ids.ts';
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import { jobTableQuery } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { outletFor } from '../../fakes/outlet.ts';

const why = { why: 'test' };
const NIGHT_MS = Date.parse('2026-11-20T23:30:00Z');

let simulator: Simulator;
let client: TwsClient;
let live: LivePlan;

interface More {
  readonly wholeUpTo?: number;
  readonly pageRows?: number;
  readonly clock?: Clock;
  /** Each page of the plan waits for it. */
  readonly onPage?: () => Promise<void>;
}

async function open(options: SimulatorOptions, { clock = systemClock, onPage = async () => {}, ...more }: More = {}): Promise<void> {
  simulator = await startSimulator({ clock: { startAtMs: NIGHT_MS, speed: 0 }, ...options });
  client = createTwsClient({
    engine: { id: 'eng_1', baseUrl: simulator.url, isTlsUnverified: false, connectTimeoutMs: 5_000, requestTimeoutMs: 20_000, logTimeoutMs: 5_000 },
    credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    caPem: simulator.ca,
    log: createSilentLog(),
    clock,
    outlet: outletFor('engine'),
  });
  const paged: TwsClient = { ...client, page: async (...asked) => (await onPage(), client.page(...asked)) };
  const durations = async (keys: readonly string[]) => ({
    medianMs: new Float64Array(keys.length).fill(Number.NaN),
    p90Ms: new Float64Array(keys.length).fill(Number.NaN),
  });
  live = createLivePlan({ engine: () => ({ id: 'eng_1' as EngineId, client: paged }), durations, clock, log: createSilentLog(), ...more });
}
afterEach(async () => {
  await live.close();
  await client.close();
  await simulator.close();
});

const rowsOf = async (): Promise<Job[]> => {
  const rows: Job[] = [];
  for (let offset = 0; ; offset += 500) {
    const { data } = await live.table(jobTableQuery.parse({ order: 'name', offset, limit: 500 }), why);
    rows.push(...data.rows.map(({ forecastEndAt: _end, blockedBy: _blocked, ...job }) => job));
    if (rows.length >= data.matching) return rows;
  }
};
const byId = (jobs: readonly Job[]) => new Map(jobs.map((job) => [job.id, job]));

describe('reading the whole plan', () => {
  beforeEach(() => open({ jobs: 1_500, oddities: true }, { pageRows: 200 }));

  it('holds every job exactly as the scheduler lists it', async () => {
    await live.read(why);
    expect(live.state()).toMatchObject({ at: 'ready', isComplete: true, jobs: simulator.plan.jobs.size, streams: simulator.plan.streams.size, fault: null });
    const listed = await client.jobs({ limit: 20_000 }, { ...why, maxAgeMs: 0 });
    const held = byId(await rowsOf());
    expect(held.size).toBe(listed.data.length);
    for (const job of listed.data) expect(held.get(job.id)).toEqual(job);
  });

  it('blocks by a failed job what the scheduler keeps waiting, job by job', async () => {
    await live.read(why);
    const failed = (await rowsOf()).find(({ name }) => name === 'LOAD_DWH');
    if (failed === undefined) throw new Error('the plan has no LOAD_DWH');
    const { data, isComplete } = await live.impact(failed.id, why);
    expect(isComplete).toBe(true);
    expect(data.blocked.length).toBeGreaterThan(0);
    for (const { status } of data.blocked) expect(['WAITING', 'READY', 'HELD', 'BLOCKED']).toContain(status.common);
  });

  it('counts of all jobs are not told as cut, though one row only is asked for beside them', async () => {
    await live.read(why);
    const { data, isComplete, isTruncated } = await live.groups(why);
    expect(data.groups.failed).toBeGreaterThan(1);
    expect({ isComplete, isTruncated }).toEqual({ isComplete: true, isTruncated: false });
  });

  it('a page that fails half way leaves a plan that says it is not whole', async () => {
    simulator.faults.only = 'offset=400';
    simulator.faults.status = 500;
    await expect(live.read(why)).rejects.toMatchObject({ code: 'TWS_ERROR' });
    expect(live.state()).toMatchObject({ isComplete: false, at: 'ready', fault: { code: 'TWS_ERROR' } });
    const { isComplete, data } = await live.table(jobTableQuery.parse({}), why);
    expect(isComplete).toBe(false);
    expect(data.matching).toBeLessThan(simulator.plan.jobs.size);
    simulator.faults.status = null;
    await live.read(why);
    expect(live.state()).toMatchObject({ isComplete: true, jobs: simulator.plan.jobs.size, fault: null });
  });

  it('an engine that is away leaves no plan, not an empty one', async () => {
    simulator.faults.status = 503;
    await expect(live.table(jobTableQuery.parse({}), why)).rejects.toMatchObject({ code: 'TWS_ERROR' });
    expect(live.state()).toMatchObject({ at: 'failed', jobs: 0 });
  });

  it('a reading that is stopped keeps the plan of before', async () => {
    await live.read(why);
    simulator.faults.slowMs = 60_000;
    const again = live.read({ ...why, isWhole: true });
    live.cancel();
    await expect(again).rejects.toMatchObject({ code: 'STOPPED' });
    expect(live.state()).toMatchObject({ at: 'ready', isComplete: true, jobs: simulator.plan.jobs.size });
  });

  it('rows that shift between the pages are all there, or the plan says that some may not be', async () => {
    simulator.faults.driftingRows = 7;
    await live.read(why);
    const { isComplete, jobs } = live.state();
    expect(isComplete ? jobs : simulator.plan.jobs.size).toBe(simulator.plan.jobs.size);
  });
});

/** Without what grows by the second, and the word for why a job goes on waiting. */
const lasting = (job: Job | undefined) => job && { ...job, elapsedMs: null, unresolvedDependencies: 0, status: { ...job.status, substatus: null } };

describe('keeping it up to date', () => {
  beforeEach(() => open({ jobs: 1_500 }, { wholeUpTo: 100, pageRows: 200 }));

  it('asking for what changed gives the same plan as reading it whole', async () => {
    await live.read(why);
    for (const minutes of [3, 20, 45]) {
      simulator.clock.advance(minutes * 60_000);
      await live.read(why);
      const updated = byId(await rowsOf());
      await live.read({ ...why, isWhole: true });
      const whole = await rowsOf();
      expect(updated.size).toBe(whole.length);
      for (const job of whole) expect(lasting(updated.get(job.id))).toEqual(lasting(job));
    }
  });

  it('tells the recorder each change once, and the runs with it', async () => {
    const batches: PlanChangeBatch[] = [];
    live.onChanges((batch) => void batches.push(batch));
    await live.read(why);
    expect(batches.at(-1)).toMatchObject({ kind: 'first', isLast: true, isComplete: true, previousObservedAtMs: null });
    const before = byId(await rowsOf());
    batches.length = 0;
    simulator.clock.advance(30 * 60_000);
    await live.read(why);
    const after = byId(await rowsOf());
    const told = new Map(batches.flatMap(({ jobs }) => jobs).map((change) => [change.jobId, change]));
    const changed = [...after.values()].filter((job) => before.get(job.id)?.status.internal !== job.status.internal);
    expect(changed.length).toBeGreaterThan(0);
    for (const job of changed) expect(told.get(job.id)).toMatchObject({ from: before.get(job.id)?.status, to: job.status });
    for (const { runs, to } of told.values()) if (to.common === 'SUCCESSFUL') expect(runs.at(-1)?.endedAtMs).toBeTypeOf('number');
  });

  it('another plan after the rollover is read whole, and told as a rollover', async () => {
    const batches: PlanChangeBatch[] = [];
    live.onChanges((batch) => void batches.push(batch));
    await live.read(why);
    const before = live.state().planId;
    batches.length = 0;
    simulator.rollOver();
    await live.read(why);
    expect(live.state().planId).not.toBe(before);
    expect(live.state()).toMatchObject({ isComplete: true, jobs: simulator.plan.jobs.size });
    expect(batches.filter(({ rolledOverFrom }) => rolledOverFrom !== null)).toMatchObject([{ rolledOverFrom: before, planId: live.state().planId }]);
  });
});

it('a plan that takes longer to bring up to date than statuses stay fresh answers at once, with its age, and is brought up to date behind the answer', async () => {
  let nowMs = Date.now();
  let gate = Promise.resolve();
  let lateMs = 0;
  const onPage = async () => {
    nowMs += lateMs;
    lateMs = 0;
    await gate;
  };
  await open({ jobs: 1_500 }, { wholeUpTo: 100, pageRows: 500, clock: { now: () => nowMs }, onPage });
  await live.read(why);
  const { data } = await live.table(jobTableQuery.parse({ limit: 1 }), why);
  lateMs = 20_000;
  await live.read(why);
  nowMs += 11_000;
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  // While the gate is shut no reading can end: only what is held can answer.
  const answer = await live.impact(data.rows[0]!.id, { ...why, signal: AbortSignal.timeout(2_000) });
  expect(nowMs - answer.observedAtMs).toBeGreaterThan(10_000);
  expect(live.state().progress).not.toBeNull();
  resolve();
  await live.read(why);
  expect((await live.impact(data.rows[0]!.id, why)).observedAtMs).toBeGreaterThan(answer.observedAtMs);
});
