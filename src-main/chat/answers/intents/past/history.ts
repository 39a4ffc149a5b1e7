/** Past runs of a job, a stream or a workstation, and whether their failures follow a pattern: only as far as it was recorded. */

import type { Receipt } from '../../../../../src-preload/contract/chat.ts';
import type { RecordedRun, RunHistory } from '../../../../../src-preload/contract/plan/planHistory.ts';
import type { ToolResult } from '../../../../../src-preload/contract/tools.ts';
import type { ToolInput } from '../../../answerPort.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { cite, couldNotRead } from '../../said/evidence.ts';
import { notOne } from '../../said/jobText.ts';
import { auditedKnowledge, decidedKnowledge } from '../../said/known.ts';
import type { Grouping, Intent, Scope } from '../../asked/question.ts';
import { code, table, visible } from '../../said/visible.ts';
import { durationText, shortTime } from '../../said/times.ts';
import { whereText, windowArgs, windowText } from '../plan/failures.ts';
import { recordingText } from './recordingText.ts';

const WORDS = translated({
  en: {
    all: 'the plan',
    some: (of: string, runs: number, failed: number, when: string) =>
      `**${of}: ${runs} recorded ${runs === 1 ? 'run' : 'runs'}${when}, ${failed === 0 ? 'none ended badly' : failed === 1 ? '1 ended badly' : `${failed} ended badly`}.**`,
    none: (of: string, when: string) => `No run of ${of} was recorded${when}.`,
    usual: (median: string, p90: string, runs: number) =>
      `It usually takes ${median} (nine in ten runs at most ${p90}), measured over ${runs} successful runs.`,
    noUsual: 'Too few successful runs were recorded to say what is usual.',
    head: (zone: string) => [`Start (${zone})`, `End (${zone})`, 'Took', 'Status', 'RC', ''],
    headAll: (zone: string) => ['Job', `End (${zone})`, 'Took', 'Status', 'RC', ''],
    slower: 'much slower than usual',
    faster: 'much faster than usual',
    more: (count: number) => `… and ${count} more.`,
    tooLittle: (failed: number, runs: number) =>
      `**Too little is recorded to speak of a pattern**: ${failed} bad ${failed === 1 ? 'end' : 'ends'} in ${runs} recorded ${runs === 1 ? 'run' : 'runs'}; at least 4 bad ends are needed.`,
    pattern: (by: string, value: string, share: number, failed: number, all: number) =>
      `**By ${by}, ${value} stands out: ${failed} of ${all} bad ends (${share} %) fall there.**`,
    noPattern: (by: string) => `By ${by}, no value stands out.`,
    by: { hour: 'hour of the day', weekday: 'weekday', workstation: 'workstation', 'return-code': 'return code' },
    groupHead: ['Runs', 'Ended badly'],
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  },
  'pt-BR': {
    all: 'o plano',
    some: (of, runs, failed, when) =>
      `**${of}: ${runs} ${runs === 1 ? 'execução gravada' : 'execuções gravadas'}${when}, ${failed === 0 ? 'nenhuma terminou mal' : failed === 1 ? '1 terminou mal' : `${failed} terminaram mal`}.**`,
    none: (of, when) => `Nenhuma execução de ${of} foi gravada${when}.`,
    usual: (median, p90, runs) => `Costuma levar ${median} (nove em cada dez execuções no máximo ${p90}), medido em ${runs} execuções com sucesso.`,
    noUsual: 'Poucas execuções com sucesso foram gravadas para dizer o que é usual.',
    head: (zone) => [`Início (${zone})`, `Fim (${zone})`, 'Duração', 'Status', 'RC', ''],
    headAll: (zone) => ['Job', `Fim (${zone})`, 'Duração', 'Status', 'RC', ''],
    slower: 'muito mais lenta que o usual',
    faster: 'muito mais rápida que o usual',
    more: (count) => `… e mais ${count}.`,
    tooLittle: (failed, runs) =>
      `**Há registro de menos para falar em padrão**: ${failed} ${failed === 1 ? 'término ruim' : 'términos ruins'} em ${runs} ${runs === 1 ? 'execução gravada' : 'execuções gravadas'}; são precisos ao menos 4 términos ruins.`,
    pattern: (by, value, share, failed, all) => `**Por ${by}, destaca-se ${value}: ${failed} de ${all} términos ruins (${share} %) caem aí.**`,
    noPattern: (by) => `Por ${by}, nenhum valor se destaca.`,
    by: { hour: 'hora do dia', weekday: 'dia da semana', workstation: 'estação', 'return-code': 'código de retorno' },
    groupHead: ['Execuções', 'Terminaram mal'],
    weekdays: ['domingo', 'segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado'],
  },
  es: {
    all: 'el plan',
    some: (of, runs, failed, when) =>
      `**${of}: ${runs} ${runs === 1 ? 'ejecución grabada' : 'ejecuciones grabadas'}${when}, ${failed === 0 ? 'ninguna terminó mal' : failed === 1 ? '1 terminó mal' : `${failed} terminaron mal`}.**`,
    none: (of, when) => `No se grabó ninguna ejecución de ${of}${when}.`,
    usual: (median, p90, runs) => `Suele tardar ${median} (nueve de cada diez ejecuciones como máximo ${p90}), medido en ${runs} ejecuciones con éxito.`,
    noUsual: 'Se grabaron muy pocas ejecuciones con éxito para decir qué es lo habitual.',
    head: (zone) => [`Inicio (${zone})`, `Fin (${zone})`, 'Duración', 'Estado', 'RC', ''],
    headAll: (zone) => ['Job', `Fin (${zone})`, 'Duración', 'Estado', 'RC', ''],
    slower: 'mucho más lenta que lo habitual',
    faster: 'mucho más rápida que lo habitual',
    more: (count) => `… y ${count} más.`,
    tooLittle: (failed, runs) =>
      `**Hay muy poco grabado para hablar de un patrón**: ${failed} ${failed === 1 ? 'mal final' : 'malos finales'} en ${runs} ${runs === 1 ? 'ejecución grabada' : 'ejecuciones grabadas'}; hacen falta al menos 4 malos finales.`,
    pattern: (by, value, share, failed, all) => `**Por ${by}, destaca ${value}: ${failed} de ${all} malos finales (${share} %) caen ahí.**`,
    noPattern: (by) => `Por ${by}, ningún valor destaca.`,
    by: { hour: 'hora del día', weekday: 'día de la semana', workstation: 'estación', 'return-code': 'código de retorno' },
    groupHead: ['Ejecuciones', 'Terminaron mal'],
    weekdays: ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
  },
});
const MAX_ROWS = 20;
const GROUPINGS: readonly Grouping[] = ['hour', 'weekday', 'workstation', 'return-code'];
/** Fewer failures than this are chance. */
const MIN_FAILED = 4;
/** A value stands out when it holds this share of the failures, and twice the share of the runs. */
const SHARE = 0.5;
const LIFT = 2;

