/** The recorder on a simulated night whose clock the test moves: what it tells is what the simulator did. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../../src-main/base/fault.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { createArchiveReads } from '../../../src-main/plan/record/archiveReads.ts';
import { createRecordReads, type RecordedPast } from '../../../src-main/plan/record/reads.ts';
import { createRecorder, type Recorder } from '../../../src-main/plan/record/recorder.ts';
import { createRecordClient, type RecordClient } from '../../../src-main/plan/record/thread/recordClient.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import type { WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { HOUR, MINUTE } from '../../fakes/plan/planChanges.ts';
import { createPolledPlan } from '../../fakes/plan/polledPlan.ts';
import { openTestStore, type TestStore } from '../../fakes/store.ts';

const START = Date.parse('2026-03-10T02:00:00Z');
const at = (ms: number) => new Date(START + ms).toISOString();
const ENGINE = { id: 'eng_1', isDemo: false, timeZone: 'America/Sao_Paulo' };

let simulator: Simulator;
let client: TwsClient;
let opened: TestStore;
let store: RecordClient;
let recorder: Recorder;
let past: RecordedPast;
let told: WatchRule[];
let settings = settingsSchema.parse({}).recorder;

function startRecorder() {
  store = createRecordClient({ databasePath: opened.path, log: createSilentLog() });
  const deps = { store, engine: () => ENGINE, settings: () => settings, clock: simulator.clock };
  const workstations = () => client.workstations({ limit: 1_000 }, { why: 'test', maxAgeMs: 0 });
  recorder = createRecorder({
    ...deps,
    plan: createPolledPlan(
      () => client,
      () => ENGINE.id,
    ),
    workstations,
    archive: createArchiveReads(() => client),
    tell: (rule) => told.push(rule),
    onReading: () => {},
    log: createSilentLog(),
  });
  past = createRecordReads({
    ...deps,
    workstations,
    openDoubts: () => ({ total: 0, newest: [] }),
    approvedSince: () => [],
  });
}
const readAfter = async (ms: number) => {
  simulator.clock.advance(ms);
  await recorder.readNow();
};

beforeEach(async () => {
  told = [];
  settings = settingsSchema.parse({}).recorder;
  // The night is laid around the start of the simulator, with its failures before it: the clock goes back to see them happen.
  simulator = await startSimulator({ clock: { startAtMs: START + 5 * HOUR, speed: 0 } });
  simulator.clock.advance(-5 * HOUR);
  client = createTwsClient(
    clientDeps(simulator, {
      clock: simulator.clock,
      requestTimeoutMs: 20_000,
      credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    }),
  );
  opened = await openTestStore();
  startRecorder();
  await recorder.readNow();
});
afterEach(async () => {
  await recorder.stop();
  await store.close();
  await client.close();
  await simulator.close();
  await opened[Symbol.asyncDispose]();
});

/** Failed at `ms` after the start, and not mended by then, as the simulator holds it. */
function failedAt(ms: number): string[] {
  const { jobs } = simulator.plan;
  return [...jobs.values()]
    .filter((job) => jobStateAt(simulator.plan, job, START + ms).common === 'ERROR')
    .map(({ name }) => name)
    .toSorted();
}

test('what failed since is what failed in the simulated night, and the counts are those of its runs', async () => {
  expect(recorder.state()).toMatchObject({ at: 'recording', fault: null, lastReadingAtMs: START });
  settings = { ...settings, intervalS: 120 };
  for (let minute = 6; minute <= 300; minute += 6) await readAfter(6 * MINUTE);
  const changes = await past.changesBetween({ sinceMs: START });
  const [before, now] = [failedAt(0), failedAt(5 * HOUR)];
  expect([...changes.newFailures, ...changes.stillFailed].map(({ jobName }) => jobName).toSorted()).toEqual(now);
  expect(changes.stillFailed.map(({ jobName }) => jobName).toSorted()).toEqual(now.filter((name) => before.includes(name)));
  expect(changes.newFailures.length).toBeGreaterThan(0);
  expect(changes.recording).toEqual({ since: at(0), until: at(5 * HOUR), gaps: [] });
  const runs = [...simulator.plan.jobs.values()].flatMap((job) => jobStateAt(simulator.plan, job, START + 5 * HOUR).runs);
  const inWindow = (ms: number | null) => ms !== null && ms > START && ms <= START + 5 * HOUR;
  expect(changes.counts.started).toBe(runs.filter(({ startedMs }) => inWindow(startedMs)).length);
}, 60_000);

