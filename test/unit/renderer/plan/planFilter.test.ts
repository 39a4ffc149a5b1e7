/** The plan table and its tiles tell the same story, and the address keeps it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonStatuses, type Job } from '../../../../src-preload/contract/plan/plan.ts';
import { jobGroups } from '../../../../src-preload/contract/plan/planSnapshot.ts';
import { classOf, jobClasses, parsePlanQuery, planAddress, planViews, sortColumns, tableFilter } from '../../../../src-renderer/plan/planFilter.ts';
import { BLANK_JOB } from '../../../fakes/plan/plan.ts';

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
  view: fc.constantFrom(...planViews),
  tile: fc.option(fc.constantFrom(...jobGroups), { nil: null }),
  text: fc.string(),
  sort: fc.constantFrom(...sortColumns),
  isDescending: fc.boolean(),
  jobId: fc.option(fc.string({ minLength: 1 }), { nil: null }),
  focus: fc.option(
    fc
      .string({ minLength: 1 })
      .map((id) => `job:${id}`)
      .filter((focus) => /^job:./.test(focus)),
    { nil: null },
  ),
  hours: fc.option(fc.integer({ min: 1, max: 744 }), { nil: null }),
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
  it('says only what is not as always', () => {
    expect(planAddress(parsePlanQuery(''))).toBe('/plan');
    expect(planAddress(parsePlanQuery('view=jobs&sort=attention&q=&down=0'))).toBe('/plan');
    expect(planAddress(parsePlanQuery('hours=8'))).toBe('/plan?hours=8');
  });
  it('takes hours up to a month and what can stand in the middle of a graph, and nothing else', () => {
    const hours = ['0.5', '744', '745', '0', '-1', 'x', ''].map((text) => parsePlanQuery(`hours=${text}`).hours);
    expect(hours).toEqual([0.5, 744, null, null, null, null, null]);
    const focuses = ['job:a', 'stream:s', 'job:', 'a job:a', 'x'].map((text) => parsePlanQuery(`near=${text}`).focus);
    expect(focuses).toEqual(['job:a', 'stream:s', null, null, null]);
    expect(parsePlanQuery('').focus).toBeNull();
  });
  it('ignores words it does not know', () => {
    expect(parsePlanQuery('is=everything&sort=luck')).toMatchObject({ tile: null, sort: 'attention' });
  });
});

describe('classes of jobs', () => {
  it('never count an unknown status as done', () => {
    expect(classOf(withStatus('NEWWORD', 'UNKNOWN'))).toBe('other');
  });
  it('no longer count a canceled failure as failed', () => {
    expect(classOf(withStatus('ABEND', 'ERROR', { isCanceled: true }))).toBe('other');
  });
  it('know every status there is', () => {
    for (const common of commonStatuses) expect(jobClasses).toContain(classOf(withStatus(common, common)));
  });
  it('call a job that waits behind a failed one blocked, as the tiles do', () => {
    expect(classOf({ ...withStatus('HOLD', 'WAITING'), blockedBy: '/A#/S.BAD' })).toBe('blocked');
    expect(classOf({ ...withStatus('HOLD', 'WAITING'), blockedBy: null })).toBe('waiting');
    expect(classOf({ ...withStatus('EXEC', 'RUNNING'), blockedBy: '/A#/S.BAD' })).toBe('running');
  });
});

it('the core is asked for what the address says, and for nothing it does not', () => {
  expect(tableFilter(parsePlanQuery('is=failed&q=%20pay%20&sort=ended&down=1'))).toEqual({
    order: 'ended',
    direction: 'descending',
    text: 'pay',
    group: 'failed',
  });
  expect(tableFilter(parsePlanQuery(''))).toEqual({ order: 'attention', direction: 'ascending' });
});
