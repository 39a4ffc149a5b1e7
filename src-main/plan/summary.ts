/** The plan at a glance. Each part that cannot be read is named in `missing`; none is shown as zero. */
import type { PlanSummary } from '../../src-preload/contract/plan/plan.ts';
import type { JobTable } from '../../src-preload/contract/plan/planSnapshot.ts';
import type { SummaryPart } from '../../src-preload/contract/plan/planFacts.ts';
import { missingSentence } from '../../src-preload/shared/words/planSentences.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { CallOptions, Reading, TwsClient } from '../tws/types/types.ts';

/** Rows read at most for the parts that have to be listed. */
const MOST_JOBS = 10_000;
const MOST_STREAMS = 10_000;
const MOST_WORKSTATIONS = 10_000;

/** How many jobs of the held plan are in each group. */
export type GroupCounts = (options: CallOptions) => Promise<Reading<Pick<JobTable, 'groups'>>>;

type Part<T> = { readonly reading: Reading<T> } | { readonly fault: Fault };

async function part<T>(read: Promise<Reading<T>>): Promise<Part<T>> {
  try {
    return { reading: await read };
  } catch (error) {
    const fault = asFault(error);
    // A stopped question has no answer, and a bug is not a missing part.
    if (fault.code === 'STOPPED' || fault.code === 'INTERNAL') throw error;
    return { fault };
  }
}

const dataOf = <T>(read: Part<T>): T | null => ('reading' in read ? read.reading.data : null);

/** Raises the fault of the counts, without which there is no summary; of the failed or late jobs likewise: their absence would read as health. */
export async function readSummary(tws: TwsClient, engineName: string, groups: GroupCounts | null, options: CallOptions): Promise<Reading<PlanSummary>> {
  const counts = await tws.jobCounts(options);
  const { failed, late } = groups === null ? await listed(tws, options) : await counted(groups, options);
  const streams = await part(tws.streams({ statuses: ['ERROR', 'BLOCKED'], limit: MOST_STREAMS }, options));
  const workstations = await part(tws.workstations({ limit: MOST_WORKSTATIONS }, options));
  const critical = await part(tws.criticalJobs(options));
  const info = await part(tws.engineInfo(options));
  const parts = [
    ['streams-in-error', streams],
    ['workstations', workstations],
    ['critical-jobs', critical],
    ['engine-information', info],
  ] as const;
  const readings = [counts, failed, late, ...parts.flatMap(([, read]) => ('reading' in read ? [read.reading] : []))];
  const missing = [
    ...parts.flatMap(([name, read]) => ('fault' in read ? [named(name, read.fault)] : [])),
    ...cutParts([
      ['counts', counts],
      ['failed-jobs', failed],
      ['late-jobs', late],
      ...('reading' in streams ? [['streams-in-error', streams.reading] as const] : []),
      ...('reading' in workstations ? [['workstations', workstations.reading] as const] : []),
      ...('reading' in critical ? [['critical-jobs', critical.reading] as const] : []),
    ]),
  ];
  return {
    data: {
      engineName,
      planId: failed.planId ?? late.planId,
      runNumber: dataOf(info)?.runNumber ?? null,
      total: counts.data.total,
      byStatus: counts.data.byStatus,
      failed: failed.data,
      late: late.data,
      critical: dataOf(critical)?.map(({ name, key, risk, deadlineAt, estimatedEndAt }) => ({ name, key, risk, deadlineAt, estimatedEndAt })) ?? null,
      workstationProblems:
        dataOf(workstations)?.flatMap(({ name, problem, problemFact }) => (problem === null ? [] : [{ name, problem, problemFact }])) ?? null,
      streamsInError: 'reading' in streams ? countOf(streams.reading, ({ status }) => status.common === 'ERROR' || status.internal === 'STUCK') : null,
      missing,
    },
    observedAtMs: Math.min(...readings.map((reading) => reading.observedAtMs)),
    planId: failed.planId ?? late.planId,
    isComplete: missing.length === 0,
    isTruncated: readings.some((reading) => reading.isTruncated),
    total: counts.data.total,
  };
}

interface Counted {
  readonly failed: Reading<number>;
  /** null: the engine gives no way to know. */
  readonly late: Reading<number | null>;
}

async function listed(tws: TwsClient, options: CallOptions): Promise<Counted> {
  const failed = await tws.jobs({ statuses: ['ERROR'], limit: MOST_JOBS }, options);
  const late = await tws.jobs({ isLate: true, limit: MOST_JOBS }, options);
  return {
    failed: { ...failed, data: countOf(failed, (job) => job.status.common === 'ERROR') },
    // None found among jobs of which nobody can tell is not none.
    late: { ...late, data: !late.isComplete && late.data.length === 0 ? null : countOf(late, () => true) },
  };
}

/** From the held plan: to list the jobs of a large one that may be late would take tens of thousands of rows. */
async function counted(groups: GroupCounts, options: CallOptions): Promise<Counted> {
  const read = await groups(options);
  return { failed: { ...read, data: read.data.groups.failed }, late: { ...read, data: read.data.groups.late } };
}

/** Of a list read to its end; of a cut one, what the engine counted (then `missing` says that it was cut). */
function countOf<T>(reading: Reading<T[]>, isMeant: (row: T) => boolean): number {
  return reading.isTruncated && reading.total !== null ? reading.total : reading.data.filter((row) => isMeant(row)).length;
}

type Missing = PlanSummary['missing'][number];

/** Which part it is that the fault is about: the sentence stands alone, far from the part. */
function named(part: SummaryPart, fault: Fault): Missing {
  return { ...fault.toData(), message: missingSentence(part, fault.message, 'en'), part };
}

/** A part that was read but not to its end: its number is at least what is shown. */
function cutParts(parts: readonly (readonly [SummaryPart, Reading<unknown>])[]): Missing[] {
  return parts
    .filter(([, reading]) => !reading.isComplete || reading.isTruncated)
    .map(([part]) => ({ ...new Fault('PARTIAL_DATA', missingSentence(part, null, 'en')).toData(), part }));
}
