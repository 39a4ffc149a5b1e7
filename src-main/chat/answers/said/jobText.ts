/** Jobs as answers show them: name, status, table rows; and what is said when a name fits none or several. */
import type { Receipt } from '../../../../src-preload/contract/chat.ts';
import type { Job, JobStatus } from '../../../../src-preload/contract/plan/plan.ts';
import type { ToolName, ToolResult } from '../../../../src-preload/contract/tools.ts';
import type { ToolInput, ToolOutcome } from '../../answerPort.ts';
import { type Ask, translated } from '../ask.ts';
import { cite, isWhole } from './evidence.ts';
import { code, table } from './visible.ts';
import { shortTime } from './times.ts';

export const jobName = (job: { readonly streamName: string; readonly name: string }): string => code(`${job.streamName}.${job.name}`);

/** Where it runs; the root folder is left out. */
export const workstationName = (job: Pick<Job, 'actualWorkstation' | 'workstation'>): string =>
  code((job.actualWorkstation ?? job.workstation).replace(/^\/(?=[^/]+$)/, ''));

/** `ABEND (ERROR)`: as the engine says it, then the common status. */
export const statusText = (status: JobStatus): string =>
  status.internal === status.common ? status.common : `${code(status.internal).slice(1, -1)} (${status.common})`;

const FAILED_INTERNAL = new Set(['ABEND', 'FAIL', 'FAILED', 'STUCK']);
/** Ended badly and not canceled. */
export const isFailed = (job: { readonly status: JobStatus; readonly isCanceled: boolean }): boolean =>
  !job.isCanceled && (FAILED_INTERNAL.has(job.status.internal) || job.status.common === 'ERROR');
export const isOpen = (job: Pick<Job, 'status' | 'isCanceled'>): boolean =>
  !job.isCanceled && ['WAITING', 'READY', 'HELD', 'BLOCKED', 'UNDECIDED'].includes(job.status.common);

const WORDS = translated({
  en: {
    head: (zone: string) => ['Job', 'Status', 'RC', `Start (${zone})`, `End (${zone})`, 'Workstation', ''],
    late: 'late',
    critical: 'critical',
    more: (count: number) => `… and ${count} more.`,
    notFound: (name: string) => `The current plan has no job, job stream or workstation called ${name}.`,
    noJob: (name: string) => `The current plan has no job called ${name}.`,
    notFoundPartly: (name: string) => `${name} was not among what could be read, and not everything could be read: it may still be in the plan.`,
    several: (name: string) => `**Several jobs answer to ${name}. Which one do you mean?** Answer with its number, its stream or its key.`,
    which: (zone: string) => ['No.', 'Job', 'Status', `Scheduled (${zone})`],
  },
  'pt-BR': {
    head: (zone) => ['Job', 'Status', 'RC', `Início (${zone})`, `Fim (${zone})`, 'Estação', ''],
    late: 'atrasado',
    critical: 'crítico',
    more: (count) => `… e mais ${count}.`,
    notFound: (name) => `O plano atual não tem job, job stream nem estação com o nome ${name}.`,
    noJob: (name) => `O plano atual não tem job com o nome ${name}.`,
    notFoundPartly: (name) => `${name} não estava entre o que pôde ser lido, e nem tudo pôde ser lido: ainda pode estar no plano.`,
    several: (name) => `**Vários jobs respondem por ${name}. Qual deles?** Responda com o número, o stream ou a chave.`,
    which: (zone) => ['Nº', 'Job', 'Status', `Agendado (${zone})`],
  },
  es: {
    head: (zone) => ['Job', 'Estado', 'RC', `Inicio (${zone})`, `Fin (${zone})`, 'Estación', ''],
    late: 'retrasado',
    critical: 'crítico',
    more: (count) => `… y ${count} más.`,
    notFound: (name) => `El plan actual no tiene ningún job, job stream ni estación llamado ${name}.`,
    noJob: (name) => `El plan actual no tiene ningún job llamado ${name}.`,
    notFoundPartly: (name) => `${name} no estaba entre lo que se pudo leer, y no todo se pudo leer: aún puede estar en el plan.`,
    several: (name) => `**Varios jobs responden a ${name}. ¿Cuál de ellos?** Responda con su número, su stream o su clave.`,
    which: (zone) => ['N.º', 'Job', 'Estado', `Previsto (${zone})`],
  },
});

