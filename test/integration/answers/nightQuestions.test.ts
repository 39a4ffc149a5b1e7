/** Promise: questions as operators type them, asked of a real core on the kept night, are answered with what that night holds, in their own language. */
import { beforeAll, describe, expect, it } from 'vitest';
import { nightAt } from '../../../src-main/demo/index.ts';
import { type AnsweredTurn, askNight } from '../../eval/questions.ts';

/** `said`: what the last answer holds; `unsaid`: what would deny or misread. */
interface Case {
  readonly turns: readonly string[];
  readonly language: 'en' | 'pt-BR' | 'es';
  readonly said: RegExp;
}
const row = (language: Case['language'], said: RegExp, ...turns: readonly string[]): Case => ({ language, said, turns });
const every = (said: RegExp, en: string, pt: string, es: string): Case[] => [row('en', said, en), row('pt-BR', said, pt), row('es', said, es)];

const LOAD_DWH = /`DWH_NIGHT\.LOAD_DWH` (?:ended|terminou|terminó)[\s\S]*ORA-01653/;
const READS_ONLY = (command: string) => new RegExp(`^\\*\\*(?:Resync only reads|O Resync só lê|Resync solo lee)[\\s\\S]*conman "${command}`);
const LOG =
  'load_dwh: connecting to DWHPROD\nERROR at line 1:\nORA-01653: unable to extend table DWH.FACT_SALES by 8192 in tablespace DWH_DATA\nload_dwh: rollback done, rc=8';
const KEY = 'FTA_DWH1#DWH_NIGHT[(0919 11/30/26),(0AAAAAAAAAAAABMM)].LOAD_DWH';

