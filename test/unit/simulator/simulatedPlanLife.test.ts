/** What the simulated plan does at its end and when something in it is changed by hand, and the oddities it holds. */
import { describe, expect, test } from 'vitest';
import { createPlanEditor } from '../../../src-main/demo/life/planEditor.ts';
import { rolledOver } from '../../../src-main/demo/life/rollOver.ts';
import { createPlan } from '../../../src-main/demo/night/assemble.ts';
import { generatedNights } from '../../../src-main/demo/night/generatedNights.ts';
import { known, type PlanJob, type SimulatedPlan } from '../../../src-main/demo/plan/planModel.ts';
import { createPlanShelf } from '../../../src-main/demo/plan/planShelf.ts';
import { isSatisfied, jobStateAt } from '../../../src-main/demo/plan/state.ts';
import { streamStateAt } from '../../../src-main/demo/plan/streamState.ts';
import { wireJob } from '../../../src-main/demo/wire/jobs.ts';
import { persistentIdOf } from '../../../src-main/demo/wire/values.ts';

const NOW = Date.parse('2026-03-10T02:17:33.000Z');
const DAY_MS = 86_400_000;
const OPTIONS = { jobs: 250, seed: 1, anchorMs: NOW, oddities: true };
const night = (anchorMs = NOW) => createPlan({ ...OPTIONS, anchorMs });

const streamOf = (plan: SimulatedPlan, name: string, folder = '/BANK/ODD') => {
  const found = [...plan.streams.values()].find((stream) => stream.name === name && stream.folder === folder);
  if (found === undefined) throw new Error(`no stream ${folder}/${name}`);
  return found;
};
const jobOf = (plan: SimulatedPlan, stream: string, name: string, folder?: string): PlanJob => {
  const found = streamOf(plan, stream, folder)
    .jobIds.map((id) => known(plan.jobs, id))
    .find((job) => job.name === name);
  if (found === undefined) throw new Error(`no job ${stream}.${name}`);
  return found;
};

