/** "How is the system?": counts, late and critical jobs, workstations; what could not be read is said first. */
import type { PlanSummary } from '../../../../../src-preload/contract/plan/plan.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { cite, couldNotRead, isWhole, readAt } from '../../said/evidence.ts';
import { missingText } from '../../said/faultText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import { code, table, visible } from '../../said/visible.ts';
import { timeText } from '../../said/times.ts';
import { problemText } from './places.ts';

const WORDS = translated({
  en: {
    total: (count: number) => `The plan holds ${count} jobs.`,
    failed: (count: number) => (count === 1 ? '**1 job failed.**' : `**${count} jobs failed.**`),
    noneFailed: 'No job has failed.',
    late: (count: number) => (count === 1 ? '1 job is late.' : `${count} jobs are late.`),
    noneLate: 'No job is late.',
    streams: (count: number) => (count === 1 ? '1 job stream is in error.' : `${count} job streams are in error.`),
    missing: (list: string) => `**This picture has gaps**: ${list} Do not take silence about them as good news.`,
    partial: 'The reading is incomplete: the numbers are the least there is.',
    statusHead: ['Status', 'Jobs'],
    workstations: 'Workstations that keep jobs from running:',
    noProblem: 'No workstation reports a problem that keeps jobs from running.',
    critical: 'Critical jobs at risk:',
    risk: (name: string, risk: string, deadline: string, end: string) => `${name}: ${risk}, deadline ${deadline}, estimated end ${end}`,
    next: 'Ask “what failed?”, “what is late?” or “why did JOB fail?” to go on.',
  },
  'pt-BR': {
    total: (count) => `O plano tem ${count} jobs.`,
    failed: (count) => (count === 1 ? '**1 job falhou.**' : `**${count} jobs falharam.**`),
    noneFailed: 'Nenhum job falhou.',
    late: (count) => (count === 1 ? '1 job está atrasado.' : `${count} jobs estão atrasados.`),
    noneLate: 'Nenhum job está atrasado.',
    streams: (count) => (count === 1 ? '1 job stream está em erro.' : `${count} job streams estão em erro.`),
    missing: (list) => `**Este quadro tem lacunas**: ${list} Não tome o silêncio sobre elas como boa notícia.`,
    partial: 'A leitura está incompleta: os números são o mínimo que há.',
    statusHead: ['Status', 'Jobs'],
    workstations: 'Estações que impedem jobs de rodar:',
    noProblem: 'Nenhuma estação relata problema que impeça jobs de rodar.',
    critical: 'Jobs críticos em risco:',
    risk: (name, risk, deadline, end) => `${name}: ${risk}, prazo ${deadline}, fim estimado ${end}`,
    next: 'Pergunte “o que falhou?”, “o que está atrasado?” ou “por que o JOB falhou?” para continuar.',
  },
  es: {
    total: (count) => `El plan tiene ${count} jobs.`,
    failed: (count) => (count === 1 ? '**1 job falló.**' : `**${count} jobs fallaron.**`),
    noneFailed: 'Ningún job ha fallado.',
    late: (count) => (count === 1 ? '1 job está retrasado.' : `${count} jobs están retrasados.`),
    noneLate: 'Ningún job está retrasado.',
    streams: (count) => (count === 1 ? '1 job stream está en error.' : `${count} job streams están en error.`),
    missing: (list) => `**Este cuadro tiene huecos**: ${list} No tome el silencio sobre ellos como buena noticia.`,
    partial: 'La lectura está incompleta: los números son lo mínimo que hay.',
    statusHead: ['Estado', 'Jobs'],
    workstations: 'Estaciones que impiden que corran jobs:',
    noProblem: 'Ninguna estación informa de un problema que impida correr jobs.',
    critical: 'Jobs críticos en riesgo:',
    risk: (name, risk, deadline, end) => `${name}: ${risk}, plazo ${deadline}, fin estimado ${end}`,
    next: 'Pregunte “¿qué falló?”, “¿qué está retrasado?” o “¿por qué falló JOB?” para seguir.',
  },
});

export async function* answerSummary(ask: Ask): Paragraphs {
  yield* decidedKnowledge(ask, null);
  const { receipt, result } = await ask.call('plan_summary', {});
  if (result === null) {
    yield couldNotRead(ask, 'summary', receipt);
    return;
  }
  const citation = cite(receipt);
  const isAll = isWhole(receipt) && result.missing.length === 0;
  yield* gaps(ask, result, isAll, citation);
  yield figures(ask, result, isAll, citation);
  yield table(
    WORDS[ask.language].statusHead,
    Object.entries(result.byStatus)
      .sort(([, a], [, b]) => b - a)
      .map(([status, count]) => [visible(status), String(count)]),
  );
  yield* places(ask, result, isAll, citation);
  yield WORDS[ask.language].next;
  yield readAt(ask, receipt);
}

function* gaps(ask: Ask, summary: PlanSummary, isAll: boolean, citation: string): Generator<string> {
  const words = WORDS[ask.language];
  if (summary.missing.length > 0) yield `${words.missing(summary.missing.map((fault) => missingText(ask.language, fault)).join(' '))} ${citation}`;
  else if (!isAll) yield `${words.partial} ${citation}`;
}

/** "None" is said of a number only when the whole was read. */
function figures(ask: Ask, summary: PlanSummary, isAll: boolean, citation: string): string {
  const words = WORDS[ask.language];
  const lines = [words.total(summary.total)];
  if (summary.failed > 0) lines.push(words.failed(summary.failed));
  else if (isAll) lines.push(words.noneFailed);
  if (summary.streamsInError !== null && summary.streamsInError > 0) lines.push(words.streams(summary.streamsInError));
  if (summary.late !== null && summary.late > 0) lines.push(words.late(summary.late));
  else if (summary.late === 0 && isAll) lines.push(words.noneLate);
  return lines.map((line) => `${line} ${citation}`).join(' ');
}

function* places(ask: Ask, { workstationProblems, critical }: PlanSummary, isAll: boolean, citation: string): Generator<string> {
  const words = WORDS[ask.language];
  if (workstationProblems !== null && workstationProblems.length > 0)
    yield `${words.workstations} ${citation}\n\n${workstationProblems.map((station) => `- ${problemText(ask, station) ?? code(station.name)}`).join('\n')}`;
  else if (workstationProblems !== null && isAll) yield `${words.noProblem} ${citation}`;
  const atRisk = (critical ?? []).filter(({ risk }) => /HIGH|POTENTIAL/i.test(risk));
  if (atRisk.length > 0) {
    const time = (instant: string | null) => timeText(instant, ask.zone);
    yield `${words.critical} ${citation}\n\n${atRisk.map((job) => `- ${words.risk(code(job.name), visible(job.risk), time(job.deadlineAt), time(job.estimatedEndAt))} ${citation}`).join('\n')}`;
  }
}
