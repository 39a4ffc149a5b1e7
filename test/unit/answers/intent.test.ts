/** Promise: the same question is understood in English, Portuguese and Spanish, whatever its accents, case and names. */
import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';

/** Friday 20 November 2026, 23:30 in Madrid. */
const NOW = Date.parse('2026-11-20T22:30:00Z');
const read = (question: string) => readQuestion(question, { nowMs: NOW, timeZone: 'Europe/Madrid' });

type Row = readonly [question: string, language: 'en' | 'pt-BR' | 'es', kind: string, more?: Record<string, unknown>];
const ROWS: readonly Row[] = [
  // 1 status of a job
  ['What is the status of LOAD_DWH?', 'en', 'job-status', { name: 'LOAD_DWH' }],
  ['status of job DWH_NIGHT.LOAD_DWH', 'en', 'job-status', { name: 'DWH_NIGHT.LOAD_DWH' }],
  ['Qual o status do job /PROD/AGT01#DWH_NIGHT.LOAD_DWH?', 'pt-BR', 'job-status', { name: '/PROD/AGT01#DWH_NIGHT.LOAD_DWH' }],
  ['como está o LOAD_DWH', 'pt-BR', 'job-status', { name: 'LOAD_DWH' }],
  ['¿Cuál es el estado de LOAD_DWH?', 'es', 'job-status', { name: 'LOAD_DWH' }],
  ['Did LOAD_DWH fail?', 'en', 'job-status', { name: 'LOAD_DWH' }],
  ['LOAD_DWH terminou?', 'pt-BR', 'job-status', { name: 'LOAD_DWH' }],
  ['LOAD_DWH', 'en', 'job-status', { name: 'LOAD_DWH' }],
  ['is load_dwh late?', 'en', 'job-status', { name: 'load_dwh' }],
  // 2 and 4 failures
  ['What failed in the last 4 hours?', 'en', 'failures', { window: { hours: 4 } }],
  ['quais jobs falharam nas últimas 4 horas?', 'pt-BR', 'failures', { window: { hours: 4 } }],
  ['QUAIS JOBS FALHARAM NAS ÚLTIMAS 4 HORAS?', 'pt-BR', 'failures', { window: { hours: 4 } }],
  ['quais jobs falharam nas ultimas quatro horas', 'pt-BR', 'failures', { window: { hours: 4 } }],
  ['¿Qué trabajos fallaron en las últimas 4 horas?', 'es', 'failures', { window: { hours: 4 } }],
  ['which jobs are in ABEND?', 'en', 'failures', { window: null }],
  ['quais jobs estão em ABEND?', 'pt-BR', 'failures', { window: null }],
  ['¿qué jobs están en ABEND?', 'es', 'failures', { window: null }],
  ['what failed since 18:00', 'en', 'failures', { window: { hours: 5.5 } }],
  ['o que falhou desde as 18h', 'pt-BR', 'failures', { window: { hours: 5.5 } }],
  ['errores desde ayer', 'es', 'failures', { window: { hours: 47.5 } }],
  ['erros de hoje', 'pt-BR', 'failures', { window: { hours: 23.5 } }],
  ['failures in the last 30 minutes', 'en', 'failures', { window: { hours: 0.5 } }],
  ['which jobs failed in stream DWH_NIGHT', 'en', 'failures', { scope: { stream: 'DWH_NIGHT', workstation: null } }],
  ['how many jobs failed today?', 'en', 'failures'],
  ['tem algum job com erro?', 'pt-BR', 'failures'],
  // 3 the system
  ['How is the system?', 'en', 'summary'],
  ['Como está o sistema?', 'pt-BR', 'summary'],
  ['¿Cómo está el sistema?', 'es', 'summary'],
  ['tudo bem?', 'pt-BR', 'summary'],
  ['what is the status of the plan?', 'en', 'summary'],
  ['¿qué tal está el sistema?', 'es', 'summary'],
  ['resumo do plano', 'pt-BR', 'summary'],
  // 5 why
  ['Why did LOAD_DWH abend?', 'en', 'why', { name: 'LOAD_DWH', hint: 'failed' }],
  ['Por que o LOAD_DWH falhou?', 'pt-BR', 'why', { name: 'LOAD_DWH', hint: 'failed' }],
  ['¿Por qué falló LOAD_DWH?', 'es', 'why', { name: 'LOAD_DWH', hint: 'failed' }],
  ['what caused the failure of DWH_NIGHT.LOAD_DWH', 'en', 'why', { hint: 'failed' }],
  ['WHY DID LOAD_DWH ABEND?', 'en', 'why', { name: 'LOAD_DWH' }],
  ['why did it fail?', 'en', 'which-job', { about: 'failed' }],
  // 6 return codes
  ['rc=4 in job LOAD_DWH, what is it?', 'en', 'return-code', { name: 'LOAD_DWH', code: 4 }],
  ['rc 12 no job LOAD_DWH, o que é?', 'pt-BR', 'return-code', { code: 12 }],
  ['código de retorno 8 en LOAD_DWH', 'es', 'return-code', { code: 8 }],
  ['what does RC 12 mean?', 'en', 'definition', { terms: ['rc 12'] }],
  // 7 waiting
  ['What is LOAD_DWH waiting for?', 'en', 'why', { hint: 'waiting' }],
  ['O que LOAD_DWH está esperando?', 'pt-BR', 'why', { hint: 'waiting' }],
  ['¿Qué está esperando LOAD_DWH?', 'es', 'why', { hint: 'waiting' }],
  ['why is RPT_DAILY not running', 'en', 'why', { name: 'RPT_DAILY', hint: 'waiting' }],
  ['por que RPT_DAILY não rodou ainda?', 'pt-BR', 'why', { hint: 'waiting' }],
  // 8 impact
  ['What is affected if LOAD_DWH fails?', 'en', 'impact', { name: 'LOAD_DWH' }],
  ['what will be late if LOAD_DWH stays down?', 'en', 'impact'],
  ['o que é afetado se LOAD_DWH falhar?', 'pt-BR', 'impact'],
  ['qual o impacto de LOAD_DWH', 'pt-BR', 'impact'],
  ['¿qué depende de LOAD_DWH?', 'es', 'impact'],
  ['successors of LOAD_DWH', 'en', 'successors'],
  // late and critical
  ['which jobs are late?', 'en', 'late'],
  ['o que está atrasado?', 'pt-BR', 'late'],
  ['¿qué está retrasado?', 'es', 'late'],
  ['critical jobs', 'en', 'critical'],
  ['jobs críticos em risco?', 'pt-BR', 'critical'],
  // 9 workstations
  ['How are the workstations?', 'en', 'workstations', { name: null }],
  ['como estão as estações?', 'pt-BR', 'workstations', { name: null }],
  ['¿cómo están las estaciones?', 'es', 'workstations', { name: null }],
  ['what is wrong with AGT07?', 'en', 'wrong-with', { name: 'AGT07' }],
  ['o que há de errado com AGT07?', 'pt-BR', 'wrong-with', { name: 'AGT07' }],
  ['¿qué pasa con AGT07?', 'es', 'wrong-with', { name: 'AGT07' }],
  ['jobs on workstation AGT07', 'en', 'jobs', { scope: { workstation: 'AGT07', stream: null } }],
  ['which jobs are running?', 'en', 'jobs', { statuses: ['RUNNING'] }],
  ['quais jobs estão rodando?', 'pt-BR', 'jobs', { statuses: ['RUNNING'] }],
  ['quais jobs estão esperando?', 'pt-BR', 'jobs', { statuses: ['WAITING'] }],
  // streams and logs
  ['show the streams', 'en', 'streams', { name: null }],
  ['status of stream DWH_NIGHT', 'en', 'streams', { name: 'DWH_NIGHT' }],
  ['show me the log of LOAD_DWH', 'en', 'log', { name: 'LOAD_DWH' }],
  ['mostre o log do LOAD_DWH', 'pt-BR', 'log', { name: 'LOAD_DWH' }],
  // 10, 11, 12, 14 need history
  ['what happened yesterday?', 'en', 'changes'],
  ['o que aconteceu ontem?', 'pt-BR', 'changes'],
  ['¿qué pasó ayer?', 'es', 'changes'],
  ['what changed since 18:00?', 'en', 'changes', { window: { hours: 5.5 } }],
  ['o que mudou desde as 18h?', 'pt-BR', 'changes', { window: { hours: 5.5 } }],
  ['is there a pattern?', 'en', 'pattern', { name: null, by: null }],
  ['há um padrão nas falhas do LOAD_DWH por hora?', 'pt-BR', 'pattern', { name: 'LOAD_DWH', by: 'hour' }],
  ['¿hay algún patrón en los fallos de LOAD_DWH?', 'es', 'pattern', { name: 'LOAD_DWH' }],
  ['histórico do LOAD_DWH', 'pt-BR', 'history', { name: 'LOAD_DWH' }],
  ['history of LOAD_DWH', 'en', 'history', { name: 'LOAD_DWH' }],
  ['historial de LOAD_DWH', 'es', 'history', { name: 'LOAD_DWH' }],
  ['how long does LOAD_DWH usually take?', 'en', 'history', { name: 'LOAD_DWH' }],
  ['handover since 18:00', 'en', 'handover', { window: { hours: 5.5 } }],
  ['passagem de turno', 'pt-BR', 'handover'],
  ['relevo desde las 18:00', 'es', 'handover', { window: { hours: 5.5 } }],
  ['watch LOAD_DWH', 'en', 'watch', { name: 'LOAD_DWH', event: 'any-change' }],
  ['tell me when LOAD_DWH fails', 'en', 'watch', { event: 'failed' }],
  ['me avise quando o LOAD_DWH terminar', 'pt-BR', 'watch', { event: 'ended' }],
  ['avísame si LOAD_DWH se retrasa', 'es', 'watch', { event: 'late' }],
  ['what are you watching?', 'en', 'watches'],
  ['stop watching LOAD_DWH', 'en', 'unwatch', { name: 'LOAD_DWH' }],
  ['predecessors of LOAD_DWH', 'en', 'predecessors'],
  ['caminho crítico do LOAD_DWH', 'pt-BR', 'critical-path'],
  ['which prompts are open?', 'en', 'prompts'],
  ['quais recursos estão em uso?', 'pt-BR', 'resources'],
  ['¿qué archivos faltan?', 'es', 'files'],
  // 13 actions
  ['rerun LOAD_DWH', 'en', 'refusal', { action: 'rerun', name: 'LOAD_DWH' }],
  ['please cancel job LOAD_DWH', 'en', 'refusal', { action: 'cancel' }],
  ['reexecute o LOAD_DWH', 'pt-BR', 'refusal', { action: 'rerun' }],
  ['pode cancelar o LOAD_DWH?', 'pt-BR', 'refusal', { action: 'cancel' }],
  ['reejecuta LOAD_DWH', 'es', 'refusal', { action: 'rerun' }],
  // 15 definitions, greetings, vague
  ['What is a job stream?', 'en', 'definition', { terms: ['Job stream'] }],
  ['o que é um job stream?', 'pt-BR', 'definition', { terms: ['Job stream'] }],
  ['¿qué significa ABEND?', 'es', 'definition', { terms: ['ABEND'] }],
  ['what is the difference between HOLD and Held?', 'en', 'definition', { terms: ['HOLD', 'Held'] }],
  ['o que significa ORA-01653?', 'pt-BR', 'definition', { terms: ['ORA-01653'] }],
  ['hello', 'en', 'greeting'],
  ['Bom dia!', 'pt-BR', 'greeting'],
  ['hola', 'es', 'greeting'],
  ['obrigado!', 'pt-BR', 'thanks'],
  ['it is slow', 'en', 'vague'],
  ['o sistema está lento', 'pt-BR', 'vague'],
  ['está lento el sistema', 'es', 'vague'],
  ['help', 'en', 'help'],
  ['tell me a story about a dragon', 'en', 'unknown'],
  // commands
  ['/job LOAD_DWH', 'en', 'job-status', { name: 'LOAD_DWH' }],
  ['/failed 4h', 'en', 'failures', { window: { hours: 4 } }],
  ['/failed', 'en', 'failures', { window: null }],
  ['/why LOAD_DWH', 'en', 'why', { name: 'LOAD_DWH' }],
  ['/impact LOAD_DWH', 'en', 'impact'],
  ['/log LOAD_DWH ORA-', 'en', 'log', { search: 'ORA-' }],
  ['/stream DWH_NIGHT', 'en', 'streams', { name: 'DWH_NIGHT' }],
  ['/ws AGT07', 'en', 'workstations', { name: 'AGT07' }],
  ['/late', 'en', 'late'],
  ['/critical', 'en', 'critical'],
  ['/summary', 'en', 'summary'],
  ['/handover', 'en', 'handover', { window: null }],
  ['/handover 18:00', 'en', 'handover', { window: { hours: 5.5 } }],
  ['/changes since 18:00', 'en', 'changes', { window: { hours: 5.5 } }],
  ['/changes 8h', 'en', 'changes', { window: { hours: 8 } }],
  ['/history LOAD_DWH 7d', 'en', 'history', { name: 'LOAD_DWH', window: { hours: 168 } }],
  ['/watch LOAD_DWH late', 'en', 'watch', { event: 'late' }],
  ['/watch', 'en', 'watches'],
  ['/unwatch LOAD_DWH', 'en', 'unwatch'],
  ['/pred LOAD_DWH', 'en', 'predecessors'],
  ['/succ LOAD_DWH', 'en', 'successors'],
  ['/path LOAD_DWH', 'en', 'critical-path'],
  ['/resources', 'en', 'resources'],
  ['/prompts', 'en', 'prompts'],
  ['/files', 'en', 'files'],
  ['/PROD/AGT01#DWH_NIGHT.LOAD_DWH', 'en', 'job-status', { name: '/PROD/AGT01#DWH_NIGHT.LOAD_DWH' }],
];

describe('questions', () => {
  it.each(ROWS.map(([question, language, kind, more]) => ({ question, language, kind, more })))('$question', ({ question, language, kind, more }) => {
    const understood = read(question);
    expect({ ...understood.intent, language: understood.language }).toMatchObject({ kind, ...more, language });
  });

  it('"yesterday" ends at midnight of the engine\'s zone', () => {
    expect(read('which jobs failed yesterday?').intent).toMatchObject({
      kind: 'failures',
      window: { sinceMs: Date.parse('2026-11-18T23:00:00Z'), untilMs: Date.parse('2026-11-19T23:00:00Z') },
    });
  });
});
