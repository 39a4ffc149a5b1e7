/** The simulated engine reads its query languages as the manual has them, and refuses what the manual does not have. */
import { describe, expect, test } from 'vitest';
import { applyOql, type OqlFields } from '../../../src-main/demo/oql/applyOql.ts';
import { parseOql } from '../../../src-main/demo/oql/parseOql.ts';
import { parsePlanFilter } from '../../../src-main/demo/oql/planFilter.ts';
import { OqlError } from '../../../src-main/demo/oql/tokens.ts';
import { isLike } from '../../../src-main/demo/oql/wildcards.ts';

interface Row {
  readonly name: string;
  readonly priority: number;
  readonly statuses: readonly string[];
  readonly at: string | null;
}
const rows: readonly Row[] = [
  { name: 'LOAD_DWH', priority: 10, statuses: ['ERROR', 'SUCCESSFUL'], at: '2026-10-13T21:59:00.000Z' },
  { name: 'LOAD2', priority: 101, statuses: ['RUNNING'], at: '2026-10-13T22:30:00.000Z' },
  { name: 'PURGE', priority: 9, statuses: ['WAITING'], at: null },
];
const fields: OqlFields<Row> = {
  filter: {
    name: ({ name }) => name,
    priority: ({ priority }) => priority,
    'jobruns.commonStatus': ({ statuses }) => statuses,
    schedTime: ({ at }) => at,
    'stats.numberOfJob': () => 1,
  },
  sort: { 'key.name': ({ name }) => name },
  isEqualityOnly: (field) => field.startsWith('stats.'),
};
const names = (oql: string) => applyOql(rows, parseOql(oql), fields).map(({ name }) => name);

describe('OQL', () => {
  test.each([
    ["name = 'LOAD_DWH'", ['LOAD_DWH']],
    ["name != 'LOAD_DWH'", ['LOAD2', 'PURGE']],
    ["name = 'LOAD@'", []],
    ["name LIKE 'LOAD@'", ['LOAD_DWH', 'LOAD2']],
    ["name LIKE 'LOAD%'", ['LOAD2']],
    ["name NOT LIKE 'LOAD@'", ['PURGE']],
    ['priority > 9', ['LOAD_DWH', 'LOAD2']],
    ["priority > '9'", ['LOAD_DWH', 'LOAD2']],
    ["jobruns.commonStatus IN ['ERROR','BLOCKED']", ['LOAD_DWH']],
    ["jobruns.commonStatus NOT IN ['ERROR']", ['LOAD2', 'PURGE']],
    ["schedTime >= '2026-10-13T22:00:00Z'", ['LOAD2']],
    ["schedTime = '2026-10-13T21:59:00Z'", ['LOAD_DWH']],
    ['schedTime = null', ['PURGE']],
    ["name = 'PURGE' or name = 'LOAD2' and priority = 9", ['PURGE']],
    ["(name = 'PURGE' OR name = 'LOAD2') AND priority != 9", ['LOAD2']],
    ['ORDER BY key.name DESC', ['PURGE', 'LOAD_DWH', 'LOAD2']],
    ["name LIKE 'LOAD@' ORDER BY priority DESC, name ASC", ['LOAD2', 'LOAD_DWH']],
    ['', ['LOAD_DWH', 'LOAD2', 'PURGE']],
  ])('%s', (oql, expected) => {
    expect(names(oql)).toEqual(expected);
  });

  test.each([
    "key.name = 'LOAD_DWH'",
    "unknown = 'x'",
    "Name = 'x'",
    "name = LOAD_DWH'",
    'name = LOAD_DWH',
    "name 'x'",
    "name IN 'x'",
    'name IN []',
    "(name = 'x'",
    "name = 'x' name = 'y'",
    "name = 'x' AND",
    'ORDER name',
    'ORDER BY',
    "name LIKE 'x' ~ 1",
    "stats.numberOfJob > '1'",
    `${'('.repeat(200)}name = 'x'${')'.repeat(200)}`,
  ])('refuses %s', (oql) => {
    expect(() => names(oql)).toThrow(OqlError);
  });

  test('the wildcard @ stands for at least one character and takes others literally', () => {
    expect(isLike('A@', 'A')).toBe(false);
    expect(isLike('A.C', 'ABC')).toBe(false);
    expect(isLike('A?C', 'ABC')).toBe(true);
  });
});

describe('plan filter', () => {
  const fits = (filter: string, job: { machine: string; folder: string; stream: string; job: string }) => {
    const parsed = parsePlanFilter(filter);
    return parsed.workstation(job.machine) && parsed.folder(job.folder) && parsed.stream(job.stream) && parsed.job(job.job);
  };
  const load = { machine: 'FTA_DWH1', folder: '/BANK/DWH', stream: 'DWH_NIGHT', job: 'LOAD_DWH' };
  test.each([
    ['/@/@#/@/@.@', true],
    ['/@/@#/@/DWH_NIGHT.LOAD_DWH', true],
    ['/@/@#/@/DWH_@.@', true],
    ['/FTA_DWH%#/', true],
    ['/@/@#/BANK/DWH/DWH_NIGHT', true],
    ['/@/@#/BANK/RISK/@.@', false],
    ['/@/AGT@#/@/@.@', false],
    ['/@/@#/@/DWH_NIGHT.LOAD', false],
  ])('%s', (filter, expected) => {
    expect(fits(filter, load)).toBe(expected);
  });

  test.each(['LOAD_DWH', '/@/@#/@/@.@+state=ABEND', '/@/@#/@/DWH_NIGHT(0600 10/13).@'])('refuses %s rather than ignore half of it', (filter) => {
    expect(() => parsePlanFilter(filter)).toThrow(OqlError);
  });
});
