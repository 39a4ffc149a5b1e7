/** A window of the job table: filtered by codes and columns, in an order that is sorted once, with the rows of the window alone made whole. */
import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import type { JobTable, JobTableQuery, JobTableRow } from '../../../../src-preload/contract/plan/planSnapshot.ts';
import { jobFilter } from '../../../tws/lists/jobFilter.ts';
import type { HeldJobs } from '../held/heldJobs.ts';
import { createRowOrders } from './rowOrders.ts';
import { groupBit, isBehindFailure, type Tally } from './tally.ts';
import { namedTests, type RowTest, textTest } from './textFilter.ts';
import type { Texts } from './texts.ts';
import { instantOf, type ViewAnswer, type Workings } from './workings.ts';

/** Raises INVALID_INPUT for a word that is no status. */
export function createTable(workings: Workings, tally: () => Tally, texts: Texts): (query: JobTableQuery) => ViewAnswer<JobTable> {
  const { held, forecast } = workings;
  const orders = createRowOrders(workings, tally);

  const rowAt = (row: number): JobTableRow => {
    const seen = forecast();
    return {
      ...held.jobs.at(row),
      forecastEndAt: instantOf(seen.median.finishMs[row]),
      blockedBy: isBehindFailure(seen, row) ? held.jobs.keyOf(seen.cause[row]!) : null,
    };
  };

  return (query) => {
    const undecided = { count: 0 };
    const tests = testsOf(query, held.jobs, texts, tally, undecided);
    const { window, matching } = windowOf(orders(query.order, query.direction), tests, query);
    const { counts, byStatus } = tally();
    return {
      data: { rows: [...window].map(rowAt), matching, groups: { ...counts }, byStatus: { ...byStatus } },
      isComplete: held.isComplete && undecided.count === 0,
      isTruncated: query.offset + window.length < matching,
      total: matching,
    };
  };
}

function windowOf(rows: Int32Array, tests: readonly RowTest[], { offset, limit }: JobTableQuery): { window: Int32Array; matching: number } {
  let found = rows;
  for (const test of tests) found = found.filter((row) => test(row));
  return { window: found.subarray(offset, offset + limit), matching: found.length };
}

function testsOf(query: JobTableQuery, jobs: HeldJobs, texts: Texts, tally: () => Tally, undecided: { count: number }): RowTest[] {
  const tests: RowTest[] = [];
  if (query.group !== undefined) tests.push(inGroup(tally(), groupBit(query.group)));
  if (query.isCritical !== undefined) tests.push((row) => jobs.isCritical(row) === query.isCritical);
  if (query.isLate !== undefined) tests.push(lateness(jobs, query.isLate, undecided));
  if (query.streamId !== undefined) tests.push((row) => jobs.texts.textOf(jobs.streamId.values[row]!) === query.streamId);
  tests.push(...namedTests(jobs, texts, query));
  if (query.statuses !== undefined && query.statuses.length > 0) tests.push(statusTest(jobs, query.statuses, undecided));
  if (query.text !== undefined) tests.push(textTest(jobs, texts, query.text));
  return tests;
}

const inGroup =
  ({ groups }: Tally, bit: number): RowTest =>
  (row) =>
    (groups[row]! & bit) !== 0;

/** Whether a job is late is not known of all: then the answer is not all there is. */
function lateness(jobs: HeldJobs, wanted: boolean, undecided: { count: number }): RowTest {
  return (row) => {
    const is = jobs.isLate(row);
    if (is === null) undecided.count++;
    return is === wanted;
  };
}

/** The rule of lists, asked once for each status that occurs. */
function statusTest(jobs: HeldJobs, statuses: readonly string[], undecided: { count: number }): RowTest {
  const filter = jobFilter({ statuses, limit: 1 });
  const decide = (job: Job): boolean | null => {
    const said = filter.map(({ keep }) => (keep === null ? null : keep(job)));
    return said.includes(false) ? false : said.includes(null) ? null : true;
  };
  const known = new Map<number, boolean | null>();
  return (row) => {
    const status = jobs.common.values[row]! * jobs.texts.size + jobs.internal.values[row]!;
    let is = known.get(status);
    if (is === undefined) {
      is = decide(jobs.at(row));
      known.set(status, is);
    }
    if (is === null) undecided.count++;
    return is === true;
  };
}
