/** The graph near a job or stream, and the timeline of the night. */
import { describe, expect, test } from 'vitest';
import { createPlanViews } from '../../../src-main/plan/snapshot/views/planViews.ts';
import { neighbourhood, timeline } from '../../../src-preload/contract/plan/planGraph.ts';
import { after, at, heldJob, heldPlan, unmeasured } from '../../fakes/plan/heldPlan.ts';

const viewsOf = (plan: ReturnType<typeof heldPlan>) => createPlanViews(plan, unmeasured(plan));
type Drawn = ReturnType<ReturnType<typeof viewsOf>['neighbourhood']>;
const nodes = ({ data }: Drawn) => data.nodes.map(({ ref, role, distance }) => `${role} ${distance} ${ref}`);
const edges = ({ data }: Drawn) => data.edges.map(({ from, to }) => `${from} > ${to}`).sort();

describe('the graph near a job', () => {
  const plan = heldPlan({
    jobs: [
      heldJob('FAR', 'SUCCESSFUL', { streamId: 'Q' }),
      heldJob('P', 'ERROR', { streamId: 'Q' }),
      heldJob('A'),
      heldJob('B', 'WAITING', { isCritical: true }),
      heldJob('X', 'WAITING', { streamId: 'T' }),
      heldJob('Y', 'WAITING', { streamId: 'T' }),
      heldJob('Z', 'WAITING', { streamId: 'Z' }),
    ],
    waits: [
      { owner: 'P', on: ['FAR'], isSatisfied: true },
      { owner: 'A', on: ['P'], conditions: ['SUCC'] },
      { owner: 'B', on: ['A', 'FAR'], needed: 1 },
      after('stream:T', 'stream:S'),
      after('Z', 'Y'),
    ],
  });
  const views = viewsOf(plan);
  const near = views.neighbourhood({ id: 'job:A', up: 2, down: 4, limit: 100 });

  test('nearest first; streams stand for their jobs', () => {
    expect(neighbourhood.parse(near.data)).toEqual(near.data);
    expect(nodes(near)).toEqual([
      'focus 0 job:A',
      'upstream 1 job:P',
      'downstream 1 job:B',
      'downstream 1 stream:S',
      'upstream 2 job:FAR',
      'downstream 2 stream:T',
      'downstream 3 job:Z',
    ]);
    expect(edges(near)).toEqual([
      'job:A > job:B',
      'job:A > stream:S',
      'job:B > stream:S',
      'job:FAR > job:B',
      'job:FAR > job:P',
      'job:P > job:A',
      'stream:S > stream:T',
      'stream:T > job:Z',
    ]);
    expect(near).toMatchObject({ isComplete: true, isTruncated: false, total: 7 });
  });

  test('edges carry conditions and joins, nodes what the focus blocks and the critical path', () => {
    const edge = (from: string, to: string) => near.data.edges.find((one) => one.from === from && one.to === to);
    expect(edge('job:P', 'job:A')).toMatchObject({ isSatisfied: false, conditions: ['SUCC'], join: null, isOnCriticalPath: true });
    expect(edge('job:FAR', 'job:P')).toMatchObject({ isSatisfied: true, isOnCriticalPath: false });
    expect(edge('job:A', 'job:B')).toMatchObject({ join: { needed: 1, members: 2 } });
    expect(edge('job:A', 'job:B')?.join?.id).toBe(edge('job:FAR', 'job:B')?.join?.id);
    const blocked = near.data.nodes.filter(({ isBlockedByFocus }) => isBlockedByFocus).map(({ ref }) => ref);
    // B is content with one of two, and the other is done.
    expect(blocked).toEqual(['stream:T', 'job:Z']);
  });

  test('what is left out is counted where it could be opened', () => {
    const close = views.neighbourhood({ id: 'job:A', up: 1, down: 0, limit: 100 });
    expect(nodes(close)).toEqual(['focus 0 job:A', 'upstream 1 job:P']);
    expect(close.data.nodes).toMatchObject([
      { hiddenPredecessors: 0, hiddenSuccessors: 2 },
      { hiddenPredecessors: 1, hiddenSuccessors: 0 },
    ]);
    const cut = views.neighbourhood({ id: 'job:A', up: 2, down: 2, limit: 3 });
    expect(nodes(cut)).toEqual(['focus 0 job:A', 'upstream 1 job:P', 'downstream 1 job:B']);
    expect(cut).toMatchObject({ isTruncated: true, total: null });
  });

  test('a stream in the middle is opened: its jobs are drawn by themselves', () => {
    const opened = views.neighbourhood({ id: 'stream:T', up: 1, down: 1, limit: 100 });
    expect(nodes(opened)).toEqual(['focus 0 stream:T', 'focus 0 job:X', 'focus 0 job:Y', 'upstream 1 stream:S', 'downstream 1 job:Z']);
    expect(edges(opened)).toEqual(['job:Y > job:Z', 'stream:S > stream:T']);
  });

  test('what a stream waits for stands before each of its jobs', () => {
    expect(nodes(views.neighbourhood({ id: 'job:X', up: 1, down: 0, limit: 9 }))).toEqual(['focus 0 job:X', 'upstream 1 stream:S']);
  });

  test('something outside the plan that still holds leaves the graph incomplete', () => {
    const outside = viewsOf(
      heldPlan({ jobs: [heldJob('A'), heldJob('B')], waits: [after('A', 'OUTSIDE'), { owner: 'B', on: ['OUTSIDE'], isSatisfied: true }] }),
    );
    expect(outside.neighbourhood({ id: 'job:A', up: 1, down: 1, limit: 9 }).isComplete).toBe(false);
    expect(outside.neighbourhood({ id: 'job:B', up: 1, down: 1, limit: 9 }).isComplete).toBe(true);
  });

  test('a circle ends', () => {
    const round = viewsOf(heldPlan({ jobs: [heldJob('A'), heldJob('B')], waits: [after('A', 'B'), after('B', 'A')] }));
    expect(edges(round.neighbourhood({ id: 'job:A', up: 9, down: 9, limit: 9 }))).toEqual(['job:A > job:B', 'job:B > job:A']);
  });
});

