/** Impact, neighbours, failures upstream, critical paths, late jobs, bottlenecks and circles, as rows. */
import { describe, expect, test } from 'vitest';
import { createPlanViews } from '../../../src-main/plan/snapshot/views/planViews.ts';
import { commonStatuses, impactResult, type Job } from '../../../src-preload/contract/plan/plan.ts';
import { bottleneck, criticalPath, lateJob } from '../../../src-preload/contract/plan/planGraph.ts';
import { after, at, heldJob, heldPlan, unmeasured } from '../../fakes/plan/heldPlan.ts';

const viewsOf = (plan: ReturnType<typeof heldPlan>) => createPlanViews(plan, unmeasured(plan));
const walked = (steps: readonly { readonly job: Job; readonly depth: number; readonly via: string }[]) =>
  steps.map(({ job, depth, via }) => `${depth} ${job.name} via ${via}`);

const jobs = [
  heldJob('A', 'ERROR'),
  heldJob('B'),
  heldJob('C', 'WAITING', { streamId: 'T', isCritical: true, deadlineAt: at(30) }),
  heldJob('D', 'WAITING', { streamId: 'U' }),
  heldJob('DONE', 'SUCCESSFUL', { streamId: 'V' }),
];
const waits = [after('B', 'A'), after('C', 'B'), after('stream:U', 'stream:T'), after('A', 'DONE')];
const night = heldPlan({ jobs, waits });
const views = viewsOf(night);

