/** Of the jobs that the turn before showed, those that are meant now: read again, then chosen from. */
import type { Receipt } from '../../../../../src-preload/contract/chat.ts';
import type { JobStatus } from '../../../../../src-preload/contract/plan/plan.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import type { Chosen, Intent, ShownJobs } from '../../asked/question.ts';
import { caveat, cite, couldNotRead, isWhole, readAt } from '../../said/evidence.ts';
import { jobName, lookAt, moreRows, notOne, statusText } from '../../said/jobText.ts';
import { table } from '../../said/visible.ts';
import { shortTime } from '../../said/times.ts';

interface Row {
  readonly streamName: string;
  readonly name: string;
  readonly status: JobStatus;
  readonly isCritical: boolean;
  /** undefined: this reading does not tell. */
  readonly isLate?: boolean | null;
  readonly deadlineAt: string | null;
}
interface Shown {
  readonly receipt: Receipt;
  readonly rows: readonly Row[];
  /** How many there are beside those that were read. */
  readonly total: number;
  readonly what: string;
}

const WORDS = translated({
  en: {
    impact: (job: string) => `jobs that cannot run while ${job} is unfinished`,
    successors: (job: string) => `jobs that wait for ${job}`,
    predecessors: (job: string) => `jobs that ${job} waits for`,
    find_jobs: (statuses: string) => `jobs${statuses === '' ? '' : ` with status ${statuses}`}`,
    critical: 'critical',
    late: 'late',
    status: (statuses: string) => `in status ${statuses}`,
    of: (count: number, total: number, what: string, chosen: string) => `**${count} of the ${total} ${what} ${count === 1 ? 'is' : 'are'} ${chosen}.**`,
    noneOf: (total: number, what: string, chosen: string) => `**None of the ${total} ${what} is ${chosen}.**`,
    all: (total: number, what: string) => `**${total} ${what}.**`,
    atLeast: 'Not all of them could be read: there may be more.',
    unsaid: 'This reading does not tell which of them are late.',
    head: (zone: string) => ['Job', 'Status', `Deadline (${zone})`],
  },
  'pt-BR': {
    impact: (job) => `jobs que não podem rodar enquanto ${job} não terminar`,
    successors: (job) => `jobs que esperam por ${job}`,
    predecessors: (job) => `jobs por que ${job} espera`,
    find_jobs: (statuses) => `jobs${statuses === '' ? '' : ` com status ${statuses}`}`,
    critical: 'críticos',
    late: 'atrasados',
    status: (statuses) => `em status ${statuses}`,
    of: (count, total, what, chosen) => `**${count} dos ${total} ${what} ${count === 1 ? 'está entre os' : 'são'} ${chosen}.**`,
    noneOf: (total, what, chosen) => `**Nenhum dos ${total} ${what} está entre os ${chosen}.**`,
    all: (total, what) => `**${total} ${what}.**`,
    atLeast: 'Nem todos puderam ser lidos: pode haver mais.',
    unsaid: 'Esta leitura não informa quais deles estão atrasados.',
    head: (zone) => ['Job', 'Status', `Prazo (${zone})`],
  },
  es: {
    impact: (job) => `jobs que no pueden correr mientras ${job} no termine`,
    successors: (job) => `jobs que esperan a ${job}`,
    predecessors: (job) => `jobs que ${job} espera`,
    find_jobs: (statuses) => `jobs${statuses === '' ? '' : ` con estado ${statuses}`}`,
    critical: 'críticos',
    late: 'retrasados',
    status: (statuses) => `en estado ${statuses}`,
    of: (count, total, what, chosen) => `**${count} de los ${total} ${what} ${count === 1 ? 'está entre los' : 'son'} ${chosen}.**`,
    noneOf: (total, what, chosen) => `**Ninguno de los ${total} ${what} está entre los ${chosen}.**`,
    all: (total, what) => `**${total} ${what}.**`,
    atLeast: 'No todos se pudieron leer: puede haber más.',
    unsaid: 'Esta lectura no informa cuáles de ellos están retrasados.',
    head: (zone) => ['Job', 'Estado', `Plazo (${zone})`],
  },
});
const MAX_ROWS = 50;

