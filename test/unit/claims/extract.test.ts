/** Promises: what an answer claims is found in three languages, right or wrong, and bound only to a receipt that can prove it. */
import { describe, expect, it } from 'vitest';
import { answerByRules } from '../../../src-main/chat/answers/answerByRules.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import { extractClaims } from '../../../src-main/chat/claims/extract.ts';
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { callOver, job, loadDwh, NOW_MS, RESULTS, receiptOf } from '../../fakes/receipts/bank.ts';

const LOAD = `job:${loadDwh.key}`;
const BANK: readonly Receipt[] = [
  receiptOf('r1', 'job_details', { args: { job: 'LOAD_DWH' } }),
  receiptOf('r2', 'job_log', { args: { job: 'LOAD_DWH' } }),
  receiptOf('r3', 'impact', { args: { job: 'LOAD_DWH' } }),
  receiptOf('r4', 'find_jobs', { args: { statuses: ['ABEND', 'FAIL', 'ERROR', 'STUCK'], since_hours: 4, limit: 500 } }),
  receiptOf('r5', 'plan_summary'),
  receiptOf('r6', 'workstations'),
  receiptOf('r7', 'why_not_running', { args: { job: 'RPT_DAILY' } }),
];
const claims = (answer: string, receipts = BANK, question = '') => extractClaims({ answer, question, receipts });

