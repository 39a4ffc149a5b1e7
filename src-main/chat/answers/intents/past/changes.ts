/** What changed in a window as recorded, and the handover brief for whoever takes over. */
import type { PlanChanges } from '../../../../../src-preload/contract/plan/planHistory.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { cite, couldNotRead, isWhole } from '../../said/evidence.ts';
import { decidedKnowledge } from '../../said/known.ts';
import type { TimeWindow } from '../../asked/timeWindow.ts';
import { code, table, visible } from '../../said/visible.ts';
import { shortTime, timeText } from '../../said/times.ts';
import { answerFailures, windowArgs, windowText } from '../plan/failures.ts';
import { openMatters } from './openMatters.ts';
import { problemText } from '../plan/places.ts';
import { recordingText } from './recordingText.ts';

const WORDS = translated({
  en: {
    brief: (when: string, parts: string) => `**Handover,${when}: ${parts}.**`,
    changed: (when: string, parts: string) => `**Recorded${when}: ${parts}.**`,
    failures: (n: number) => (n === 1 ? '1 new failure' : `${n} new failures`),
    recovered: (n: number) => `${n} recovered`,
    still: (n: number) => `${n} failed before and not mended`,
    late: (n: number) => (n === 1 ? '1 newly late' : `${n} newly late`),
    streams: (n: number) => (n === 1 ? '1 stream in trouble' : `${n} streams in trouble`),
    stations: (n: number) => (n === 1 ? '1 change of a workstation' : `${n} changes of workstations`),
    canceled: (n: number) => `${n} canceled`,
    activity: (started: number, well: number, bad: number) => `In all ${started} runs started, ${well} ended well and ${bad} ended badly.`,
    head: (zone: string) => ['Job', 'What', 'RC', `When (${zone})`],
    what: { newFailures: 'new failure', recovered: 'recovered', stillFailed: 'not mended', newlyLate: 'became late', canceled: 'was canceled' },
    more: (n: number) => `… and ${n} more.`,
    stream: (key: string, to: string, at: string) => `${key}: ${to}, at ${at}`,
    station: (name: string, from: string, to: string, at: string) => `${name}: from ${from} to ${to}, at ${at}`,
    rollover: (at: string) => `A new plan began at ${at}: jobs that were carried forward went on in it.`,
    down: 'Workstations that keep jobs from running now:',
    noneDown: 'No workstation reports a problem now.',
    lateNow: (n: string) => `Late right now: ${n}.`,
    ended: (n: number) =>
      n === 1
        ? '**Of that time one run is known that ended badly** (from recorded runs and the plans the engine has put away).'
        : `**Of that time ${n} runs are known that ended badly** (from recorded runs and the plans the engine has put away).`,
    noneEnded: 'Of that time no run is known that ended badly; that does not mean there was none.',
    endedHead: (zone: string) => ['Job', 'RC', `End (${zone})`],
    default: ' in the last 12 hours',
  },
  'pt-BR': {
    brief: (when, parts) => `**Passagem de turno,${when}: ${parts}.**`,
    changed: (when, parts) => `**Gravado${when}: ${parts}.**`,
    failures: (n) => (n === 1 ? '1 falha nova' : `${n} falhas novas`),
    recovered: (n) => (n === 1 ? '1 recuperado' : `${n} recuperados`),
    still: (n) => `${n} de antes sem conserto`,
    late: (n) => (n === 1 ? '1 novo atraso' : `${n} novos atrasos`),
    streams: (n) => (n === 1 ? '1 stream com problema' : `${n} streams com problema`),
    stations: (n) => (n === 1 ? '1 mudança de estação' : `${n} mudanças de estações`),
    canceled: (n) => (n === 1 ? '1 cancelado' : `${n} cancelados`),
    activity: (started, well, bad) => `Ao todo ${started} execuções iniciaram, ${well} terminaram bem e ${bad} terminaram mal.`,
    head: (zone) => ['Job', 'O quê', 'RC', `Quando (${zone})`],
    what: { newFailures: 'falha nova', recovered: 'recuperado', stillFailed: 'sem conserto', newlyLate: 'atrasou', canceled: 'foi cancelado' },
    more: (n) => `… e mais ${n}.`,
    stream: (key, to, at) => `${key}: ${to}, às ${at}`,
    station: (name, from, to, at) => `${name}: de ${from} para ${to}, às ${at}`,
    rollover: (at) => `Um novo plano começou às ${at}: jobs levados adiante seguiram nele.`,
    down: 'Estações que impedem jobs de rodar agora:',
    noneDown: 'Nenhuma estação relata problema agora.',
    lateNow: (n) => `Atrasados neste momento: ${n}.`,
    ended: (n) =>
      n === 1
        ? '**Desse tempo conhece-se uma execução que terminou mal** (de execuções gravadas e dos planos que o engine arquivou).'
        : `**Desse tempo conhecem-se ${n} execuções que terminaram mal** (de execuções gravadas e dos planos que o engine arquivou).`,
    noneEnded: 'Desse tempo não se conhece execução que tenha terminado mal; isso não quer dizer que não houve.',
    endedHead: (zone) => ['Job', 'RC', `Fim (${zone})`],
    default: ' nas últimas 12 horas',
  },
  es: {
    brief: (when, parts) => `**Relevo,${when}: ${parts}.**`,
    changed: (when, parts) => `**Grabado${when}: ${parts}.**`,
    failures: (n) => (n === 1 ? '1 fallo nuevo' : `${n} fallos nuevos`),
    recovered: (n) => (n === 1 ? '1 recuperado' : `${n} recuperados`),
    still: (n) => `${n} de antes sin arreglar`,
    late: (n) => (n === 1 ? '1 nuevo retraso' : `${n} nuevos retrasos`),
    streams: (n) => (n === 1 ? '1 stream con problemas' : `${n} streams con problemas`),
    stations: (n) => (n === 1 ? '1 cambio de estación' : `${n} cambios de estaciones`),
    canceled: (n) => (n === 1 ? '1 cancelado' : `${n} cancelados`),
    activity: (started, well, bad) => `En total ${started} ejecuciones empezaron, ${well} terminaron bien y ${bad} terminaron mal.`,
    head: (zone) => ['Job', 'Qué', 'RC', `Cuándo (${zone})`],
    what: { newFailures: 'fallo nuevo', recovered: 'recuperado', stillFailed: 'sin arreglar', newlyLate: 'se retrasó', canceled: 'fue cancelado' },
    more: (n) => `… y ${n} más.`,
    stream: (key, to, at) => `${key}: ${to}, a las ${at}`,
    station: (name, from, to, at) => `${name}: de ${from} a ${to}, a las ${at}`,
    rollover: (at) => `Un nuevo plan empezó a las ${at}: los jobs arrastrados siguieron en él.`,
    down: 'Estaciones que impiden correr jobs ahora:',
    noneDown: 'Ninguna estación informa de problemas ahora.',
    lateNow: (n) => `Retrasados en este momento: ${n}.`,
    ended: (n) =>
      n === 1
        ? '**De ese tiempo se conoce una ejecución que terminó mal** (de ejecuciones grabadas y de los planes que el motor archivó).'
        : `**De ese tiempo se conocen ${n} ejecuciones que terminaron mal** (de ejecuciones grabadas y de los planes que el motor archivó).`,
    noneEnded: 'De ese tiempo no se conoce ejecución que terminara mal; eso no quiere decir que no la hubo.',
    endedHead: (zone) => ['Job', 'RC', `Fin (${zone})`],
    default: ' en las últimas 12 horas',
  },
});
const MAX_ROWS = 40;
const KINDS = ['newFailures', 'stillFailed', 'newlyLate', 'recovered', 'canceled'] as const;

