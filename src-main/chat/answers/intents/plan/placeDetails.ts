/** One job stream or one workstation in detail, beneath its line in the list: times, what it waits for, its jobs; states, health, certificate. */
import type { ToolResult } from '../../../../../src-preload/contract/tools.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead } from '../../said/evidence.ts';
import { jobTable } from '../../said/jobText.ts';
import { code, table, visible } from '../../said/visible.ts';
import { dateText, timeText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    head: ['Fact', 'Value'],
    facts: {
      key: 'Key',
      scheduled: 'Scheduled',
      at: 'Not before',
      started: 'Started',
      ended: 'Ended',
      deadline: 'Deadline',
      awaits: 'Open dependencies',
      node: 'Node',
      version: 'Agent',
      state: 'States (conman)',
      run: 'Run number of its plan',
      cert: 'Certificate until',
      health: 'Check by the engine',
    },
    jobs: (n: number) => `Its jobs (${n}):`,
    well: 'well',
    unwell: 'not well',
  },
  'pt-BR': {
    head: ['Fato', 'Valor'],
    facts: {
      key: 'Chave',
      scheduled: 'Agendado',
      at: 'Não antes de',
      started: 'Início',
      ended: 'Fim',
      deadline: 'Prazo',
      awaits: 'Dependências em aberto',
      node: 'Nó',
      version: 'Agente',
      state: 'Estados (conman)',
      run: 'Número de execução do seu plano',
      cert: 'Certificado até',
      health: 'Verificação pelo engine',
    },
    jobs: (n) => `Seus jobs (${n}):`,
    well: 'bem',
    unwell: 'com problema',
  },
  es: {
    head: ['Dato', 'Valor'],
    facts: {
      key: 'Clave',
      scheduled: 'Previsto',
      at: 'No antes de',
      started: 'Inicio',
      ended: 'Fin',
      deadline: 'Plazo',
      awaits: 'Dependencias abiertas',
      node: 'Nodo',
      version: 'Agente',
      state: 'Estados (conman)',
      run: 'Número de ejecución de su plan',
      cert: 'Certificado hasta',
      health: 'Comprobación del motor',
    },
    jobs: (n) => `Sus jobs (${n}):`,
    well: 'bien',
    unwell: 'con problemas',
  },
});

type Rows = readonly (readonly [string, string | null])[];
const told = (rows: Rows): string[][] => rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));

/** @param stream a name or key that one stream answers to */
export async function* streamDetails(ask: Ask, stream: string): Paragraphs {
  const { receipt, result } = await ask.call('stream_details', { stream });
  if (result === null) {
    yield couldNotRead(ask, 'streams', receipt);
    return;
  }
  if (result.kind !== 'found') return;
  const words = WORDS[ask.language];
  yield `${table(words.head, told(streamRows(ask, result.stream)))}\n\n${words.jobs(result.jobsTotal ?? result.jobs.length)} ${cite(receipt)}`;
  if (result.jobs.length > 0) yield jobTable(ask, result.jobs, result.jobsTotal ?? undefined);
  const missing = caveat(ask, 'streams', receipt);
  if (missing !== null) yield missing;
}

type FoundStream = Extract<ToolResult<'stream_details'>, { kind: 'found' }>['stream'];
function streamRows(ask: Ask, stream: FoundStream): Rows {
  const { facts } = WORDS[ask.language];
  const time = (instant: string | null) => (instant === null ? null : timeText(instant, ask.zone));
  const open = stream.dependencies.filter(({ isSatisfied }) => isSatisfied !== true);
  return [
    [facts.key, code(stream.key)],
    [facts.scheduled, time(stream.scheduledAt)],
    [facts.at, time(stream.startAt)],
    [facts.started, time(stream.startedAt)],
    [facts.ended, time(stream.endedAt)],
    [facts.deadline, time(stream.deadlineAt)],
    [facts.awaits, open.length === 0 ? null : open.map(({ target, state }) => `${code(target)}${state === null ? '' : ` (${visible(state)})`}`).join(', ')],
  ];
}

export async function* workstationDetails(ask: Ask, workstation: string): Paragraphs {
  const { receipt, result } = await ask.call('workstation_details', { workstation });
  if (result === null) {
    yield couldNotRead(ask, 'workstations', receipt);
    return;
  }
  if (result.kind !== 'found') return;
  const { facts, well, unwell, head } = WORDS[ask.language];
  const { nodeName, version, stateText, runNumber, certificateExpiresAt, health } = result.workstation;
  const isDated = certificateExpiresAt !== null && !Number.isNaN(Date.parse(certificateExpiresAt));
  const check =
    health === null || health.isWell === null ? null : `${health.isWell ? well : unwell}${health.message === null ? '' : `: ${visible(health.message)}`}`;
  const rows = told([
    [facts.node, nodeName === null ? null : code(nodeName)],
    [facts.version, version === null ? null : visible(version)],
    [facts.state, stateText === null ? null : code(stateText)],
    [facts.run, runNumber === null ? null : String(runNumber)],
    [facts.cert, certificateExpiresAt === null ? null : isDated ? dateText(certificateExpiresAt, ask.zone, ask.language) : visible(certificateExpiresAt)],
    [facts.health, check],
  ]);
  if (rows.length > 0) yield table(head, rows);
  const missing = caveat(ask, 'workstations', receipt);
  if (missing !== null) yield missing;
}
