/** "Why did X fail?" and "what is X waiting for?": the job's real state decides which of the two is answered. */
import type { JobDetails } from '../../../../../src-preload/contract/plan/plan.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { cite, couldNotRead, readAt } from '../../said/evidence.ts';
import { isFailed, isOpen, jobName, lookAt, notOne, statusText } from '../../said/jobText.ts';
import { auditedKnowledge, decidedKnowledge } from '../../said/known.ts';
import { timeText } from '../../said/times.ts';
import { failedSentences } from './failedSentences.ts';
import { blockedBy } from './impact.ts';
import { logEvidence } from './logEvidence.ts';
import { streamOrWorkstation } from '../plan/places.ts';
import { waitReasons } from './waitReasons.ts';

const WORDS = translated({
  en: {
    rc: (code: number) => ` with return code ${code}`,
    notFailed: (job: string, status: string) => `${job} is not in a failed state: its status is ${status}.`,
    notWaiting: (job: string, status: string) => `${job} is not waiting: its status is ${status}.`,
    earlier: (attempt: number, status: string, rc: string) => `An earlier run (attempt ${attempt}) ended in ${status}${rc}.`,
    running: (start: string) => `It has been running since ${start}.`,
  },
  'pt-BR': {
    rc: (code) => ` com código de retorno ${code}`,
    notFailed: (job, status) => `${job} não está em falha: seu status é ${status}.`,
    notWaiting: (job, status) => `${job} não está esperando: seu status é ${status}.`,
    earlier: (attempt, status, rc) => `Uma execução anterior (tentativa ${attempt}) terminou em ${status}${rc}.`,
    running: (start) => `Está rodando desde ${start}.`,
  },
  es: {
    rc: (code) => ` con código de retorno ${code}`,
    notFailed: (job, status) => `${job} no está en fallo: su estado es ${status}.`,
    notWaiting: (job, status) => `${job} no está esperando: su estado es ${status}.`,
    earlier: (attempt, status, rc) => `Una ejecución anterior (intento ${attempt}) terminó en ${status}${rc}.`,
    running: (start) => `Está corriendo desde ${start}.`,
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
    if (details.candidates.length > 0 || !(yield* streamOrWorkstation(ask, name))) yield notOne(ask, name, details, 'any');
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

function otherwise(ask: Ask, job: JobDetails, hint: 'failed' | 'waiting', citation: string): string {
  const words = WORDS[ask.language];
  const status = statusText(job.status);
  const lines = [`${(hint === 'failed' ? words.notFailed : words.notWaiting)(jobName(job), status)} ${citation}`];
  if (job.status.common === 'RUNNING' && job.startedAt !== null) lines.push(`${words.running(timeText(job.startedAt, ask.zone))} ${citation}`);
  const bad = job.runs.findLast((run) => !run.isLast && ['ABEND', 'FAIL', 'ERROR'].includes(run.status));
  if (bad !== undefined) lines.push(`${words.earlier(bad.attempt, bad.status, bad.returnCode === null ? '' : words.rc(bad.returnCode))} ${citation}`);
  return lines.join(' ');
}
