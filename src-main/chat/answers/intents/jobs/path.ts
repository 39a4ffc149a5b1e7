/** What stands before a job: its predecessors, and the chain that decides when it ends. */
import type { CriticalPath } from '../../../../../src-preload/contract/plan/planGraph.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, countText, isWhole, readAt } from '../../said/evidence.ts';
import { jobName, lookAt, moreRows, notOne, statusText } from '../../said/jobText.ts';
import { code, table } from '../../said/visible.ts';
import { durationText, shortTime, timeText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    before: (job: string, n: string, many: boolean) => `**${job} comes after ${n} ${many ? 'others' : 'other'}.**`,
    none: (job: string) => `${job} has no predecessor among the jobs of the plan.`,
    unknown: (job: string) => `What comes before ${job} could not be read in full, so it is unknown.`,
    head: ['Job', 'Status', 'Steps away', 'Awaited by'],
    ends: (job: string, end: string) => `**Forecast: ${job} is done at ${end}, by the usual durations.**`,
    lateEnd: (end: string) => `Nine nights in ten it is done by ${end}.`,
    noForecast: (job: string) => `There is no forecast for ${job}.`,
    blocked: (by: string) => `A forecast is impossible while ${by} stands in the way.`,
    deadline: (time: string) => `Deadline: ${time}.`,
    slack: (time: string) => `That leaves ${time}.`,
    over: (time: string) => `**That is ${time} too late.**`,
    pathHead: (zone: string) => ['Step', 'Status', `Start (${zone})`, `Done (${zone})`, 'Takes', 'Known from'],
    source: { measured: 'measured runs', estimated: "the engine's estimate", unknown: 'not known' },
  },
  'pt-BR': {
    before: (job, n, many) => `**${job} vem depois de ${n} ${many ? 'outros' : 'outro'}.**`,
    none: (job) => `${job} não tem predecessor entre os jobs do plano.`,
    unknown: (job) => `O que vem antes de ${job} não pôde ser lido por inteiro, então é desconhecido.`,
    head: ['Job', 'Status', 'Passos', 'Esperado por'],
    ends: (job, end) => `**Previsão: ${job} fica pronto às ${end}, pelas durações usuais.**`,
    lateEnd: (end) => `Em nove de cada dez noites fica pronto até ${end}.`,
    noForecast: (job) => `Não há previsão para ${job}.`,
    blocked: (by) => `Não há como prever enquanto ${by} estiver no caminho.`,
    deadline: (time) => `Prazo: ${time}.`,
    slack: (time) => `Restam ${time}.`,
    over: (time) => `**São ${time} além do prazo.**`,
    pathHead: (zone) => ['Passo', 'Status', `Início (${zone})`, `Pronto (${zone})`, 'Leva', 'Fonte'],
    source: { measured: 'execuções medidas', estimated: 'estimativa do engine', unknown: 'desconhecida' },
  },
  es: {
    before: (job, n, many) => `**${job} viene después de ${n} ${many ? 'otros' : 'otro'}.**`,
    none: (job) => `${job} no tiene predecesor entre los jobs del plan.`,
    unknown: (job) => `Lo que viene antes de ${job} no se pudo leer por completo, así que es desconocido.`,
    head: ['Job', 'Estado', 'Pasos', 'Lo espera'],
    ends: (job, end) => `**Pronóstico: ${job} está listo a las ${end}, por las duraciones habituales.**`,
    lateEnd: (end) => `Nueve de cada diez noches está listo a las ${end}.`,
    noForecast: (job) => `No hay pronóstico para ${job}.`,
    blocked: (by) => `No se puede pronosticar mientras ${by} esté en el camino.`,
    deadline: (time) => `Plazo: ${time}.`,
    slack: (time) => `Quedan ${time}.`,
    over: (time) => `**Son ${time} más del plazo.**`,
    pathHead: (zone) => ['Paso', 'Estado', `Inicio (${zone})`, `Listo (${zone})`, 'Tarda', 'Fuente'],
    source: { measured: 'ejecuciones medidas', estimated: 'estimación del motor', unknown: 'desconocida' },
  },
});
const MAX_ROWS = 30;

export async function* answerPredecessors(ask: Ask, { name }: { readonly name: string }): Paragraphs {
  const words = WORDS[ask.language];
  const found = await lookAt(ask, 'predecessors', { job: name });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'predecessors', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, name, found);
    return;
  }
  const { job, predecessors } = found.result;
  const isAll = isWhole(found.receipt);
  const citation = cite(found.receipt);
  if (predecessors.length === 0) yield `${(isAll ? words.none : words.unknown)(jobName(job))} ${citation}`;
  else {
    yield `${words.before(jobName(job), countText(ask, { value: predecessors.length, isExact: isAll }), predecessors.length !== 1)} ${citation}`;
    yield table(
      words.head,
      predecessors.slice(0, MAX_ROWS).map((one) => [jobName(one.job), statusText(one.job.status), String(one.depth), code(one.via)]),
    );
    if (predecessors.length > MAX_ROWS) yield moreRows(ask, predecessors.length - MAX_ROWS);
  }
  const missing = caveat(ask, 'predecessors', found.receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, found.receipt);
}

export async function* answerCriticalPath(ask: Ask, { name }: { readonly name: string }): Paragraphs {
  const found = await lookAt(ask, 'critical_path', { job: name });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'path', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, name, found);
    return;
  }
  const { job, path } = found.result;
  yield endText(ask, jobName(job), path)
    .map((line) => `${line} ${cite(found.receipt)}`)
    .join(' ');
  if (path.steps.length > 0) yield stepTable(ask, path);
  const missing = caveat(ask, 'path', found.receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, found.receipt);
}

function endText(ask: Ask, job: string, path: CriticalPath): string[] {
  const words = WORDS[ask.language];
  const time = (instant: string) => timeText(instant, ask.zone);
  const lines = [path.forecastEndAt === null ? words.noForecast(job) : words.ends(job, time(path.forecastEndAt))];
  if (path.blockedBy !== null) lines.push(words.blocked(code(path.blockedBy)));
  if (path.lateForecastEndAt !== null) lines.push(words.lateEnd(time(path.lateForecastEndAt)));
  if (path.deadlineAt !== null) lines.push(words.deadline(time(path.deadlineAt)));
  if (path.slackMs !== null) lines.push(path.slackMs >= 0 ? words.slack(durationText(path.slackMs)) : words.over(durationText(-path.slackMs)));
  return lines;
}

function stepTable(ask: Ask, { steps }: CriticalPath): string {
  const words = WORDS[ask.language];
  const rows = steps
    .slice(0, MAX_ROWS)
    .map((step) => [
      jobName(step),
      statusText(step.status),
      shortTime(step.startAt, ask.zone),
      shortTime(step.endAt, ask.zone),
      step.durationMs === null ? '-' : durationText(step.durationMs),
      words.source[step.durationSource],
    ]);
  const text = table(words.pathHead(ask.zone), rows);
  return steps.length > MAX_ROWS ? `${text}\n\n${moreRows(ask, steps.length - MAX_ROWS)}` : text;
}
