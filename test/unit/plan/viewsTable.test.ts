/** The job table over the held plan: what it filters, in which order, and what its tiles count. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlanViews } from '../../../src-main/plan/snapshot/views/planViews.ts';
import { type CommonStatus, commonStatuses, type Job } from '../../../src-preload/contract/plan/plan.ts';
import { type JobTableQuery, type JobTableRow, jobGroups, jobOrders, jobTable, jobTableQuery } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { after, at, heldJob, heldPlan, unmeasured } from '../../fakes/plan/heldPlan.ts';

const queryOf = (query: Partial<JobTableQuery>): JobTableQuery => jobTableQuery.parse(query);
function tableOf(plan: ReturnType<typeof heldPlan>) {
  const views = createPlanViews(plan, unmeasured(plan));
  return (query: Partial<JobTableQuery> = {}) => views.table(queryOf(query));
}
const names = ({ data }: { readonly data: { readonly rows: readonly JobTableRow[] } }) => data.rows.map(({ name }) => name);

describe('by rule', () => {
  const night = heldPlan({
    jobs: [
      heldJob('DONE', 'SUCCESSFUL', { startedAt: at(-60), endedAt: at(-50), elapsedMs: 600_000 }),
      heldJob('BAD', 'ERROR', { startedAt: at(-40), endedAt: at(-30) }),
      heldJob('BEHIND', 'WAITING', { isCritical: true }),
      heldJob('FREE'),
      heldJob('RUNS', 'RUNNING', { startedAt: at(-5) }),
      heldJob('LATE', 'WAITING', { deadlineAt: at(-1) }),
      heldJob('SOON', 'WAITING', { deadlineAt: at(5) }),
      heldJob('HELD', 'HELD'),
      heldJob('STRANGE', 'UNKNOWN'),
      heldJob('GONE', 'CANCELED'),
      heldJob('LEFT', 'SUPPRESS'),
    ],
    waits: [after('BEHIND', 'BAD')],
  });
  const table = tableOf(night);

  test('each job is counted in one group; what is unknown is never counted as done', () => {
    const { data, isComplete } = table();
    expect(data.groups).toEqual({ failed: 1, running: 1, waiting: 3, blocked: 2, done: 1, other: 3, late: 1, critical: 1, 'at-risk': 2 });
    expect(data.byStatus).toMatchObject({ SUCCESSFUL: 1, ERROR: 1, WAITING: 4, UNKNOWN: 1 });
    expect(isComplete).toBe(true);
    expect(jobTable.parse(data)).toEqual(data);
  });

  test('a tile filters by the same rule it counts by', () => {
    for (const group of jobGroups) expect(table({ group }).data.matching).toBe(table().data.groups[group]);
    expect(names(table({ group: 'at-risk' })).sort()).toEqual(['BEHIND', 'SOON']);
    expect(names(table({ group: 'blocked' })).sort()).toEqual(['BEHIND', 'HELD']);
  });

  test('attention goes from failed over late and at risk to done', () => {
    expect(names(table())).toEqual(['BAD', 'LATE', 'BEHIND', 'SOON', 'HELD', 'RUNS', 'FREE', 'STRANGE', 'GONE', 'LEFT', 'DONE']);
  });

  test('a row says when it will end, or behind which failure it waits', () => {
    const rows = new Map(table().data.rows.map((row) => [row.name, row]));
    expect(rows.get('BEHIND')).toMatchObject({ forecastEndAt: null, blockedBy: '/WS#/F/S.BAD' });
    expect(rows.get('RUNS')).toMatchObject({ forecastEndAt: at(5), blockedBy: null });
    expect(rows.get('BAD')).toMatchObject({ forecastEndAt: null, blockedBy: null });
    expect(rows.get('DONE')).toMatchObject({ forecastEndAt: null, blockedBy: null });
  });

  test('what is not known stands last in both directions', () => {
    expect(names(table({ order: 'started' })).slice(0, 4)).toEqual(['DONE', 'BAD', 'RUNS', 'BEHIND']);
    expect(names(table({ order: 'started', direction: 'descending' })).slice(0, 4)).toEqual(['RUNS', 'BAD', 'DONE', 'BEHIND']);
  });

  test('statuses are internal or common words, and a word that is none is refused', () => {
    expect(names(table({ statuses: ['ABEND'] }))).toEqual(['BAD']);
    expect(names(table({ statuses: ['error', 'RUNNING'] }))).toEqual(['BAD', 'RUNS']);
    expect(() => table({ statuses: ['PONDERING'] })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => table({ statuses: ['FAILED'] })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  test('a window says how many there are behind it', () => {
    const { data, total, isTruncated } = table({ offset: 2, limit: 3 });
    expect([data.rows.length, data.matching, total, isTruncated]).toEqual([3, 11, 11, true]);
    expect(table({ offset: 8, limit: 3 }).isTruncated).toBe(false);
  });

  test('a job of which nobody knows whether it is late makes the answer incomplete', () => {
    const untold = tableOf(heldPlan({ jobs: [heldJob('A', 'WAITING', { isLate: null }), heldJob('B', 'WAITING', { isLate: true })] }));
    expect(names(untold({ isLate: true }))).toEqual(['B']);
    expect(untold({ isLate: true }).isComplete).toBe(false);
  });

  test('text is looked for in any case in names, streams, workstations and keys; a wildcard means all of one of them', () => {
    const jobs = [
      heldJob('FTP_GET', 'WAITING', { streamName: 'NIGHTLY', workstation: '/AGT1' }),
      heldJob('LOAD', 'WAITING', { streamName: 'FTP', workstation: '/AGT2' }),
      heldJob('LOAD_FTP', 'WAITING', { streamName: 'NIGHTLY2', folder: '/DWH/', streamWorkstation: '/PROD' }),
    ];
    const find = tableOf(heldPlan({ jobs }));
    const found = (text: string) => names(find({ text, order: 'name' }));
    expect(found('ftp')).toEqual(['FTP_GET', 'LOAD', 'LOAD_FTP']);
    expect(found('FTP@')).toEqual(['FTP_GET', 'LOAD']);
    expect(found('*_ftp')).toEqual(['LOAD_FTP']);
    expect(found('agt2')).toEqual(['LOAD']);
    expect(found('nightly.f')).toEqual(['FTP_GET']);
    expect(found('2.LOAD')).toEqual(['LOAD_FTP']);
    expect(found('NIGHT*.LOAD*')).toEqual(['LOAD_FTP']);
    expect(found('/PROD#/DWH/NIGHTLY2.LOAD_FTP')).toEqual(['LOAD_FTP']);
    expect(found('DWH/')).toEqual(['LOAD_FTP']);
    expect(found('WS#')).toEqual(['FTP_GET', 'LOAD']);
    expect(found('  ')).toHaveLength(3);
  });

  test('what changes in place is in the next answer', () => {
    const plan = heldPlan({ jobs: [heldJob('A', 'RUNNING', { startedAt: at(-1) }), heldJob('B')] });
    const ask = tableOf(plan);
    expect(names(ask())).toEqual(['A', 'B']);
    plan.jobs.put(heldJob('B', 'ERROR'));
    plan.graph.jobs.status[1] = commonStatuses.indexOf('ERROR');
    plan.version += 1;
    expect(names(ask())).toEqual(['B', 'A']);
    expect(ask().data.groups).toMatchObject({ failed: 1, waiting: 0 });
  });

  test('an empty plan has an empty table', () => {
    expect(tableOf(heldPlan({ jobs: [] }))().data).toMatchObject({ rows: [], matching: 0, byStatus: {} });
  });
});

/** The plan of a few letters: so that texts hit, and ties are common. */
const word = fc.string({ unit: fc.constantFrom('A', 'B', 'x'), minLength: 1, maxLength: 3 });
const minutes = fc.option(fc.integer({ min: -90, max: 90 }).map(at), { nil: null });
const anyJob = fc.record({
  name: word,
  streamName: word,
  workstation: word.map((one) => `/${one}`),
  streamWorkstation: word.map((one) => `/${one}`),
  folder: fc.constantFrom('/', '/A/', '/A/B/'),
  common: fc.constantFrom<CommonStatus>(...commonStatuses),
  isCritical: fc.boolean(),
  isLate: fc.constantFrom(true, false, null),
  scheduledAt: minutes,
  startedAt: minutes,
  endedAt: minutes,
  deadlineAt: minutes,
  elapsedMs: fc.option(fc.nat(5_000), { nil: null }),
});
const anyPlan = fc.array(anyJob, { maxLength: 25 }).map((rows) =>
  rows.map(({ common, ...row }, index) => ({
    ...heldJob('J', common),
    ...row,
    id: `${index}`,
    streamId: `${row.streamWorkstation}${row.folder}${row.streamName}`,
  })),
);
const text = fc.oneof(
  word,
  fc.tuple(word, fc.constantFrom('.', '#', '/', '#/', '#/A/'), word).map((parts) => parts.join('')),
);

