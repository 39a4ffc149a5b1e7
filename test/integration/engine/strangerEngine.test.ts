/** An engine nobody here has seen: whatever it chose where the reference leaves a choice, the answers are right, or say that they are not whole. */
import { afterEach, describe, expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import { testEngineConnection } from '../../../src-main/tws/testConnection.ts';
import * as contract from '../../../src-preload/contract/plan/plan.ts';
import type { FakeEngine } from '../../fakes/engine/engine.ts';
import { outletFor } from '../../fakes/outlet.ts';
import { besideTheTest, readsOver } from '../../fakes/plan/livePlan.ts';
import { type Stranger, startStrangerEngine } from '../../fakes/engine/strangerEngine.ts';
import { JOBS, jobId, NOW_MS } from '../../fakes/engine/strangerPlan.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});
const why = { why: 'test' };

function depsFor(engine: FakeEngine, address = engine.url) {
  return {
    engine: { id: 'eng_1', baseUrl: address, isTlsUnverified: false, connectTimeoutMs: 2_000, requestTimeoutMs: 5_000, logTimeoutMs: 5_000 },
    credentials: async () => ({ kind: 'basic', user: 'reader', password: 's3cret' }) as const,
    caPem: engine.ca,
    log: createSilentLog(),
    // The engine's clock and ours agree, so that an engine without a Date header can be late, too.
    clock: { now: () => NOW_MS },
    outlet: outletFor('engine'),
  };
}

async function connected(choices: Partial<Stranger>) {
  const engine = await startStrangerEngine(choices);
  const client = createTwsClient(depsFor(engine));
  const { live, reads } = readsOver(client, { clock: { now: () => NOW_MS }, startThread: besideTheTest() });
  closers.push(
    () => engine.close(),
    () => client.close(),
    () => live.close(),
  );
  return {
    engine,
    client,
    live,
    reads,
  };
}

const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name).sort();
const BEHIND_EXTRACT = ['INDEX', 'LOAD_DWH', 'RPT_A', 'RPT_B'];
const since = NOW_MS - 4 * 3_600_000;

/** One choice each, and some that come together. */
const STRANGERS: readonly (readonly [string, Partial<Stranger>])[] = [
  ['as documented', {}],
  ['instants with millis', { instants: 'millis' }],
  ['instants with an offset', { instants: 'offset' }],
  ['instants without a zone', { instants: 'naive' }],
  ['instants with the name of a zone', { instants: 'zoned' }],
  ['v1 instants and durations', { instants: 'epoch', durations: 'ms' }],
  ['v1 statuses', { statuses: 'v1', counts: 'missing' }],
  ['only internal statuses', { statuses: 'internal-only', counts: 'internal' }],
  ['only common statuses', { statuses: 'common-only' }],
  ['workstations without a slash', { workstations: 'bare' }],
  ['workstations in a folder', { workstations: 'folder' }],
  ['null for everything not said', { hasNulls: true }],
  ['no statistics', { hasStats: false }],
  ['no count', { count: 'left-out' }],
  ['count null, no next, few rows', { count: 'null', next: 'left-out', mostRows: 40 }],
  ['count as text, no next, few rows', { count: 'text', next: 'left-out', mostRows: 40 }],
  ['count of the page', { count: 'of-the-page', mostRows: 40 }],
  ['relative next', { next: 'relative', mostRows: 50, count: 'left-out' }],
  ['next with another host', { next: 'other-host', mostRows: 50 }],
  ['next counted from what was asked, fewer rows given', { next: 'by-what-was-asked', mostRows: 30, count: 'left-out' }],
  ['counts by internal status', { counts: 'internal' }],
  ['counts by something else', { counts: 'by-workstation' }],
  ['counts without groups', { counts: 'no-groups' }],
  ['counts with empty groups', { counts: 'left-out' }],
  ['no count endpoint, errors as message', { counts: 'missing', errors: 'message' }],
  ['counts refused, errors as text', { counts: 'refused', errors: 'text' }],
  ['status fields refused', { refused: /^jobruns\./ }],
  ['every filter refused, errors as web pages', { refused: /./, errors: 'html' }],
  ['LIKE does not match nothing', { like: '.+' }],
  ['LIKE stops at an underscore', { like: '[A-Za-z0-9]+' }],
  ['LIKE knows no wildcard', { like: '@' }],
  ['unknown fields match nothing', { blind: /^jobruns\./ }],
  ['no filter finds anything', { blind: /./ }],
  ['dependencies empty in lists', { dependencies: 'empty-in-lists' }],
  ['dependencies empty in lists, no statistics', { dependencies: 'empty-in-lists', hasStats: false }],
  ['dependencies left out of lists', { dependencies: 'left-out-of-lists', errors: 'error' }],
  ['runs left out of lists', { hasRunsInLists: false }],
  ['runs left out and their fields refused', { hasRunsInLists: false, refused: /^jobruns\./, dependencies: 'left-out-of-lists', count: 'null' }],
  ['gzip', { transport: 'gzip' }],
  ['chunked', { transport: 'chunked' }],
  ['HTTP/1.0, closed after each answer', { transport: 'http-1.0' }],
  ['cookies and a byte order mark', { transport: 'cookies' }],
  ['no date', { transport: 'no-date' }],
  ['an engine that says nothing of itself', { info: 'empty' }],
];

