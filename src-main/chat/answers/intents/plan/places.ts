/** Workstations and job streams: how they are. */
import type { Receipt } from '../../../../../src-preload/contract/chat.ts';
import type { Stream, Workstation } from '../../../../../src-preload/contract/plan/plan.ts';
import { workstationSentence } from '../../../../../src-preload/shared/words/planSentences.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, countOf, countText, isWhole, readAt } from '../../said/evidence.ts';
import { moreRows, statusText } from '../../said/jobText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import type { Intent } from '../../asked/question.ts';
import { code, table, visible } from '../../said/visible.ts';
import { streamDetails, workstationDetails } from './placeDetails.ts';

const WORDS = translated({
  en: {
    workstations: (count: string, many: boolean, problems: number) =>
      `**${count} ${many ? 'workstations' : 'workstation'}; ${problems === 0 ? 'none reports' : problems === 1 ? '1 reports' : `${problems} report`} a problem that keeps jobs from running.**`,
    workstationsPartly: (count: string, problems: number) => `**${count} workstations were read; ${problems} with a problem that keeps jobs from running.**`,
    noneListed: 'No workstation answers to this.',
    noneKnown: 'Whether such a workstation exists is unknown: not everything could be read, and what could be read does not show it.',
    noProblem: (name: string) => `${name} reports nothing that keeps jobs from running.`,
    head: ['Workstation', 'Type', 'Linked', 'Jobman', 'Limit', 'Fence', 'Problem'],
    yes: 'yes',
    no: 'no',
    unlimited: 'none',
    streams: (count: string, many: boolean, rest: string) => `**${count} job ${many ? 'streams' : 'stream'}${rest}.**`,
    status: (statuses: string) => ` with status ${statuses}`,
    noStream: (rest: string) => `There is no job stream${rest} in the current plan.`,
    noStreamKnown: (rest: string) => `Whether there is a job stream${rest} is unknown: not everything could be read, and what could be read does not show it.`,
    named: (name: string) => ` called ${name}`,
    streamIs: (name: string, status: string) => `Job stream ${name} has status ${status}.`,
    streamHead: ['Job stream', 'Status', 'Jobs', 'Done', 'Running', 'Failed', 'Waiting', 'Limit'],
  },
  'pt-BR': {
    workstations: (count, many, problems) =>
      `**${count} ${many ? 'estações' : 'estação'}; ${problems === 0 ? 'nenhuma relata' : problems === 1 ? '1 relata' : `${problems} relatam`} problema que impeça jobs de rodar.**`,
    workstationsPartly: (count, problems) => `**${count} estações foram lidas; ${problems} com problema que impede jobs de rodar.**`,
    noneListed: 'Nenhuma estação atende por isso.',
    noneKnown: 'Não se sabe se essa estação existe: nem tudo pôde ser lido, e ela não está no que se leu.',
    noProblem: (name) => `${name} não relata nada que impeça jobs de rodar.`,
    head: ['Estação', 'Tipo', 'Link', 'Jobman', 'Limite', 'Fence', 'Problema'],
    yes: 'sim',
    no: 'não',
    unlimited: 'sem',
    streams: (count, many, rest) => `**${count} job ${many ? 'streams' : 'stream'}${rest}.**`,
    status: (statuses) => ` com status ${statuses}`,
    noStream: (rest) => `Não há job stream${rest} no plano atual.`,
    noStreamKnown: (rest) => `Não se sabe se existe job stream${rest}: nem tudo pôde ser lido, e ele não está no que se leu.`,
    named: (name) => ` com o nome ${name}`,
    streamIs: (name, status) => `O job stream ${name} está com status ${status}.`,
    streamHead: ['Job stream', 'Status', 'Jobs', 'Prontos', 'Rodando', 'Com falha', 'Esperando', 'Limite'],
  },
  es: {
    workstations: (count, many, problems) =>
      `**${count} ${many ? 'estaciones' : 'estación'}; ${problems === 0 ? 'ninguna informa' : problems === 1 ? '1 informa' : `${problems} informan`} de un problema que impida correr jobs.**`,
    workstationsPartly: (count, problems) => `**Se leyeron ${count} estaciones; ${problems} con un problema que impide correr jobs.**`,
    noneListed: 'Ninguna estación responde a eso.',
    noneKnown: 'No se sabe si esa estación existe: no todo se pudo leer, y no está en lo leído.',
    noProblem: (name) => `${name} no informa de nada que impida correr jobs.`,
    head: ['Estación', 'Tipo', 'Enlace', 'Jobman', 'Límite', 'Fence', 'Problema'],
    yes: 'sí',
    no: 'no',
    unlimited: 'sin',
    streams: (count, many, rest) => `**${count} job ${many ? 'streams' : 'stream'}${rest}.**`,
    status: (statuses) => ` con estado ${statuses}`,
    noStream: (rest) => `No hay job stream${rest} en el plan actual.`,
    noStreamKnown: (rest) => `No se sabe si existe un job stream${rest}: no todo se pudo leer, y no está en lo leído.`,
    named: (name) => ` llamado ${name}`,
    streamIs: (name, status) => `El job stream ${name} tiene estado ${status}.`,
    streamHead: ['Job stream', 'Estado', 'Jobs', 'Hechos', 'Corriendo', 'Con fallo', 'Esperando', 'Límite'],
  },
});
const MAX_ROWS = 100;

