/** What sentences say in three languages, and how times and commands said are weighed: the traps of each. */
import { describe, expect, it } from 'vitest';
import { isSaidTime, wasSaidOf } from '../../../src-main/audit/checks/numbers/saidTime.ts';
import { commandsIn } from '../../../src-main/audit/checks/words/commandGrammar.ts';
import { flat } from '../../../src-main/truth/text/flat.ts';
import { countsSaid } from '../../../src-main/chat/claims/said/countsSaid.ts';
import { measuresSaid, sharesSaid } from '../../../src-main/chat/claims/said/measuresSaid.ts';
import { planRunsSaid, runCountsSaid, runSaidBefore } from '../../../src-main/chat/claims/said/runsSaid.ts';
import { timesSaid } from '../../../src-main/chat/claims/said/timesSaid.ts';

describe('times', () => {
  it.each([
    ['¤ started at 18:36.', 'started 18:36'],
    ['¤ finished at 6:44 pm.', 'ended 18:44'],
    ['¤ terminou às 18:44 (UTC).', 'ended 18:44Z'],
    ['El plazo de ¤ vence el 20/11/2026 a las 21:45.', 'deadline 2026-11-20T21:45'],
    ['¤ estava agendado para as 18:00 e iniciou às 18:36.', 'scheduled 18:00, started 18:36'],
    ['¤ ended at 2026-11-20 18:44 GMT-3.', 'ended 2026-11-20T21:44:00.000Z'],
    // Not one of the job's times, not a time at all, or two days at once.
    ['¤ has not started; the plan was read at 18:36.', ''],
    ['¤ is expected to end at 19:10.', ''],
    ['¤ ended after 00:08:00.000.', ''],
    ['¤ ended on 05/06/2026 at 10:00.', ''],
  ])('%s', (sentence, expected) => {
    expect(
      timesSaid(flat(sentence))
        .map(({ which, claimed }) => `${which} ${claimed}`)
        .join(', '),
    ).toBe(expected);
  });

  it('without a zone are of the plan or UTC; with one they are exact, through clock changes', () => {
    const actual = Date.parse('2026-11-20T21:36:12Z');
    const fits = (said: string, zone: string | null = 'America/Sao_Paulo') => wasSaidOf(said, actual, zone);
    expect([fits('18:36'), fits('21:36'), fits('22:36'), fits('18:36Z'), fits('22:36+01:00')]).toEqual([true, true, false, false, true]);
    expect([fits('2026-11-20T18:36'), fits('2026-11-19T18:36')]).toEqual([true, false]);
    // Of a plan without a zone nobody knows what 18:36 means.
    expect([fits('18:36', null), fits('21:36', null), fits('18:36', 'Nowhere/Land')]).toEqual([null, true, null]);
    const summer = Date.parse('2026-07-01T00:30:00Z');
    expect([wasSaidOf('02:30', summer, 'Europe/Madrid'), wasSaidOf('01:30', summer, 'Europe/Madrid')]).toEqual([true, false]);
    expect(['25:99', '18:36', 'yesterday'].map(isSaidTime)).toEqual([false, true, false]);
  });
});

describe('measures', () => {
  it.each([
    ['¤ ran for 8 minutes.', 'duration 8 min'],
    ['¤ está rodando há 1 hora e 13 minutos.', 'duration 73 min'],
    ['¤ duró 480 segundos.', 'duration 480 s'],
    ['¤ is 8 minutes late.', 'late 8 min'],
    ['¤ lleva 8 minutos de retraso.', 'late 8 min'],
    ['On average ¤ takes 1.5 hours.', 'average 1.5 h'],
    ['¤ usually took 35 minutes.', ''],
    ['3 jobs failed in the last 4 hours.', ''],
  ])('%s', (sentence, expected) => {
    expect(
      measuresSaid(flat(sentence))
        .map(({ measure, claimed }) => `${measure} ${claimed}`)
        .join(', '),
    ).toBe(expected);
  });

  it('shares of the jobs, and no count out of their words', () => {
    expect(sharesSaid(flat('Cerca de 49,5 % dos jobs terminaram.'))).toMatchObject([{ claimed: '49.5 %' }]);
    expect(countsSaid('Cerca de 49% dos jobs terminaram com sucesso.', flat('Cerca de 49% dos jobs terminaram com sucesso.'), null)).toEqual([]);
  });
});

describe('counts', () => {
  const said = (sentence: string) => countsSaid(sentence, flat(sentence), 'X').map(({ what, claimed }) => `${what} ${claimed}`);
  it.each([
    ['4 of 260 jobs failed.', ['failed 4']],
    ['Entre 10 y 15 jobs están en ejecución.', ['status=RUNNING 10..15']],
    ['Fallaron tres jobs.', ['failed 3']],
    ['128 jobs ended successfully, 112 are waiting.', ['status=SUCCESSFUL 128']],
    ['X bloqueia 14 jobs em 4 job streams.', ['blocked-by:X 14', 'streams-blocked-by:X 4']],
    ['2 jobs will not run at all because of X.', ['suppressed-by:X 2']],
    ['2 jobs não vão rodar de modo algum por causa de X.', ['suppressed-by:X 2']],
    ['1 job no correrá de ningún modo por causa de X.', ['suppressed-by:X 1']],
    ['1 of its 8 jobs failed.', []],
    // Some of the jobs, not all.
    ['No critical job failed.', []],
    ['Ningún job crítico ha fallado.', []],
    ['No other jobs failed.', []],
  ])('%s', (sentence, expected) => {
    expect(said(sentence)).toEqual(expected);
  });
});

it('tells which run is spoken of', () => {
  const run = (sentence: string) => runSaidBefore(flat(sentence), sentence.length);
  expect(run('The first run ended in ABEND; the last run ended well')).toBe('last');
  expect(run('A primeira execução terminou')).toBe('1');
  expect(run('attempt 4 ended')).toBe('4');
  expect(run('an earlier run ended')).toBe('other');
  expect(run('it ended')).toBeNull();
  expect(runCountsSaid(flat('¤ corrió 2 veces'))).toEqual([2]);
  expect(planRunsSaid('this is plan run number 5777')).toEqual(['5777']);
  expect(planRunsSaid('run 3 of ¤ in this plan')).toEqual([]);
});

describe('commands', () => {
  it.each([
    ['Run `conman "rr WS#S.JOB"` now.', 'mutating'],
    ['Use `rr WS#S.JOB;step=2`.', 'mutating'],
    ['Use `composer delete js=WS#S`.', 'mutating'],
    ['Then `JnextPlan -for 2400`.', 'mutating'],
    ['Type conman cancel job X.', 'mutating'],
    ['See `conman "sj WS#S.JOB;stdlist"`.', 'reads'],
    ['See `optman ls`, then `composer list js=@#@`.', 'reads, reads'],
    ['Run `conman fixit WS#S.JOB`.', 'invalid'],
    ['With conman you can look at it; conman is a program. The log says "list of files#1".', ''],
  ])('%s', (text, expected) => {
    expect(
      commandsIn(text)
        .map(({ does }) => does)
        .join(', '),
    ).toBe(expected);
  });
});
