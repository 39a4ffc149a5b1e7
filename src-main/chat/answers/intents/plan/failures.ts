/** "What failed in the last 4 hours?": every kind of failure, in its window, by job stream. */
import type { Job } from '../../../../../src-preload/contract/plan/plan.ts';
import { instantOf } from '../../../../base/clock.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { type Count, caveat, cite, couldNotRead, countOf, countText, isWhole, readAt } from '../../said/evidence.ts';
import { isFailed, jobTable } from '../../said/jobText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import type { Intent } from '../../asked/question.ts';
import { hoursBack, type TimeWindow } from '../../asked/timeWindow.ts';
import { code } from '../../said/visible.ts';
import { timeText } from '../../said/times.ts';
import { realScope } from './scope.ts';

/** ERROR is asked for too: as common status it is ABEND and FAIL, as internal status a failed internetwork check. */
const FAILED_STATUSES = ['ABEND', 'FAIL', 'ERROR', 'STUCK'] as const;
const LIMIT = 500;

const WORDS = translated({
  en: {
    last: (amount: number, unit: 'minute' | 'hour' | 'day') => (amount === 1 ? ` in the last ${unit}` : ` in the last ${amount} ${unit}s`),
    since: (from: string) => ` since ${from}`,
    between: (from: string, to: string) => ` from ${from} to ${to}`,
    stream: (name: string) => ` in job stream ${name}`,
    workstation: (name: string) => ` on workstation ${name}`,
    some: (count: string, many: boolean, where: string) => `**${count} ${many ? 'jobs' : 'job'} failed${where}.**`,
    counted: 'Counted as failed: ABEND, FAIL, ERROR and STUCK; canceled jobs are left out.',
    none: (where: string) => `No job failed${where}.`,
    unknown: (where: string) => `Whether any job failed${where} is unknown: the reading is incomplete, and what could be read shows none.`,
    stuck: (names: string) => `Job streams that are STUCK (interrupted, nothing more starts): ${names}.`,
    next: 'Ask “why did JOB fail?” for the log line, what it blocks and the next steps.',
  },
  'pt-BR': {
    last: (amount, unit) => {
      const name = {
        minute: ['no último minuto', 'nos últimos', 'minutos'],
        hour: ['na última hora', 'nas últimas', 'horas'],
        day: ['no último dia', 'nos últimos', 'dias'],
      }[unit];
      return amount === 1 ? ` ${name[0]}` : ` ${name[1]} ${amount} ${name[2]}`;
    },
    since: (from) => ` desde ${from}`,
    between: (from, to) => ` de ${from} até ${to}`,
    stream: (name) => ` no job stream ${name}`,
    workstation: (name) => ` na estação ${name}`,
    some: (count, many, where) => `**${count} ${many ? 'jobs falharam' : 'job falhou'}${where}.**`,
    counted: 'Contam como falha: ABEND, FAIL, ERROR e STUCK; jobs cancelados ficam de fora.',
    none: (where) => `Nenhum job falhou${where}.`,
    unknown: (where) => `Não se sabe se algum job falhou${where}: a leitura está incompleta, e o que pôde ser lido não mostra falha.`,
    stuck: (names) => `Job streams em STUCK (interrompidos, nada mais inicia): ${names}.`,
    next: 'Pergunte “por que o JOB falhou?” para ver a linha do log, o que ele bloqueia e os próximos passos.',
  },
  es: {
    last: (amount, unit) => {
      const name = {
        minute: ['en el último minuto', 'en los últimos', 'minutos'],
        hour: ['en la última hora', 'en las últimas', 'horas'],
        day: ['en el último día', 'en los últimos', 'días'],
      }[unit];
      return amount === 1 ? ` ${name[0]}` : ` ${name[1]} ${amount} ${name[2]}`;
    },
    since: (from) => ` desde ${from}`,
    between: (from, to) => ` de ${from} a ${to}`,
    stream: (name) => ` en el job stream ${name}`,
    workstation: (name) => ` en la estación ${name}`,
    some: (count, many, where) => `**${count} ${many ? 'jobs fallaron' : 'job falló'}${where}.**`,
    counted: 'Cuentan como fallo: ABEND, FAIL, ERROR y STUCK; los jobs cancelados no.',
    none: (where) => `Ningún job falló${where}.`,
    unknown: (where) => `No se sabe si algún job falló${where}: la lectura está incompleta, y lo que se pudo leer no muestra fallos.`,
    stuck: (names) => `Job streams en STUCK (interrumpidos, no arranca nada más): ${names}.`,
    next: 'Pregunte “¿por qué falló JOB?” para ver la línea del log, qué bloquea y los siguientes pasos.',
  },
});