export async function* answerWorkstations(ask: Ask, intent: Extract<Intent, { kind: 'workstations' }>): Paragraphs {
  yield* decidedKnowledge(ask, intent.name);
  if (intent.name !== null) {
    const { result } = await ask.call('workstations', { name: bareName(intent.name), only_problems: false });
    yield* workstationsNamed(ask, intent.name, 'say');
    if (result?.workstations.length === 1) yield* workstationDetails(ask, result.workstations[0]!.name);
    return;
  }
  const { receipt, result } = await ask.call('workstations', { only_problems: intent.onlyProblems });
  if (result === null) yield couldNotRead(ask, 'workstations', receipt);
  else yield* workstationList(ask, result.workstations, receipt);
}

const bareName = (name: string): string => name.slice(name.lastIndexOf('/') + 1).split('#', 1)[0] ?? '';

/** @returns whether something was said. @param manner `quiet`: nothing is said when none has that name. */
export async function* workstationsNamed(ask: Ask, name: string, manner: 'say' | 'quiet'): AsyncGenerator<string, boolean, void> {
  const { receipt, result } = await ask.call('workstations', { name: bareName(name), only_problems: false });
  const words = WORDS[ask.language];
  if (result === null) yield couldNotRead(ask, 'workstations', receipt);
  else if (result.workstations.length > 0) yield* workstationList(ask, result.workstations, receipt);
  else if (manner === 'say' || !isWhole(receipt)) yield `${isWhole(receipt) ? words.noneListed : words.noneKnown} ${cite(receipt)}`;
  else return false;
  return true;
}

function* workstationList(ask: Ask, workstations: readonly Workstation[], receipt: Receipt): Generator<string> {
  const words = WORDS[ask.language];
  const isAll = isWhole(receipt);
  const bad = workstations.filter(({ problem }) => problem !== null);
  const count = countText(ask, { value: workstations.length, isExact: isAll });
  if (workstations.length !== 1)
    yield `${isAll ? words.workstations(count, workstations.length !== 1, bad.length) : words.workstationsPartly(count, bad.length)} ${cite(receipt)}`;
  const one = workstations.length === 1 ? workstations[0] : undefined;
  if (one !== undefined && one.problem === null && isAll) yield `${words.noProblem(code(one.name))} ${cite(receipt)}`;
  if (bad.length > 0) yield bad.map((station) => `- ${problemText(ask, station) ?? code(station.name)} ${cite(receipt)}`).join('\n');
  const sorted = workstations.toSorted((a, b) => Number(a.problem === null) - Number(b.problem === null) || a.name.localeCompare(b.name));
  yield table(
    words.head,
    sorted.slice(0, MAX_ROWS).map((station) => workstationRow(ask, station)),
  );
  if (workstations.length > MAX_ROWS) yield moreRows(ask, workstations.length - MAX_ROWS);
  const missing = caveat(ask, 'workstations', receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, receipt);
}

