// @vitest-environment happy-dom
/** The plan on screen is the plan of the engine in force, as far as it has been read. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cancelReading, planOf, readPlan, usePlan } from '../../../../src-renderer/plan/planStore.ts';
import { useChanges } from '../../../../src-renderer/plan/changes/changesStore.ts';
import { useGraph } from '../../../../src-renderer/plan/graph/graphStore.ts';
import { useJob } from '../../../../src-renderer/plan/job/jobStore.ts';
import { showTable, useTable } from '../../../../src-renderer/plan/table/tableStore.ts';
import { useTimeline } from '../../../../src-renderer/plan/timeline/timelineStore.ts';
import { pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { aRow, aSnapshot, aSummary, NO_GROUPS, read } from '../../../fakes/views/plan.ts';

const { getState: get } = usePlan;
const openPage = () => pageOfTest(usePlan, useTable, useJob, useGraph, useTimeline, useChanges);
const LOOK_MS = 700;

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

describe('reading', () => {
  it('asks for what changed, or for the whole plan', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot());
    bridge.answer('plan.workstations', read([]));
    bridge.answer('plan.summary', read(aSummary()));
    await readPlan();
    await readPlan({ isWhole: true });
    expect(bridge.calls('plan.refresh')).toEqual([{ isWhole: false }, { isWhole: true }]);
    expect(get()).toMatchObject({
      snapshot: { at: 'ready' },
      workstations: { at: 'ready', value: { data: [] } },
      summary: { at: 'ready', value: { data: { total: 1 } } },
    });
  });

  it('looks how far it is until it has ended, and asks for the summary only then', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot({ at: 'reading', progress: { rows: 0, total: 200 } }));
    bridge.answer('plan.workstations', read([]));
    bridge.answer('plan.snapshot', aSnapshot({ at: 'reading', progress: { rows: 100, total: 200 } }));
    bridge.answer('plan.summary', read(aSummary()));
    await readPlan();
    await vi.advanceTimersByTimeAsync(LOOK_MS - 1);
    expect(bridge.calls('plan.snapshot')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    await bridge.quiet();
    expect(get().snapshot).toMatchObject({ at: 'ready', value: { progress: { rows: 100 } } });
    expect(bridge.calls('plan.summary')).toHaveLength(0);
    bridge.answer('plan.snapshot', aSnapshot({ jobs: 200 }));
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await bridge.quiet();
    expect(get()).toMatchObject({ snapshot: { value: { jobs: 200 } }, summary: { at: 'ready' } });
    await vi.advanceTimersByTimeAsync(LOOK_MS * 3);
    await bridge.quiet();
    expect(bridge.calls('plan.snapshot')).toHaveLength(2);
  });

  it('is looked at by one timer, however often it is asked for', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot({ at: 'reading', progress: { rows: 0, total: null } }));
    bridge.answer('plan.workstations', read([]));
    bridge.answer('plan.snapshot', aSnapshot());
    bridge.answer('plan.summary', read(aSummary()));
    await readPlan();
    await readPlan();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await bridge.quiet();
    expect(bridge.calls('plan.snapshot')).toHaveLength(1);
  });

  it('that cannot be looked at keeps what was known of it, and stops looking', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot({ at: 'reading', progress: { rows: 0, total: null } }));
    bridge.answer('plan.workstations', read([]));
    bridge.fail('plan.snapshot', 'TWS_TIMEOUT');
    await readPlan();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await bridge.quiet();
    expect(get().snapshot).toMatchObject({ at: 'failed', fault: { code: 'TWS_TIMEOUT' }, last: { at: 'reading' } });
    await vi.advanceTimersByTimeAsync(LOOK_MS * 3);
    await bridge.quiet();
    expect(bridge.calls('plan.snapshot')).toHaveLength(1);
  });

  it('shows the rows anew when it has ended', async () => {
    const bridge = await openPage();
    bridge.answer('plan.table', read({ rows: [aRow('A')], matching: 1, groups: NO_GROUPS, byStatus: {} }));
    bridge.answer('plan.refresh', aSnapshot());
    bridge.answer('plan.workstations', read([]));
    bridge.answer('plan.summary', read(aSummary()));
    await showTable({ order: 'attention', direction: 'ascending' });
    await readPlan();
    expect(bridge.calls('plan.table')).toHaveLength(2);
  });

  it('that failed keeps the plan on screen, said to be old', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot({ jobs: 7 }));
    bridge.answer('plan.workstations', read([]));
    bridge.answer('plan.summary', read(aSummary()));
    await readPlan();
    bridge.fail('plan.refresh', 'TWS_UNREACHABLE');
    bridge.fail('plan.workstations', 'TWS_UNREACHABLE');
    await readPlan();
    expect(get()).toMatchObject({ snapshot: { at: 'failed', last: { jobs: 7 } }, workstations: { at: 'failed', last: { data: [] } } });
  });

  it('is stopped when a person says so; when it cannot be, nothing changes', async () => {
    const bridge = await openPage();
    bridge.answer('plan.cancelReading', aSnapshot({ at: 'none' }));
    await cancelReading();
    expect(get().snapshot).toMatchObject({ at: 'ready', value: { at: 'none' } });
    bridge.fail('plan.cancelReading', 'INTERNAL');
    await cancelReading();
    expect(get().snapshot).toMatchObject({ at: 'ready', value: { at: 'none' } });
  });
});

describe('another engine', () => {
  it('has its own plan: what was asked of the one before is not taken any more', async () => {
    const bridge = await openPage();
    const refresh = bridge.hold('plan.refresh');
    const workstations = bridge.hold('plan.workstations');
    bridge.answer('plan.summary', read(aSummary()));
    planOf('demo');
    const late = readPlan();
    const [ofDemo, others] = [await refresh.next(), await workstations.next()];
    planOf('production');
    expect(get()).toMatchObject({ engineId: 'production', snapshot: { at: 'loading', last: null }, summary: { at: 'loading', last: null } });
    ofDemo.answer(aSnapshot({ jobs: 99 }));
    others.answer(read([]));
    await late;
    expect(get().snapshot).toMatchObject({ at: 'loading', last: null });
    expect(get().workstations).toMatchObject({ at: 'loading', last: null });
    (await refresh.next()).answer(aSnapshot({ jobs: 1 }));
    (await workstations.next()).fail('TWS_TIMEOUT');
    await bridge.quiet();
    expect(get()).toMatchObject({ snapshot: { at: 'ready', value: { jobs: 1 } }, workstations: { at: 'failed', last: null } });
  });

  it('is not looked at with the patience for the one before', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot({ at: 'reading', progress: { rows: 0, total: null } }));
    bridge.answer('plan.workstations', read([]));
    const look = bridge.hold('plan.snapshot');
    planOf('demo');
    await readPlan();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    const ofDemo = await look.next();
    bridge.hold('plan.refresh');
    bridge.hold('plan.workstations');
    planOf('production');
    ofDemo.answer(aSnapshot({ jobs: 99 }));
    await bridge.quiet();
    expect(get().snapshot).toMatchObject({ at: 'loading', last: null });
  });

  it('makes table, job, graph, timeline and changes forget theirs', async () => {
    const bridge = await openPage();
    bridge.hold('plan.refresh');
    bridge.hold('plan.workstations');
    planOf('demo');
    useTable.setState({ isOld: true });
    useJob.setState({ logSearch: 'x' });
    useGraph.setState({ isOpened: true });
    useTimeline.setState({ timeline: { at: 'loading', last: null } });
    const [timeline, handover] = [useTimeline.getState(), useChanges.getState()];
    useTimeline.setState({ timeline: { at: 'failed', last: null, fault: { code: 'INTERNAL', message: '', retryable: false, requestId: null } } });
    useChanges.setState({ watches: { at: 'ready', value: [] } });
    planOf('production');
    expect(useTable.getState().isOld).toBe(false);
    expect(useJob.getState().logSearch).toBe('');
    expect(useGraph.getState().isOpened).toBe(false);
    expect(useTimeline.getState()).toEqual(timeline);
    expect(useChanges.getState()).toEqual(handover);
  });

  it('is none while nobody knows which is in force, and the first one known forgets nothing', async () => {
    const bridge = await openPage();
    bridge.answer('plan.refresh', aSnapshot());
    bridge.answer('plan.workstations', read([]));
    bridge.answer('plan.summary', read(aSummary()));
    await readPlan();
    planOf(null);
    expect(get().engineId).toBeNull();
    planOf('demo');
    planOf('demo');
    planOf(null);
    expect(get()).toMatchObject({ engineId: 'demo', snapshot: { at: 'ready' } });
    await bridge.quiet();
    expect(bridge.calls('plan.refresh')).toHaveLength(1);
  });
});