test('a watched job is told of once', async () => {
  const failing = failedAt(5 * HOUR).find((name) => !failedAt(0).includes(name))!;
  const job = [...simulator.plan.jobs.values()].find(({ name }) => name === failing)!;
  const { data } = await client.jobs({ ids: [job.id], limit: 1 }, { why: 'test' });
  const rule = await past.watchJob({ jobKey: data[0]!.id, event: 'failed' });
  expect(rule.jobKey).toBe(data[0]!.key);
  await readAfter(5 * HOUR);
  await readAfter(MINUTE);
  expect(told).toEqual([{ ...rule, firedAt: at(5 * HOUR), seen: expect.stringMatching(/ABEND|FAIL/) }]);
  expect(await past.watches()).toEqual(told);
  const history = await past.historyOfJob(job.id, 10);
  expect(history.runs[0]).toMatchObject({ jobName: failing, planId: simulator.plan.id });
});

test('an engine that is down for a while leaves a gap that says so, and what is still told of it is recorded', async () => {
  await readAfter(2 * MINUTE);
  simulator.faults.status = 503;
  simulator.faults.retryAfter = '0';
  await readAfter(MINUTE);
  expect(recorder.state()).toMatchObject({ at: 'failing', fault: { code: expect.stringMatching(/^TWS_/) } });
  await readAfter(HOUR);
  const during = await past.changesBetween({ sinceMs: START });
  expect(during.recording.gaps).toEqual([{ from: at(2 * MINUTE), until: at(HOUR + 3 * MINUTE), why: 'engine-unreachable' }]);
  simulator.faults.status = null;
  await readAfter(MINUTE);
  await readAfter(MINUTE);
  const after = await past.changesBetween({ sinceMs: START });
  expect(recorder.state()).toMatchObject({ at: 'recording', fault: null });
  expect(after.recording.gaps).toEqual([{ from: at(2 * MINUTE), until: expect.any(String), why: 'engine-unreachable' }]);
  expect([...after.newFailures, ...after.stillFailed].map(({ jobName }) => jobName).toSorted()).toEqual(failedAt(HOUR + 5 * MINUTE));
}, 60_000);

test('the night before the first reading is history, and not a recording', async () => {
  await expect.poll(async () => (await past.runHistory({ limit: 1 })).total).toBeGreaterThan(0);
  await recorder.readNow();
  const before = await past.runHistory({ untilMs: simulator.plan.startMs, limit: 500 });
  expect(before.total).toBeGreaterThan(100);
  expect(before.recording.since).toBe(at(0));
  expect(before.recording.gaps).toEqual([]);
  const failed = await past.runHistory({ sinceMs: simulator.plan.startMs - 24 * HOUR, untilMs: simulator.plan.startMs, outcome: 'failed', limit: 500 });
  expect(failed.runs.map(({ jobName }) => jobName)).toContain('LOAD_DWH');
  expect(failed.recording.gaps).toEqual([{ from: expect.any(String), until: expect.any(String), why: 'not-running' }]);
});

test('a reading that could not be kept whole ends the stretch, however short it took', async () => {
  const keep = store.keep;
  store.keep = async (batch, keeping) => {
    if (batch.jobs.length > 0) throw new Fault('STORE_LOCKED', 'The store was busy.');
    await keep(batch, keeping);
  };
  while ((recorder.state().fault ?? null) === null) await readAfter(2 * MINUTE);
  expect(recorder.state().fault).toMatchObject({ code: 'STORE_LOCKED' });
  const kept = recorder.state().lastReadingAtMs!;
  store.keep = keep;
  await readAfter(MINUTE);
  expect(recorder.state()).toMatchObject({ at: 'recording', fault: null });
  const { recording } = await past.changesBetween({ sinceMs: START });
  expect(recording.gaps).toEqual([{ from: new Date(kept).toISOString(), until: new Date(simulator.clock.now()).toISOString(), why: 'reading-incomplete' }]);
});

test('paused means a gap, not a quiet night', async () => {
  settings = { ...settings, isEnabled: false };
  await readAfter(MINUTE);
  expect(recorder.state().at).toBe('paused');
  await readAfter(HOUR);
  settings = { ...settings, isEnabled: true };
  await readAfter(MINUTE);
  expect((await past.changesBetween({ sinceMs: START })).recording.gaps).toEqual([{ from: at(0), until: at(HOUR + 2 * MINUTE), why: 'paused' }]);
});

test('the next Resync tells what happened while there was none, and that nobody was watching', async () => {
  await readAfter(2 * MINUTE);
  await recorder.stop();
  await store.close();
  simulator.clock.advance(4 * HOUR);
  startRecorder();
  await recorder.readNow();
  const changes = await past.changesBetween({ sinceMs: START });
  expect(changes.recording.gaps).toEqual([{ from: at(2 * MINUTE), until: at(4 * HOUR + 2 * MINUTE), why: 'not-running' }]);
  expect([...changes.newFailures, ...changes.stillFailed].map(({ jobName }) => jobName).toSorted()).toEqual(failedAt(4 * HOUR + 2 * MINUTE));
  const handover = await past.handover({ sinceMs: START });
  expect(handover.workstationsDown?.map(({ name }) => name)).not.toEqual([]);
});