const valueOf: Partial<Record<JobTableQuery['order'], (job: JobTableRow) => string | number | null>> = {
  name: (job) => job.name.toUpperCase(),
  stream: (job) => job.streamName.toUpperCase(),
  workstation: (job) => job.workstation.toUpperCase(),
  scheduled: (job) => job.scheduledAt,
  started: (job) => job.startedAt,
  ended: (job) => job.endedAt,
  deadline: (job) => job.deadlineAt,
  duration: (job) => job.elapsedMs,
  forecast: (job) => job.forecastEndAt,
};

function naive(rows: readonly JobTableRow[], query: JobTableQuery): string[] {
  const wanted = query.text?.toUpperCase() ?? '';
  const isFound = (job: Job) =>
    [job.name, job.streamName, job.workstation, job.streamWorkstation, job.folder, job.key].some((one) => one.toUpperCase().includes(wanted));
  const kept = rows.filter(
    (job) =>
      isFound(job) &&
      (query.isCritical === undefined || job.isCritical === query.isCritical) &&
      (query.isLate === undefined || job.isLate === query.isLate) &&
      (query.statuses === undefined || [query.statuses].flat().includes(job.status.common)),
  );
  const of = valueOf[query.order];
  if (of === undefined) return kept.map(({ id }) => id).sort();
  const sign = query.direction === 'ascending' ? 1 : -1;
  return kept
    .sort((a, b) => {
      const [one, other] = [of(a), of(b)];
      if (one === null || other === null) return Number(one === null) - Number(other === null) || Number(a.id) - Number(b.id);
      return one < other ? -sign : one > other ? sign : Number(a.id) - Number(b.id);
    })
    .map(({ id }) => id);
}