export async function* answerFailures(ask: Ask, intent: Extract<Intent, { kind: 'failures' }>): Paragraphs {
  const words = WORDS[ask.language];
  yield* decidedKnowledge(ask, null);
  const { window } = intent;
  const scope = yield* realScope(ask, intent.scope);
  if (scope === null) return;
  const { receipt, result } = await ask.call('find_jobs', { statuses: [...FAILED_STATUSES], ...scopeArgs(scope), ...windowArgs(ask, window), limit: LIMIT });
  if (result === null) {
    yield couldNotRead(ask, 'jobs', receipt);
  } else {
    const jobs = byStream(result.jobs.filter((job) => isFailed(job)));
    const where = whereText(ask, scope) + windowText(ask, window);
    const dropped = result.jobs.length - jobs.length;
    const count = countOf(jobs.length, dropped === 0 ? result.total : null, receipt);
    yield headline(ask, count, where, receipt.isTruncated || !isWhole(receipt), cite(receipt));
    if (jobs.length > 0) yield jobTable(ask, jobs, count.value);
    const missing = caveat(ask, 'jobs', receipt);
    if (missing !== null) yield missing;
  }
  if (window === null && scope.workstation === null && scope.stream === null) yield* stuckStreams(ask);
  if (result === null) return;
  if (result.jobs.length > 0) yield words.next;
  yield readAt(ask, receipt);
}

function headline(ask: Ask, count: Count, where: string, isPartial: boolean, citation: string): string {
  const words = WORDS[ask.language];
  if (count.value === 0) return `${(isPartial ? words.unknown : words.none)(where)} ${citation} ${words.counted}`;
  return `${words.some(countText(ask, count), count.value !== 1, where)} ${citation} ${words.counted}`;
}

/** STUCK is a state of job streams, so the jobs alone would not show it. */
async function* stuckStreams(ask: Ask): Paragraphs {
  const { receipt, result } = await ask.call('find_streams', { statuses: ['STUCK'], limit: 100 });
  if (result === null) yield couldNotRead(ask, 'streams', receipt);
  else if (result.streams.length > 0) yield `${WORDS[ask.language].stuck(result.streams.map(({ name }) => code(name)).join(', '))} ${cite(receipt)}`;
}

type Scope = { readonly stream: string | null; readonly workstation: string | null };
export const scopeArgs = ({ stream, workstation }: Scope) => ({ ...(stream === null ? {} : { stream }), ...(workstation === null ? {} : { workstation }) });
/** A window that ends in the past, such as yesterday, is asked for by its two instants. */
export function windowArgs({ nowMs }: Pick<Ask, 'nowMs'>, window: TimeWindow | null): { since_hours?: number; since?: string; until?: string } {
  if (window === null) return {};
  return window.untilMs === null ? { since_hours: hoursBack(window, nowMs) } : { since: instantOf(window.sinceMs), until: instantOf(window.untilMs) };
}

export function whereText(ask: Ask, { stream, workstation }: Scope): string {
  const words = WORDS[ask.language];
  return `${stream === null ? '' : words.stream(code(stream))}${workstation === null ? '' : words.workstation(code(workstation))}`;
}

export function windowText(ask: Ask, window: TimeWindow | null): string {
  if (window === null) return '';
  const words = WORDS[ask.language];
  if (window.said.kind === 'last') return words.last(window.said.amount, window.said.unit);
  const from = timeText(instantOf(window.sinceMs), ask.zone);
  return window.untilMs === null ? words.since(from) : words.between(from, timeText(instantOf(window.untilMs), ask.zone));
}

const byStream = (jobs: readonly Job[]): Job[] =>
  jobs.toSorted((a, b) => a.streamName.localeCompare(b.streamName) || (b.endedAt ?? '').localeCompare(a.endedAt ?? ''));