describe('the oddities', () => {
  const plan = night();
  const at = (stream: string, job: string, now = NOW) => jobStateAt(plan, jobOf(plan, stream, job), now);
  const wire = (stream: string, job: string) => wireJob(plan, jobOf(plan, stream, job), NOW, '10.2.8');

  test.each([
    ['ODD_BRANCHES', 'WAY_SMALL', { status: 'SUPPR', common: 'SUPPRESS', substatus: 'SUPPR_UNSATISFIED_DEPENDENCY' }],
    ['ODD_BRANCHES', 'AFTER_SMALL', { status: 'SUPPR' }],
    ['ODD_BRANCHES', 'AFTER_LARGE', { status: 'SUCC' }],
    ['ODD_BRANCHES', 'MEET_AGAIN', { status: 'SUCC' }],
    ['ODD_BRANCHES', 'NOTE_SKIPPED', { status: 'SUCC' }],
    ['ODD_HANDLER', 'WHEN_FAILED', { status: 'SUCC' }],
    ['ODD_HANDLER', 'WHEN_STARTED', { status: 'SUCC' }],
    ['ODD_HANDLER', 'AFTER_WELL', { status: 'SUPPR' }],
    ['ODD_JOINS', 'TWO_OF_THREE', { status: 'SUCC' }],
    ['ODD_JOINS', 'ALL_OF_THREE', { status: 'HOLD', substatus: 'HOLD_WAITING_FOR_PREDECESSOR' }],
    ['ODD_RECOVERY', 'AFTER_FAILURE', { status: 'SUCC' }],
    ['ODD_RESOURCE', 'WAITS_DRIVE_1', { status: 'READY', substatus: 'READY_WAITING_FOR_RESOURCES' }],
    ['ODD_OUTSIDE', 'WAITS_PARTNER', { status: 'HOLD' }],
    ['ODD_OUTSIDE', 'PARTNER_ANSWERED', { status: 'SUCC' }],
    ['ODD_PRIORITY', 'NEVER_LAUNCHED', { status: 'HOLD', common: 'HELD', substatus: 'HOLD_PRIORITY_ZERO' }],
    ['ODD_LIMIT_ONE', 'QUEUED_1', { status: 'READY', substatus: 'READY_WAITING_FOR_LIMIT' }],
    ['ODD_LIMIT_ZERO', 'NOT_LET_IN', { status: 'HOLD', common: 'WAITING' }],
    ['ODD_UNTIL', 'BEHIND_TOO_LATE', { status: 'SUPPR' }],
    ['ODD_UNTIL', 'CANCELED_LATE', { common: 'CANCELED', isCanceled: true }],
  ])('%s.%s', (stream, job, expected) => {
    expect(at(stream, job)).toMatchObject(expected);
  });

  test('a repeated job waits for its next repetition, and its chain says so', () => {
    const { runs, status, substatus } = at('ODD_REPEATS', 'POLL_INBOX');
    expect({ status, substatus }).toEqual({ status: 'HOLD', substatus: 'HOLD_WAITING_FOR_TIME' });
    expect(new Set(runs.slice(1).map(({ run }) => run.rerunType))).toEqual(new Set(['RERUN_EVERY']));
    expect(runs.filter(({ isLast }) => isLast)).toHaveLength(1);
    expect(streamStateAt(plan, streamOf(plan, 'ODD_REPEATS'), NOW).status).toBe('EXEC');
    const recovered = at('ODD_RECOVERY', 'RECOVERS').runs.map(({ run, status: said }) => [run.rerunType, said]);
    expect(recovered).toEqual([
      ['REGULAR', 'ABEND'],
      ['RECOVERY', 'SUCC'],
      ['RECOVERY_RERUN', 'SUCC'],
    ]);
  });

  test('are written as the API has them', () => {
    expect(wire('ODD_BRANCHES', 'WAY_LARGE')).toMatchObject({ dependencies: [{ conditional: true, outputConditions: ['LARGE'], satisfied: true }] });
    expect(wire('ODD_HANDLER', 'WHEN_WELL')).toMatchObject({ dependencies: [{ conditional: true, statusConditions: ['SUCC'], satisfied: false }] });
    expect(wire('ODD_JOINS', 'TWO_OF_THREE')).toMatchObject({
      dependencies: [{ dependencyType: 'JOIN', criteria: 'AT_LEAST', joinQuantity: 2, satisfied: true, members: [{}, {}, { satisfied: false }] }],
    });
    expect(wire('ODD_OUTSIDE', 'WAITS_PARTNER')).toMatchObject({
      dependencies: [{ dependencyType: 'INTERNETWORK', networkAgent: '/NETAG1', satisfied: false }],
    });
    expect(wire('ODD_OUTSIDE', 'WAITS_PENDING')).toMatchObject({ dependencies: [{ dependencyType: 'EXTERNAL_JOB', pending: true, zombie: false }] });
    expect(wire('ODD_OUTSIDE', 'WAITS_ZOMBIE')).toMatchObject({ dependencies: [{ dependencyType: 'EXTERNAL_JOBSTREAM', pending: false, zombie: true }] });
    expect(wire('ODD_UNTIL', 'LATE_ANYWAY')).toMatchObject({ jobStatusFlags: { untilGone: true }, timeRestrictions: { lateStartAction: 'continue' } });
    expect(wire('ODD_RESOURCE', 'HOLDS_DRIVE')).toMatchObject({ dependencies: [{ dependencyType: 'RESOURCE', satisfied: true }] });
  });

  test('no two jobs hold the only drive at once', () => {
    const runs = ['HOLDS_DRIVE', 'WAITS_DRIVE_1', 'WAITS_DRIVE_2'].map((name) => jobOf(plan, 'ODD_RESOURCE', name).runs[0]!);
    for (const one of runs) for (const other of runs) if (one !== other) expect(one.endMs <= other.startMs || other.endMs <= one.startMs).toBe(true);
  });
});