type Subject = { readonly name: string | null; readonly scope: Scope; readonly window: Extract<Intent, { kind: 'history' }>['window'] };
type Found = Extract<ToolResult<'run_history'>, { kind: 'found' }>;

export async function* answerHistory(ask: Ask, intent: Subject): Paragraphs {
  yield* decidedKnowledge(ask, intent.name);
  const read = yield* readHistory(ask, intent, {});
  if (read === null) return;
  const { receipt, history } = read;
  const words = WORDS[ask.language];
  const of = subjectText(ask, intent);
  const when = windowText(ask, intent.window);
  if (history.runs.length === 0) yield `${words.none(of, when)} ${cite(receipt)}`;
  else {
    yield `${words.some(of, history.total, history.failed, when)} ${cite(receipt)}`;
    if (history.baseline !== null) yield `${usualText(ask, history.baseline)} ${cite(receipt)}`;
    yield runTable(ask, history.runs, intent.name === null);
    if (history.total > MAX_ROWS) yield words.more(history.total - Math.min(MAX_ROWS, history.runs.length));
  }
  yield `${recordingText(ask, history.recording)} ${cite(receipt)}`;
  yield* auditedKnowledge(ask, intent.name);
}

export async function* answerPattern(ask: Ask, intent: Extract<Intent, { kind: 'pattern' }>): Paragraphs {
  const words = WORDS[ask.language];
  yield* decidedKnowledge(ask, intent.name);
  let last: { receipt: Receipt; history: RunHistory } | null = null;
  for (const by of intent.by === null ? GROUPINGS : [intent.by]) {
    const read = yield* readHistory(ask, intent, { group_by: by });
    if (read === null) return;
    const { receipt, history } = read;
    if (last === null && history.failed < MIN_FAILED) {
      yield `${words.tooLittle(history.failed, history.total)} ${cite(receipt)}`;
      yield `${recordingText(ask, history.recording)} ${cite(receipt)}`;
      return;
    }
    if (last === null) yield `${words.some(subjectText(ask, intent), history.total, history.failed, windowText(ask, intent.window))} ${cite(receipt)}`;
    last = read;
    yield* spread(ask, by, history, receipt);
  }
  if (last !== null) yield `${recordingText(ask, last.history.recording)} ${cite(last.receipt)}`;
}

