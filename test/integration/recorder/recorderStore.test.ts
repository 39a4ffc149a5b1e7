/** The recorded past in a real store: kept once, never claimed when it was not, deleted when it is old. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRecordStore, type RecordStore } from '../../../src-main/plan/record/recordStore.ts';
import type { PlanChangeBatch } from '../../../src-main/plan/snapshot/changeFeed.ts';
import type { WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';
import { batch, change, HOUR, MINUTE, run, streamChange, T0 } from '../../fakes/plan/planChanges.ts';
import { openTestStore, type TestStore } from '../../fakes/store.ts';

let opened: TestStore;
let store: RecordStore;
beforeEach(async () => {
  opened = await openTestStore();
  store = createRecordStore(opened.db, async () => {});
});
afterEach(() => opened[Symbol.asyncDispose]());

const ENGINE = 'eng_test';
const keep = (parts: Partial<PlanChangeBatch>, isWhole = true, isAnotherPast = false) =>
  store.keep(batch(parts), { longestPauseMs: 3 * MINUTE, isWhole, isAnotherPast });
const recording = (sinceMs: number | null, untilMs: number) =>
  store.recording(ENGINE, { sinceMs, untilMs, nowMs: untilMs, keptSinceMs: 0, longestPauseMs: 3 * MINUTE });
const changes = (sinceMs: number, untilMs: number) => store.changes(ENGINE, sinceMs, untilMs);
const ended = (runId: string, endedAtMs: number, minutes: number, parts: Parameters<typeof run>[0] | object = {}) =>
  run({ runId, startedAtMs: endedAtMs - minutes * MINUTE, endedAtMs, ...parts });
const rule = (job: string, event: WatchRule['event'], id = `wat_${job}_${event}`): WatchRule => ({
  id,
  jobKey: `/WS1#/F/STREAM.${job}`,
  event,
  createdAt: new Date(T0 - HOUR).toISOString(),
  firedAt: null,
  seen: null,
});

test('reading the same again changes nothing, and a run that ended meanwhile is one run', async () => {
  const open = change('A', null, 'EXEC', { runs: [run({ runId: 'r1', status: 'EXEC', returnCode: null, startedAtMs: T0 - MINUTE })] });
  await keep({ kind: 'first', jobs: [open] });
  await keep({ kind: 'first', jobs: [open], observedAtMs: T0 + MINUTE });
  const failed = change('A', 'EXEC', 'ABEND', { runs: [ended('r1', T0 + MINUTE, 2, { status: 'ABEND', returnCode: 8 })] });
  for (const minute of [2, 3]) await keep({ jobs: [failed], observedAtMs: T0 + minute * MINUTE });
  const history = await store.history(ENGINE, { jobKey: open.key, limit: 10 }, null);
  expect(history).toMatchObject({ total: 1, failed: 1, runs: [{ runId: 'r1', status: 'ABEND', returnCode: 8, durationMs: 2 * MINUTE }] });
  expect((await store.size(ENGINE)).events).toBe(1);
  expect((await changes(T0, T0 + HOUR)).newFailures).toEqual([
    {
      jobKey: open.key,
      jobName: 'A',
      streamName: 'STREAM',
      from: 'EXEC',
      to: 'ABEND',
      returnCode: 8,
      at: new Date(T0 + MINUTE).toISOString(),
      isCritical: false,
    },
  ]);
});

test('a run carried into the next plan keeps its one row under its new id; a rerun is another run', async () => {
  const first = ended('old-1', T0, 5, { status: 'ABEND' });
  await keep({ kind: 'first', jobs: [change('A', null, 'ABEND', { runs: [first] })] });
  const carried = [{ ...first, runId: 'new-1' }, ended('new-2', T0 + 9 * MINUTE, 5, { attempt: 2 })];
  await keep({ planId: 'plan-2', rolledOverFrom: 'plan-1', jobs: [change('A', 'ABEND', 'SUCC', { runs: carried })], observedAtMs: T0 + 10 * MINUTE });
  const { runs } = await store.history(ENGINE, { jobKey: '/WS1#/F/STREAM.A', limit: 10 }, null);
  expect(runs.map(({ runId, planId, attempt }) => [runId, planId, attempt])).toEqual([
    ['new-2', 'plan-2', 2],
    ['new-1', 'plan-2', 1],
  ]);
  const told = await changes(T0 + MINUTE, T0 + HOUR);
  expect(told.rollovers).toEqual([{ at: new Date(T0 + 10 * MINUTE).toISOString(), fromPlanId: 'plan-1', toPlanId: 'plan-2' }]);
  expect(told.recovered.map(({ jobName }) => jobName)).toEqual(['A']);
});

test('runs without an id are told apart by their start', async () => {
  const runs = [ended('', T0 - HOUR, 5, { status: 'ABEND' }), ended('', T0, 5, { attempt: 2 })];
  for (const minute of [0, 1]) await keep({ kind: 'first', jobs: [change('A', null, 'SUCC', { runs })], observedAtMs: T0 + minute * MINUTE });
  expect(await store.history(ENGINE, { jobKey: '/WS1#/F/STREAM.A', limit: 10 }, null)).toMatchObject({ total: 2, failed: 1 });
});

test('the stretch moves on with the last batch of a whole reading only', async () => {
  await keep({ kind: 'first', observedAtMs: T0 });
  await keep({ observedAtMs: T0 + 2 * MINUTE, isLast: false, jobs: [change('A', 'EXEC', 'SUCC')] });
  expect((await recording(T0, T0 + 2 * MINUTE)).until).toBe(new Date(T0).toISOString());
  await keep({ observedAtMs: T0 + 2 * MINUTE });
  expect((await recording(T0, T0 + 2 * MINUTE)).until).toBe(new Date(T0 + 2 * MINUTE).toISOString());
  for (const minute of [3, 4, 5, 6]) await keep({ observedAtMs: T0 + minute * MINUTE, isComplete: false }, false);
  expect(await recording(T0, T0 + 6 * MINUTE)).toMatchObject({
    until: new Date(T0 + 2 * MINUTE).toISOString(),
    gaps: [{ from: new Date(T0 + 2 * MINUTE).toISOString(), until: new Date(T0 + 6 * MINUTE).toISOString(), why: 'reading-incomplete' }],
  });
});

test('a gap keeps the first reason, and what was missed is a gap however short it was', async () => {
  await keep({ kind: 'first' });
  await store.interrupt(ENGINE, 'engine-unreachable', 'for-now');
  await store.begin();
  await keep({ kind: 'first', observedAtMs: T0 + HOUR });
  await store.interrupt(ENGINE, 'paused', 'missed');
  await keep({ observedAtMs: T0 + HOUR + MINUTE });
  const at = (ms: number) => new Date(T0 + ms).toISOString();
  expect((await recording(T0, T0 + HOUR + MINUTE)).gaps).toEqual([
    { from: at(0), until: at(HOUR), why: 'engine-unreachable' },
    { from: at(HOUR), until: at(HOUR + MINUTE), why: 'paused' },
  ]);
});

test('a stretch that goes on after all forgets what interrupted it; after a kill it is known that Resync was not running', async () => {
  await keep({ kind: 'first' });
  await store.interrupt(ENGINE, 'engine-unreachable', 'for-now');
  await keep({ observedAtMs: T0 + 2 * MINUTE });
  expect((await recording(T0, T0 + 3 * MINUTE)).gaps).toEqual([]);
  // The next Resync finds the stretch open.
  await store.begin();
  expect((await recording(T0, T0 + HOUR)).gaps).toMatchObject([{ why: 'not-running' }]);
});

test('what changed while Resync was away is told with the first reading', async () => {
  await keep({ kind: 'first', jobs: [change('A', null, 'EXEC'), change('B', null, 'ABEND')] });
  await keep({ jobs: [change('A', 'READY', 'EXEC')], observedAtMs: T0 + MINUTE });
  const next = createRecordStore(opened.db, async () => {});
  await next.begin();
  const failed = change('A', null, 'ABEND', { runs: [ended('a1', T0 + 5 * HOUR, 60, { status: 'ABEND', returnCode: 12 })] });
  const observedAtMs = T0 + 8 * HOUR;
  await next.keep(batch({ kind: 'first', observedAtMs, jobs: [failed, change('B', null, 'SUCC')] }), {
    longestPauseMs: MINUTE,
    isWhole: true,
    isAnotherPast: false,
  });
  const told = await changes(T0 + HOUR, T0 + 9 * HOUR);
  expect(told.newFailures).toMatchObject([{ jobName: 'A', from: 'EXEC', at: new Date(T0 + 5 * HOUR).toISOString() }]);
  expect(told.recovered).toMatchObject([{ jobName: 'B', from: 'ABEND', to: 'SUCC' }]);
  expect(told.counts).toEqual({ started: 1, endedWell: 0, failed: 1 });
});

test('durations are measured from good runs and found by key; a filter counts and groups all of them', async () => {
  const nights = Array.from({ length: 12 }, (_, index) => index);
  for (const n of nights) {
    const at = T0 + n * 24 * HOUR;
    const runs = [ended(`good-${n}`, at, n === 11 ? 90 : 10)];
    const bad = [ended(`bad-${n}`, at, 1, { status: 'ABEND', returnCode: n < 4 ? 8 : 12, workstation: n < 6 ? '/WS1' : '/F/WS2' })];
    await keep({
      kind: 'first',
      observedAtMs: at,
      planId: `plan-${n}`,
      jobs: [change('GOOD', null, 'SUCC', { runs }), change('BAD', null, 'ABEND', { runs: bad })],
    });
  }
  const durations = await store.durations(ENGINE, ['/WS1#/F/STREAM.BAD', '/WS1#/F/STREAM.GOOD', 'nobody']);
  expect([...durations.medianMs]).toEqual([Number.NaN, 10 * MINUTE, Number.NaN]);
  const good = await store.history(ENGINE, { jobKey: '/WS1#/F/STREAM.GOOD', limit: 2 }, 'UTC');
  expect(good.baseline).toMatchObject({ runs: 12, medianMs: 10 * MINUTE, p90Ms: 10 * MINUTE, maxMs: 90 * MINUTE });
  expect(good.runs.map(({ anomaly, usualMs }) => [anomaly, usualMs])).toEqual([
    ['slower', 10 * MINUTE],
    [null, null],
  ]);
  const groups = async (groupBy: 'return-code' | 'workstation' | 'hour' | 'weekday' | 'job') =>
    (await store.history(ENGINE, { stream: 'str@', outcome: 'all', groupBy, limit: 1 }, 'America/Sao_Paulo')).groups;
  expect(await groups('return-code')).toEqual([
    { value: '12', runs: 8, failed: 8 },
    { value: '8', runs: 4, failed: 4 },
    { value: '0', runs: 12, failed: 0 },
  ]);
  expect(await groups('workstation')).toEqual([
    { value: 'WS1', runs: 18, failed: 6 },
    { value: 'F/WS2', runs: 6, failed: 6 },
  ]);
  expect(await groups('hour')).toEqual([{ value: '15', runs: 24, failed: 12 }]);
  expect((await groups('weekday'))?.[0]).toEqual({ value: '0', runs: 4, failed: 2 });
  const failed = await store.history(ENGINE, { jobName: 'b_d', limit: 5 }, null);
  expect(failed.total).toBe(0);
  expect(await store.history(ENGINE, { jobName: 'b*D', outcome: 'failed', workstation: '/F/WS2', limit: 5 }, null)).toMatchObject({ total: 6, failed: 6 });
});

test('streams in trouble are told until they are out of it', async () => {
  await keep({ kind: 'first', streams: [streamChange('S1', null, 'STUCK'), streamChange('S2', null, 'EXEC')] });
  await keep({ streams: [streamChange('S2', 'EXEC', 'ABEND')], observedAtMs: T0 + MINUTE });
  expect((await changes(T0, T0 + MINUTE)).streamsInTrouble.map(({ key, from, to }) => [key, from, to])).toEqual([
    ['/WS1#/F/S2', 'EXEC', 'ABEND'],
    ['/WS1#/F/S1', null, 'STUCK'],
  ]);
  await keep({ streams: [streamChange('S1', 'STUCK', 'EXEC')], observedAtMs: T0 + 2 * MINUTE });
  expect((await changes(T0, T0 + 2 * MINUTE)).streamsInTrouble.map(({ key }) => key)).toEqual(['/WS1#/F/S2']);
});

test('workstations tell their changes, not how they were first seen', async () => {
  const seen = (state: string) => [
    { name: 'WS1', state },
    { name: 'WS2', state: 'ok' },
  ];
  for (const [minute, state] of ['ok', 'not-linked', 'not-linked', 'ok'].entries()) await store.keepWorkstations(ENGINE, seen(state), T0 + minute * MINUTE);
  expect((await changes(T0 - 1, T0 + HOUR)).workstations.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['WS1', 'ok', 'not-linked'],
    ['WS1', 'not-linked', 'ok'],
  ]);
});

test('a watch fires once, in the transaction that keeps what it saw, and is told once', async () => {
  await store.addWatch(ENGINE, rule('A', 'failed'));
  expect(await store.addWatch(ENGINE, rule('A', 'failed', 'another'))).toEqual(rule('A', 'failed'));
  await keep({ jobs: [change('B', 'EXEC', 'ABEND'), change('A', 'READY', 'EXEC')] });
  expect(await store.untold()).toEqual([]);
  const failed = change('A', 'EXEC', 'ABEND', { runs: [ended('r1', T0 + MINUTE, 1, { status: 'ABEND', returnCode: 8 })] });
  for (const minute of [1, 2]) await keep({ jobs: [failed], observedAtMs: T0 + minute * MINUTE });
  const fired = { ...rule('A', 'failed'), firedAt: new Date(T0 + MINUTE).toISOString(), seen: 'ABEND (return code 8)' };
  expect(await store.untold()).toEqual([fired]);
  await store.markTold([fired.id], new Date().toISOString());
  expect([await store.untold(), await store.watches(ENGINE), await store.watches('other')]).toEqual([[], [fired], []]);
  await store.removeWatch(ENGINE, fired.id);
  await expect(store.removeWatch(ENGINE, fired.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('old rows go and newer ones stay', async () => {
  for (const day of [0, 10]) {
    const at = T0 + day * 24 * HOUR;
    await keep({ observedAtMs: at, jobs: [change(`J${day}`, 'EXEC', 'ABEND', { runs: [ended(`r${day}`, at, 5, { status: 'ABEND' })] })] });
  }
  await store.deleteOld({ runsSinceMs: T0 - HOUR, eventsSinceMs: T0 + HOUR });
  expect(await store.size(ENGINE)).toEqual({ runs: 2, events: 1 });
  await store.deleteOld({ runsSinceMs: T0 + HOUR, eventsSinceMs: T0 + HOUR });
  expect(await store.size(ENGINE)).toEqual({ runs: 1, events: 1 });
  expect(opened.db.prepare('SELECT name FROM recorded_object').all()).toEqual([{ name: 'J10' }]);
  expect((await recording(null, T0 + 240 * HOUR)).since).toBe(new Date(T0 + 240 * HOUR).toISOString());
});

test('another simulated night forgets the one before it; the same one, and a real engine, forget nothing', async () => {
  const jobs = [change('A', null, 'ABEND', { runs: [ended('r1', T0, 5, { status: 'ABEND' })] })];
  await keep({ kind: 'first', jobs, isLast: false }, true, true);
  await keep({ kind: 'first', jobs: [change('B', null, 'ABEND')] }, true, true);
  expect((await store.size(ENGINE)).events).toBe(2);
  await keep({ kind: 'first', jobs, observedAtMs: T0 + HOUR }, true, true);
  expect((await store.size(ENGINE)).events).toBe(2);
  await keep({ kind: 'first', planId: 'plan-2', jobs: [change('C', null, 'ABEND')], observedAtMs: T0 + HOUR });
  expect((await store.size(ENGINE)).events).toBe(3);
  const restarted = createRecordStore(opened.db, async () => {});
  await restarted.keep(batch({ kind: 'first', planId: 'plan-3', jobs: [change('D', null, 'ABEND')], observedAtMs: T0 + 2 * HOUR }), {
    longestPauseMs: MINUTE,
    isWhole: true,
    isAnotherPast: true,
  });
  expect(await store.size(ENGINE)).toEqual({ runs: 0, events: 1 });
  expect((await recording(null, T0 + 2 * HOUR)).since).toBe(new Date(T0 + 2 * HOUR).toISOString());
});

test('a night in which everything failed is told in a bounded list that says how much it leaves out', async () => {
  const names = Array.from({ length: 700 }, (_, job) => `J${job}`);
  await keep({ kind: 'first', jobs: names.map((name) => change(name, null, 'EXEC', { runs: [run({ runId: name, status: 'EXEC', startedAtMs: T0 })] })) });
  const failed = names.map((name) =>
    change(name, 'EXEC', 'ABEND', { isCritical: name === 'J699', runs: [ended(name, T0 + MINUTE, 1, { status: 'ABEND', returnCode: 8 })] }),
  );
  await keep({ jobs: failed, observedAtMs: T0 + 2 * MINUTE });
  const told = await changes(T0, T0 + HOUR);
  expect(told.newFailures).toHaveLength(500);
  expect(told).toMatchObject({ isTruncated: true, totals: { newFailures: 700, recovered: 0 } });
  // What matters most is not what is cut.
  expect(told.newFailures[0]?.jobName).toBe('J699');
  expect(await changes(T0 + HOUR, T0 + 2 * HOUR)).toMatchObject({ isTruncated: true, totals: { newFailures: 0, stillFailed: 700 } });
});
