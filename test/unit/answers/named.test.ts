/** Promise: a name is found in every spelling the scheduler prints and people type; what is near is offered, and nothing that exists is denied. */
import { describe, expect, it } from 'vitest';
import { answerByRules } from '../../../src-main/chat/answers/answerByRules.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import { slipsBetween } from '../../../src-main/chat/answers/named/alike.ts';
import { phrasesIn } from '../../../src-main/chat/answers/named/phrases.ts';
import { asTyped, printedRow } from '../../../src-main/chat/answers/named/spelled.ts';
import { callOver, loadDwh, NOW_MS, RESULTS } from '../../fakes/receipts/bank.ts';

const clock = { nowMs: NOW_MS, timeZone: 'Europe/Madrid' };

async function answer(question: string, scene = callOver()): Promise<string> {
  let text = '';
  const input = { asked: readQuestion(question, clock), memories: [], call: scene.call, engineNowMs: NOW_MS, timeZone: clock.timeZone };
  for await (const piece of answerByRules({ ...input, signal: new AbortController().signal })) text += piece;
  return text;
}

describe('spellings the scheduler prints', () => {
  it.each([
    ['FTA_DWH1#DWH_NIGHT[(0919 11/30/26),(0AAAAAAAAAAAABMM)].LOAD_DWH', 'FTA_DWH1#DWH_NIGHT.LOAD_DWH'],
    ['FTA_DWH1 #DWH_NIGHT.LOAD_DWH', 'FTA_DWH1#DWH_NIGHT.LOAD_DWH'],
    ['FTA_DWH1         #DWH_NIGHT', 'FTA_DWH1#DWH_NIGHT'],
  ])('%s', (printed, typed) => {
    expect(asTyped(printed)).toBe(typed);
  });

  it.each([
    ['FTA_DWH1 #DWH_NIGHT 0919 11/30 LOAD_DWH ABEND 10 09:54 00:08 8 #J987278603', { name: 'FTA_DWH1#DWH_NIGHT.LOAD_DWH', status: 'ABEND' }],
    ['FTA_DWH1 #DWH_NIGHT 0919 11/30 ******** STUCK 10\n   LOAD_DWH ABEND 10 09:54 00:08 8', { name: 'FTA_DWH1#DWH_NIGHT.LOAD_DWH', status: 'ABEND' }],
    ['AGT_RISK1#RISK_DAILY 1048 11/30 CALC_VAR HOLD 10', { name: 'AGT_RISK1#RISK_DAILY.CALC_VAR', status: 'HOLD' }],
    ['why did LOAD_DWH fail', null],
  ])('a row of sj: %s', (printed, row) => {
    expect(printedRow(asTyped(printed))).toEqual(row);
  });

  it('the number of a run is asked for only where nothing else names the job', () => {
    expect(readQuestion('what is #J987278603', clock).intent).toMatchObject({ kind: 'job-status', name: 'J987278603' });
  });
});

describe('how near two names are', () => {
  it.each([
    ['cor_eod', 'CORE_EOD', 1],
    ['LAOD_DWH', 'LOAD_DWH', 1],
    ['load dwh', 'LOAD_DWH', 0],
    ['LOADDWH', 'LOAD_DWH', 0],
    ['LOAD_DWH', 'INDEX_DWH', null],
    ['FICTION_9', 'FRACTION_9', 2],
    ['AB', 'AC', null],
  ])('%s and %s: %s', (asked, name, slips) => {
    expect(slipsBetween(asked, name)).toBe(slips);
  });
});

describe('a name typed with blanks', () => {
  it.each([
    ['whats wrong with load dwh', ['load_dwh']],
    ['que le paso a load dwh', ['load_dwh']],
    ['o que houve com o calc var?', ['calc_var']],
    ['which jobs failed in the last hours', []],
  ])('%s', (question, names) => {
    expect(phrasesIn(question).map(({ name }) => name)).toEqual(names);
  });
});

describe('one name, every kind of thing', () => {
  const no = { kind: 'unresolved' as const, asked: 'X', candidates: [] };
  const nowhere = {
    job_details: no,
    find_streams: { streams: [], total: 0 },
    workstations: { workstations: [] },
    find_jobs: { jobs: [], total: 0 },
    resources: { resources: [], total: 0 },
    prompts: { prompts: [], total: 0 },
    files: { files: [], total: 0 },
  };
  const slots = { name: 'DWH_SLOTS', workstation: 'AGT01', quantity: 4, available: 4, inUse: 0, status: 'OK', holders: [] };

  it('a resource asked about like a job is a resource', async () => {
    const text = await answer('status of DWH_SLOTS', callOver({ ...nowhere, resources: { resources: [slots], total: 1 } }));
    expect(text).toContain('`DWH_SLOTS`: 4 of 4 units are free; nobody holds any');
  });

  it('the nearest name is offered and answered', async () => {
    const text = await answer('status of LAOD_DWH', callOver({ ...nowhere, find_jobs: { jobs: [loadDwh], total: 1 } }));
    expect(text).toContain('Did you mean `LOAD_DWH` (job)?');
  });

  it('an order for a near name gets no command: the wrong job must not be at hand', async () => {
    const text = await answer('cancel LAOD_DWH', callOver({ ...nowhere, find_jobs: { jobs: [loadDwh], total: 1 } }));
    expect(text).toContain('Did you mean `LOAD_DWH` (job)?');
    expect(text).not.toContain('LOAD_DWH"');
  });

  it('an absence is said of what was read in full, with its receipts', async () => {
    const text = await answer('status of FICTION_9', callOver(nowhere));
    expect(text).toMatch(/no job, job stream or workstation called `FICTION_9`.*\[r1\]/);
  });

  it('a name is not called absent while something could not be read', async () => {
    const { resources: _unread, ...rest } = nowhere;
    const text = await answer('status of FICTION_9', callOver(rest));
    expect(text).toContain('may still be in the plan');
    expect(text).not.toContain('has no job');
  });

  it('the jobs of the turn before stay the scope', async () => {
    const receipts = [{ tool: 'impact', outcome: 'ok' as const, args: { job: 'LOAD_DWH' }, data: RESULTS.impact }];
    const input = { memories: [], call: callOver().call, engineNowMs: NOW_MS, timeZone: clock.timeZone, signal: new AbortController().signal };
    let text = '';
    const asked = readQuestion('which of those are critical?', clock);
    for await (const piece of answerByRules({ ...input, asked, previous: { question: 'what does LOAD_DWH block?', receipts } })) text += piece;
    expect(text).toContain('1 of the 3 jobs that cannot run while `DWH_NIGHT.LOAD_DWH` is unfinished is critical');
  });

  it.each([
    [null, 'does not say'],
    ['LIVES', 'batchman is up'],
    ['DOWN', 'batchman is DOWN'],
  ])('batchman as the engine says it: %s', async (batchman, said) => {
    const input = { asked: readQuestion('is batchman up?', clock), memories: [], call: callOver().call, engineNowMs: NOW_MS, timeZone: null, batchman };
    let text = '';
    for await (const piece of answerByRules({ ...input, signal: new AbortController().signal })) text += piece;
    expect(text).toContain(said);
  });
});