describe('a rollover', () => {
  const old = night();
  const fresh = night(NOW + DAY_MS);
  const next = rolledOver(old, fresh, NOW);

  test('gives a new plan with new ids, in which what goes on is known by its persistent id', () => {
    expect(next).toMatchObject({ id: fresh.id, runNumber: old.runNumber + 1, startMs: NOW, isArchived: false });
    expect([...old.jobs.keys(), ...old.streams.keys()].filter((id) => next.jobs.has(id) || next.streams.has(id))).toEqual([]);
    const [before, after] = [old, next].map((plan) => jobOf(plan, 'ODD_RESOURCE', 'HOLDS_DRIVE'));
    expect(persistentIdOf(after!)).toBe(persistentIdOf(before!));
    expect(jobStateAt(next, after!, NOW)).toMatchObject({ status: 'EXEC' });
    expect(after!.runs[0]?.jobNumber).toBe(before!.runs[0]?.jobNumber);
    expect(streamOf(next, 'ODD_RESOURCE').isCarriedForward).toBe(true);
  });

  test('carries every unfinished stream once and no finished one, and its jobs as they stand', () => {
    const carried = [...next.streams.values()].filter(({ persistentId }) => persistentId !== null);
    const expected = [...old.streams.values()].filter(
      (stream) => stream.carries && !['SUCC', 'SUPPR'].includes(streamStateAt(old, stream, NOW).status) && !stream.name.startsWith('FINAL'),
    );
    expect(carried.map(persistentIdOf).sort()).toEqual(expected.map(persistentIdOf).sort());
    const states = (plan: SimulatedPlan, streams: typeof expected) =>
      new Map(streams.flatMap(({ jobIds }) => jobIds.map((id) => known(plan.jobs, id))).map((job) => [persistentIdOf(job), jobStateAt(plan, job, NOW).status]));
    expect(states(next, carried)).toEqual(states(old, expected));
  });

  test('leaves no reference to what the new plan does not hold', () => {
    for (const edge of next.edges) for (const { kind, id } of [edge.from, edge.to]) expect((kind === 'job' ? next.jobs : next.streams).has(id)).toBe(true);
    for (const job of next.jobs.values()) for (const one of job.dependencies) isSatisfied(next, one, NOW);
    for (const { jobId } of next.prompts.values()) expect(next.jobs.has(jobId)).toBe(true);
  });

  test('moves what runs of a stream that is not carried to USERJOBS, and what followed it waits for ever', () => {
    const running = [...next.streams.values()].filter(({ name }) => name === 'USERJOBS').flatMap(({ jobIds }) => jobIds.map((id) => known(next.jobs, id)));
    const moved = running.find(({ name }) => name === 'RUNS_ON')!;
    expect(jobStateAt(next, moved, NOW).status).toBe('EXEC');
    expect(wireJob(next, moved, NOW, '10.2.8')['jobDefinition']).not.toHaveProperty('task');
    expect(() => streamOf(next, 'ODD_NOT_CARRIED')).not.toThrow(); // tomorrow's
    const waiting = [...next.jobs.values()].find(({ name, persistentId }) => name === 'WAITS_FOR_GONE' && persistentId !== null)!;
    expect(waiting.dependencies).toMatchObject([{ kind: 'absent', state: 'zombie', jobName: 'LEFT_BEHIND' }]);
    expect(jobStateAt(next, waiting, next.endMs).status).toBe('HOLD');
  });

  test('comes by itself at the end of the plan, and the last three plans can be read', () => {
    let now = NOW;
    const shelf = createPlanShelf({ nights: generatedNights(OPTIONS), now: () => now, isStopped: () => false });
    const [yesterday] = shelf.archived();
    const ids = [shelf.current().id];
    for (let days = 1; days <= 3; days++) {
      now = NOW + days * DAY_MS;
      ids.unshift(shelf.current().id);
      expect(shelf.current().runNumber).toBe(yesterday!.runNumber + days + 1);
    }
    expect(new Set(ids).size).toBe(4);
    expect(shelf.archived().map(({ id }) => id)).toEqual(ids.slice(1));
    expect(shelf.archived()[0]!.open()).toMatchObject({ id: ids[1], isArchived: true });
  });

  test('does not come while batchman is down', () => {
    const shelf = createPlanShelf({ nights: generatedNights(OPTIONS), now: () => NOW + 2 * DAY_MS, isStopped: () => true });
    expect(shelf.current().id).toBe(night().id);
  });
});

