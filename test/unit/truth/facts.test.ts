/** What a reading says, as facts: by any spelling of a name, with what is not there said as such. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { factTable } from '../../../src-preload/shared/facts/table.ts';
import { parseReadings } from '../../eval/outside.ts';

const bank = parseReadings(readFileSync(new URL('../../fixtures/blind/readings.json', import.meta.url), 'utf8'));
const tableOf = (...names: readonly string[]) => factTable(names.map((name) => ({ ...bank[name]!.first, label: name })));

it.each([
  'LOAD_DWH',
  'load_dwh',
  'DWH_NIGHT.LOAD_DWH',
  'FTA_DWH1#DWH_NIGHT.LOAD_DWH',
  'FTA_DWH1 #DWH_NIGHT.LOAD_DWH',
  '/FTA_DWH1#/BANK/DWH/DWH_NIGHT.LOAD_DWH',
  'FTA_DWH1#DWH_NIGHT[(0919 11/30/26),(0AAAAAAAAAAAABMM)].LOAD_DWH',
])('%s is the job', (spelling) => {
  expect(tableOf('load').named(spelling)).toMatchObject([{ kind: 'job', key: '/FTA_DWH1#/BANK/DWH/DWH_NIGHT.LOAD_DWH' }]);
});

it('says a value with the place it stands in, and that there is none where the reading looked', () => {
  const table = tableOf('load', 'ptax');
  const [load] = table.named('LOAD_DWH');
  const [ptax] = table.named('IMPORT_PTAX');
  expect(table.facts(load!, 'rc')).toMatchObject([{ value: { is: 'number', number: 8 }, receipt: 'load', path: 'job.returnCode' }]);
  expect(table.facts(ptax!, 'rc')).toMatchObject([{ value: { is: 'none' }, receipt: 'ptax' }]);
});

it('tells who waits for whom from either end', () => {
  const table = tableOf('load-impact', 'index-why');
  const [load] = table.named('LOAD_DWH');
  const [index] = table.named('INDEX_DWH');
  expect(table.facts(load!, 'blocks')).toHaveLength(14);
  expect(table.facts(index!, 'waits-for')).toMatchObject([{ value: { is: 'thing', thing: { name: 'LOAD_DWH' }, state: 'ABEND' } }]);
});

it('a name that was looked for wholly and not found is absent; a failed reading proves nothing', () => {
  expect(tableOf('ghost').isAbsent('PAYROLL_BONUS')).toBe(true);
  const failed = factTable([{ ...bank['ghost']!.first, outcome: 'failed', label: 'r1' }]);
  expect(failed.isAbsent('PAYROLL_BONUS')).toBe(false);
  expect(failed.readings).toEqual([]);
});

it("a list that was cut says so, and keeps the engine's own count", () => {
  const [waiting] = tableOf('waiting-cut').sets;
  expect(waiting).toMatchObject({ of: 'job', isWhole: false, total: 426, scope: { statuses: ['WAITING'] } });
  expect(waiting?.members).toHaveLength(8);
});
