/** "Status of X": the job as it is now; when no job has that name, the stream or workstation that does. */
import type { JobDetails } from '../../../../../src-preload/contract/plan/plan.ts';
import { statusMeaning } from '../../../../../src-preload/shared/words/statusMeaning.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, readAt } from '../../said/evidence.ts';
import { isFailed, isOpen, jobName, lookAt, notOne, statusText, workstationName } from '../../said/jobText.ts';
import { auditedKnowledge, decidedKnowledge } from '../../said/known.ts';
import { code, table } from '../../said/visible.ts';
import { durationText, timeText } from '../../said/times.ts';
import { failedSentences } from './failedSentences.ts';
import { streamOrWorkstation } from '../plan/places.ts';

const WORDS = translated({
  en: {
    is: (job: string, status: string) => `**${job} has status ${status}.**`,
    canceled: (job: string) => `${job} was canceled.`,
    flags: { late: (job: string) => `${job} is late.`, critical: (job: string) => `${job} is a critical job.` },
    facts: {
      scheduled: 'Scheduled',
      started: 'Started',
      ended: 'Ended',
      ran: 'Ran',
      estimate: 'Estimate',
      rc: 'Return code',
      workstation: 'Workstation',
      stream: 'Job stream',
      deadline: 'Deadline',
      open: 'Open dependencies',
      condition: 'Success condition',
      attempt: 'Run',
    },
    means: 'What this status means',
    cause: 'Usual cause',
    next: 'Usual next step, for a person',
    fact: 'Fact',
    value: 'Value',
    whyNot: (job: string) => `Ask “what is ${job} waiting for?” for the reasons.`,
    whyFailed: (job: string) => `Ask “why did ${job} fail?” for the log line, what it blocks and the next steps.`,
  },
  'pt-BR': {
    is: (job, status) => `**${job} está com status ${status}.**`,
    canceled: (job) => `${job} foi cancelado.`,
    flags: { late: (job) => `${job} está atrasado.`, critical: (job) => `${job} é um job crítico.` },
    facts: {
      scheduled: 'Agendado',
      started: 'Início',
      ended: 'Fim',
      ran: 'Duração',
      estimate: 'Estimativa',
      rc: 'Código de retorno',
      workstation: 'Estação',
      stream: 'Job stream',
      deadline: 'Prazo',
      open: 'Dependências em aberto',
      condition: 'Condição de sucesso',
      attempt: 'Execução',
    },
    means: 'O que este status quer dizer',
    cause: 'Causa usual',
    next: 'Próximo passo usual, para uma pessoa',
    fact: 'Fato',
    value: 'Valor',
    whyNot: (job) => `Pergunte “o que ${job} está esperando?” para ver os motivos.`,
    whyFailed: (job) => `Pergunte “por que ${job} falhou?” para ver a linha do log, o que ele bloqueia e os próximos passos.`,
  },
  es: {
    is: (job, status) => `**${job} tiene estado ${status}.**`,
    canceled: (job) => `${job} fue cancelado.`,
    flags: { late: (job) => `${job} está retrasado.`, critical: (job) => `${job} es un job crítico.` },
    facts: {
      scheduled: 'Previsto',
      started: 'Inicio',
      ended: 'Fin',
      ran: 'Duración',
      estimate: 'Estimación',
      rc: 'Código de retorno',
      workstation: 'Estación',
      stream: 'Job stream',
      deadline: 'Plazo',
      open: 'Dependencias abiertas',
      condition: 'Condición de éxito',
      attempt: 'Ejecución',
    },
    means: 'Qué quiere decir este estado',
    cause: 'Causa habitual',
    next: 'Siguiente paso habitual, para una persona',
    fact: 'Dato',
    value: 'Valor',
    whyNot: (job) => `Pregunte “¿qué espera ${job}?” para ver los motivos.`,
    whyFailed: (job) => `Pregunte “¿por qué falló ${job}?” para ver la línea del log, qué bloquea y los siguientes pasos.`,
  },
});

export async function* answerJobStatus(ask: Ask, { name }: { readonly name: string }): Paragraphs {
  yield* decidedKnowledge(ask, name);
  const found = await lookAt(ask, 'job_details', { job: name });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'job', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    if (found.candidates.length > 0 || !(yield* streamOrWorkstation(ask, name))) yield notOne(ask, name, found, 'any');
    return;
  }
  const { job } = found.result;
  yield* jobFacts(ask, job, cite(found.receipt));
  const missing = caveat(ask, 'job', found.receipt);
  if (missing !== null) yield missing;
  yield* auditedKnowledge(ask, name);
  yield readAt(ask, found.receipt);
}

function* jobFacts(ask: Ask, job: JobDetails, citation: string): Generator<string> {
  const words = WORDS[ask.language];
  const shown = jobName(job);
  const lines = isFailed(job) ? [failedSentences(ask, job, citation)] : [`${words.is(shown, statusText(job.status))} ${citation}`];
  if (job.isCanceled) lines.push(`${words.canceled(shown)} ${citation}`);
  if (job.isLate) lines.push(`${words.flags.late(shown)} ${citation}`);
  if (job.isCritical) lines.push(`${words.flags.critical(shown)} ${citation}`);
  yield lines.join(' ');
  yield factTable(ask, job);
  yield meaningText(ask, job);
  const plain = shown.replace(/`/g, '');
  if (isFailed(job)) yield words.whyFailed(plain);
  else if (isOpen(job)) yield words.whyNot(plain);
}

/** The model of statuses, not this job: general knowledge, said as such. */
function meaningText(ask: Ask, job: JobDetails): string {
  const words = WORDS[ask.language];
  const { meaning, cause, nextStep } = statusMeaning(job.status, ask.language);
  return [
    `_${words.means}: ${meaning}_`,
    ...(cause === null ? [] : [`_${words.cause}: ${cause}_`]),
    ...(nextStep === null ? [] : [`_${words.next}: ${nextStep}_`]),
  ].join('\n\n');
}

function factTable(ask: Ask, job: JobDetails): string {
  const { facts, fact, value } = WORDS[ask.language];
  const time = (instant: string | null) => (instant === null ? null : timeText(instant, ask.zone));
  const rows: (readonly [string, string | null])[] = [
    [facts.stream, code(job.streamName)],
    [facts.workstation, workstationName(job)],
    [facts.scheduled, time(job.scheduledAt)],
    [facts.started, time(job.startedAt)],
    [facts.ended, time(job.endedAt)],
    [facts.ran, job.elapsedMs === null ? null : durationText(job.elapsedMs)],
    [facts.estimate, job.estimatedMs === null ? null : durationText(job.estimatedMs)],
    [facts.rc, job.returnCode === null ? null : String(job.returnCode)],
    [facts.attempt, job.runAttempt === null || job.runAttempt < 2 ? null : String(job.runAttempt)],
    [facts.deadline, time(job.deadlineAt)],
    [facts.open, job.unresolvedDependencies === 0 ? null : String(job.unresolvedDependencies)],
    [facts.condition, job.successCondition === null ? null : code(job.successCondition)],
  ];
  return table(
    [fact, value],
    rows.flatMap(([name, shown]) => (shown === null ? [] : [[name, shown]])),
  );
}
