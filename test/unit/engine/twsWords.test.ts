/** The words of the scheduler: statuses in every spelling, names and keys, the query language, log excerpts. */
import { describe, expect, test } from 'vitest';
import { excerptOf } from '../../../src-main/plan/logExcerpt.ts';
import { nameMatcher, nameTerm } from '../../../src-main/tws/lists/oql.ts';
import { partsOf } from '../../../src-main/tws/rows/displayKey.ts';
import { wireWorkstation } from '../../../src-main/tws/rows/wire/wire.ts';
import { workstationOf } from '../../../src-main/tws/rows/workstationRows.ts';
import { statusOf } from '../../../src-main/tws/status/statusMap.ts';

describe('statuses', () => {
  const said = (internal: string | null, common: string | null, more: { isCanceled?: boolean; priority?: number } = {}) =>
    statusOf({ internal, common, substatus: null, isCanceled: more.isCanceled ?? false, priority: more.priority ?? 10 });
  test.each([
    ['ABEND', 'ERROR', 'ABEND'],
    ['FAILED', 'ERROR', 'FAIL'],
    ['ABENDP', 'RUNNING', 'ABENP'],
    ['HOLD', 'WAITING', 'HOLD'],
    ['STUCK', 'BLOCKED', 'STUCK'],
    ['SUSP', 'BLOCKED', 'SUSP'],
    ['ERROR', 'UNDECIDED', 'ERROR'],
    ['USER STAT', 'HELD', 'USER'],
    ['CANCEL', 'CANCELED', 'CANCL'],
    ['NEVER_HEARD', 'UNKNOWN', 'NEVER_HEARD'],
  ])('%s alone is %s', (internal, common, shown) => {
    expect(said(internal, null)).toMatchObject({ internal: shown, common });
  });
  test('waiting for dependencies is not held, priority 0 is', () => {
    expect(said('HOLD', null, { priority: 0 }).common).toBe('HELD');
    expect(said('HOLD', null, { priority: 10 }).common).toBe('WAITING');
  });
  test('canceled is stronger than any status; nothing said is UNKNOWN, never a good one', () => {
    expect(said('SUCC', 'SUCCESSFUL', { isCanceled: true }).common).toBe('CANCELED');
    expect(said(null, null)).toMatchObject({ common: 'UNKNOWN', internal: 'UNKNOWN' });
    expect(said(null, 'SUCCEED').common).toBe('SUCCESSFUL');
  });
});

describe('names', () => {
  test.each([
    ['LOAD', null, null, null, 'LOAD'],
    ['DWH.LOAD', null, null, 'DWH', 'LOAD'],
    ['AGT01#DWH.LOAD', 'AGT01', null, 'DWH', 'LOAD'],
    ['/AGT01#/BANK/DWH.LOAD', '/AGT01', '/BANK', 'DWH', 'LOAD'],
    ['/F/AGT01#/BANK/EU/DWH.LOAD', '/F/AGT01', '/BANK/EU', 'DWH', 'LOAD'],
    ['/AGT01#/DWH.LOAD', '/AGT01', '/', 'DWH', 'LOAD'],
    ['AGT01#DWH[(2330 10/13/25),(0AAAAAAAAAAAACRZ)].LOAD', 'AGT01', null, 'DWH', 'LOAD'],
  ])('%s', (ref, workstation, folder, stream, name) => {
    expect(partsOf(ref)).toEqual({ workstation, folder, stream, name });
  });

  test('a wildcard may stand for nothing, which the engine does not know', () => {
    expect(nameTerm('name', '@FINAL@')?.split(' OR ')).toHaveLength(4);
    expect(nameTerm('name', '@')).toBeNull();
    expect(nameTerm('name', 'LOAD')).toBe("name = 'LOAD'");
    expect(nameTerm('name', 'load')).toBe("name IN ['load','LOAD']");
    expect(() => nameTerm('name', "x' OR id != '")).toThrow();
  });
  test('matching here: wildcards, case, and no endless backtracking', () => {
    expect(['LOAD', 'load_dwh', 'PRELOAD'].map(nameMatcher('load@'))).toEqual([true, true, false]);
    expect(nameMatcher('L?AD')('LOAD')).toBe(true);
    expect(nameMatcher('a.b')('aXb')).toBe(false);
    expect(nameMatcher('@a'.repeat(60))('a'.repeat(59))).toBe(false);
  });
});

describe('workstations', () => {
  const seen = (more: object) => workstationOf(wireWorkstation.parse({ id: 'w', name: 'AGT01', type: 'AGENT', limit: 10, fence: 0, ...more }));
  test.each([
    ['linked and working', { activeStates: ['LINKED', 'BROKER', 'IS_INITED', 'JOBMAN_UP', 'MONMAN'] }, true, null],
    ['not linked, whatever its host is', { type: 'FTA', hostType: 'MASTER', activeStates: ['IS_INITED', 'JOBMAN_UP'] }, false, /not linked/],
    ['job manager down', { activeStates: ['LINKED'] }, true, /job manager/],
    ['a pool without a link', { type: 'POOL', activeStates: ['JOBMAN_UP'] }, null, null],
    ['the master, not linked to itself', { type: 'MANAGER', hostType: 'MASTER', activeStates: ['MASTER', 'IS_INITED', 'JOBMAN_UP'] }, null, null],
    ['limit 0', { limit: 0, activeStates: ['LINKED', 'JOBMAN_UP'] }, true, /limit.*is 0/],
    ['no limit', { limit: -1, activeStates: ['LINKED', 'JOBMAN_UP'] }, true, null],
    ['fence', { fence: 40, activeStates: ['LINKED', 'JOBMAN_UP'] }, true, /fence/],
    ['ignored', { ignore: true, activeStates: ['LINKED', 'JOBMAN_UP'] }, true, /ignored/],
    ['state not said is a problem, not health', {}, null, /does not say/],
  ])('%s', (_name, more, isLinked, problem) => {
    const row = seen(more);
    expect(row.isLinked).toBe(isLinked);
    if (problem === null) expect(row.problem).toBeNull();
    else expect(row.problem).toMatch(problem);
  });
});

describe('job log excerpts', () => {
  const text = ['= JOB : X', 'one', 'ORA-01653: unable to extend', 'two', '= Exit Status           : 8', '= System Time (Seconds) : 2', ''].join('\n');
  const asked = { jobKey: 'k', runId: 'r', maxLines: 3 };
  const log = { text, isTruncated: false, firstLine: 1 };

  test('the end, numbered, with the exit status of the trailer', () => {
    expect(excerptOf(log, asked)).toEqual({
      jobKey: 'k',
      runId: 'r',
      lines: [
        { number: 4, text: 'two' },
        { number: 5, text: '= Exit Status           : 8' },
        { number: 6, text: '= System Time (Seconds) : 2' },
      ],
      totalLines: 6,
      exitStatus: 8,
      isTruncated: true,
    });
  });
  test('a log without trailer has no exit status', () => {
    expect(excerptOf({ ...log, text: 'still running\n' }, asked)).toMatchObject({ exitStatus: null, totalLines: 1 });
  });
});
