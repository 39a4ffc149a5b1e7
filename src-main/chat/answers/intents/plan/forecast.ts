/** What will be late, how late, how sure that is, and which job decides it: the forecast over the whole plan. */
import type { LateJob } from '../../../../../src-preload/contract/plan/planGraph.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, isWhole } from '../../said/evidence.ts';
import { jobName, moreRows } from '../../said/jobText.ts';
import { code, table } from '../../said/visible.ts';
import { durationText, shortTime } from '../../said/times.ts';

const WORDS = translated({
  en: {
    some: (n: string) => `**Forecast: ${n} more will be late or may be**, by the durations measured so far.`,
    none: 'By the durations measured so far, nothing else will miss its deadline.',
    unknown: 'Whether anything else will be late is unknown: the forecast could not see the whole plan.',
    head: (zone: string) => ['Job', `Deadline (${zone})`, `Forecast end (${zone})`, 'Over by', 'How sure', 'Because'],
    certainty: { certain: 'certain', likely: 'likely', possible: 'possible' },
    reason: {
      'deadline-passed': 'its deadline is over',
      'blocked-by-failure': 'behind a failure',
      'slow-predecessor': 'slow before it',
      'own-duration': 'its own duration',
      'starts-late': 'begins too close to its deadline',
      'engine-says': 'the scheduler says so',
    },
  },
  'pt-BR': {
    some: (n) => `**Previsão: mais ${n} vão atrasar ou podem atrasar**, pelas durações medidas até agora.`,
    none: 'Pelas durações medidas até agora, nada mais perderá o prazo.',
    unknown: 'Não se sabe se algo mais vai atrasar: a previsão não viu o plano inteiro.',
    head: (zone) => ['Job', `Prazo (${zone})`, `Fim previsto (${zone})`, 'Além de', 'Certeza', 'Motivo'],
    certainty: { certain: 'certo', likely: 'provável', possible: 'possível' },
    reason: {
      'deadline-passed': 'prazo já passou',
      'blocked-by-failure': 'atrás de uma falha',
      'slow-predecessor': 'lentidão antes dele',
      'own-duration': 'sua própria duração',
      'starts-late': 'começa perto demais do prazo',
      'engine-says': 'o scheduler o diz',
    },
  },
  es: {
    some: (n) => `**Pronóstico: ${n} más se retrasarán o podrían**, por las duraciones medidas hasta ahora.`,
    none: 'Por las duraciones medidas hasta ahora, nada más perderá su plazo.',
    unknown: 'No se sabe si algo más se retrasará: el pronóstico no vio el plan entero.',
    head: (zone) => ['Job', `Plazo (${zone})`, `Fin previsto (${zone})`, 'Exceso', 'Certeza', 'Motivo'],
    certainty: { certain: 'seguro', likely: 'probable', possible: 'posible' },
    reason: {
      'deadline-passed': 'su plazo ya pasó',
      'blocked-by-failure': 'detrás de un fallo',
      'slow-predecessor': 'lentitud antes de él',
      'own-duration': 'su propia duración',
      'starts-late': 'empieza demasiado cerca del plazo',
      'engine-says': 'el planificador lo dice',
    },
  },
});
const MAX_ROWS = 30;

export async function* lateForecast(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('late_jobs', { limit: 200 });
  if (result === null) {
    yield couldNotRead(ask, 'forecast', receipt);
    return;
  }
  const coming = result.late.filter(({ isLateNow }) => !isLateNow);
  if (coming.length === 0) yield `${isWhole(receipt) ? words.none : words.unknown} ${cite(receipt)}`;
  else {
    yield `${words.some(String(coming.length))} ${cite(receipt)}`;
    yield table(
      words.head(ask.zone),
      coming.slice(0, MAX_ROWS).map((late) => row(ask, late)),
    );
    if (coming.length > MAX_ROWS) yield moreRows(ask, coming.length - MAX_ROWS);
  }
  const missing = caveat(ask, 'forecast', receipt);
  if (missing !== null) yield missing;
}

function row(ask: Ask, { job, deadlineAt, forecastEndAt, lateByMs, certainty, reason, becauseOf }: LateJob): string[] {
  const words = WORDS[ask.language];
  return [
    jobName(job),
    shortTime(deadlineAt, ask.zone),
    shortTime(forecastEndAt, ask.zone),
    lateByMs === null ? '-' : durationText(Math.max(0, lateByMs)),
    words.certainty[certainty],
    `${words.reason[reason]}${becauseOf === null ? '' : `: ${code(becauseOf.key)}`}`,
  ];
}
