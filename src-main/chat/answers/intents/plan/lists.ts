/** Lists of jobs: by status, on a workstation, in a stream, late, critical. */

import type { ToolInput } from '../../../answerPort.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, countOf, countText, isWhole, readAt } from '../../said/evidence.ts';
import { jobTable } from '../../said/jobText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import type { Intent } from '../../asked/question.ts';
import { code, table } from '../../said/visible.ts';
import { scopeArgs, whereText, windowArgs, windowText } from './failures.ts';
import { lateForecast } from './forecast.ts';
import { realScope } from './scope.ts';
import { shortTime } from '../../said/times.ts';

const LIMIT = 200;
/** Who asks how many there are is shown them as well, when they are few. */
const MOST_COUNTED = 20;
const WORDS = translated({
  en: {
    status: (statuses: string) => ` with status ${statuses}`,
    late: ' late',
    critical: ' critical',
    some: (count: string, many: boolean, adjective: string, rest: string) =>
      `**${many ? 'There are' : 'There is'} ${count}${adjective} ${many ? 'jobs' : 'job'}${rest}.**`,
    none: (adjective: string, rest: string) => `There are no${adjective} jobs${rest}.`,
    unknown: (adjective: string, rest: string) =>
      `Whether there are${adjective} jobs${rest} is unknown: the reading is incomplete, and what could be read shows none.`,
    risk: 'What the scheduler itself says of its critical jobs:',
    riskHead: (zone: string) => ['Critical job', 'Risk', `Deadline (${zone})`, `Estimated end (${zone})`],
    noRisk: 'The risk of critical jobs (critical path) could not be read from this engine.',
  },
  'pt-BR': {
    status: (statuses) => ` com status ${statuses}`,
    late: ' atrasados',
    critical: ' críticos',
    some: (count, many, adjective, rest) => `**Há ${count} ${many ? 'jobs' : 'job'}${many ? adjective : adjective.replace(/s$/, '')}${rest}.**`,
    none: (adjective, rest) => `Não há jobs${adjective}${rest}.`,
    unknown: (adjective, rest) => `Não se sabe se há jobs${adjective}${rest}: a leitura está incompleta, e o que pôde ser lido não mostra esse caso.`,
    risk: 'O que o próprio scheduler diz de seus jobs críticos:',
    riskHead: (zone) => ['Job crítico', 'Risco', `Prazo (${zone})`, `Fim estimado (${zone})`],
    noRisk: 'O risco dos jobs críticos (caminho crítico) não pôde ser lido deste engine.',
  },
  es: {
    status: (statuses) => ` con estado ${statuses}`,
    late: ' retrasados',
    critical: ' críticos',
    some: (count, many, adjective, rest) => `**Hay ${count} ${many ? 'jobs' : 'job'}${many ? adjective : adjective.replace(/s$/, '')}${rest}.**`,
    none: (adjective, rest) => `No hay jobs${adjective}${rest}.`,
    unknown: (adjective, rest) => `No se sabe si existen jobs${adjective}${rest}: la lectura está incompleta, y lo que se pudo leer no muestra ese caso.`,
    risk: 'Lo que el propio planificador dice de sus jobs críticos:',
    riskHead: (zone) => ['Job crítico', 'Riesgo', `Plazo (${zone})`, `Fin estimado (${zone})`],
    noRisk: 'El riesgo de los jobs críticos (camino crítico) no se pudo leer de este motor.',
  },
});

export async function* answerJobs(ask: Ask, intent: Extract<Intent, { kind: 'jobs' }>): Paragraphs {
  const words = WORDS[ask.language];
  yield* decidedKnowledge(ask, null);
  const { statuses, window } = intent;
  const scope = yield* realScope(ask, intent.scope);
  if (scope === null) return;
  const rest = (statuses.length === 0 ? '' : words.status(statuses.join(', '))) + whereText(ask, scope) + windowText(ask, window);
  yield* jobList(
    ask,
    { ...(statuses.length === 0 ? {} : { statuses: [...statuses] }), ...scopeArgs(scope), ...windowArgs(ask, window) },
    '',
    rest,
    intent.asks === 'count' ? MOST_COUNTED : Infinity,
  );
}

export async function* answerLate(ask: Ask): Paragraphs {
  yield* decidedKnowledge(ask, null);
  yield* jobList(ask, { is_late: true }, WORDS[ask.language].late, '');
  yield* lateForecast(ask);
}

export async function* answerCritical(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  yield* decidedKnowledge(ask, null);
  yield* jobList(ask, { is_critical: true }, words.critical, '');
  const { receipt, result } = await ask.call('plan_summary', {});
  if (result === null) yield couldNotRead(ask, 'summary', receipt);
  else if (result.critical === null) yield `${words.noRisk} ${cite(receipt)}`;
  else if (result.critical.length > 0) {
    const rows = result.critical.map((job) => [
      code(job.name),
      code(job.risk).slice(1, -1),
      shortTime(job.deadlineAt, ask.zone),
      shortTime(job.estimatedEndAt, ask.zone),
    ]);
    yield `${words.risk} ${cite(receipt)}\n\n${table(words.riskHead(ask.zone), rows)}`;
  }
}

async function* jobList(ask: Ask, args: Omit<ToolInput<'find_jobs'>, 'limit'>, adjective: string, rest: string, mostShown = Infinity): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('find_jobs', { ...args, limit: LIMIT });
  if (result === null) {
    yield couldNotRead(ask, 'jobs', receipt);
    return;
  }
  const { jobs } = result;
  const count = countOf(jobs.length, result.total, receipt);
  if (count.value === 0) yield `${(isWhole(receipt) ? words.none : words.unknown)(adjective, rest)} ${cite(receipt)}`;
  else yield `${words.some(countText(ask, count), count.value !== 1, adjective, rest)} ${cite(receipt)}`;
  if (jobs.length > 0 && count.value <= mostShown) yield jobTable(ask, jobs, count.value);
  const missing = caveat(ask, 'jobs', receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, receipt);
}