export async function* answerChanges(ask: Ask, { window }: { readonly window: TimeWindow | null }): Paragraphs {
  yield* decidedKnowledge(ask, null);
  yield* changesIn(ask, window, 'changed');
}

/** What happened, what is down and late now, what is open, and what people learned. */
export async function* answerHandover(ask: Ask, { window }: { readonly window: TimeWindow | null }): Paragraphs {
  yield* changesIn(ask, window, 'brief');
  // Who takes over needs what stands failed, also what failed while nobody recorded.
  yield* answerFailures(ask, { kind: 'failures', window: null, scope: { stream: null, workstation: null } });
  yield* placesNow(ask);
  yield* openMatters(ask, window);
}

const headlineOf = (ask: Ask, { totals }: PlanChanges): string => {
  const words = WORDS[ask.language];
  const parts = [words.failures(totals.newFailures), words.recovered(totals.recovered)];
  if (totals.stillFailed > 0) parts.push(words.still(totals.stillFailed));
  parts.push(words.late(totals.newlyLate), words.streams(totals.streamsInTrouble), words.stations(totals.workstations));
  if (totals.canceled > 0) parts.push(words.canceled(totals.canceled));
  return parts.join(', ');
};

async function* changesIn(ask: Ask, window: TimeWindow | null, manner: 'brief' | 'changed'): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('changes_since', windowArgs(ask, window));
  if (result === null) {
    yield couldNotRead(ask, 'changes', receipt);
    return;
  }
  const citation = cite(receipt);
  const { since } = result.recording;
  // A time nobody recorded has no numbers: "0 new failures" would be a lie.
  if (since === null || Date.parse(since) >= Date.parse(result.until)) {
    yield `${recordingText(ask, result.recording)} ${citation}`;
    yield* badRunsIn(ask, window);
    return;
  }
  yield `${words[manner](window === null ? words.default : windowText(ask, window), headlineOf(ask, result))} ${citation}`;
  if (!isWhole(receipt)) yield `${recordingText(ask, result.recording)} ${citation}`;
  yield* detailsOf(ask, result, citation);
  if (!isWhole(receipt)) yield* badRunsIn(ask, window);
  if (isWhole(receipt)) yield `${recordingText(ask, result.recording)} ${citation}`;
}

