/** "Why did X fail?" and "what is X waiting for?": the job's real state decides which of the two is answered. */
import type { JobDetails } from '../../../../src-preload/contract/plan.ts';
import { type Ask, type Paragraphs, translated } from '../ask.ts';
import { cite, couldNotRead, readAt } from '../evidence.ts';
import { isFailed, isOpen, jobName, lookAt, notOne, statusText } from '../jobText.ts';
import { auditedKnowledge, decidedKnowledge } from '../known.ts';
import { durationText, timeText } from '../zonedTime.ts';
import { blockedBy } from './impact.ts';
import { logEvidence } from './logEvidence.ts';
import { waitReasons } from './waitReasons.ts';

const WORDS = translated({
  en: {
    failed: (job: string, status: string, rc: string) => `**${job} ended in ${status}${rc}.**`,
    rc: (code: number) => ` with return code ${code}`,
    ran: (job: string, start: string, end: string, took: string) => `${job} started at ${start} and ended at ${end}${took}.`,
    took: (duration: string) => ` (${duration})`,
    attempts: (count: number, past: string) => `It ran ${count} times in this plan; the last run counts. Earlier: ${past}.`,
    notFailed: (job: string, status: string) => `${job} is not in a failed state: its status is ${status}.`,
    notWaiting: (job: string, status: string) => `${job} is not waiting: its status is ${status}.`,
    earlier: (attempt: number, status: string, rc: string) => `An earlier run (attempt ${attempt}) ended in ${status}${rc}.`,
    running: (start: string) => `It has been running since ${start}.`,
    condition: (text: string) => `Success condition of the job: ${text}.`,
  },
  'pt-BR': {
    failed: (job, status, rc) => `**${job} terminou em ${status}${rc}.**`,
    rc: (code) => ` com código de retorno ${code}`,
    ran: (job, start, end, took) => `${job} iniciou às ${start} e terminou às ${end}${took}.`,
    took: (duration) => ` (${duration})`,
    attempts: (count, past) => `Rodou ${count} vezes neste plano; vale a última execução. Antes: ${past}.`,
    notFailed: (job, status) => `${job} não está em falha: seu status é ${status}.`,
    notWaiting: (job, status) => `${job} não está esperando: seu status é ${status}.`,
    earlier: (attempt, status, rc) => `Uma execução anterior (tentativa ${attempt}) terminou em ${status}${rc}.`,
    running: (start) => `Está rodando desde ${start}.`,
    condition: (text) => `Condição de sucesso do job: ${text}.`,
  },
  es: {
    failed: (job, status, rc) => `**${job} terminó en ${status}${rc}.**`,
    rc: (code) => ` con código de retorno ${code}`,
    ran: (job, start, end, took) => `${job} empezó a las ${start} y terminó a las ${end}${took}.`,
    took: (duration) => ` (${duration})`,
    attempts: (count, past) => `Corrió ${count} veces en este plan; cuenta la última ejecución. Antes: ${past}.`,
    notFailed: (job, status) => `${job} no está en fallo: su estado es ${status}.`,
    notWaiting: (job, status) => `${job} no está esperando: su estado es ${status}.`,
    earlier: (attempt, status, rc) => `Una ejecución anterior (intento ${attempt}) terminó en ${status}${rc}.`,
    running: (start) => `Está corriendo desde ${start}.`,
    condition: (text) => `Condición de éxito del job: ${text}.`,
  },
});

export async function* answerWhy(ask: Ask, { name, hint }: { readonly name: string; readonly hint: 'failed' | 'waiting' }): Paragraphs {
  yield* decidedKnowledge(ask, name);
  const details = await lookAt(ask, 'job_details', { job: name });
  if (details.at === 'failed') {
    yield couldNotRead(ask, 'job', details.receipt);
    // The log or the reasons may still be readable: say what can be said.
    yield* hint === 'failed' ? logEvidence(ask, name) : waitReasons(ask, name);
    return;
  }
  if (details.at === 'unresolved') {
    yield notOne(ask, name, details);
    return;
  }
  const { job } = details.result;
  if (isFailed(job)) yield* whyFailed(ask, job, cite(details.receipt));
  else if (isOpen(job)) yield* whyOpen(ask, job, hint, cite(details.receipt));
  else yield otherwise(ask, job, hint, cite(details.receipt));
  yield* auditedKnowledge(ask, name);
  yield readAt(ask, details.receipt);
}

async function* whyFailed(ask: Ask, job: JobDetails, citation: string): Paragraphs {
  yield failedSentences(ask, job, citation);
  yield* logEvidence(ask, job.id);
  yield* blockedBy(ask, job.id);
}

async function* whyOpen(ask: Ask, job: JobDetails, hint: 'failed' | 'waiting', citation: string): Paragraphs {
  if (hint === 'failed') yield otherwise(ask, job, hint, citation);
  yield* waitReasons(ask, job.id);
}

/** What happened, in figures: status, return code, times, earlier runs. */
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
  if (job.successCondition !== null) lines.push(`${words.condition(job.successCondition)} ${citation}`);
  return lines.join(' ');
}

function otherwise(ask: Ask, job: JobDetails, hint: 'failed' | 'waiting', citation: string): string {
  const words = WORDS[ask.language];
  const status = statusText(job.status);
  const lines = [`${(hint === 'failed' ? words.notFailed : words.notWaiting)(jobName(job), status)} ${citation}`];
  if (job.status.common === 'RUNNING' && job.startedAt !== null) lines.push(`${words.running(timeText(job.startedAt, ask.zone))} ${citation}`);
  const bad = job.runs.findLast((run) => !run.isLast && ['ABEND', 'FAIL', 'ERROR'].includes(run.status));
  if (bad !== undefined) lines.push(`${words.earlier(bad.attempt, bad.status, bad.returnCode === null ? '' : words.rc(bad.returnCode))} ${citation}`);
  return lines.join(' ');
}