function* spread(ask: Ask, by: Grouping, { groups, failed, total }: RunHistory, receipt: Receipt): Generator<string> {
  const words = WORDS[ask.language];
  const bad = (groups ?? []).filter((group) => group.failed > 0);
  const [first] = bad;
  const share = first === undefined || failed === 0 ? 0 : first.failed / failed;
  // When all runs share the value, that failures do too says nothing.
  const stands = first !== undefined && bad.length > 0 && share >= SHARE && share >= LIFT * (first.runs / Math.max(1, total));
  const name = (value: string) =>
    by === 'weekday' ? (words.weekdays[Number(value)] ?? visible(value)) : by === 'hour' ? `${value.padStart(2, '0')}:00` : code(value);
  if (stands) yield `${words.pattern(words.by[by], name(first.value), Math.round(share * 100), first.failed, failed)} ${cite(receipt)}`;
  else yield `${words.noPattern(words.by[by])} ${cite(receipt)}`;
  if (bad.length > 0)
    yield table(
      [words.by[by], ...words.groupHead],
      bad.slice(0, 8).map((group) => [name(group.value), String(group.runs), String(group.failed)]),
    );
}

/** Says itself what could not be read, and gives null then. */
async function* readHistory(
  ask: Ask,
  { name, scope, window }: Subject,
  more: Pick<ToolInput<'run_history'>, 'group_by'>,
): AsyncGenerator<string, { receipt: Receipt; history: Found['history'] } | null, void> {
  const about = {
    ...(name === null ? {} : { job: name }),
    ...(scope.stream === null ? {} : { stream: scope.stream }),
    ...(scope.workstation === null ? {} : { workstation: scope.workstation }),
  };
  const { receipt, result } = await ask.call('run_history', { ...about, ...windowArgs(ask, window), ...more, limit: 100 });
  if (result === null) {
    yield couldNotRead(ask, 'history', receipt);
    return null;
  }
  if (result.kind === 'found') return { receipt, history: result.history };
  if (name !== null) yield notOne(ask, name, { receipt, candidates: result.candidates });
  return null;
}

function subjectText(ask: Ask, { name, scope }: Subject): string {
  if (name !== null) return code(name);
  const where = whereText(ask, scope).trim();
  return where === '' ? WORDS[ask.language].all : where;
}

function usualText(ask: Ask, { runs, medianMs, p90Ms }: NonNullable<RunHistory['baseline']>): string {
  const words = WORDS[ask.language];
  return medianMs === null || p90Ms === null ? words.noUsual : words.usual(durationText(medianMs), durationText(p90Ms), runs);
}

function runTable(ask: Ask, runs: readonly RecordedRun[], isOfMany: boolean): string {
  const words = WORDS[ask.language];
  const rows = runs
    .slice(0, MAX_ROWS)
    .map((run) => [
      isOfMany ? code(`${run.streamName}.${run.jobName}`) : shortTime(run.startedAt, ask.zone),
      shortTime(run.endedAt, ask.zone),
      run.durationMs === null ? '-' : durationText(run.durationMs),
      visible(run.status),
      run.returnCode === null ? '-' : String(run.returnCode),
      run.anomaly === null ? '' : words[run.anomaly],
    ]);
  return table((isOfMany ? words.headAll : words.head)(ask.zone), rows);
}
