/** The plan's answers against the simulated scheduler (what they say is compared with its plan), and against a real engine when one is given. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import type { PlanReads } from '../../../src-main/chat/tools/planReads.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import * as contract from '../../../src-preload/contract/plan/plan.ts';
import { toolResults } from '../../../src-preload/contract/tools.ts';
import { sendJson, startFakeEngine } from '../../fakes/engine/engine.ts';
import { outletFor } from '../../fakes/outlet.ts';
import { besideTheTest, readsOver } from '../../fakes/plan/livePlan.ts';

const why = { why: 'test' };
const fresh = { why: 'test', maxAgeMs: 0 };

interface Connected {
  readonly reads: PlanReads;
  /** The held plan is closed with it. */
  readonly client: TwsClient;
}

function connect(
  at: { url: string; user: string; password: string; ca: string | null },
  clock: Clock = systemClock,
  more: Parameters<typeof readsOver>[1] = {},
): Connected {
  const client = createTwsClient({
    engine: { id: 'eng_1', baseUrl: at.url, isTlsUnverified: false, connectTimeoutMs: 5_000, requestTimeoutMs: 30_000, logTimeoutMs: 30_000 },
    credentials: async () => ({ kind: 'basic', user: at.user, password: at.password }),
    caPem: at.ca,
    log: createSilentLog(),
    clock,
    outlet: outletFor('engine'),
  });
  const { live, reads } = readsOver(client, { clock, ...more });
  return { client: { ...client, close: async () => (await live.close(), client.close()) }, reads };
}

async function only(reads: PlanReads, ref: string): Promise<contract.Job> {
  const { data } = await reads.resolveJob(ref, why);
  expect(data.map((job) => job.key)).toHaveLength(1);
  return data[0]!;
}

