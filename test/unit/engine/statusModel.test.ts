/** Promise: every status of the engine, in every spelling, is one common status with a meaning; what is new stays unknown and is never well. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runsOf } from '../../../src-main/tws/rows/jobRows.ts';
import { wireJob } from '../../../src-main/tws/rows/wire/wire.ts';
import { statusOf } from '../../../src-main/tws/status/statusMap.ts';
import { commonStatuses } from '../../../src-preload/contract/plan/plan.ts';
import { allSubstatuses, commonOfInternal, internalOf, internalStatuses } from '../../../src-preload/shared/statuses.ts';
import type { Language } from '../../../src-preload/shared/words/language.ts';
import { statusMeaning, wordMeaning } from '../../../src-preload/shared/words/statusMeaning.ts';
import { lettersOf, linkFlagText, stateMeaning, stateText } from '../../../src-preload/shared/words/workstationState.ts';

const LANGUAGES: readonly Language[] = ['en', 'pt-BR', 'es'];
/** Of the v2 description (jobs, then streams), the console, and v1. */
const SPELLINGS =
  'HOLD READY FENCE INTRO FAIL EXEC WAIT SUPPR END SUCC SUCCP ABEND CANCL CANCLP ABENP PEND SUSP STUCK EXTRN INTRPT COMPLT ERROR PENDPRED STARTED UNDCDED ARRVING NONREPPRED ' +
  'ADD BOUND COMPLETE DELETED PENDINGPRED UNDECIDED WAITFORINPUT INTERRUPTED NONREPORTINGPRED SUPPRBYCOND ' +
  'DONE RJOB SCHED USER WAITD EXEC+ INTRO+ ' +
  'CANCEL CANCELP ABENDP SUPPRESS FAILED USER_STREAM MPE_SUSP EXEC_PLUS INTRO_PLUS RECOVERY_IN_PROGRESS';
const COMMONS =
  'WAITING WAITING_FOR_TRIGGER READY READY_PREV_WS_NONREP COMPLETED SUPPRESS_BY_COND INTERRUPTED DUMMY_COMPLETED RUNNING SUCCESSFUL ERROR CANCELED HELD UNDECIDED BLOCKED SUPPRESS SUCCEED';

const said = (internal: string | null, common: string | null, more: { isCanceled?: boolean; priority?: number; substatus?: string } = {}) =>
  statusOf({ internal, common, substatus: more.substatus ?? null, isCanceled: more.isCanceled ?? false, priority: more.priority ?? 10 });

describe('statuses', () => {
  test.each(SPELLINGS.split(' '))('%s is known, with words in every language', (spelling) => {
    expect(internalStatuses).toContain(internalOf(spelling));
    const status = said(spelling, null);
    expect(status.common).toBe(commonOfInternal(spelling));
    for (const language of LANGUAGES) {
      const meaning = statusMeaning(status, language);
      expect(meaning.isKnown).toBe(true);
      expect(meaning.label.length).toBeGreaterThan(2);
      expect(meaning.meaning).toMatch(/\.$/);
    }
  });

  test.each(COMMONS.split(' '))('%s is a common status', (word) => {
    expect(commonStatuses).toContain(said(null, word).common);
    expect(said(null, word).common).not.toBe('UNKNOWN');
  });

  test('every substatus says more than its status', () => {
    for (const substatus of allSubstatuses) {
      for (const language of LANGUAGES) {
        const status = said(substatus.startsWith('READY') ? 'READY' : 'HOLD', null, { substatus });
        expect(statusMeaning(status, language).cause).not.toBe(statusMeaning({ ...status, substatus: null }, language).cause);
      }
    }
  });

  test('what waits for a person is not what a person holds', () => {
    expect(statusMeaning(said('HOLD', null, { priority: 10 }), 'en')).toMatchObject({ common: 'WAITING', label: 'waits' });
    expect(statusMeaning(said('HOLD', null, { priority: 0 }), 'en')).toMatchObject({
      common: 'HELD',
      label: 'held',
      cause: expect.stringContaining('priority is 0'),
    });
    expect(statusMeaning(said('USER STAT', null), 'en')).toMatchObject({ status: 'USER', common: 'HELD', label: 'held by a user' });
  });

  test('canceled is a flag that outweighs the last status', () => {
    expect(statusMeaning(said('ABEND', 'ERROR', { isCanceled: true }), 'pt-BR')).toMatchObject({ status: 'ABEND', common: 'CANCELED', label: 'cancelado' });
  });

  test('a contradiction is never taken for the better word', () => {
    expect(said('ABEND', 'SUCCESSFUL').common).toBe('ERROR');
    expect(said('FAILED', 'SUCCEED').common).toBe('ERROR');
  });

  test('an unknown word survives, and is never well', () => {
    expect(statusMeaning(said('PONDERING', null), 'en')).toMatchObject({
      status: 'PONDERING',
      common: 'UNKNOWN',
      isKnown: false,
      meaning: expect.stringContaining('PONDERING'),
    });
    const words = new Set([...SPELLINGS.split(' '), ...COMMONS.split(' '), 'CANCELLED', 'SUPPRESSED', 'USER STAT', 'USER_STAT', 'ARRIVING']);
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), (internal, common) => {
        fc.pre(!words.has(internal.trim().toUpperCase()) && !words.has(common?.trim().toUpperCase() ?? ''));
        const status = said(internal, common);
        expect(status).toMatchObject({ common: 'UNKNOWN', internal: internal.trim().toUpperCase() });
        expect(statusMeaning(status, 'es').isKnown).toBe(false);
      }),
    );
  });

  test.each([
    ['hold', 'HOLD', 'WAITING'],
    ['SUPPRESS', 'SUPPR', 'SUPPRESS'],
    ['exec+', 'EXEC', 'RUNNING'],
    ['error', 'ERROR', 'ERROR'],
    ['held', 'HELD', 'HELD'],
    ['ready', 'READY', 'READY'],
  ])('asked about "%s"', (word, status, common) => {
    expect(wordMeaning(word, 'en')).toMatchObject({ status, common, isKnown: true });
  });
  test('a word that is no status has no meaning', () => {
    expect(['LATE', 'constructor', '', 'toString'].map((word) => wordMeaning(word, 'en'))).toEqual([null, null, null, null]);
  });
});