describe('walks', () => {
  test('what a job blocks, with the streams and critical jobs among it', () => {
    const { data, ...rest } = views.impact('A');
    expect(data.blocked.map(({ name, depth, via }) => `${depth} ${name} via ${via}`)).toEqual(['1 B via /WS#/F/S.A', '2 C via /WS#/F/S.B', '3 D via /WS#/F/T']);
    expect(data).toMatchObject({ jobKey: '/WS#/F/S.A', streams: ['/WS#/F/S', '/WS#/F/T', '/WS#/F/U'], critical: ['/WS#/F/T.C'] });
    expect(rest).toEqual({ isComplete: true, isTruncated: false, total: 3 });
    expect(impactResult.parse(data)).toEqual(data);
    expect(views.impact('DONE').data.blocked).toEqual([]);
  });

  test('what will not run at all, with what was asked in vain, and the same told of each of them', () => {
    const vain = viewsOf(
      heldPlan({
        jobs: [heldJob('A', 'ERROR'), heldJob('GO'), heldJob('AFTER', 'WAITING', { isCritical: true }), heldJob('MEND'), heldJob('GONE', 'SUPPRESS')],
        waits: [
          { owner: 'GO', on: ['A'], conditions: ['SUCC', 'OUTPUT'] },
          { owner: 'MEND', on: ['A'], conditions: ['ABEND'] },
          { owner: 'GONE', on: ['A'], conditions: ['FAIL'] },
          after('AFTER', 'GO'),
        ],
      }),
    );
    const { data } = vain.impact('A');
    expect(impactResult.parse(data)).toEqual(data);
    const onA = { on: '/WS#/F/S.A', status: 'ABEND', conditions: ['SUCC', 'OUTPUT'] };
    expect(data).toMatchObject({
      blocked: [],
      critical: [],
      suppressed: [
        { name: 'GO', depth: 1, via: '/WS#/F/S.A', missed: onA },
        { name: 'AFTER', depth: 2, via: '/WS#/F/S.GO', isCritical: true, missed: { on: '/WS#/F/S.GO', status: 'HOLD', conditions: [] } },
      ],
    });
    expect(vain.willNotRun('GO').data).toEqual(onA);
    expect(vain.willNotRun('AFTER').data).toEqual({ on: '/WS#/F/S.GO', status: 'HOLD', conditions: [] });
    expect(vain.willNotRun('GONE').data).toEqual({ on: '/WS#/F/S.A', status: 'ABEND', conditions: ['FAIL'] });
    expect(vain.willNotRun('MEND')).toEqual({ data: null, isComplete: true, isTruncated: false, total: null });
    expect(vain.willNotRun('A').data).toBeNull();
  });

  test('what stands before and behind, step by step', () => {
    expect(walked(views.successors('A', 2).data)).toEqual(['1 B via /WS#/F/S.A', '2 C via /WS#/F/S.B']);
    expect(walked(views.predecessors('D', 3).data)).toEqual(['1 C via /WS#/F/U', '2 B via /WS#/F/T.C', '3 A via /WS#/F/S.B']);
    expect(views.failedUpstream('D').data.map(({ name }) => name)).toEqual(['A']);
  });

  test('a job that is not in the plan is said to be missing, never to have no successors', () => {
    const missing = expect.objectContaining({ code: 'TWS_NOT_FOUND' });
    for (const ask of [views.impact, views.failedUpstream, views.criticalPath]) expect(() => ask('NOBODY')).toThrow(missing);
    expect(() => views.successors('NOBODY', 1)).toThrow(missing);
    expect(() => views.predecessors('NOBODY', 1)).toThrow(missing);
    expect(() => views.neighbourhood({ id: 'stream:NOBODY', up: 1, down: 1, limit: 9 })).toThrow(missing);
  });

  test('a row that does not tell what it waits for makes incomplete what it could change, and only that', () => {
    const gap = viewsOf(heldPlan({ jobs, waits, untold: ['B'] }));
    expect(gap.impact('A').isComplete).toBe(false);
    expect(gap.successors('A', 1).isComplete).toBe(false);
    expect(gap.predecessors('D', 1).isComplete).toBe(true);
    expect(gap.predecessors('D', 3).isComplete).toBe(false);
    expect(gap.failedUpstream('D').isComplete).toBe(false);
    expect(gap.failedUpstream('B').isComplete).toBe(false);
    expect(gap.failedUpstream('A').isComplete).toBe(true);
    expect(gap.criticalPath('D').isComplete).toBe(false);
    expect(gap.bottlenecks(9).isComplete).toBe(false);
  });

  test('a plan with unread pages answers nothing as complete', () => {
    const part = viewsOf(heldPlan({ jobs, waits, isComplete: false }));
    const answers = [
      part.impact('A'),
      part.successors('A', 1),
      part.failedUpstream('B'),
      part.late(9),
      part.cycles(),
      part.bottlenecks(9),
      part.criticalPath('B'),
    ];
    expect(answers.map(({ isComplete }) => isComplete)).toEqual(answers.map(() => false));
    expect(part.timeline({ limit: 9 }).isComplete).toBe(false);
  });

  test('five hundred rows are shown of a larger impact, which is counted all the same', () => {
    const many = Array.from({ length: 700 }, (_, index) => heldJob(`J${index}`));
    const wide = viewsOf(heldPlan({ jobs: [heldJob('A', 'ERROR'), ...many], waits: many.map(({ id }) => after(id, 'A')) }));
    expect(wide.impact('A')).toMatchObject({ isTruncated: true, total: 700 });
    expect(wide.impact('A').data.blocked).toHaveLength(500);
    expect(wide.successors('A', 1)).toMatchObject({ isTruncated: true, total: 700 });
  });
});