/** Said under a table that shows only its first rows. */
export const moreRows = (ask: Ask, count: number): string => WORDS[ask.language].more(count);

/** Rows a person still reads; the rest is a number. */
const MAX_ROWS = 50;

/** @param total how many there are, when more is known than what was read */
export function jobTable(ask: Ask, jobs: readonly Job[], total: number = jobs.length): string {
  const words = WORDS[ask.language];
  const rows = jobs
    .slice(0, MAX_ROWS)
    .map((job) => [
      jobName(job),
      statusText(job.status),
      job.returnCode === null ? '-' : String(job.returnCode),
      shortTime(job.startedAt, ask.zone),
      shortTime(job.endedAt, ask.zone),
      workstationName(job),
      [job.isLate ? words.late : '', job.isCritical ? words.critical : ''].filter((flag) => flag !== '').join(', '),
    ]);
  return `${table(words.head(ask.zone), rows)}${total > rows.length ? `\n\n${moreRows(ask, total - rows.length)}` : ''}`;
}

type JobTool = 'job_details' | 'job_log' | 'why_not_running' | 'predecessors' | 'successors' | 'impact' | 'critical_path';
type Found<N extends ToolName> = Extract<ToolResult<N>, { kind: 'found' }>;
export type Looked<N extends JobTool> =
  | { readonly at: 'found'; readonly receipt: Receipt; readonly result: Found<N> }
  | { readonly at: 'unresolved'; readonly receipt: Receipt; readonly candidates: readonly Job[] }
  | { readonly at: 'failed'; readonly receipt: Receipt };

/** Calls a tool about one job. Names are tried as typed, then in capitals: schedulers write them so. */
export async function lookAt<N extends JobTool>(ask: Ask, tool: N, args: ToolInput<N>): Promise<Looked<N>> {
  const first = looked<N>(await ask.call(tool, args));
  const shouted = args.job.toUpperCase();
  if (first.at !== 'unresolved' || first.candidates.length > 0 || shouted === args.job) return first;
  return looked<N>(await ask.call(tool, { ...args, job: shouted }));
}

function looked<N extends JobTool>({ receipt, result }: ToolOutcome<N>): Looked<N> {
  if (result === null) return { at: 'failed', receipt };
  // The union of the five results has the same two shapes; TypeScript does not see it through N.
  const shape = result as { kind: 'unresolved'; candidates: Job[] } | { kind: 'found' };
  if (shape.kind === 'unresolved') return { at: 'unresolved', receipt, candidates: shape.candidates };
  return { at: 'found', receipt, result: result as Found<N> };
}

/** @param scope `any`: streams and workstations were looked for as well. */
export function notOne(
  ask: Ask,
  name: string,
  found: { readonly receipt: Receipt; readonly candidates: readonly Job[] },
  scope: 'job' | 'any' = 'job',
): string {
  const words = WORDS[ask.language];
  if (found.candidates.length > 0) return `${words.several(code(name))} ${cite(found.receipt)}\n\n${candidateTable(ask, found.candidates)}`;
  if (!isWhole(found.receipt)) return `${words.notFoundPartly(code(name))} ${cite(found.receipt)}`;
  return `${(scope === 'any' ? words.notFound : words.noJob)(code(name))} ${cite(found.receipt)}`;
}

/** Numbered, with the whole key: two streams of one name stand in different folders, or are planned for different times. */
function candidateTable(ask: Ask, candidates: readonly Job[]): string {
  const rows = candidates.map((job, index) => [String(index + 1), code(job.key), statusText(job.status), shortTime(job.scheduledAt, ask.zone)]);
  return table(WORDS[ask.language].which(ask.zone), rows);
}