describe('a simulated night', () => {
  let simulator: Simulator;
  let reads: PlanReads;
  let client: TwsClient;
  beforeAll(async () => {
    simulator = await startSimulator({ clock: { startAtMs: Date.parse('2026-03-10T04:00:00Z'), speed: 0 } });
    ({ reads, client } = connect(simulator));
  });
  afterAll(async () => {
    expect(simulator.refusedWrites).toBe(0);
    await client.close();
    await simulator.close();
  });
  const truth = () => [...simulator.plan.jobs.values()].map((job) => ({ job, state: jobStateAt(simulator.plan, job, simulator.clock.now()) }));

  test('the summary counts what the plan holds, and every answer is of the contract', async () => {
    const summary = await reads.summary(fresh);
    expect(contract.planSummary.parse(summary.data)).toEqual(summary.data);
    const states = truth();
    expect(summary).toMatchObject({ isComplete: true, isTruncated: false, planId: simulator.plan.id });
    expect(summary.data).toMatchObject({ total: states.length, runNumber: simulator.plan.runNumber, missing: [] });
    expect(summary.data.failed).toBe(states.filter(({ state }) => state.common === 'ERROR').length);
    expect(summary.data.failed).toBeGreaterThan(0);
    const byStatus: Record<string, number> = {};
    for (const { state } of states) byStatus[state.common] = (byStatus[state.common] ?? 0) + 1;
    expect(summary.data.byStatus).toEqual(byStatus);
    expect(summary.data.workstationProblems?.map((one) => one.name).sort()).toEqual(['AGT_BRANCH', 'AGT_FRAUD', 'AGT_TREAS']);
    expect(summary.data.critical?.length).toBeGreaterThan(0);
  });

  test('a job answers to its id, key, STREAM.JOB and name in any case; several stay several', async () => {
    const job = await only(reads, 'LOAD_DWH');
    expect(contract.job.parse(job)).toEqual(job);
    for (const ref of [job.id, job.key, 'load_dwh', 'DWH_NIGHT.LOAD_DWH', 'FTA_DWH1#DWH_NIGHT.LOAD_DWH']) expect((await only(reads, ref)).id).toBe(job.id);
    expect((await reads.resolveJob('@LOAD@', why)).data.length).toBeGreaterThan(3);
    expect(await reads.resolveJob('NO_SUCH_JOB', why)).toMatchObject({ data: [], isComplete: true, total: 0 });
  });

  test('why LOAD_DWH failed: return code, and the line of the log, with its number', async () => {
    const job = await only(reads, 'LOAD_DWH');
    const details = await reads.jobDetails(job.id, why);
    expect(contract.jobDetails.parse(details.data)).toEqual(details.data);
    expect(details.data).toMatchObject({ status: { internal: 'ABEND', common: 'ERROR' }, returnCode: 8 });
    const log = await reads.jobLog(job.id, { maxLines: 100 }, why);
    expect(contract.logExcerpt.parse(log.data)).toEqual(log.data);
    expect(log.data).toMatchObject({ exitStatus: 8, isTruncated: false });
    const line = log.data.lines.find(({ text }) => text.startsWith('ORA-01653'));
    const around = await reads.jobLog(job.id, { search: 'ora-01653', maxLines: 20 }, why);
    expect(around.data.lines).toContainEqual(line);
  });

  test('what it blocks is what the plan says waits for it and has not started, and nothing else', async () => {
    const job = await only(reads, 'LOAD_DWH');
    const impact = await reads.impact(job.id, why);
    expect(contract.impactResult.parse(impact.data)).toEqual(impact.data);
    expect(impact.data.blocked.map((one) => one.id).sort()).toEqual(blockedInTruth(simulator, job.id));
    expect(impact).toMatchObject({ isComplete: true, isTruncated: false, total: impact.data.blocked.length });
    expect(impact.data.critical.length).toBe(impact.data.blocked.filter((one) => one.isCritical).length);
    const next = await reads.successors(job.id, 1, why);
    expect(next.data.map((one) => one.job.name)).toEqual(['INDEX_DWH']);
    expect(toolResults.successors.parse({ kind: 'found', job, successors: next.data })).toBeDefined();
  });

  test.each([
    ['INDEX_DWH', 'failed-predecessor', /LOAD_DWH, which ended in ABEND/],
    ['PUBLISH_DWH', 'failed-predecessor', /Further up, .*LOAD_DWH ended in ABEND with return code 8/],
    ['LOAD_B3_FILE', 'file', /NEG_COMPROVADA/],
    ['SCORE_FRAUD', 'fence', /fence.*50/],
    ['RUN_CLOSE', 'prompt', /CLOSE_OK/],
  ])('why %s is not running: %s', async (name, kind, sentence) => {
    const reasons = await reads.whyNotRunning((await only(reads, name)).id, why);
    expect(reasons.data.map((reason) => contract.waitReason.parse(reason))).toEqual(reasons.data);
    expect(reasons.data[0]).toMatchObject({ kind, sentence: expect.stringMatching(sentence) });
    expect(reasons.isComplete).toBe(true);
  });

  test('what failed in the last hours is a window on the end of the last run', async () => {
    const now = simulator.clock.now();
    expect(Math.abs(reads.engineNowMs() - now)).toBeLessThan(60_000);
    const sinceMs = now - 3 * 3_600_000;
    const found = await reads.findJobs({ statuses: ['ERROR'], sinceMs, limit: 500 }, why);
    const expected = truth().filter(({ state }) => state.common === 'ERROR' && (state.runs.at(-1)?.endedMs ?? 0) >= sinceMs);
    expect(found.data.map((job) => job.id).sort()).toEqual(expected.map(({ job }) => job.id).sort());
    expect(found).toMatchObject({ isComplete: true, isTruncated: false, total: expected.length });
  });

  test('streams and workstations are of the contract', async () => {
    const streams = await reads.findStreams({ statuses: ['STUCK'], limit: 10 }, why);
    expect(streams.data.map((stream) => contract.stream.parse(stream))).toEqual(streams.data);
    expect(streams.data.map((stream) => stream.name)).toContain('DWH_NIGHT');
    const machines = await reads.workstations({ onlyProblems: false }, why);
    expect(machines.data.map((machine) => contract.workstation.parse(machine))).toEqual(machines.data);
    expect(machines.data.length).toBe(simulator.plan.workstations.size);
    expect((await reads.workstations({ name: 'AGT_BRANCH', onlyProblems: true }, why)).data).toMatchObject([{ isLinked: false }]);
  });

  test('a canceled job is canceled, not waiting', async () => {
    const canceled = truth().filter(({ state }) => state.isCanceled);
    expect(canceled.length).toBeGreaterThan(0);
    const found = await reads.findJobs({ statuses: ['CANCELED'], limit: 100 }, why);
    expect(found.data.map((job) => job.id).sort()).toEqual(canceled.map(({ job }) => job.id).sort());
    const held = await reads.findJobs({ statuses: ['HOLD'], limit: 500 }, why);
    expect(held.data.some((job) => job.isCanceled)).toBe(false);
  });

  test('a job that has not run has no log, and the fault says so', async () => {
    await expect(reads.jobLog((await only(reads, 'INDEX_DWH')).id, { maxLines: 5 }, why)).rejects.toMatchObject({
      code: 'TWS_NOT_FOUND',
      message: expect.stringMatching(/not run/),
    });
  });

  test('when the engine fails, the answer is a fault and not a healthy nothing', async () => {
    for (const status of [401, 403] as const) {
      simulator.faults.status = status;
      await expect(reads.summary(fresh)).rejects.toMatchObject({ code: status === 401 ? 'TWS_AUTH' : 'TWS_FORBIDDEN' });
      await expect(reads.findJobs({ limit: 5 }, fresh)).rejects.toMatchObject({ retryable: false });
      // A refused sign-in is not sent again until a person asks.
      client.forgiveSignIn();
    }
    simulator.faults.status = null;
    simulator.faults.garbageBody = true;
    await expect(reads.workstations({ onlyProblems: true }, fresh)).rejects.toMatchObject({ code: 'TWS_BAD_ANSWER' });
    simulator.faults.garbageBody = false;
    expect((await reads.summary(fresh)).isComplete).toBe(true);
  });
});