describe.each(STRANGERS)('%s', (_name, choices) => {
  test('the plan is read rightly', async () => {
    const { reads } = await connected(choices);
    const summary = await reads.summary(why);
    expect(contract.planSummary.parse(summary.data)).toEqual(summary.data);
    expect(summary.data).toMatchObject({
      total: JOBS.length,
      failed: 2,
      late: 1,
      byStatus: { ERROR: 2, WAITING: 4, RUNNING: 1, SUCCESSFUL: 120 },
      missing: [],
    });
    expect(summary.data.workstationProblems).toEqual([]);
    expect(summary).toMatchObject({ isComplete: true, isTruncated: false });

    expect(names((await reads.findJobs({ statuses: ['ERROR'], limit: 50 }, why)).data)).toEqual(['EXTRACT', 'FAIL_OLD']);
    const failedWords = ['ABEND', 'FAIL', 'ERROR', 'STUCK'];
    expect(await reads.findJobs({ statuses: failedWords, limit: 50 }, why)).toMatchObject({ data: [{}, {}], total: 2, isComplete: true });
    const recent = await reads.findJobs({ statuses: ['ERROR'], sinceMs: since, limit: 50 }, why);
    expect(recent).toMatchObject({
      data: [{ name: 'EXTRACT', returnCode: 8, endedAt: '2026-03-10T04:00:00.000Z', elapsedMs: 90_000 }],
      isComplete: true,
      total: 1,
    });
    expect(names((await reads.findJobs({ name: 'LOAD@', limit: 50 }, why)).data)).toEqual(['LOAD_DWH']);
    expect(names((await reads.findJobs({ name: '@_DW@', limit: 50 }, why)).data)).toEqual(['LOAD_DWH']);
    expect(await reads.findJobs({ name: 'NO_SUCH', limit: 50 }, why)).toMatchObject({ data: [], isComplete: true, total: 0 });
    expect((await reads.findJobs({ workstation: 'AGT01', limit: 1_000 }, why)).data.length).toBe(JOBS.length);
    expect(names((await reads.resolveJob('NIGHT.INDEX', why)).data)).toEqual(['INDEX']);
    expect(names((await reads.resolveJob(jobId('INDEX'), why)).data)).toEqual(['INDEX']);
  });

  test('what waits, and for what', async () => {
    const { reads } = await connected(choices);
    const impact = await reads.impact(jobId('EXTRACT'), why);
    expect(contract.impactResult.parse(impact.data)).toEqual(impact.data);
    expect({ blocked: names(impact.data.blocked), isComplete: impact.isComplete }).toEqual({ blocked: BEHIND_EXTRACT, isComplete: true });
    expect(names((await reads.successors(jobId('EXTRACT'), 1, why)).data.map(({ job }) => job))).toEqual(['LOAD_DWH']);
    const reasons = await reads.whyNotRunning(jobId('INDEX'), why);
    expect(reasons.isComplete).toBe(true);
    expect(reasons.data.map(({ sentence }) => sentence).join(' ')).toMatch(/Further up, .*EXTRACT ended in .* waits for .*LOAD_DWH/s);
    const log = await reads.jobLog(jobId('EXTRACT'), { maxLines: 10 }, why);
    expect(log.data).toMatchObject({ exitStatus: 8, totalLines: 2 });
  });
});

