/** One thing about one job: its user, where it runs, its priority, how long it took. */
import type { JobDetails } from '../../../../../src-preload/contract/plan/plan.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import type { JobFact } from '../../asked/question.ts';
import { caveat, cite, couldNotRead, readAt } from '../../said/evidence.ts';
import { jobName, lookAt, notOne, statusText, workstationName } from '../../said/jobText.ts';
import { code } from '../../said/visible.ts';
import { durationText, timeText } from '../../said/times.ts';
import { answerWhichJob } from './whichJob.ts';

const WORDS = translated({
  en: {
    user: (job: string, user: string) => `**${job} runs as user ${user}.**`,
    noUser: (job: string) => `The scheduler does not tell as which user ${job} runs.`,
    workstation: (job: string, name: string) => `**${job} runs on ${name}.**`,
    ran: (job: string, name: string, planned: string) => `**${job} ran on ${name}**, a member of ${planned}.`,
    priority: (job: string, priority: number) => `**${job} has priority ${priority}.**`,
    noPriority: (job: string) => `The scheduler does not tell the priority of ${job}.`,
    took: (job: string, time: string, from: string, to: string) => `**${job} took ${time}**: from ${from} to ${to}.`,
    running: (job: string, from: string) => `**${job} has been running since ${from}.**`,
    usual: (time: string) => `The estimate of the scheduler is ${time}.`,
    notRun: (job: string, status: string) => `${job} has not run: its status is ${status}.`,
  },
  'pt-BR': {
    user: (job, user) => `**${job} roda com o usuário ${user}.**`,
    noUser: (job) => `O scheduler não informa com que usuário ${job} roda.`,
    workstation: (job, name) => `**${job} roda em ${name}.**`,
    ran: (job, name, planned) => `**${job} rodou em ${name}**, membro de ${planned}.`,
    priority: (job, priority) => `**${job} tem prioridade ${priority}.**`,
    noPriority: (job) => `O scheduler não informa a prioridade de ${job}.`,
    took: (job, time, from, to) => `**${job} levou ${time}**: de ${from} a ${to}.`,
    running: (job, from) => `**${job} está rodando desde ${from}.**`,
    usual: (time) => `A estimativa do scheduler é ${time}.`,
    notRun: (job, status) => `${job} não rodou: seu status é ${status}.`,
  },
  es: {
    user: (job, user) => `**${job} corre con el usuario ${user}.**`,
    noUser: (job) => `El planificador no informa con qué usuario corre ${job}.`,
    workstation: (job, name) => `**${job} corre en ${name}.**`,
    ran: (job, name, planned) => `**${job} corrió en ${name}**, miembro de ${planned}.`,
    priority: (job, priority) => `**${job} tiene prioridad ${priority}.**`,
    noPriority: (job) => `El planificador no informa la prioridad de ${job}.`,
    took: (job, time, from, to) => `**${job} tardó ${time}**: de ${from} a ${to}.`,
    running: (job, from) => `**${job} está corriendo desde ${from}.**`,
    usual: (time) => `La estimación del planificador es ${time}.`,
    notRun: (job, status) => `${job} no corrió: su estado es ${status}.`,
  },
});

export async function* answerJobFact(ask: Ask, { name, facts }: { readonly name: string | null; readonly facts: readonly JobFact[] }): Paragraphs {
  if (name === null) {
    yield* answerWhichJob(ask, 'log');
    return;
  }
  const found = await lookAt(ask, 'job_details', { job: name });
  if (found.at === 'failed') yield couldNotRead(ask, 'job', found.receipt);
  else if (found.at === 'unresolved') yield notOne(ask, name, found);
  else {
    yield facts.map((fact) => `${sentence(ask, found.result.job, fact)} ${cite(found.receipt)}`).join(' ');
    const missing = caveat(ask, 'job', found.receipt);
    if (missing !== null) yield missing;
    yield readAt(ask, found.receipt);
  }
}

function sentence(ask: Ask, job: JobDetails, fact: JobFact): string {
  const words = WORDS[ask.language];
  const shown = jobName(job);
  switch (fact) {
    case 'user':
      return job.user === null ? words.noUser(shown) : words.user(shown, code(job.user));
    case 'workstation': {
      const planned = workstationName({ ...job, actualWorkstation: null });
      const actual = workstationName(job);
      return actual === planned ? words.workstation(shown, planned) : words.ran(shown, actual, planned);
    }
    case 'priority':
      return job.priority === null ? words.noPriority(shown) : words.priority(shown, job.priority);
    case 'duration':
      return duration(ask, job);
  }
}

function duration(ask: Ask, job: JobDetails): string {
  const words = WORDS[ask.language];
  const shown = jobName(job);
  const usual = job.estimatedMs === null ? '' : ` ${words.usual(durationText(job.estimatedMs))}`;
  if (job.startedAt === null) return `${words.notRun(shown, statusText(job.status))}${usual}`;
  if (job.endedAt === null) return `${words.running(shown, timeText(job.startedAt, ask.zone))}${usual}`;
  const took = Date.parse(job.endedAt) - Date.parse(job.startedAt);
  return `${words.took(shown, durationText(took), timeText(job.startedAt, ask.zone), timeText(job.endedAt, ask.zone))}${usual}`;
}