type Expected = { readonly kind: string; readonly subject: string | null; readonly claimed?: string; readonly receiptId: string | null };
const status = (claimed: string): Expected => ({ kind: 'status', subject: LOAD, claimed, receiptId: 'rcp_r1' });
const count = (subject: string, claimed: string, receiptId: string | null): Expected => ({ kind: 'count', subject: `count:${subject}`, claimed, receiptId });
const ROWS: readonly (readonly [string, Expected])[] = [
  // status: both vocabularies, three languages, right and wrong
  ['LOAD_DWH is in ABEND.', status('ABEND')],
  ['LOAD_DWH is running.', status('RUNNING')],
  ['`DWH_NIGHT.LOAD_DWH` completed successfully. [r1]', status('SUCCESSFUL')],
  ['The job LOAD_DWH failed.', status('FAILED')],
  ['O job LOAD_DWH falhou.', status('FAILED')],
  ['O LOAD_DWH está em execução.', status('RUNNING')],
  ['LOAD_DWH está com status SUCC.', status('SUCC')],
  ['El job LOAD_DWH falló.', status('FAILED')],
  ['LOAD_DWH está corriendo.', status('RUNNING')],
  ['LOAD_DWH terminó con éxito.', status('SUCCESSFUL')],
  ['LOAD_DWH is not running.', status('not RUNNING')],
  ['LOAD_DWH não falhou.', status('not FAILED')],
  ['LOAD_DWH did not fail.', status('not FAILED')],
  ['/PROD/AGT01#DWH_NIGHT.LOAD_DWH has status HOLD.', status('HOLD')],
  ['LOAD_DWH is held.', status('HELD')],
  ['LOAD_DWH está retido.', status('HELD')],
  ['LOAD_DWH is late.', status('LATE')],
  ['LOAD_DWH está atrasado.', status('LATE')],
  ['AGT07 is unlinked.', { kind: 'status', subject: 'workstation:AGT07', claimed: 'UNLINKED', receiptId: 'rcp_r6' }],
  // counts
  ['2 jobs failed in the last 4 hours.', count('failed;since_hours=4', '2', 'rcp_r4')],
  ['Three jobs failed.', count('failed', '3', 'rcp_r5')],
  ['Nas últimas 4 horas, 3 jobs falharam.', count('failed;since_hours=4', '3', 'rcp_r4')],
  ['Dos jobs fallaron en las últimas 4 horas.', count('failed;since_hours=4', '2', 'rcp_r4')],
  ['At least 12 jobs failed.', count('failed', '>=12', 'rcp_r5')],
  ['No job failed in the last 4 hours.', count('failed;since_hours=4', '0', 'rcp_r4')],
  ['Nenhum job falhou nas últimas 4 horas.', count('failed;since_hours=4', '0', 'rcp_r4')],
  ['Ningún job falló.', count('failed', '0', 'rcp_r5')],
  ['All is well, nothing failed.', count('failed', '0', 'rcp_r5')],
  ['Nada falhou nas últimas 4 horas.', count('failed;since_hours=4', '0', 'rcp_r4')],
  ['Nada ha fallado.', count('failed', '0', 'rcp_r5')],
  ['All 700 jobs ended successfully.', count('status=SUCCESSFUL', '700', 'rcp_r5')],
  ['There are 98 jobs with status WAITING.', count('status=WAITING', '98', 'rcp_r5')],
  ['No jobs are late.', count('late', '0', 'rcp_r5')],
  ['3 jobs failed in the last 24 hours.', count('failed;since_hours=24', '3', null)],
  ['2 workstations have a problem.', count('workstation-problems', '2', 'rcp_r5')],
  ['5 jobs are blocked by LOAD_DWH.', count(`blocked-by:${loadDwh.key}`, '5', 'rcp_r3')],
  ['3 jobs não podem rodar enquanto LOAD_DWH não terminar.', count(`blocked-by:${loadDwh.key}`, '3', 'rcp_r3')],
  // return codes
  ['LOAD_DWH ended with return code 8.', { kind: 'return-code', subject: LOAD, claimed: '8', receiptId: 'rcp_r1' }],
  ['LOAD_DWH terminou com código de retorno 12.', { kind: 'return-code', subject: LOAD, claimed: '12', receiptId: 'rcp_r1' }],
  ['LOAD_DWH terminó con RC=4.', { kind: 'return-code', subject: LOAD, claimed: '4', receiptId: 'rcp_r1' }],
  // quotes: found in the log, and invented
  [
    'The log says `ORA-06512: at "DWH.LOADER", line 88`.',
    { kind: 'quote', subject: `log:${loadDwh.key}`, claimed: 'ORA-06512: at "DWH.LOADER", line 88', receiptId: 'rcp_r2' },
  ],
  [
    'O log diz “ORA-00942: table or view does not exist”.',
    { kind: 'quote', subject: `log:${loadDwh.key}`, claimed: 'ORA-00942: table or view does not exist', receiptId: 'rcp_r2' },
  ],
  // times in the zone they are written in
  ['LOAD_DWH started at 2026-11-20 22:30 GMT+1.', { kind: 'time', subject: `${LOAD};time=started`, claimed: '2026-11-20T21:30:00.000Z', receiptId: 'rcp_r1' }],
  ['LOAD_DWH terminou às 2026-11-20 18:37 GMT-3.', { kind: 'time', subject: `${LOAD};time=ended`, claimed: '2026-11-20T21:37:00.000Z', receiptId: 'rcp_r1' }],
  // dependencies and their direction
  ['RPT_DAILY is waiting for LOAD_DWH.', { kind: 'dependency', subject: 'job:/AGT01#/PROD/REPORTS.RPT_DAILY', claimed: `after ${LOAD}`, receiptId: 'rcp_r3' }],
  ['LOAD_DWH blocks RPT_DAILY.', { kind: 'dependency', subject: 'job:/AGT01#/PROD/REPORTS.RPT_DAILY', claimed: `after ${LOAD}`, receiptId: 'rcp_r3' }],
  ['LOAD_DWH espera por RPT_DAILY.', { kind: 'dependency', subject: LOAD, claimed: 'after job:/AGT01#/PROD/REPORTS.RPT_DAILY', receiptId: 'rcp_r3' }],
  // existence
  ['The plan has no job called PAY_RUN.', { kind: 'existence', subject: 'name:PAY_RUN', claimed: 'absent', receiptId: null }],
  ['O job PAY_RUN está rodando.', { kind: 'existence', subject: 'name:PAY_RUN', claimed: 'exists', receiptId: null }],
  // causes and advice: bound by what they name, not by what they cite
  [
    'LOAD_DWH failed because of `ORA-01653: unable to extend table DWH.FACT_SALES by 8192 in tablespace DWH_DATA`.',
    { kind: 'cause', subject: LOAD, receiptId: 'rcp_r2' },
  ],
  ['LOAD_DWH falhou porque a rede caiu. [r2]', { kind: 'cause', subject: LOAD, receiptId: null }],
  ['You should extend the tablespace. [r2]', { kind: 'advice', subject: null, receiptId: 'rcp_r2' }],
];

