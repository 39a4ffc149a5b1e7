/** How runs and failures spread over hours, weekdays, days, places and return codes. */
import type { RunHistory } from '../../../../src-preload/contract/plan/planHistory.ts';
import { dateOf, wallClock } from '../../../../src-preload/shared/zone.ts';
import type { Db } from '../../../database/open.ts';
import type { RunGrouping } from '../recordReads.ts';
import type { Selection } from './selection.ts';

type Group = NonNullable<RunHistory['groups']>[number];

/** More than anybody reads; those with most failures are told. */
const MOST_GROUPS = 200;
const COLUMNS = {
  workstation: "ltrim(run.workstation, '/')",
  'return-code': "coalesce(CAST(return_code AS TEXT), 'none')",
  job: 'object_key',
  stream: 'stream_name',
} as const satisfies Partial<Record<RunGrouping, string>>;

/** Values: hour `00`..`23`, weekday `0` (Sunday)..`6`, day `YYYY-MM-DD`, the names, or the return code (`none` without one). Most failures first. */
export function readGroups(db: Db, selection: Selection, groupBy: RunGrouping, zone: string): Group[] {
  switch (groupBy) {
    case 'hour':
      return byTime(db, selection, (atMs) => String(wallClock(atMs, zone).hour).padStart(2, '0'));
    case 'weekday':
      return byTime(db, selection, (atMs) => String(wallClock(atMs, zone).weekday));
    case 'day':
      return byTime(db, selection, (atMs) => dateOf(atMs, zone));
    case 'workstation':
    case 'return-code':
    case 'job':
    case 'stream':
      return byColumn(db, selection, COLUMNS[groupBy]);
  }
}

function byColumn(db: Db, { where, values }: Selection, column: string): Group[] {
  return db
    .prepare<[Selection['values']], Group>(
      `SELECT ${column} AS value, count(*) AS runs, sum(outcome = 'failed') AS failed ${where} GROUP BY 1 ORDER BY failed DESC, runs DESC, value LIMIT ${MOST_GROUPS}`,
    )
    .all(values);
}

/** SQLite knows no time zones: rows are counted by quarters of an hour there, each of which is in one local hour. */
function byTime(db: Db, { where, values }: Selection, valueOf: (atMs: number) => string): Group[] {
  const quarters = db
    .prepare<[Selection['values']], { quarter: number; runs: number; failed: number }>(
      `SELECT at_ms / ${QUARTER_MS} AS quarter, count(*) AS runs, sum(outcome = 'failed') AS failed ${where} GROUP BY 1`,
    )
    .all(values);
  const groups = new Map<string, { runs: number; failed: number }>();
  for (const { quarter, runs, failed } of quarters) {
    const value = valueOf(quarter * QUARTER_MS);
    const group = groups.get(value) ?? { runs: 0, failed: 0 };
    groups.set(value, { runs: group.runs + runs, failed: group.failed + failed });
  }
  return [...groups]
    .map(([value, counts]) => ({ value, ...counts }))
    .toSorted((a, b) => b.failed - a.failed || b.runs - a.runs || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_GROUPS);
}

/** Time zones differ from each other by quarters of an hour, and clocks change at quarters. */
const QUARTER_MS = 15 * 60_000;