const CASES: readonly Case[] = [
  ...every(
    /`DWH_SLOTS`: 4 (?:of|de) 4 .*(?:nobody|ninguém|nadie)/,
    'who holds DWH_SLOTS right now',
    'quem ta segurando o recurso DWH_SLOTS',
    'quien tiene DWH_SLOTS?',
  ),
  ...every(/`DWH_SLOTS`: 4 (?:of|de) 4/, 'status of dwh_slots', 'como esta o DWH_SLOTS', 'estado de DWH_SLOTS'),
  ...every(
    /(?=[\s\S]*`dwhbatch`)[\s\S]*`FTA_DWH1`/,
    'where does load dwh run and as which user',
    'em qual maquina o LOAD_DWH roda e com que usuario',
    'en que maquina corre LOAD_DWH y con que usuario',
  ),
  row('en', /2 of the 14 .*critical[\s\S]*RISK_VAR_REPORT[\s\S]*SEND_DOC3040/, "what's blocked by LOAD_DWH", 'which of those are critical?'),
  row('pt-BR', /2 dos 14 .*críticos/, 'o que o LOAD_DWH bloqueia', 'quais desses sao criticos?'),
  row('es', /2 de los 14 .*críticos/, 'que bloquea LOAD_DWH', 'cuales de esos son criticos'),
  row('en', /14 jobs that cannot run/, 'why did LOAD_DWH fail', 'how many'),
  row('en', /runs as user `dwhbatch`/, 'why did LOAD_DWH fail', 'how many', 'and which user runs it?'),
  row('es', /corre con el usuario `dwhbatch`/, 'por que fallo LOAD_DWH', 'y con que usuario corre?'),
  row('pt-BR', /roda com o usuário `dwhbatch`/, 'pq o LOAD_DWH caiu', 'e com qual usuario roda?'),
  row('en', /AGG_SALES[\s\S]*AGG_BALANCES/, 'what comes after LOAD_DWH', 'and INDEX_DWH?'),
  ...every(/`CLOSE_OK`/, 'any prompts waiting for me', 'tem algum prompt esperando resposta?', 'hay prompts sin responder?'),
  ...every(/AGG_SALES[\s\S]*AGG_BALANCES/, 'what comes right after INDEX_DWH', 'o que vem logo depois do INDEX_DWH', 'que viene despues de INDEX_DWH'),
  ...every(
    /12:33[\s\S]*15:48[\s\S]*3 h 14 min/,
    'will PIX_SETTLE_SPI make its cutoff',
    'o PIX_SETTLE_SPI vai terminar no prazo?',
    'va a llegar a tiempo PIX_SETTLE_SPI',
  ),
  ...every(/426[\s\S]*249/, 'how many waiting, and how many done?', 'quantos esperando e quantos concluidos?', 'cuantos esperando y cuantos terminados?'),
  ...every(READS_ONLY('lc AGT_TREAS;10"'), 'raise the limit of AGT_TREAS to 10', 'aumenta o limite da AGT_TREAS pra 10', 'sube el limite de AGT_TREAS a 10'),
  ...every(READS_ONLY('ap AGT_RISK1#/BANK/RISK/RISK_DAILY.*CALC_VAR;0"'), 'put CALC_VAR on hold', 'poe o CALC_VAR em hold', 'pon CALC_VAR en hold'),
  ...every(READS_ONLY('cj FTA_DWH1#.*LOAD_DWH"'), 'skip LOAD_DWH', 'pula o LOAD_DWH', 'salta load dwh'),
  ...every(READS_ONLY('confirm FTA_DWH1#.*LOAD_DWH;SUCC"'), 'confirm LOAD_DWH as SUCC', 'marca o LOAD_DWH como SUCC', 'confirma LOAD_DWH como SUCC'),
  ...every(READS_ONLY('rr FTA_DWH1#.*LOAD_DWH"'), 'run LOAD_DWH again', 'roda de novo o LOAD_DWH', 'vuelve a correr LOAD_DWH'),
  row('en', /^\*\*Resync only reads[\s\S]*Did you mean `LOAD_DWH`/, 'cancel LAOD_DWH'),
  ...every(/LIVES/, 'is batchman up?', 'o batchman ta no ar?', 'batchman esta arriba?'),
  ...every(/JnextPlan/, 'when does the plan end?', 'quando termina o plano?', 'ya corrio el JnextPlan?'),
  ...every(/`DWH_NIGHT`.*plan/, 'when will DWH_NIGHT run next?', 'quando roda o DWH_NIGHT de novo?', 'cuando corre DWH_NIGHT'),
  ...every(/two nights|duas noites|dos noches/, 'compare tonight with yesterday', 'compara essa noite com ontem', 'compara esta noche con ayer'),
  ...every(/\*\*STUCK\*\*/, 'what does STUCK mean', 'o que significa STUCK', 'que significa STUCK'),
  ...every(/IMPORT_PTAX` (?:ended|terminou|terminó) (?:in|em|en) FAIL/, 'status of IMPORT_PTAX', 'situacao do IMPORT_PTAX', 'estado de IMPORT_PTAX'),
  ...every(/`AGT_BRANCH` (?:is not linked|está sem link|está sin enlace|.*link)/, 'is AGT_BRANCH down?', 'o AGT_BRANCH caiu?', 'se cayó AGT_BRANCH?'),
  ...every(/1 job .*CANCELED[\s\S]*PRINT_LEDGER/, 'any canceled jobs?', 'tem jobs cancelados?', 'hay jobs cancelados?'),
  ...every(/4 jobs[\s\S]*DWH_NIGHT[\s\S]*AGT_BRANCH/, 'anything stuck?', 'tem alguma coisa travada?', 'hay algo trabado?'),
  row('es', /4 jobs fallaron[\s\S]*listo|3 jobs esperan/, 'jobs en cola que no arrancan'),
  ...every(LOAD_DWH, 'whats wrong with load dwh', 'o que houve com o load dwh', 'que le paso a load dwh'),
  ...every(/`CORE_EOD`[\s\S]*ABEND/, 'stauts of cor_eod', 'situacao do cor_eod', 'estado de cor_eod'),
  row('en', LOAD_DWH, 'why did load_dhw fail'),
  row('en', LOAD_DWH, `why did ${KEY} fail?`),
  row('pt-BR', LOAD_DWH, `por que o ${KEY} falhou?`),
  row('en', LOAD_DWH, 'why did FTA_DWH1 #DWH_NIGHT.LOAD_DWH fail'),
  row('en', LOAD_DWH, 'FTA_DWH1 #DWH_NIGHT 0919 11/30 LOAD_DWH ABEND 10 09:54 00:08 8 #J987278603'),
  ...every(/`DWH_NIGHT\.LOAD_DWH`/, 'what is #J987278603', 'qual job e o #J987278603', 'que job es #J987278603'),
  row('en', /AWSBHT001E[\s\S]*`DWH_NIGHT\.LOAD_DWH` ended in ABEND/, `AWSBHT001E The job "${KEY}" in file "ls" has failed with the error: AWSBDW009E`),
  row('en', /decisive line[\s\S]*ORA-01653[\s\S]*return code 8/, LOG),
  row('pt-BR', /linha decisiva[\s\S]*ORA-01653/, `o que e isso?\n${LOG}`),
  row('es', /línea decisiva[\s\S]*ORA-01653/, `me salio esto, que significa?\n${LOG}`),
  ...every(
    /AGT_BRANCH[\s\S]*LOAD_DWH|LOAD_DWH[\s\S]*AGT_BRANCH/,
    "i'm taking over the shift, brief me",
    'to assumindo o turno, me atualiza',
    'tomo el turno, ponme al dia',
  ),
];

/** Said of a thing that exists, or instead of an answer. */
const DENIES =
  /did not understand|Não entendi|No entendí|has no job|não tem job|no tiene ningún job|No workstation answers|Nenhuma estação atende|Ninguna estación responde/;

describe('on night-1', () => {
  const answers = new Map<string, readonly AnsweredTurn[]>();
  beforeAll(async () => {
    const asked = CASES.map(({ turns }, index) => ({ id: String(index), turns: [...turns] }));
    for (const { id, turns } of await askNight(nightAt('night-1', '2026-11-30T14:58:00Z'), asked)) answers.set(id, turns);
  }, 240_000);

  it.each(CASES.map((one, index) => ({ ...one, id: String(index), title: one.turns.join(' / ').slice(0, 120) })))('$title', ({ id, said, language }) => {
    const last = answers.get(id)?.at(-1);
    expect(last?.answer).toMatch(said);
    expect(last?.answer).not.toMatch(DENIES);
    expect(last?.language).toBe(language);
  });
});