describe('the timeline', () => {
  const plan = heldPlan({
    jobs: [
      heldJob('OK', 'SUCCESSFUL', { streamId: 'CALM', startedAt: at(-60), endedAt: at(-30) }),
      heldJob('NEXT', 'WAITING', { streamId: 'CALM' }),
      heldJob('RUNS', 'RUNNING', { streamId: 'KEY', startedAt: at(-5), isCritical: true }),
      heldJob('ENDLESS', 'RUNNING', { streamId: 'KEY', startedAt: at(-4), estimatedMs: null }),
      heldJob('BAD', 'ERROR', { streamId: 'BROKEN', startedAt: at(-20), endedAt: at(-10) }),
      heldJob('BEHIND', 'WAITING', { streamId: 'BROKEN' }),
      heldJob('OLD', 'SUCCESSFUL', { streamId: 'PAST', startedAt: at(-2_000), endedAt: at(-1_990) }),
      heldJob('LOST', 'SUCCESSFUL', { streamId: 'GONE', startedAt: at(-10), endedAt: at(-9) }),
    ],
    waits: [after('BEHIND', 'BAD')],
    missingStreams: ['GONE'],
  });
  const views = viewsOf(plan);

  test('streams in trouble first, then critical ones, then by start; measured and forecast bars told apart', () => {
    const { data, total, isTruncated } = views.timeline({ limit: 9 });
    expect(timeline.parse(data)).toEqual(data);
    expect(data).toMatchObject({ since: at(-480), until: at(480), nowAt: at(0), matchingLanes: 4 });
    expect([total, isTruncated]).toEqual([4, false]);
    expect(data.lanes.map(({ name }) => name)).toEqual(['BROKEN', 'KEY', 'CALM', 'GONE']);
    expect(data.lanes.map(({ bars }) => bars.map((bar) => [bar.name, bar.startAt, bar.endAt, bar.isForecast]))).toEqual([
      [['BAD', at(-20), at(-10), false]],
      [
        ['RUNS', at(-5), at(5), true],
        ['ENDLESS', at(-4), null, true],
      ],
      [
        ['OK', at(-60), at(-30), false],
        ['NEXT', at(0), at(10), true],
      ],
      [['LOST', at(-10), at(-9), false]],
    ]);
    expect(data.lanes[3]).toMatchObject({ status: null, key: '/WS#/F/GONE' });
  });

  test('a window, a text and a limit choose the lanes', () => {
    const lanes = (query: Parameters<typeof views.timeline>[0]) => views.timeline(query).data.lanes.map(({ name }) => name);
    expect(lanes({ since: at(-3_000), until: at(-1_000), limit: 9 })).toEqual(['PAST']);
    expect(lanes({ text: 'calm', limit: 9 })).toEqual(['CALM']);
    expect(lanes({ text: 'runs', limit: 9 })).toEqual(['KEY']);
    expect(views.timeline({ limit: 1 })).toMatchObject({ isTruncated: true, total: 4, data: { matchingLanes: 4 } });
    expect(() => views.timeline({ since: at(1), until: at(0), limit: 9 })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  test('a long lane keeps its failures and says how many bars it leaves out', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      heldJob(`J${index}`, index === 59 ? 'ERROR' : 'SUCCESSFUL', { startedAt: at(-60 + index), endedAt: at(-59 + index) }),
    );
    const [lane] = viewsOf(heldPlan({ jobs: many })).timeline({ limit: 9 }).data.lanes;
    expect(lane?.bars).toHaveLength(40);
    expect(lane?.hiddenBars).toBe(20);
    expect(lane?.bars.at(-1)?.name).toBe('J59');
  });
});