/** The same question answered from the simulator's own edges. */
function blockedInTruth({ plan, clock }: Simulator, id: string): string[] {
  const now = clock.now();
  const streamOf = (jobId: string) => plan.jobs.get(jobId)!.streamId;
  const blocked = new Set<string>();
  const front = new Set([id, streamOf(id)]);
  for (const lost of front) {
    for (const edge of plan.edges.filter(({ from }) => from.id === lost)) {
      const owned = edge.to.kind === 'job' ? [edge.to.id] : plan.streams.get(edge.to.id)!.jobIds;
      for (const jobId of owned) {
        const state = jobStateAt(plan, plan.jobs.get(jobId)!, now);
        if (jobId === id || !['WAITING', 'READY', 'HELD', 'BLOCKED', 'UNDECIDED'].includes(state.common)) continue;
        blocked.add(jobId);
        front.add(jobId);
        front.add(streamOf(jobId));
      }
    }
  }
  return [...blocked].sort();
}

test('time moves: a reading asked anew shows the new status', async () => {
  const simulator = await startSimulator({ clock: { startAtMs: Date.parse('2026-03-10T04:00:00Z'), speed: 0 } });
  const { reads, client } = connect(simulator);
  const before = (await reads.summary(fresh)).data.byStatus;
  simulator.clock.advance(2 * 3_600_000);
  const after = (await reads.summary(fresh)).data.byStatus;
  expect(after.SUCCESSFUL).toBeGreaterThan(before.SUCCESSFUL ?? 0);
  await client.close();
  await simulator.close();
});

test('the graph keeps for minutes, the statuses in an impact do not', async () => {
  const simulator = await startSimulator({ clock: { startAtMs: Date.parse('2026-03-10T04:00:00Z'), speed: 0 } });
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  // Read whole, a plan this small would ask for its lists again.
  const { reads, client } = connect(simulator, clock, { wholeUpTo: 100, startThread: besideTheTest(clock) });
  const running = (await reads.findJobs({ statuses: ['RUNNING'], limit: 50 }, why)).data;
  for (const job of running) await reads.impact(job.id, why);
  simulator.clock.advance(20 * 60_000);
  aheadMs = 60_000;
  const lists = () => simulator.requests.filter(({ path }) => path.includes('limit=250') && !path.includes('oql=')).length;
  const listsBefore = lists();
  const movedAtMs = Date.now() + aheadMs;
  let blocking = 0;
  for (const job of running) {
    const impact = await reads.impact(job.id, why);
    expect(impact.data.blocked.map((one) => one.id).sort()).toEqual(truthOf(simulator, job.id));
    if (impact.data.blocked.length === 0) continue;
    blocking++;
    expect(impact.observedAtMs).toBeGreaterThanOrEqual(movedAtMs);
  }
  expect(blocking).toBeGreaterThan(0);
  expect(lists()).toBe(listsBefore);
  await client.close();
  await simulator.close();
});