function workstationRow(ask: Ask, station: Workstation): string[] {
  const { name, type, isLinked, isJobmanUp, limit, fence } = station;
  const words = WORDS[ask.language];
  const yesNo = (value: boolean | null) => (value === null ? '-' : value ? words.yes : words.no);
  return [
    code(name),
    visible(type),
    yesNo(isLinked),
    yesNo(isJobmanUp),
    limit === null ? words.unlimited : String(limit),
    fence === null ? '-' : String(fence),
    problemText(ask, station) ?? '',
  ];
}

/** What keeps jobs from running there; null when nothing is known to. */
export function problemText(ask: Ask, { name, problem, problemFact }: Pick<Workstation, 'name' | 'problem' | 'problemFact'>): string | null {
  if (problemFact !== null) return workstationSentence(problemFact, ask.language, code(name));
  return problem === null ? null : visible(problem);
}

export async function* answerStreams(ask: Ask, intent: Extract<Intent, { kind: 'streams' }>): Paragraphs {
  yield* decidedKnowledge(ask, intent.name);
  if (intent.name !== null) {
    const { result } = await ask.call('find_streams', { name: intent.name, limit: 50 });
    yield* streamsNamed(ask, intent.name, 'say');
    if (result?.streams.length === 1) yield* streamDetails(ask, result.streams[0]!.key);
    return;
  }
  const { receipt, result } = await ask.call('find_streams', { ...(intent.statuses.length === 0 ? {} : { statuses: [...intent.statuses] }), limit: 200 });
  const rest = intent.statuses.length === 0 ? '' : WORDS[ask.language].status(intent.statuses.join(', '));
  if (result === null) yield couldNotRead(ask, 'streams', receipt);
  else yield* streamList(ask, result.streams, result.total, receipt, rest);
}

/** @returns whether something was said. */
export async function* streamsNamed(ask: Ask, name: string, manner: 'say' | 'quiet'): AsyncGenerator<string, boolean, void> {
  const { receipt, result } = await ask.call('find_streams', { name, limit: 50 });
  if (result === null) yield couldNotRead(ask, 'streams', receipt);
  else if (result.streams.length > 0 || manner === 'say' || !isWhole(receipt))
    yield* streamList(ask, result.streams, result.total, receipt, WORDS[ask.language].named(code(name)));
  else return false;
  return true;
}

function* streamList(ask: Ask, streams: readonly Stream[], total: number | null, receipt: Receipt, rest: string): Generator<string> {
  const words = WORDS[ask.language];
  const count = countOf(streams.length, total, receipt);
  if (count.value === 0) yield `${(isWhole(receipt) ? words.noStream : words.noStreamKnown)(rest)} ${cite(receipt)}`;
  else {
    const one = streams.length === 1 ? streams[0] : undefined;
    if (one === undefined) yield `${words.streams(countText(ask, count), count.value !== 1, rest)} ${cite(receipt)}`;
    else yield `${words.streamIs(code(one.name), statusText(one.status))} ${cite(receipt)}`;
    yield table(
      words.streamHead,
      streams.slice(0, MAX_ROWS).map((stream) => streamRow(ask, stream)),
    );
  }
  if (streams.length > MAX_ROWS) yield moreRows(ask, streams.length - MAX_ROWS);
  const missing = caveat(ask, 'streams', receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, receipt);
}

function streamRow(ask: Ask, { name, status, jobs, limit }: Stream): string[] {
  const numbers = jobs === null ? ['?', '?', '?', '?', '?'] : [jobs.total, jobs.done, jobs.running, jobs.failed, jobs.waiting].map(String);
  return [code(name), statusText(status), ...numbers, limit === null || limit < 0 ? WORDS[ask.language].unlimited : String(limit)];
}

/** For a name no job has. @returns whether a stream or workstation of that name was shown, or could not be read. */
export async function* streamOrWorkstation(ask: Ask, name: string): AsyncGenerator<string, boolean, void> {
  if (name.includes('.')) return false;
  return (yield* streamsNamed(ask, name, 'quiet')) || (yield* workstationsNamed(ask, name, 'quiet'));
}
