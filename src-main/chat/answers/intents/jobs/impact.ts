/** What cannot run while a job stays unfinished, and what follows it. */
import type { ImpactResult } from '../../../../../src-preload/contract/plan/plan.ts';
import { missedWords } from '../../../../../src-preload/shared/words/planSentences.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, countText, isWhole, readAt } from '../../said/evidence.ts';
import { jobName, lookAt, notOne, statusText } from '../../said/jobText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import { code, table } from '../../said/visible.ts';
import { shortTime, timeText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    blocked: (job: string, jobs: string, many: boolean, streams: number) =>
      `**${jobs} ${many ? 'jobs' : 'job'} in ${streams} job ${streams === 1 ? 'stream' : 'streams'} cannot run while ${job} is unfinished.**`,
    none: (job: string) => `Nothing else in the plan waits for ${job}.`,
    unknown: (job: string) => `What waits for ${job} could not be fully read, so its impact is unknown.`,
    critical: (names: string) => `Critical among them: ${names}.`,
    never: (job: string, jobs: string, many: boolean) => `**${jobs} ${many ? 'jobs' : 'job'} will not run at all because of ${job}.**`,
    neverHead: ['Job that will not run', 'Steps away', 'Because'],
    deadline: (time: string) => ` (deadline ${time})`,
    head: (zone: string) => ['Blocked job', 'Status', 'Steps away', 'Waits for', `Deadline (${zone})`],
    more: (count: number) => `… and ${count} more.`,
    next: (job: string, count: string, many: boolean) => `**${count} ${many ? 'jobs wait' : 'job waits'} for ${job}.**`,
    noNext: (job: string) => `No job of the plan follows ${job}.`,
    nextHead: ['Job', 'Status', 'Steps away', 'Waits for'],
  },
  'pt-BR': {
    blocked: (job, jobs, many, streams) =>
      `**${jobs} ${many ? 'jobs' : 'job'} em ${streams} job ${streams === 1 ? 'stream' : 'streams'} não ${many ? 'podem' : 'pode'} rodar enquanto ${job} não terminar.**`,
    none: (job) => `Nada mais no plano espera por ${job}.`,
    unknown: (job) => `O que espera por ${job} não pôde ser lido por inteiro, então o impacto é desconhecido.`,
    critical: (names) => `Críticos entre eles: ${names}.`,
    never: (job, jobs, many) => `**${jobs} ${many ? 'jobs não vão' : 'job não vai'} rodar de modo algum por causa de ${job}.**`,
    neverHead: ['Job que não vai rodar', 'Passos', 'Porque'],
    deadline: (time) => ` (prazo ${time})`,
    head: (zone) => ['Job bloqueado', 'Status', 'Passos', 'Espera por', `Prazo (${zone})`],
    more: (count) => `… e mais ${count}.`,
    next: (job, count, many) => `**${count} ${many ? 'jobs esperam' : 'job espera'} por ${job}.**`,
    noNext: (job) => `Nenhum job do plano vem depois de ${job}.`,
    nextHead: ['Job', 'Status', 'Passos', 'Espera por'],
  },
  es: {
    blocked: (job, jobs, many, streams) =>
      `**${jobs} ${many ? 'jobs' : 'job'} en ${streams} job ${streams === 1 ? 'stream' : 'streams'} no ${many ? 'pueden' : 'puede'} correr mientras ${job} no termine.**`,
    none: (job) => `Nada más en el plan espera a ${job}.`,
    unknown: (job) => `Lo que espera a ${job} no se pudo leer por completo, así que el impacto es desconocido.`,
    critical: (names) => `Críticos entre ellos: ${names}.`,
    never: (job, jobs, many) => `**${jobs} ${many ? 'jobs no correrán' : 'job no correrá'} de ningún modo por causa de ${job}.**`,
    neverHead: ['Job que no correrá', 'Pasos', 'Porque'],
    deadline: (time) => ` (plazo ${time})`,
    head: (zone) => ['Job bloqueado', 'Estado', 'Pasos', 'Espera a', `Plazo (${zone})`],
    more: (count) => `… y ${count} más.`,
    next: (job, count, many) => `**${count} ${many ? 'jobs esperan' : 'job espera'} a ${job}.**`,
    noNext: (job) => `Ningún job del plan sigue a ${job}.`,
    nextHead: ['Job', 'Estado', 'Pasos', 'Espera a'],
  },
});
const MAX_ROWS = 25;
/** `STREAM.JOB` of a full key: the rest stands in the receipt. */
const shortKey = (key: string): string => key.replace(/^.*[/#]/, '');

export async function* answerImpact(ask: Ask, { name }: { readonly name: string }): Paragraphs {
  yield* decidedKnowledge(ask, name);
  yield* blockedBy(ask, name);
}

/** @param job id or name */
export async function* blockedBy(ask: Ask, job: string): Paragraphs {
  const words = WORDS[ask.language];
  const found = await lookAt(ask, 'impact', { job });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'impact', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, job, found);
    return;
  }
  const { impact, job: subject } = found.result;
  const citation = cite(found.receipt);
  const isAll = isWhole(found.receipt);
  if (impact.blocked.length === 0 && (!isAll || impact.suppressed.length === 0)) yield `${(isAll ? words.none : words.unknown)(jobName(subject))} ${citation}`;
  if (impact.blocked.length > 0) {
    const count = countText(ask, { value: impact.blocked.length, isExact: isAll });
    yield `${words.blocked(jobName(subject), count, impact.blocked.length !== 1, impact.streams.length)} ${citation}`;
    const critical = impact.blocked.filter(({ isCritical }) => isCritical);
    if (critical.length > 0)
      yield `${words.critical(critical.map((one) => `${jobName(one)}${one.deadlineAt === null ? '' : words.deadline(timeText(one.deadlineAt, ask.zone))}`).join(', '))} ${citation}`;
    yield blockedTable(ask, impact);
  }
  if (impact.suppressed.length > 0) {
    const count = countText(ask, { value: impact.suppressed.length, isExact: isAll });
    yield `${words.never(jobName(subject), count, impact.suppressed.length !== 1)} ${citation}`;
    yield suppressedTable(ask, impact);
  }
  const missing = caveat(ask, 'impact', found.receipt);
  if (missing !== null) yield missing;
}

