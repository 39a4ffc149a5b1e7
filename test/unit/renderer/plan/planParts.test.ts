// @vitest-environment happy-dom
/** The chosen job, the timeline and the changes: read part by part, never of another job, window or engine. */
import { afterEach, describe, expect, it } from 'vitest';
import { lastOf } from '../../../../src-renderer/bridge/remote.ts';
import { forgetChanges, readChanges, removeWatch, useChanges, watchFor } from '../../../../src-renderer/plan/changes/changesStore.ts';
import { chooseJob, forgetJob, searchLog, useJob } from '../../../../src-renderer/plan/job/jobStore.ts';
import { forgetTimeline, readTimeline, useTimeline } from '../../../../src-renderer/plan/timeline/timelineStore.ts';
import { followNight } from '../../../../src-renderer/ui/time/now.ts';
import { say } from '../../../../src-renderer/words/words.ts';
import type { FakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { AT } from '../../../fakes/views/chat.ts';
import { aJob, read } from '../../../fakes/views/plan.ts';

afterEach(() => followNight(null));

const detailsOf = (id: string) => ({ ...aJob(id), dependencies: [], task: null, user: null, recovery: null, successCondition: null, runs: [] });
const logOf = (text: string) => ({ jobKey: 'k', runId: 'r', lines: [{ number: 1, text }], totalLines: 1, exitStatus: 0, isTruncated: false });
const RECORDING = { since: null, until: null, gaps: [] };

function answerParts(bridge: FakeBridge) {
  bridge.answer('plan.job', ({ id }) => read(detailsOf(id)));
  bridge.answer('plan.why', read([]));
  bridge.answer('plan.jobLog', ({ search }) => read(logOf(search ?? 'the end')));
  bridge.answer('plan.impact', ({ id }) => read({ jobKey: id, blocked: [], streams: [], critical: [], suppressed: [] }));
  bridge.answer('plan.criticalPath', ({ id }) =>
    read({ jobKey: id, deadlineAt: null, forecastEndAt: null, lateForecastEndAt: null, slackMs: null, blockedBy: null, steps: [] }),
  );
  bridge.answer('plan.history', { runs: [], total: 3, failed: 0, baseline: null, groups: null, recording: RECORDING });
}

describe('the chosen job', () => {
  const { getState: get } = useJob;
  const states = () => Object.fromEntries(Object.entries(get().chosen).map(([part, remote]) => [part, remote.at]));

  it('is read part by part: one that fails leaves the others standing', async () => {
    const bridge = await pageOfTest(useJob);
    answerParts(bridge);
    bridge.fail('plan.jobLog', 'TWS_TIMEOUT');
    await chooseJob('A');
    expect(states()).toEqual({ details: 'ready', why: 'ready', log: 'failed', impact: 'ready', path: 'ready', history: 'ready' });
    expect(get().chosen).toMatchObject({
      details: { value: { data: { id: 'A' } } },
      why: { value: { data: [] } },
      impact: { value: { data: { jobKey: 'A' } } },
      path: { value: { data: { jobKey: 'A', steps: [] } } },
      history: { value: { total: 3 } },
    });
    for (const name of ['plan.job', 'plan.why', 'plan.jobLog', 'plan.impact', 'plan.criticalPath'] as const) expect(bridge.calls(name)).toEqual([{ id: 'A' }]);
    expect(bridge.calls('plan.history')).toEqual([{ id: 'A', limit: 60 }]);
  });

  it('shows nothing of the one before, not even what comes late', async () => {
    const bridge = await pageOfTest(useJob);
    answerParts(bridge);
    const held = bridge.hold('plan.job');
    const slow = chooseJob('A');
    const call = await held.next();
    bridge.answer('plan.job', ({ id }) => read(detailsOf(id)));
    await chooseJob('B');
    call.answer(read(detailsOf('A')));
    await slow;
    expect(lastOf(get().chosen.details)?.data.id).toBe('B');
    await chooseJob(null);
    expect(get().id).toBeNull();
    expect(lastOf(get().chosen.details)).toBeNull();
    await bridge.quiet();
    expect(bridge.calls('plan.job')).toHaveLength(2);
  });

  it('has its log searched, and its end shown again for no text', async () => {
    const bridge = await pageOfTest(useJob);
    answerParts(bridge);
    await searchLog('nobody is chosen');
    expect(bridge.calls('plan.jobLog')).toEqual([]);
    await chooseJob('A');
    expect(get().logSearch).toBe('');
    await searchLog(' RC ');
    expect(get().logSearch).toBe(' RC ');
    expect(lastOf(get().chosen.log)?.data.lines[0]?.text).toBe('RC');
    await searchLog('  ');
    expect(bridge.calls('plan.jobLog')).toEqual([{ id: 'A' }, { id: 'A', search: 'RC' }, { id: 'A' }]);
    await searchLog('x');
    await chooseJob('B');
    expect(get().logSearch).toBe('');
  });

  it('shows the lines that are searched for now, also when those searched for before come late', async () => {
    const bridge = await pageOfTest(useJob);
    answerParts(bridge);
    await chooseJob('A');
    const held = bridge.hold('plan.jobLog');
    const slow = searchLog('R');
    const first = await held.next();
    const quick = searchLog('RC');
    (await held.next()).answer(read(logOf('RC')));
    await quick;
    first.answer(read(logOf('R')));
    await slow;
    expect(lastOf(get().chosen.log)?.data.lines[0]?.text).toBe('RC');
  });

  it('is another one on another engine, whatever its id', async () => {
    const bridge = await pageOfTest(useJob);
    answerParts(bridge);
    const held = bridge.hold('plan.job');
    const slow = chooseJob('A');
    const ofBefore = await held.next();
    await searchLog('x');
    forgetJob();
    expect(get()).toMatchObject({ id: 'A', logSearch: '', chosen: { why: { at: 'loading', last: null } } });
    ofBefore.answer(read({ ...detailsOf('A'), user: 'of the engine before' }));
    (await held.next()).answer(read(detailsOf('A')));
    await slow;
    await bridge.quiet();
    expect(lastOf(get().chosen.details)?.data.user).toBeNull();
    await chooseJob(null);
    forgetJob();
    await bridge.quiet();
    expect(bridge.calls('plan.job')).toHaveLength(2);
  });
});

describe('the timeline', () => {
  const { getState: get } = useTimeline;
  const night = (until = AT) => read({ since: AT, until, nowAt: AT, lanes: [], matchingLanes: 0 });

  it('shows two hours of what was for each of what comes, around the time of the night', async () => {
    const bridge = await pageOfTest(useTimeline);
    bridge.answer('plan.timeline', night());
    followNight('2026-11-21T12:00:00.000Z');
    await readTimeline({ hours: 12, text: ' PAY ' });
    await readTimeline({ hours: null, text: ' ' });
    expect(bridge.calls('plan.timeline')).toEqual([
      { since: '2026-11-21T04:00:00.000Z', until: '2026-11-21T16:00:00.000Z', text: 'PAY', limit: 300 },
      { since: '2026-11-14T12:00:00.000Z', until: '2026-11-28T12:00:00.000Z', limit: 300 },
    ]);
    expect(get().timeline).toMatchObject({ at: 'ready', value: { data: { until: AT } } });
  });

  it('keeps the last one after a failure, and drops what was asked before', async () => {
    const bridge = await pageOfTest(useTimeline);
    const held = bridge.hold('plan.timeline');
    const slow = readTimeline({ hours: 6, text: '' });
    const first = await held.next();
    const quick = readTimeline({ hours: 12, text: '' });
    (await held.next()).answer(night('2026-11-21T10:00:00.000Z'));
    await quick;
    first.answer(night());
    await slow;
    expect(lastOf(get().timeline)?.data.until).toBe('2026-11-21T10:00:00.000Z');
    bridge.fail('plan.timeline', 'TWS_TIMEOUT');
    await readTimeline({ hours: 12, text: '' });
    expect(get().timeline).toMatchObject({ at: 'failed', last: { data: { until: '2026-11-21T10:00:00.000Z' } } });
  });

  it('of the engine before is forgotten, and does not come late', async () => {
    const bridge = await pageOfTest(useTimeline);
    const held = bridge.hold('plan.timeline');
    const late = readTimeline({ hours: 6, text: '' });
    const call = await held.next();
    forgetTimeline();
    call.answer(night());
    await late;
    expect(get().timeline).toMatchObject({ at: 'loading', last: null });
  });
});

describe('what changed', () => {
  const { getState: get } = useChanges;
  const none = { newFailures: 0, recovered: 0, stillFailed: 0, newlyLate: 0, canceled: 0, streamsInTrouble: 0, workstations: 0 };
  const handover = (since = AT) => ({
    changes: {
      since,
      until: AT,
      newFailures: [],
      recovered: [],
      stillFailed: [],
      newlyLate: [],
      canceled: [],
      counts: { started: 0, endedWell: 0, failed: 0 },
      totals: none,
      isTruncated: false,
      streamsInTrouble: [],
      workstations: [],
      rollovers: [],
      recording: RECORDING,
    },
    workstationsDown: null,
    openDoubts: { total: 0, newest: [] },
    approved: [],
  });
  const rule = (id: string) => ({ id, jobKey: '/WS#/S.A', event: 'failed' as const, createdAt: AT, firedAt: null, seen: null });

  it('is asked for since so many hours ago, with what is watched for', async () => {
    const bridge = await pageOfTest(useChanges);
    bridge.answer('plan.handover', ({ since }) => handover(since));
    bridge.answer('plan.watches', [rule('w1')]);
    followNight('2026-11-21T12:00:00.000Z');
    await readChanges(8);
    expect(get()).toMatchObject({ handover: { at: 'ready', value: { changes: { since: '2026-11-21T04:00:00.000Z' } } }, watches: { value: [{ id: 'w1' }] } });
  });

  it('shows the window asked for last, and nothing of the engine before', async () => {
    const bridge = await pageOfTest(useChanges);
    const held = bridge.hold('plan.handover');
    bridge.answer('plan.watches', []);
    followNight('2026-11-21T12:00:00.000Z');
    const slow = readChanges(8);
    const first = await held.next();
    const quick = readChanges(24);
    const second = await held.next();
    second.answer(handover(second.input.since));
    await quick;
    first.answer(handover(first.input.since));
    await slow;
    expect(lastOf(get().handover)?.changes.since).toBe('2026-11-20T12:00:00.000Z');
    const late = readChanges(8);
    const ofBefore = await held.next();
    forgetChanges();
    expect(get()).toMatchObject({ handover: { at: 'loading', last: null }, watches: { at: 'loading', last: null } });
    ofBefore.answer(handover());
    await late;
    expect(get().handover).toMatchObject({ at: 'loading', last: null });
  });

  it('shows no watches of the engine before either', async () => {
    const bridge = await pageOfTest(useChanges);
    const held = bridge.hold('plan.watches');
    bridge.answer('plan.handover', handover());
    const late = readChanges(8);
    const ofBefore = await held.next();
    forgetChanges();
    ofBefore.answer([rule('of the engine before')]);
    await late;
    expect(lastOf(get().watches)).toBeNull();
  });

  it('a watch is set and said; one that cannot be set is said too', async () => {
    const bridge = await pageOfTest(useChanges);
    bridge.answer('plan.watchJob', rule('w2'));
    bridge.answer('plan.watches', [rule('w2')]);
    await watchFor({ jobKey: '/WS#/S.A', event: 'failed' });
    expect(bridge.calls('plan.watchJob')).toEqual([{ jobKey: '/WS#/S.A', event: 'failed' }]);
    expect(lastOf(get().watches)).toMatchObject([{ id: 'w2' }]);
    bridge.fail('plan.watchJob', 'STORE_FAILED');
    await watchFor({ jobKey: '/WS#/S.B', event: 'late' });
    expect(noticesSaid()).toEqual([say('watch.set', { job: '/WS#/S.A' }), expect.stringMatching(/^! /)]);
    expect(bridge.calls('plan.watches')).toHaveLength(1);
  });

  it('a watch is removed once the core says so', async () => {
    const bridge = await pageOfTest(useChanges);
    useChanges.setState({ watches: { at: 'ready', value: [rule('w1')] } });
    bridge.fail('plan.unwatch', 'STORE_FAILED');
    await removeWatch('w1');
    expect(lastOf(get().watches)).toHaveLength(1);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    bridge.answer('plan.unwatch', []);
    await removeWatch('w1');
    expect(bridge.calls('plan.unwatch').at(-1)).toEqual({ id: 'w1' });
    expect(get().watches).toEqual({ at: 'ready', value: [] });
  });
});
