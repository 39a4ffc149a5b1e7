/** Sentences that were read wrongly once, each with what it deserves, against readings of the kept night. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Decided, decide } from '../../../src-main/truth/decide/verdict.ts';
import { readAnswer } from '../../../src-main/truth/read/readAnswer.ts';
import { factTable } from '../../../src-preload/shared/facts/table.ts';
import { parseReadings } from '../../eval/outside.ts';

const bank = parseReadings(readFileSync(new URL('../../fixtures/blind/readings.json', import.meta.url), 'utf8'));
/** Lists of a window or of one workstation would be other answers to "how many". */
const NARROW = new Set(['failed-4h', 'failed-2h', 'waiting-cut', 'jobs-card1', 'jobs-treas']);
const table = factTable(Object.entries(bank).flatMap(([label, { first }]) => (NARROW.has(label) ? [] : [{ ...first, label }])));
const read = (answer: string): readonly Decided[] => readAnswer({ answer, question: '', table }).statements.map((statement) => decide(statement, table, null));
const verdictsOf = (answer: string) => read(answer).map(({ verdict }) => verdict);

describe('what is right is never called wrong', () => {
  it.each([
    'LOAD_DWH started at 12:54 UTC and stopped at 13:02 UTC.',
    'LOAD_DWH ran from 12:54 to 13:02 UTC.',
    'O LOAD_DWH começou às 09:54 e caiu às 10:02.',
    'LOAD_DWH empezó a las 12:54 UTC y cayó a las 13:02 UTC.',
    'LOAD_DWH blocks 14 jobs, two of them critical.',
    'O LOAD_DWH bloqueia 14 jobs, dois deles críticos.',
    'LOAD_DWH bloquea 14 jobs, dos de ellos críticos.',
    'CORE_EOD: 7 succeeded, one failed (PURGE_SESSIONS) and one was canceled (PRINT_LEDGER).',
    'CORE_GL: 2 running (VALIDATE_GL and CALC_GL) and 8 waiting.',
    'SETTLE_COMPE, which SEND_STR_BACEN waits for, is in EXEC.',
    'CALC_POSITION is held back by the limit of 0 on AGT_TREAS.',
    'About a third of the plan (249 of 700) is done, over 400 jobs still wait, and fewer than 5 failed.',
  ])('and is confirmed: %s', (answer) => {
    expect(new Set(verdictsOf(answer))).toEqual(new Set(['confirmed']));
  });
  it.each([
    'COMPE_CLEARING: RECEIVE_COMPE and MATCH_COMPE finished, SETTLE_COMPE is running and the other two are waiting.',
    'RISK_VAR_REPORT is going to be late because of LOAD_DWH.',
    'O SETTLE_COMPE começou às 10:35 e já são quase 1h24 de execução.',
    'Assim que o LOAD_DWH terminar com sucesso, o INDEX_DWH pode começar.',
  ])('%s', (answer) => {
    expect(verdictsOf(answer).filter((verdict) => verdict === 'contradicted' || verdict === 'differs')).toEqual([]);
  });
});

describe('what is wrong is called so', () => {
  it.each([
    'DWH_NIGHT: 7 done, 0 failed, 1 waiting.',
    'SEND_STR_BACEN is critical and has priority 10.',
    'RISK_VAR_REPORT waits for CALC_VAR and STRESS_TEST.',
    '- Running: 71',
    '| Status | Count |\n|---|---|\n| Running | 71 |',
    '71 are running.',
    '71 jobs are running.',
    'DWH_NIGHT has 5 of 8 jobs done.',
    '3 of the 4 critical jobs are late.',
    'If LOAD_DWH stays failed, 99 jobs cannot run.',
    'Both LOAD_DWH and IMPORT_PTAX are in ABEND.',
    'O LOAD_DWH e o IMPORT_PTAX falharam. Ambos estão em ABEND.',
    '| Job | Stream | Status | RC |\n|---|---|---|---|\n| SPLIT_NETWORKS | CARDS_CLEARING | FAIL | 127 |',
    'AGT_TREAS has a job limit of 24.',
    'The fence of AGT_FRAUD is 10.',
    'FTA_CORE1 is down.',
    'RISK_VAR_REPORT has priority 99.',
    'LOAD_DWH has been rerun twice.',
    'IMPORT_PTAX abended with return code 1.',
    'EXTRACT_CARDS abortó.',
    'PAYROLL_BONUS is in HOLD.',
  ])('%s', (answer) => {
    expect(verdictsOf(answer)).toContain('contradicted');
  });
});

describe('a value that differs is shown, and nobody is told it is wrong', () => {
  it.each([
    'SPLIT_NETWORKS failed at 12:38 local time.',
    'IMPORT_PTAX failed about three hours ago.',
    'PURGE_SESSIONS failed 20 minutes ago.',
    'PURGE_SESSIONS failed after LOAD_DWH.',
    'LOAD_DWH failed within 60 seconds.',
    'SPLIT_NETWORKS ran on AGT_CARD2.',
    'SPLIT_NETWORKS belongs to stream DWH_NIGHT.',
    'SPLIT_NETWORKS runs as user root.',
    'The forecast end of PIX_SETTLE_SPI is 19:33 UTC.',
    'All 4 units of DWH_SLOTS are in use.',
  ])('%s', (answer) => {
    const verdicts = verdictsOf(answer);
    expect(verdicts).toContain('differs');
    expect(verdicts).not.toContain('contradicted');
  });
});

describe('what no reading holds', () => {
  it.each(['It belongs to the Finance Data team; call Maria on 555-1234.', 'It normally takes 35 minutes.', 'The cause is a network timeout.'])(
    'is not confirmed: %s',
    (answer) => {
      expect(verdictsOf(answer).filter((verdict) => verdict !== 'uncheckable')).toEqual([]);
    },
  );
  it('stays visible as a sentence in which nothing was read', () => {
    const answer = 'The 3 operators of tonight are tired.';
    expect(readAnswer({ answer, question: '', table }).unread.length + read(answer).length).toBeGreaterThan(0);
  });
});

it('what stood so when it was said and has moved on is no contradiction', () => {
  const answer = 'CORE_GL: 3 done, 2 running and 8 waiting.';
  const [first, later] = (['first', 'later'] as const).map((which) => factTable([{ ...(bank['jobs-gl']?.[which] ?? bank['jobs-gl']!.first), label: 'r1' }]));
  const verdicts = readAnswer({ answer, question: '', table: first! }).statements.map((statement) => decide(statement, first!, later!).verdict);
  expect(verdicts).toContain('changed-since');
  expect(verdicts).not.toContain('contradicted');
});