function blockedTable(ask: Ask, { blocked }: ImpactResult): string {
  const words = WORDS[ask.language];
  const rows = blocked
    .slice(0, MAX_ROWS)
    .map((one) => [jobName(one), statusText(one.status), String(one.depth), code(shortKey(one.via)), shortTime(one.deadlineAt, ask.zone)]);
  return `${table(words.head(ask.zone), rows)}${blocked.length > MAX_ROWS ? `\n\n${words.more(blocked.length - MAX_ROWS)}` : ''}`;
}

function suppressedTable(ask: Ask, { suppressed }: ImpactResult): string {
  const words = WORDS[ask.language];
  const rows = suppressed
    .slice(0, MAX_ROWS)
    .map((one) => [jobName(one), String(one.depth), missedWords(one.missed, ask.language, code(shortKey(one.missed.on)))]);
  return `${table(words.neverHead, rows)}${suppressed.length > MAX_ROWS ? `\n\n${words.more(suppressed.length - MAX_ROWS)}` : ''}`;
}

export async function* answerSuccessors(ask: Ask, { name }: { readonly name: string }): Paragraphs {
  const words = WORDS[ask.language];
  const found = await lookAt(ask, 'successors', { job: name, depth: 1 });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'successors', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, name, found);
    return;
  }
  const { successors, job } = found.result;
  const isAll = isWhole(found.receipt);
  if (successors.length === 0) yield `${(isAll ? words.noNext : words.unknown)(jobName(job))} ${cite(found.receipt)}`;
  else {
    yield `${words.next(jobName(job), countText(ask, { value: successors.length, isExact: isAll }), successors.length !== 1)} ${cite(found.receipt)}`;
    yield table(
      words.nextHead,
      successors.slice(0, MAX_ROWS).map(({ job, depth, via }) => [jobName(job), statusText(job.status), String(depth), code(shortKey(via))]),
    );
    if (successors.length > MAX_ROWS) yield words.more(successors.length - MAX_ROWS);
  }
  const missing = caveat(ask, 'successors', found.receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, found.receipt);
}