/** Where the recorder saw nothing, runs may still be known: a later reading, or an archived plan, tells when they ended. */
async function* badRunsIn(ask: Ask, window: TimeWindow | null): Paragraphs {
  if (window === null) return;
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('run_history', { ...windowArgs(ask, window), only_failed: true, limit: 100 });
  if (result?.kind !== 'found') {
    yield couldNotRead(ask, 'history', receipt);
    return;
  }
  const { runs, total } = result.history;
  if (total === 0) yield `${words.noneEnded} ${cite(receipt)}`;
  else {
    yield `${words.ended(total)} ${cite(receipt)}`;
    yield table(
      words.endedHead(ask.zone),
      runs
        .slice(0, MAX_ROWS)
        .map((run) => [code(`${run.streamName}.${run.jobName}`), run.returnCode === null ? '-' : String(run.returnCode), shortTime(run.endedAt, ask.zone)]),
    );
    if (total > MAX_ROWS) yield words.more(total - MAX_ROWS);
  }
}

function* detailsOf(ask: Ask, changes: PlanChanges, citation: string): Generator<string> {
  const words = WORDS[ask.language];
  const time = (instant: string) => timeText(instant, ask.zone);
  const { started, endedWell, failed } = changes.counts;
  yield `${words.activity(started, endedWell, failed)} ${citation}`;
  const rows = KINDS.flatMap((kind) => changes[kind].map((job) => ({ job, what: words.what[kind] })));
  if (rows.length > 0)
    yield table(
      words.head(ask.zone),
      rows
        .slice(0, MAX_ROWS)
        .map(({ job, what }) => [
          code(`${job.streamName}.${job.jobName}`),
          what,
          job.returnCode === null ? '-' : String(job.returnCode),
          shortTime(job.at, ask.zone),
        ]),
    );
  const all = KINDS.reduce((sum, kind) => sum + changes.totals[kind], 0);
  if (all > MAX_ROWS) yield words.more(all - Math.min(MAX_ROWS, rows.length));
  const lines = [
    ...changes.streamsInTrouble.map(({ key, to, at }) => words.stream(code(key), visible(to), time(at))),
    ...changes.workstations.map(({ name, from, to, at }) => words.station(code(name), visible(from), visible(to), time(at))),
    ...changes.rollovers.map(({ at }) => words.rollover(time(at))),
  ];
  if (lines.length > 0)
    yield lines
      .slice(0, MAX_ROWS)
      .map((line) => `- ${line} ${citation}`)
      .join('\n');
}

async function* placesNow(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const stations = await ask.call('workstations', { only_problems: true });
  if (stations.result === null) yield couldNotRead(ask, 'workstations', stations.receipt);
  else if (stations.result.workstations.length > 0)
    yield `${words.down} ${cite(stations.receipt)}\n\n${stations.result.workstations.map((station) => `- ${problemText(ask, station) ?? code(station.name)} ${cite(stations.receipt)}`).join('\n')}`;
  else if (isWhole(stations.receipt)) yield `${words.noneDown} ${cite(stations.receipt)}`;
  const late = await ask.call('find_jobs', { is_late: true, limit: 100 });
  if (late.result === null) yield couldNotRead(ask, 'jobs', late.receipt);
  else if (late.result.jobs.length > 0)
    yield `${words.lateNow(late.result.jobs.map(({ streamName, name }) => code(`${streamName}.${name}`)).join(', '))} ${cite(late.receipt)}`;
}