test('filters and sorts like a naive table over the same rows', () => {
  const query = fc.record(
    {
      text,
      isCritical: fc.boolean(),
      isLate: fc.boolean(),
      statuses: fc.subarray<string>(['ERROR', 'RUNNING', 'WAITING', 'CANCELED'], { minLength: 1 }),
      order: fc.constantFrom(...jobOrders),
      direction: fc.constantFrom('ascending', 'descending'),
    },
    { requiredKeys: ['order', 'direction'] },
  );
  fc.assert(
    fc.property(anyPlan, query, (rows, asked) => {
      const ask = tableOf(heldPlan({ jobs: rows }));
      const all = ask({ limit: 500 }).data.rows.sort((a, b) => Number(a.id) - Number(b.id));
      const full = queryOf({ ...asked, limit: 500 });
      const found = ask(full).data.rows.map(({ id }) => id);
      expect(valueOf[full.order] === undefined ? found.sort() : found).toEqual(naive(all, full));
    }),
    { numRuns: 400 },
  );
});

test('every job is in exactly one of the groups that do not cut across', () => {
  fc.assert(
    fc.property(anyPlan, (rows) => {
      const ask = tableOf(heldPlan({ jobs: rows }));
      const own = (['failed', 'running', 'waiting', 'blocked', 'done', 'other'] as const).flatMap((group) =>
        ask({ group, limit: 500 }).data.rows.map(({ id }) => id),
      );
      expect(own.sort()).toEqual(rows.map(({ id }) => id).sort());
    }),
    { numRuns: 100 },
  );
});
