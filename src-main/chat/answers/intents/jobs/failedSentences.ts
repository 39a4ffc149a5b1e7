/** How a job failed, in figures: status, return code, times, earlier runs, its own success condition. */
import type { JobDetails } from '../../../../../src-preload/contract/plan/plan.ts';
import { type Ask, translated } from '../../ask.ts';
import { jobName, statusText } from '../../said/jobText.ts';
import { code } from '../../said/visible.ts';
import { durationText, timeText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    failed: (job: string, status: string, rc: string) => `**${job} ended in ${status}${rc}.**`,
    rc: (code: number) => ` with return code ${code}`,
    ran: (job: string, start: string, end: string, took: string) => `${job} started at ${start} and ended at ${end}${took}.`,
    took: (duration: string) => ` (${duration})`,
    attempts: (count: number, past: string) => `It ran ${count} times in this plan; the last run counts. Earlier: ${past}.`,
    condition: (text: string) => `Success condition of the job: ${text}.`,
  },
  'pt-BR': {
    failed: (job, status, rc) => `**${job} terminou em ${status}${rc}.**`,
    rc: (code) => ` com código de retorno ${code}`,
    ran: (job, start, end, took) => `${job} iniciou às ${start} e terminou às ${end}${took}.`,
    took: (duration) => ` (${duration})`,
    attempts: (count, past) => `Rodou ${count} vezes neste plano; vale a última execução. Antes: ${past}.`,
    condition: (text) => `Condição de sucesso do job: ${text}.`,
  },
  es: {
    failed: (job, status, rc) => `**${job} terminó en ${status}${rc}.**`,
    rc: (code) => ` con código de retorno ${code}`,
    ran: (job, start, end, took) => `${job} empezó a las ${start} y terminó a las ${end}${took}.`,
    took: (duration) => ` (${duration})`,
    attempts: (count, past) => `Corrió ${count} veces en este plan; cuenta la última ejecución. Antes: ${past}.`,
    condition: (text) => `Condición de éxito del job: ${text}.`,
  },
});

export function failedSentences(ask: Ask, job: JobDetails, citation: string): string {
  const words = WORDS[ask.language];
  const shown = jobName(job);
  const rc = job.returnCode === null ? '' : words.rc(job.returnCode);
  const lines = [`${words.failed(shown, statusText(job.status), rc)} ${citation}`];
  const [start, end] = [job.startedAt, job.endedAt];
  if (start !== null && end !== null)
    lines.push(
      `${words.ran(shown, timeText(start, ask.zone), timeText(end, ask.zone), words.took(durationText(Date.parse(end) - Date.parse(start))))} ${citation}`,
    );
  const past = job.runs.filter(({ isLast }) => !isLast);
  if (past.length > 0)
    lines.push(
      `${words.attempts(job.runs.length, past.map((run) => `${run.status}${run.returnCode === null ? '' : ` (RC ${run.returnCode})`}`).join(', '))} ${citation}`,
    );
  if (job.successCondition !== null) lines.push(`${words.condition(code(job.successCondition))} ${citation}`);
  return lines.join(' ');
}
