/** How far what was read can be trusted, said beside it: failures by their fault, cut lists by "at least", the time of reading. */
import type { Receipt } from '../../../../src-preload/contract/chat.ts';
import { type Ask, translated } from '../ask.ts';
import { faultText } from './faultText.ts';
import { timeText } from './times.ts';

export const cite = (receipt: Receipt): string => `[${receipt.label}]`;

const WORDS = translated({
  en: {
    failed: (what: string, fault: string) => `**Could not read ${what}**: ${fault} What this would show is unknown.`,
    partial: (what: string) => `**Incomplete**: part of ${what} could not be read, so something may be missing here.`,
    truncated: (what: string) => `**Cut**: not every row was read of ${what}.`,
    readAt: (time: string) => `_Read from the scheduler at ${time}._`,
    noReason: 'the scheduler gave no reason.',
  },
  'pt-BR': {
    failed: (what, fault) => `**Não consegui ler ${what}**: ${fault} O que isso mostraria é desconhecido.`,
    partial: (what) => `**Incompleto**: parte de ${what} não pôde ser lida, então pode faltar algo aqui.`,
    truncated: (what) => `**Cortado**: nem todas as linhas foram lidas: ${what}.`,
    readAt: (time) => `_Lido do scheduler às ${time}._`,
    noReason: 'o scheduler não deu motivo.',
  },
  es: {
    failed: (what, fault) => `**No pude leer ${what}**: ${fault} Lo que esto mostraría es desconocido.`,
    partial: (what) => `**Incompleto**: parte de ${what} no se pudo leer, así que puede faltar algo aquí.`,
    truncated: (what) => `**Cortado**: no se leyeron todas las filas: ${what}.`,
    readAt: (time) => `_Leído del planificador a las ${time}._`,
    noReason: 'el planificador no dio motivo.',
  },
});

export type Source = keyof (typeof SOURCES)['en'];
const SOURCES = translated({
  en: {
    jobs: 'the jobs of the plan',
    job: 'the job',
    log: 'the job log',
    reasons: 'what the job waits for',
    impact: 'what the job blocks',
    successors: 'the successors',
    summary: 'the state of the plan',
    workstations: 'the workstations',
    streams: 'the job streams',
    history: 'the recorded runs',
    changes: 'the recorded changes',
    resources: 'the resources',
    prompts: 'the prompts',
    files: 'the files',
    predecessors: 'the predecessors',
    path: 'the critical path',
    forecast: 'the forecast of delays',
  },
  'pt-BR': {
    jobs: 'os jobs do plano',
    job: 'o job',
    log: 'o log do job',
    reasons: 'o que o job espera',
    impact: 'o que o job bloqueia',
    successors: 'os sucessores',
    summary: 'o estado do plano',
    workstations: 'as estações',
    streams: 'os job streams',
    history: 'as execuções gravadas',
    changes: 'as mudanças gravadas',
    resources: 'os recursos',
    prompts: 'os prompts',
    files: 'os arquivos',
    predecessors: 'os predecessores',
    path: 'o caminho crítico',
    forecast: 'a previsão de atrasos',
  },
  es: {
    jobs: 'los jobs del plan',
    job: 'el job',
    log: 'el log del job',
    reasons: 'lo que espera el job',
    impact: 'lo que bloquea el job',
    successors: 'los sucesores',
    summary: 'el estado del plan',
    workstations: 'las estaciones',
    streams: 'los job streams',
    history: 'las ejecuciones grabadas',
    changes: 'los cambios grabados',
    resources: 'los recursos',
    prompts: 'los prompts',
    files: 'los archivos',
    predecessors: 'los predecesores',
    path: 'el camino crítico',
    forecast: 'el pronóstico de retrasos',
  },
});

export function couldNotRead(ask: Ask, source: Source, receipt: Receipt): string {
  const words = WORDS[ask.language];
  const fault = receipt.fault === null ? words.noReason : faultText(ask.language, receipt.fault);
  return `${words.failed(SOURCES[ask.language][source], fault)} ${cite(receipt)}`;
}

/** True only when everything asked for was read: then "none" may be said. */
export const isWhole = (receipt: Receipt): boolean => receipt.outcome === 'ok' && receipt.isComplete && !receipt.isTruncated;

/** What is missing, or null when nothing is. */
export function caveat(ask: Ask, source: Source, receipt: Receipt): string | null {
  const words = WORDS[ask.language];
  const what = SOURCES[ask.language][source];
  if (receipt.outcome === 'partial' || !receipt.isComplete)
    return `${words.partial(what)}${receipt.fault === null ? '' : ` ${faultText(ask.language, receipt.fault)}`} ${cite(receipt)}`;
  return receipt.isTruncated ? `${words.truncated(what)} ${cite(receipt)}` : null;
}

export const readAt = (ask: Ask, receipt: Receipt): string => `${WORDS[ask.language].readAt(timeText(receipt.observedAt, ask.zone))} ${cite(receipt)}`;

/** How many there are: exact when known, otherwise the least there can be. */
export interface Count {
  readonly value: number;
  readonly isExact: boolean;
}

/** @param total matching rows by the engine's own count, when it gave one. */
export function countOf(rows: number, total: number | null, receipt: Receipt): Count {
  if (total !== null) return { value: Math.max(total, rows), isExact: receipt.isComplete };
  return { value: rows, isExact: isWhole(receipt) };
}

const AT_LEAST = translated({ en: 'at least', 'pt-BR': 'pelo menos', es: 'al menos' });
export const countText = (ask: Ask, count: Count): string => (count.isExact ? String(count.value) : `${AT_LEAST[ask.language]} ${count.value}`);