describe('what decides the end', () => {
  const path = viewsOf(
    heldPlan({
      jobs: [
        heldJob('RUNS', 'RUNNING', { startedAt: at(-4) }),
        heldJob('SHORT', 'WAITING', { estimatedMs: 60_000 }),
        heldJob('END', 'WAITING', { deadlineAt: at(10), estimatedMs: 300_000 }),
        heldJob('UNSURE', 'WAITING', { estimatedMs: null }),
      ],
      waits: [after('END', 'RUNS', 'SHORT')],
    }),
  );

  test('the chain that decides, with what is measured told apart from what is forecast', () => {
    const { data } = path.criticalPath('END');
    expect(criticalPath.parse(data)).toEqual(data);
    expect(data).toMatchObject({ deadlineAt: at(10), forecastEndAt: at(11), slackMs: -60_000, blockedBy: null });
    expect(data.steps).toMatchObject([
      { name: 'RUNS', startAt: at(-4), endAt: at(6), isForecast: true, durationSource: 'estimated', startsBy: 'has-started' },
      { name: 'END', startAt: at(6), endAt: at(11), isForecast: true, durationSource: 'estimated', startsBy: 'predecessor' },
    ]);
    expect(path.criticalPath('UNSURE').data).toMatchObject({ forecastEndAt: null, steps: [{ durationMs: null, durationSource: 'unknown' }] });
  });

  test('behind a failure there is no forecast but the way to it', () => {
    const { data } = views.criticalPath('C');
    expect(data).toMatchObject({ forecastEndAt: null, slackMs: null, blockedBy: '/WS#/F/S.A' });
    expect(data.steps.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  test('late jobs say why', () => {
    const late = path.late(9).data;
    expect(late.map((one) => lateJob.parse(one))).toEqual(late);
    expect(late).toMatchObject([
      { job: { name: 'END' }, isLateNow: false, certainty: 'likely', reason: 'slow-predecessor', becauseOf: { key: '/WS#/F/S.RUNS' }, lateByMs: 60_000 },
    ]);
    expect(views.late(9).data).toMatchObject([{ job: { name: 'C' }, reason: 'blocked-by-failure', becauseOf: { id: 'A' }, lateByMs: null }]);
  });

  test('a deadline of which nobody can say leaves the list of late jobs incomplete', () => {
    const held = viewsOf(heldPlan({ jobs: [heldJob('A', 'HELD', { deadlineAt: at(30) })] }));
    expect(held.late(9)).toMatchObject({ data: [], isComplete: false });
  });

  test('measured durations come before estimates, and a newer plan brings a newer forecast', () => {
    const plan = heldPlan({ jobs: [heldJob('A')] });
    const measured = { medianMs: Float64Array.of(120_000), p90Ms: Float64Array.of(240_000) };
    const own = createPlanViews(plan, { ...unmeasured(plan), measured: () => measured });
    expect(own.criticalPath('A').data).toMatchObject({ forecastEndAt: at(2), lateForecastEndAt: at(4), steps: [{ durationSource: 'measured' }] });
    measured.medianMs[0] = 180_000;
    expect(own.criticalPath('A').data.forecastEndAt).toBe(at(2));
    plan.version += 1;
    expect(own.criticalPath('A').data.forecastEndAt).toBe(at(3));
  });

  test('bottlenecks and circles', () => {
    const found = views.bottlenecks(5).data;
    expect(found.map((one) => bottleneck.parse(one))).toEqual(found);
    expect(found[0]).toMatchObject({ job: { name: 'A' }, waiting: 3, criticalWaiting: 1 });
    expect(views.cycles().data).toEqual([]);
    const round = viewsOf(heldPlan({ jobs: [heldJob('A'), heldJob('B')], waits: [after('A', 'B'), after('B', 'A')] }));
    expect(round.cycles()).toMatchObject({ data: [[{ id: 'A', key: '/WS#/F/S.A' }, { id: 'B' }]], total: 1 });
  });
});

test('every answer can be passed to another thread', () => {
  const answers = [
    views.table({ order: 'attention', direction: 'ascending', offset: 0, limit: 9 }),
    views.impact('A'),
    views.successors('A', 3),
    views.failedUpstream('D'),
    views.criticalPath('C'),
    views.late(9),
    views.bottlenecks(9),
    views.neighbourhood({ id: 'job:B', up: 2, down: 2, limit: 99 }),
    views.timeline({ limit: 9 }),
  ];
  expect(structuredClone(answers)).toEqual(answers);
});

test('an answer kept for a while is not kept beyond a change', () => {
  const plan = heldPlan({ jobs: [heldJob('A', 'ERROR'), heldJob('B')], waits: [after('B', 'A')] });
  const own = viewsOf(plan);
  expect(own.bottlenecks(5).data).toMatchObject([{ job: { name: 'A' }, waiting: 1 }]);
  plan.graph.jobs.status[0] = commonStatuses.indexOf('SUCCESSFUL');
  plan.version += 1;
  expect(own.bottlenecks(5).data).toEqual([]);
});