describe('what cannot be known is said to be missing', () => {
  test('dependencies told nowhere: no impact is not "nothing is blocked"', async () => {
    const { reads } = await connected({ dependencies: 'nowhere' });
    expect(await reads.impact(jobId('EXTRACT'), why)).toMatchObject({ data: { blocked: [] }, isComplete: false });
    expect(await reads.successors(jobId('EXTRACT'), 2, why)).toMatchObject({ data: [], isComplete: false });
    expect(await reads.whyNotRunning(jobId('INDEX'), why)).toMatchObject({ isComplete: false });
    expect(await reads.jobDetails(jobId('INDEX'), why)).toMatchObject({ isComplete: false });
  });

  test('only common statuses: which jobs are in ABEND cannot be told', async () => {
    const { reads } = await connected({ statuses: 'common-only' });
    expect(await reads.findJobs({ statuses: ['ABEND'], limit: 50 }, why)).toMatchObject({ data: [], isComplete: false });
    expect(await reads.findJobs({ statuses: ['EXEC'], limit: 50 }, why)).toMatchObject({ isComplete: false });
  });

  test('no v1: the critical jobs are missing from the summary, the rest stands', async () => {
    const { reads } = await connected({ hasV1: false });
    const summary = await reads.summary(why);
    expect(summary).toMatchObject({ isComplete: false, data: { failed: 2, critical: null, runNumber: null } });
    expect(summary.data.missing.map(({ code }) => code)).toEqual(['TWS_UNSUPPORTED']);
  });

  test('deadlines told nowhere: how many jobs are late cannot be known, and is not asked for one by one for ever', async () => {
    const { reads, engine } = await connected({ hasTimeLimits: false });
    const summary = await reads.summary(why);
    expect(summary).toMatchObject({ isComplete: false, data: { failed: 2, late: null } });
    expect(summary.data.missing.map(({ part }) => part)).toEqual(['late-jobs']);
    expect((await reads.jobDetails(jobId('RUN_LONG'), why)).data).toMatchObject({ isLate: null });
    expect((await reads.jobDetails(jobId('DONE_1'), why)).data).toMatchObject({ isLate: false });
    const asked = engine.requests.length;
    expect(await reads.findJobs({ isLate: true, limit: 50 }, { why: 'test', maxAgeMs: 0 })).toMatchObject({ data: [], isComplete: false });
    expect(engine.requests.length - asked).toBeLessThan(4);
  });

  test('a stream whose jobs the engine does not count has no numbers, not zeros', async () => {
    const { client } = await connected({});
    const streams = await client.streams({ limit: 10 }, why);
    expect(streams.data.map(({ jobs }) => jobs)).toEqual([null, null, null]);
  });

  test('an unknown job is not found, whatever the error looks like', async () => {
    for (const errors of ['messages', 'message', 'error', 'text', 'html'] as const) {
      const { reads } = await connected({ errors });
      await expect(reads.jobDetails('00000001-c9da-3799-96ed-999999999999', why)).rejects.toMatchObject({ code: 'TWS_NOT_FOUND', message: /AWSJSY404E/ });
    }
  });
});

describe('what was read by id for one question', () => {
  test('is known to the next reading of the plan, and to what looks at all of it', async () => {
    const { live, reads } = await connected({ dependencies: 'left-out-of-lists' });
    await live.read(why);
    expect((await live.timeline({ limit: 9 }, why)).isComplete).toBe(false);
    await reads.impact(jobId('EXTRACT'), why);
    expect((await live.timeline({ limit: 9 }, why)).isComplete).toBe(true);
    await live.read({ ...why, isWhole: true });
    expect((await live.timeline({ limit: 9 }, why)).isComplete).toBe(true);
  });
});

describe('the address', () => {
  test.each(['', '/', '/twsd', '/twsd/', '/twsd/api/v2', '/twsd/index.html'])('works with "%s" behind host and port', async (suffix) => {
    const engine = await startStrangerEngine({ hasV1: false, info: 'empty' });
    closers.push(() => engine.close());
    const result = await testEngineConnection(depsFor(engine, engine.url + suffix));
    expect(result.steps.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  });
});

test('a filter once found wanting is not offered again; one that works costs no second look', async () => {
  const { engine, reads } = await connected({ refused: /^jobOptions/ });
  const asked = (text: string) => engine.requests.filter(({ url }) => decodeURIComponent(url).includes(text)).length;
  await reads.findJobs({ isCritical: true, limit: 5 }, why);
  const refusedOnce = asked('jobOptions');
  expect(names((await reads.findJobs({ isCritical: true, limit: 6 }, why)).data)).toEqual(['RPT_B']);
  expect(asked('jobOptions')).toBe(refusedOnce);
  await reads.findJobs({ statuses: ['ERROR'], limit: 5 }, why);
  const before = engine.requests.length;
  await reads.findJobs({ statuses: ['RUNNING'], limit: 5 }, { why: 'test', maxAgeMs: 0 });
  expect(engine.requests.length).toBe(before + 1);
});