/** A job that ended well blocks nothing. */
const truthOf = (simulator: Simulator, id: string) => {
  const { common } = jobStateAt(simulator.plan, simulator.plan.jobs.get(id)!, simulator.clock.now());
  return ['SUCCESSFUL', 'CANCELED', 'SUPPRESS'].includes(common) ? [] : blockedInTruth(simulator, id);
};

test('what a summary could not read is named in it, and none of it is zero', async () => {
  const engine = await startFakeEngine((request, response) => {
    const path = new URL(request.url ?? '', 'https://engine').pathname;
    if (path.endsWith('/job/count')) sendJson(response, { count: 5, groupedCount: { SUCCESSFUL: 5 } });
    else if (/\/plan\/(job|jobstream)$/.test(path)) sendJson(response, { count: 0, results: [] });
    else if (path.endsWith('/plan/workstation')) sendJson(response, {}, 403);
    else if (path.endsWith('/api/v2/engine/info')) sendJson(response, { displayVersion: '10.2.5' });
    else sendJson(response, {}, 404);
  });
  const { reads, client } = connect({ url: engine.url, user: 'u', password: 'p', ca: engine.ca });
  const summary = await reads.summary(fresh);
  expect(summary).toMatchObject({ isComplete: false, data: { total: 5, failed: 0, critical: null, workstationProblems: null, runNumber: null } });
  expect(summary.data.missing).toMatchObject([
    { code: 'TWS_FORBIDDEN', message: expect.stringMatching(/^The workstations could not be read: .*rights/) },
    { code: 'TWS_UNSUPPORTED', message: expect.stringMatching(/^The critical jobs could not be read: .*does not offer/) },
  ]);
  await client.close();
  await engine.close();
});

test('version 10.1.0.1 answers what it can', async () => {
  const simulator = await startSimulator({ jobs: 200, profile: '10.1.0.1', clock: { speed: 0 } });
  const { reads, client } = connect(simulator);
  expect((await reads.summary(fresh)).data.total).toBe(simulator.plan.jobs.size);
  expect((await client.prompts(why)).data.length).toBe(simulator.plan.prompts.size);
  await expect(client.nextRuns(simulator.plan.id, { from: '2026-03-10', to: '2026-03-10' }, why)).rejects.toMatchObject({
    code: 'TWS_UNSUPPORTED',
    message: expect.stringMatching(/10\.1/),
  });
  await client.close();
  await simulator.close();
});

test('a plan of several pages is read to its end', async () => {
  const simulator = await startSimulator({ jobs: 3_000, clock: { speed: 0 } });
  const { reads, client } = connect(simulator);
  const all = await reads.findJobs({ limit: 10_000 }, why);
  expect(all).toMatchObject({ isComplete: true, isTruncated: false, total: simulator.plan.jobs.size });
  expect(new Set(all.data.map((job) => job.id)).size).toBe(simulator.plan.jobs.size);
  await client.close();
  await simulator.close();
});

describe('a real engine', () => {
  const { RESYNC_TEST_TWS_URL: url, RESYNC_TEST_TWS_USER: user, RESYNC_TEST_TWS_PASSWORD: password, RESYNC_TEST_TWS_CA: ca } = process.env;
  test.skipIf(url === undefined)('answers every question in the shape of the contract (skipped without RESYNC_TEST_TWS_URL)', async () => {
    const { reads, client } = connect({ url: url ?? '', user: user ?? '', password: password ?? '', ca: ca === undefined ? null : readFileSync(ca, 'utf8') });
    const summary = await reads.summary(fresh);
    expect(contract.planSummary.parse(summary.data)).toEqual(summary.data);
    const { data } = await reads.findJobs({ limit: 5 }, why);
    for (const job of data) {
      expect(contract.jobDetails.parse((await reads.jobDetails(job.id, why)).data).id).toBe(job.id);
      expect((await reads.resolveJob(job.key, why)).data.map((one) => one.id)).toContain(job.id);
      expect((await reads.whyNotRunning(job.id, why)).data.length).toBeGreaterThan(0);
    }
    await client.close();
  });
});