test('a rerun chain ends with the run that counts', () => {
  const run = (runAttempt: number, status: string, lastInRerunChain = false) => ({
    id: `r${runAttempt}`,
    runAttempt,
    lastInRerunChain,
    compositeStatus: { status },
    rerunType: 'RERUN',
  });
  const job = (jobruns: unknown) => wireJob.parse({ id: 'j', name: 'J', jobruns });
  const chain = runsOf(job([run(3, 'SUCC', true), run(1, 'ABEND'), run(2, 'ABEND')]));
  expect(chain?.map(({ id, isLast, status }) => [id, isLast, status.common])).toEqual([
    ['r1', false, 'ERROR'],
    ['r2', false, 'ERROR'],
    ['r3', true, 'SUCCESSFUL'],
  ]);
  expect(runsOf(job(undefined))).toBeNull();
  expect(runsOf(job('garbage'))).toBeNull();
});

describe('workstations as conman shows them', () => {
  const FTA = ['LINKED', 'TCP_IP_LINKED', 'IS_INITED', 'JOBMAN_UP', 'WRITER_RUNNING', 'MONMAN'];
  test.each([
    ['LTI JW M', FTA],
    ['LBI J M', ['LINKED', 'BROKER', 'IS_INITED', 'JOBMAN_UP', 'MONMAN']],
    ['LTI JW', FTA.filter((state) => state !== 'MONMAN')],
    ['I J M EA', ['MASTER', 'IS_INITED', 'JOBMAN_UP', 'MONMAN', 'EVT_PROC_RUNNING', 'SERVER_STARTED']],
    ['LXI JX', ['LINKED', 'EXTENDED_LINKED', 'IS_INITED', 'JOBMAN_UP']],
    ['LHI JH', ['LINKED', 'HOST_LINKED', 'IS_INITED', 'JOBMAN_UP']],
    ['FTI JW MeDR', [...FTA, 'FULLY_LINKED', 'INSTALLED', 'CONFIG_UPDATED', 'SERVER_RESTARTING']],
    ['', []],
  ])('%s', (column, states) => {
    expect(stateText(states).replaceAll(' ', '')).toBe(column.replaceAll(' ', ''));
    expect(lettersOf(column)).toMatchObject({
      link: column.startsWith('F') ? 'fully-linked' : column.startsWith('L') ? 'linked' : 'not-linked',
      isJobmanUp: column.includes('J'),
      isMonitoring: column.includes('M'),
    });
  });
  test('are taken apart and put into words', () => {
    expect(lettersOf('I J M EA')).toMatchObject({ link: 'not-linked', eventProcessor: 'running', server: 'running', over: null });
    expect(lettersOf('unlinked')).toBeNull();
    expect(stateMeaning('LXI JX', 'en')).toEqual(['linked', 'as an extended agent', 'job manager initialised', 'job manager running']);
    expect(stateMeaning('', 'pt-BR')).toEqual(['sem ligação', 'gerenciador de jobs parado']);
    expect(stateMeaning('whatever', 'es')).toBeNull();
  });
  test('link flags', () => {
    expect(linkFlagText(['FULL_STATUS', 'AUTO_LINK', 'SOMETHING_NEW'])).toBe('AF');
  });
});
