/** The recorder behind the real plan thread: a first reading, what changes after it, reruns in between, and a rollover. */
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { createArchiveReads } from '../../../src-main/plan/record/archiveReads.ts';
import { createRecordReads } from '../../../src-main/plan/record/reads.ts';
import { createRecorder } from '../../../src-main/plan/record/recorder.ts';
import { createRecordClient } from '../../../src-main/plan/record/thread/recordClient.ts';
import { createLivePlan } from '../../../src-main/plan/snapshot/livePlan.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { EngineId } from '../../../src-preload/contract/ids.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { HOUR } from '../../fakes/plan/planChanges.ts';
import { openTestStore } from '../../fakes/store.ts';

const ENGINE = { id: 'eng_1' as EngineId, isDemo: false, timeZone: 'America/Sao_Paulo' };

async function recorded() {
  const startAtMs = Date.now() + 5 * HOUR;
  const simulator = await startSimulator({ clock: { startAtMs, speed: 0 } });
  // As late as it is here, with the failures of the night still to come.
  simulator.clock.advance(-5 * HOUR);
  const credentials = async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }) as const;
  const client = createTwsClient(clientDeps(simulator, { requestTimeoutMs: 20_000, credentials }));
  const opened = await openTestStore();
  const log = createSilentLog();
  const shared = {
    store: createRecordClient({ databasePath: opened.path, log }),
    settings: () => settingsSchema.parse({}).recorder,
    clock: systemClock,
  };
  const live = createLivePlan({ engine: () => ({ id: ENGINE.id, client }), durations: (jobKeys) => past.durationsFor(jobKeys), clock: systemClock, log });
  const workstations = () => client.workstations({ limit: 1_000 }, { why: 'test', maxAgeMs: 0 });
  const past = createRecordReads({ ...shared, engine: () => ENGINE, workstations, openDoubts: () => ({ total: 0, newest: [] }), approvedSince: () => [] });
  const recorder = createRecorder({
    ...shared,
    engine: () => ENGINE,
    plan: { onChanges: live.onChanges, read: (signal) => live.read({ why: 'recorder', signal }) },
    workstations,
    archive: createArchiveReads(() => client),
    onReading: () => {},
    tell: () => {},
    log,
  });
  onTestFinished(async () => {
    await recorder.stop();
    await live.close();
    await shared.store.close();
    await client.close();
    await simulator.close();
    await opened[Symbol.asyncDispose]();
  });
  await recorder.readNow();
  const inTrouble = async () => {
    const { data } = await client.streams({ limit: 1_000 }, { why: 'test', maxAgeMs: 0 });
    return data
      .filter(({ status }) => status.common === 'ERROR' || status.common === 'BLOCKED')
      .map(({ key }) => key)
      .toSorted();
  };
  return { simulator, recorder, past, inTrouble };
}

test('what the plan thread tells is what happened: failures, repairs, and nothing of what nobody saw', async () => {
  const since = Date.now() - 1;
  const { simulator, recorder, past, inTrouble } = await recorded();
  expect(recorder.state()).toMatchObject({ at: 'recording', fault: null });
  const failed = () =>
    [...simulator.plan.jobs.values()]
      .filter((job) => jobStateAt(simulator.plan, job, simulator.clock.now()).common === 'ERROR')
      .map(({ name }) => name)
      .toSorted();
  const before = failed();
  const names = (jobs: readonly { jobName: string }[]) => jobs.map(({ jobName }) => jobName).toSorted();
  const first = await past.changesBetween({ sinceMs: since });
  expect([first.newFailures, first.recovered, names(first.stillFailed)]).toEqual([[], [], before]);
  expect(first.streamsInTrouble.map(({ key }) => key).toSorted()).toEqual(await inTrouble());

  simulator.clock.advance(5 * HOUR);
  await recorder.readNow();
  const changes = await past.changesBetween({ sinceMs: since });
  expect(names(changes.newFailures)).toEqual(failed().filter((name) => !before.includes(name)));
  expect(names(changes.stillFailed)).toEqual(failed().filter((name) => before.includes(name)));
  expect(changes.newFailures.length).toBeGreaterThan(0);
  // Ran twice between the two readings: its first run failed, the second one mended it.
  expect(names(changes.recovered)).toContain('LOAD_RATES');
  expect(changes.streamsInTrouble.map(({ key }) => key).toSorted()).toEqual(await inTrouble());
  expect(changes.streamsInTrouble.length).toBeGreaterThan(0);
  const { runs } = await past.runHistory({ jobName: 'LOAD_RATES', sinceMs: simulator.plan.startMs, limit: 10 });
  expect(runs.map(({ status, attempt }) => [status, attempt])).toEqual([
    ['SUCC', 2],
    ['ABEND', 1],
  ]);

  await recorder.readNow();
  expect(await past.changesBetween({ sinceMs: since })).toMatchObject({ newFailures: changes.newFailures, recovered: changes.recovered });
});

test('after a rollover the record goes on: the new plan is named, runs of the old one stay, nothing is told twice', async () => {
  const since = Date.now() - 1;
  const { simulator, recorder, past } = await recorded();
  const planBefore = simulator.plan.id;
  simulator.clock.advance(5 * HOUR);
  await recorder.readNow();
  const before = await past.changesBetween({ sinceMs: since });
  const runsBefore = (await past.runHistory({ limit: 1 })).total;
  simulator.rollOver();
  await recorder.readNow();
  const after = await past.changesBetween({ sinceMs: since });
  expect(after.rollovers).toEqual([{ at: expect.any(String), fromPlanId: planBefore, toPlanId: simulator.plan.id }]);
  expect(after.recording.gaps).toEqual([{ from: expect.any(String), until: after.recording.since, why: 'not-running' }]);
  expect(after.newFailures.map(({ jobKey }) => jobKey).toSorted()).toEqual(before.newFailures.map(({ jobKey }) => jobKey).toSorted());
  expect(after.recovered).toEqual(before.recovered);
  // The same runs under their new ids, and whatever started since: no run of the carried jobs is there twice.
  const { runs, total } = await past.runHistory({ limit: 1_000 });
  expect(total).toBeGreaterThanOrEqual(runsBefore);
  const told = runs.filter(({ startedAt }) => startedAt !== null).map(({ jobKey, startedAt, attempt }) => `${jobKey} ${startedAt} ${attempt}`);
  expect(told.filter((run, index) => told.indexOf(run) !== index)).toEqual([]);
}, 30_000);