export async function* answerAmong(ask: Ask, { jobs, chosen, asks }: Extract<Intent, { kind: 'among' }>): Paragraphs {
  const words = WORDS[ask.language];
  const shown = yield* readAgain(ask, jobs);
  if (shown === null) return;
  const { receipt, rows, total, what } = shown;
  const kept = rows.filter((row) => isChosen(row, chosen));
  if (chosen?.by === 'late' && rows.some(({ isLate }) => isLate === undefined)) yield `${words.unsaid} ${cite(receipt)}`;
  else if (chosen === null) yield `${words.all(total, what)} ${cite(receipt)}`;
  else if (kept.length === 0 && !isWhole(receipt)) yield `${words.atLeast} ${cite(receipt)}`;
  else
    yield `${kept.length === 0 ? words.noneOf(total, what, chosenText(ask, chosen)) : words.of(kept.length, total, what, chosenText(ask, chosen))} ${cite(receipt)}`;
  if (asks === 'list' && kept.length > 0) {
    yield table(
      words.head(ask.zone),
      kept.slice(0, MAX_ROWS).map((row) => [jobName(row), statusText(row.status), shortTime(row.deadlineAt, ask.zone)]),
    );
    const more = (chosen === null ? total : kept.length) - Math.min(kept.length, MAX_ROWS);
    if (more > 0) yield moreRows(ask, more);
  }
  if (kept.length > 0 && rows.length < total && chosen !== null) yield words.atLeast;
  const missing = caveat(ask, 'jobs', receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, receipt);
}

function isChosen({ isCritical, isLate, status }: Row, chosen: Chosen): boolean {
  if (chosen === null) return true;
  if (chosen.by === 'critical') return isCritical;
  return chosen.by === 'late' ? isLate === true : chosen.statuses.some((wanted) => wanted === status.common || wanted === status.internal);
}

function chosenText(ask: Ask, chosen: NonNullable<Chosen>): string {
  const words = WORDS[ask.language];
  return chosen.by === 'status' ? words.status(chosen.statuses.join(', ')) : words[chosen.by];
}

async function* readAgain(ask: Ask, jobs: ShownJobs): AsyncGenerator<string, Shown | null, void> {
  const words = WORDS[ask.language];
  if (jobs.tool === 'find_jobs') {
    const { receipt, result } = await ask.call('find_jobs', jobs.args);
    if (result !== null) {
      const what = words.find_jobs((jobs.args.statuses ?? []).join(', '));
      return { receipt, rows: result.jobs, total: Math.max(result.total ?? 0, result.jobs.length), what };
    }
    yield couldNotRead(ask, 'jobs', receipt);
    return null;
  }
  const found = jobs.tool === 'impact' ? await lookAt(ask, 'impact', { job: jobs.job }) : await lookAt(ask, jobs.tool, { job: jobs.job, depth: 1 });
  if (found.at === 'failed') yield couldNotRead(ask, jobs.tool, found.receipt);
  else if (found.at === 'unresolved') yield notOne(ask, jobs.job, found);
  else {
    const rows = rowsOf(found.result);
    return { receipt: found.receipt, rows, total: rows.length, what: words[jobs.tool](jobName(found.result.job)) };
  }
  return null;
}

type Around =
  | { readonly impact: { readonly blocked: readonly Row[] } }
  | { readonly successors: readonly { readonly job: Row }[] }
  | { readonly predecessors: readonly { readonly job: Row }[] };

function rowsOf(result: Around): readonly Row[] {
  if ('impact' in result) return result.impact.blocked;
  return ('successors' in result ? result.successors : result.predecessors).map(({ job }) => job);
}
