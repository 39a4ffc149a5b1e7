/** The plan table and its tiles tell the same story, and the address keeps it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonStatuses, type Job } from '../../../src-preload/contract/plan.ts';
import { classOf, countTiles, jobClasses, parsePlanQuery, planAddress, shownJobs, sortColumns, tileNames } from '../../../src-renderer/plan/planFilter.ts';
import { jobsAtRisk } from '../../../src-renderer/plan/risk.ts';
import { BLANK_JOB } from '../../fakes/plan.ts';

const job = (part: Partial<Job>): Job => ({
  ...BLANK_JOB,
  id: part.key ?? 'j',
  name: 'JOB',
  key: '/WS#/S.JOB',
  folder: '/',
  workstation: 'WS',
  streamId: 's',
  streamName: 'S',
  streamWorkstation: 'WS',
  status: { internal: 'SUCC', common: 'SUCCESSFUL', substatus: null },
  ...part,
});
const withStatus = (internal: string, common: Job['status']['common'], part: Partial<Job> = {}) =>
  job({ status: { internal, common, substatus: null }, ...part });

const queries = fc.record({
  view: fc.constantFrom('jobs' as const, 'workstations' as const),
  tile: fc.option(fc.constantFrom(...tileNames), { nil: null }),
  text: fc.string(),
  sort: fc.constantFrom(...sortColumns),
  isDescending: fc.boolean(),
  jobId: fc.option(fc.string({ minLength: 1 }), { nil: null }),
});

describe('the address bar', () => {
  it('brings back every filter it was given', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parsePlanQuery(planAddress(query).split('?')[1] ?? '')).toEqual(query);
      }),
      { numRuns: 200 },
    );
  });
  it('ignores words it does not know', () => {
    expect(parsePlanQuery('is=everything&sort=luck')).toMatchObject({ tile: null, sort: 'status' });
  });
});

describe('classes of jobs', () => {
  it('never count an unknown status as done', () => {
    expect(classOf(withStatus('NEWWORD', 'UNKNOWN'))).toBe('other');
  });
  it('no longer count a canceled failure as failed', () => {
    expect(classOf(withStatus('ABEND', 'ERROR', { isCanceled: true }))).toBe('other');
  });
  it('put each job in one class, so that the classes add up to the plan', () => {
    const jobs = commonStatuses.map((common) => withStatus(common, common));
    const counts = countTiles(jobs, new Set());
    expect(jobClasses.reduce((sum, name) => sum + counts[name], 0)).toBe(jobs.length);
  });
});

describe('the table', () => {
  const jobs = [
    job({ key: '/A#/S.OK' }),
    withStatus('ABEND', 'ERROR', { key: '/B#/S.BAD', workstation: 'CPU7' }),
    withStatus('EXEC', 'RUNNING', { key: '/C#/S.RUN', isLate: true }),
  ];
  const query = parsePlanQuery('');

  it('shows as many rows as the chosen tile counts', () => {
    const counts = countTiles(jobs, new Set(['/A#/S.OK']));
    for (const tile of tileNames) expect(shownJobs(jobs, { ...query, tile }, new Set(['/A#/S.OK']))).toHaveLength(counts[tile]);
  });
  it('puts what failed on top', () => {
    expect(shownJobs(jobs, query, new Set())[0]?.key).toBe('/B#/S.BAD');
  });
  it('finds a job by its workstation, whatever the case', () => {
    expect(shownJobs(jobs, { ...query, text: 'cpu7' }, new Set()).map(({ key }) => key)).toEqual(['/B#/S.BAD']);
  });
  it('keeps what is not known last in both directions', () => {
    const timed = [job({ key: 'a', endedAt: null }), job({ key: 'b', endedAt: '2026-11-21T02:00:00.000Z' })];
    for (const isDescending of [true, false]) expect(shownJobs(timed, { ...query, sort: 'end', isDescending }, new Set()).at(-1)?.key).toBe('a');
  });
});

describe('critical jobs at risk', () => {
  const summary = {
    engineName: 'E',
    planId: null,
    runNumber: null,
    total: 0,
    byStatus: {},
    failed: 0,
    late: 0,
    workstationProblems: null,
    streamsInError: null,
    missing: [],
  };
  const critical = (risk: string) => ({ name: risk, key: risk, risk, deadlineAt: null, estimatedEndAt: null });

  it('are not known when the engine could not be asked', () => {
    expect(jobsAtRisk({ ...summary, critical: null })).toBeNull();
  });
  it('are those on no calm level; a level nobody knows counts as risk', () => {
    expect(jobsAtRisk({ ...summary, critical: [critical('ON_TRACK'), critical('HIGH_RISK'), critical('SOMETHING')] })).toEqual(
      new Set(['HIGH_RISK', 'SOMETHING']),
    );
  });
});