describe('claims of a sentence', () => {
  it.each(ROWS)('%s', (sentence, expected) => {
    expect(claims(sentence)).toContainEqual(expect.objectContaining(expected));
  });

  it.each([
    'Did LOAD_DWH fail?',
    'If LOAD_DWH fails, 3 jobs failed to start.',
    'Se o LOAD_DWH falhar, 3 jobs falharam.',
    'Ask “why did LOAD_DWH fail?” to go on.',
    'An earlier run of LOAD_DWH ended in ABEND.',
    'The current plan has no job called PAY_RUN.',
    'O plano atual não tem job com o nome PAY_RUN.',
  ])('%s claims no status and no count', (sentence) => {
    expect(claims(sentence).filter(({ kind }) => kind === 'status' || kind === 'count')).toEqual([]);
  });

  it('offsets are the UTF-16 place of the words in the answer', () => {
    const answer = 'Olá 👋. O job LOAD_DWH falhou. Fim.';
    const found = claims(answer).find(({ kind }) => kind === 'status');
    expect(answer.slice(found?.start, found?.end)).toBe('O job LOAD_DWH falhou.');
  });

  it('"it" is the job spoken of before', () => {
    expect(claims('LOAD_DWH is in ABEND. Its return code is 8.')).toContainEqual(expect.objectContaining({ kind: 'return-code', subject: LOAD, claimed: '8' }));
  });

  it('what a memory said of another day is not claimed now', () => {
    expect(claims('> **Known from 12 Mar 2026, corrected by ana:**\n> LOAD\\_DWH is running.\n> 9 jobs failed.')).toEqual([]);
  });

  it('a status in a table row is a claim', () => {
    expect(claims('| Job | Status |\n| --- | --- |\n| `DWH_NIGHT.LOAD_DWH` | SUCC |')).toContainEqual(
      expect.objectContaining({ kind: 'status', subject: LOAD, claimed: 'SUCC' }),
    );
  });

  it('the same job name in two streams is not resolved to the first', () => {
    const twice = [receiptOf('r1', 'find_jobs', { data: { jobs: [job('A_STREAM', 'COPY_X'), job('B_STREAM', 'COPY_X')], total: 2 } })];
    expect(claims('COPY_X failed.', twice)).toContainEqual(expect.objectContaining({ kind: 'status', subject: 'job:COPY_X' }));
    expect(claims('B_STREAM.COPY_X failed.', twice)).toContainEqual(expect.objectContaining({ subject: 'job:/AGT01#/PROD/B_STREAM.COPY_X' }));
  });

  it('a failed receipt proves nothing', () => {
    const failed = BANK.map((receipt) => ({ ...receipt, outcome: 'failed' as const, data: null }));
    expect(claims('2 jobs failed. LOAD_DWH is in ABEND. [r1]', failed).filter(({ receiptId }) => receiptId !== null)).toEqual([]);
  });

  it('a quote whose hidden characters were made visible is checked as the log has it', () => {
    const evil = { number: 1, text: 'ORA-00600 \u202Einternal' };
    const data = { kind: 'found', job: loadDwh, log: { jobKey: loadDwh.key, runId: 'r', lines: [evil], totalLines: 1, exitStatus: 1, isTruncated: false } };
    expect(claims('The log says `ORA-00600 ⟨U+202E⟩internal`.', [receiptOf('r1', 'job_log', { data })])).toContainEqual(
      expect.objectContaining({ kind: 'quote', claimed: evil.text, receiptId: 'rcp_r1' }),
    );
  });
});

describe('answers made by rules', () => {
  it.each([
    'Why did LOAD_DWH abend?',
    'por que o LOAD_DWH falhou?',
    '¿Por qué falló LOAD_DWH?',
    'quais jobs falharam nas últimas 4 horas?',
    '¿cómo está el sistema?',
    'how are the workstations?',
    'status of LOAD_DWH',
    'impact of LOAD_DWH',
  ])('%s: each claim of fact is bound', async (question) => {
    const { call, receipts } = callOver(RESULTS);
    let answer = '';
    for await (const piece of answerByRules({
      asked: readQuestion(question, { nowMs: NOW_MS, timeZone: 'America/Sao_Paulo' }),
      memories: [],
      call,
      engineNowMs: NOW_MS,
      timeZone: 'America/Sao_Paulo',
      signal: new AbortController().signal,
    }))
      answer += piece;
    const found = extractClaims({ answer, question, receipts });
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ receiptId }) => receiptId === null)).toEqual([]);
  });
});

describe('a failed reading told in its own words', () => {
  it('claims no status, though the words of the failure hold one', () => {
    const fault = { code: 'TWS_NOT_FOUND', message: `${loadDwh.key} has not run in this plan yet (HOLD): there is no log.`, retryable: false } as const;
    const failed = [receiptOf('r1', 'job_log', { outcome: 'failed', data: null, fault })];
    expect(claims(`Could not read the log: ${fault.message} [r1]`, failed)).toEqual([]);
    expect(claims(`The log could not be read, but ${loadDwh.key} is running.`, failed)).toContainEqual(expect.objectContaining({ kind: 'status' }));
  });
});