describe('a change by hand', () => {
  test('shows in the job, in its stream and in what waits for it', () => {
    const plan = night();
    const edit = createPlanEditor({ plan: () => plan, now: () => NOW });
    const job = jobOf(plan, 'ODD_JOINS', 'FEED_C');
    const waiting = jobOf(plan, 'ODD_JOINS', 'ALL_OF_THREE');
    expect(isSatisfied(plan, waiting.dependencies[0]!, NOW)).toBe(false);
    edit.job(job.id, { status: 'SUCC' });
    expect(jobStateAt(plan, job, NOW)).toMatchObject({ status: 'SUCC', common: 'SUCCESSFUL', runs: [{ returnCode: 8 }] });
    expect(isSatisfied(plan, waiting.dependencies[0]!, NOW)).toBe(true);
    edit.job(job.id, { returnCode: 0 });
    expect(jobStateAt(plan, job, NOW).runs[0]).toMatchObject({ status: 'SUCC', returnCode: 0 });
    edit.job(waiting.id, { isHeld: true });
    expect(jobStateAt(plan, waiting, NOW)).toMatchObject({ status: 'HOLD', common: 'HELD' });
    expect(wireJob(plan, waiting, NOW, '10.2.8')).toMatchObject({ priority: 0, origPriority: 10 });
    edit.job(waiting.id, { isHeld: false, isCanceled: true, priority: 77, isLate: true });
    expect(wireJob(plan, waiting, NOW, '10.2.8')).toMatchObject({ priority: 77, jobStatusFlags: { jobLate: true }, lastRunCommonStatus: 'CANCELED' });
    expect(streamStateAt(plan, streamOf(plan, 'ODD_JOINS'), NOW)).toMatchObject({ status: 'SUCC', counts: { canceled: 1 } });
    edit.job(waiting.id, null);
    edit.job(job.id, null);
    expect(jobStateAt(plan, job, NOW)).toMatchObject({ status: 'ABEND', runs: [{ returnCode: 8 }] });
    expect(streamStateAt(plan, streamOf(plan, 'ODD_JOINS'), NOW).status).toBe('STUCK');
  });

  test('of workstations, files and rows is seen at once', () => {
    const plan = night();
    const edit = createPlanEditor({ plan: () => plan, now: () => NOW });
    const waiting = jobOf(plan, 'FRAUD_SCORING', 'SCORE_FRAUD', '/BANK/RISK');
    edit.workstation('AGT_FRAUD', { isLinked: false });
    expect(jobStateAt(plan, waiting, NOW)).toMatchObject({ status: 'READY', substatus: 'READY_WAITING_FOR_AGENT' });
    const jobs = plan.jobs.size;
    const gone = streamOf(plan, 'ODD_UNTIL');
    edit.remove(gone.id);
    expect(plan.jobs.size).toBe(jobs - gone.jobIds.length);
    expect(plan.edges.some(({ to }) => gone.jobIds.includes(to.id))).toBe(false);
    expect(() => edit.remove(streamOf(plan, 'ODD_NOT_CARRIED').id)).toThrow(RangeError);
    expect(() => edit.job('nobody', { status: 'SUCC' })).toThrow(RangeError);
  });
});
