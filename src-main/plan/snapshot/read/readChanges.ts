/** What can have changed since the last reading, asked for and written into the plan in place; the edges stay as they are. */
import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import { Fault } from '../../../base/fault.ts';
import { anyOf, oneOf } from '../../../tws/lists/oql.ts';
import { jobOf } from '../../../tws/rows/jobRows.ts';
import { streamOf } from '../../../tws/rows/streamRows.ts';
import { type WireJob, type WireStream, wireJob, wireStream } from '../../../tws/rows/wire/wire.ts';
import { statusCode } from '../../graph/planGraph.ts';
import type { JobChange, StreamChange } from '../changeFeed.ts';
import { graphJobOf, setGraphJob } from '../held/graphJob.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import { setWaits } from '../held/setWaits.ts';
import { toldByRow } from '../held/waitRows.ts';
import { streamChangeOf } from './changeTeller.ts';
import { jobChangeOf } from './jobChange.ts';
import { type AskPage, readList } from './readList.ts';

/** The engine's mirror of the plan lags behind, and clocks differ: what changed that long before is asked for once more. */
const OVERLAP_MS = 5 * 60_000;
/** States that a job comes to without a run that would show it, and that few jobs are in at any time. */
const PASSING = ['RUNNING', 'READY', 'HELD', 'BLOCKED', 'UNDECIDED', 'SUPPRESS', 'CANCELED'] as const;
const IDS_PER_QUESTION = 50;
const MOST_ASKED_BY_ID = 2_000;
/** A filter that finds more than this share of the plan was not understood, or is no cheaper than reading it all. */
const MOST_SHARE = 0.5;

/** The plan cannot be brought up to date in place: it has to be read whole. */
export class ReadWholeInstead extends Error {}

export interface ChangesReader {
  readonly page: AskPage;
  readonly pageRows: number;
  /** The engine's own counts by common status. */
  readonly counts: () => Promise<{ readonly total: number; readonly byStatus: Readonly<Record<string, number>>; readonly isComplete: boolean }>;
  readonly onJobs: (changes: readonly JobChange[]) => Promise<void>;
  readonly nowMs: () => number;
}

/**
 * Jobs whose runs began or ended since, jobs and streams in passing states, and those that left such a state. What nobody can ask for
 * shows in the engine's counts; of jobs that go on waiting, the engine's word for why
 * is as old as the last whole reading. Raises ReadWholeInstead for another plan, unknown rows, changed
 * edges or counts that do not agree; else what the engine's answers raise. The plan may then be updated in part: statuses only, each as
 * it really was at its reading.
 */
export async function readChanges(plan: HeldPlan, sinceMs: number, reader: ChangesReader): Promise<StreamChange[]> {
  const since = new Date(sinceMs + plan.clockAheadMs - OVERLAP_MS).toISOString();
  const passing = jobsIn(plan, PASSING);
  const seen = new Set<string>();
  const ran = anyOf([`jobruns.timeInfo.actualStartTime >= '${since}'`, `jobruns.timeInfo.actualEndTime >= '${since}'`]);
  await readJobs(plan, reader, ran, seen);
  await readJobs(plan, reader, oneOf('jobruns.commonStatus', PASSING), seen);
  const left = [...new Set([...passing, ...pastLimit(plan, { from: Date.parse(since), to: reader.nowMs() + plan.clockAheadMs })])].filter(
    (id) => !seen.has(id),
  );
  if (left.length > MOST_ASKED_BY_ID) throw new ReadWholeInstead('too many jobs left their state');
  for (const ids of inParts(left)) await readJobs(plan, reader, oneOf('id', ids), seen);
  if (left.some((id) => !seen.has(id))) throw new ReadWholeInstead('a job is not in the plan any more');
  const streams = await readStreams(plan, reader);
  await compareCounts(plan, reader);
  plan.version += 1;
  return streams;
}

const inParts = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS_PER_QUESTION) }, (_, at) => ids.slice(at * IDS_PER_QUESTION, (at + 1) * IDS_PER_QUESTION));

function jobsIn({ jobs }: HeldPlan, statuses: readonly (typeof PASSING)[number][]): string[] {
  const codes = new Set(statuses.map((status) => statusCode(status)));
  const ids: string[] = [];
  for (let row = 0; row < jobs.count; row++) if (codes.has(jobs.common.values[row] ?? 0)) ids.push(jobs.idOf(row));
  return ids;
}

/** Jobs whose limit in time may have passed since: late by nothing but the clock. */
function pastLimit({ jobs, limitMs }: HeldPlan, { from, to }: { readonly from: number; readonly to: number }): string[] {
  const ids: string[] = [];
  for (let row = 0; row < jobs.count; row++) {
    const isPast = limitMs[row]! >= from && limitMs[row]! <= to;
    if (isPast && jobs.isLate(row) === false && !OVER.has(jobs.common.values[row] ?? 0)) ids.push(jobs.idOf(row));
  }
  return ids;
}

const OVER: ReadonlySet<number> = new Set((['SUCCESSFUL', 'CANCELED', 'SUPPRESS'] as const).map((status) => statusCode(status)));

async function readJobs(plan: HeldPlan, reader: ChangesReader, oql: string, seen: Set<string>): Promise<void> {
  const end = await readList({
    object: 'job',
    schema: wireJob,
    oql,
    pageRows: reader.pageRows,
    idOf: ({ id }) => id,
    page: reader.page,
    take: async ({ rows, count, engineNowMs, observedAtMs }) => {
      if ((count ?? 0) > plan.jobs.count * MOST_SHARE && plan.jobs.count > reader.pageRows) throw new ReadWholeInstead('the filter finds most of the plan');
      plan.clockAheadMs = engineNowMs - observedAtMs;
      const changes = rows.map((wire) => updateJob(plan, wire, engineNowMs)).filter((change) => change !== null);
      for (const { id } of rows) seen.add(id);
      await reader.onJobs(changes);
    },
  });
  if (!end.isIntact) throw end.fault ?? new ReadWholeInstead('a list of changes is not whole');
}

function updateJob(plan: HeldPlan, wire: WireJob, engineNowMs: number): JobChange | null {
  const { jobs, graph } = plan;
  const row = jobs.rowOf(wire.id);
  if (row === null || isOfAnother(plan, wire)) throw new ReadWholeInstead('the plan has other jobs now');
  const before: Job = jobs.at(row);
  const job = jobOf(wire, engineNowMs);
  jobs.put(job);
  const stream = graph.jobs.stream[row] ?? -1;
  setGraphJob(graph.jobs, row, job, graphJobOf(job, wire), plan.streamNotBeforeMs[stream] ?? Number.NaN);
  const { waits, isSpeaking } = toldByRow(wire);
  const isToldNow = waits !== null && (isSpeaking || !plan.areListsSilent);
  if (isToldNow && !setWaits(plan, row, waits)) throw new ReadWholeInstead('the job waits for something else now');
  return jobChangeOf(before, job, wire);
}

const isOfAnother = (plan: HeldPlan, { planId }: Pick<WireJob, 'planId'>): boolean =>
  plan.planId !== null && planId !== null && planId !== undefined && planId !== plan.planId;

async function readStreams(plan: HeldPlan, reader: ChangesReader): Promise<StreamChange[]> {
  const wanted = ['RUNNING', 'READY', 'ERROR', 'BLOCKED', 'HELD'] as const;
  const open = new Set<string>(wanted);
  const before = plan.streams.filter(({ status }) => open.has(status.common)).map(({ id }) => id);
  const seen = new Set<string>();
  const changes: StreamChange[] = [];
  const read = async (oql: string) => {
    const end = await readList({
      object: 'jobstream',
      schema: wireStream,
      oql,
      pageRows: reader.pageRows,
      idOf: ({ id }) => id,
      page: reader.page,
      take: ({ rows, engineNowMs }) => {
        for (const wire of rows) {
          seen.add(wire.id);
          changes.push(...updateStream(plan, wire, engineNowMs));
        }
        return Promise.resolve();
      },
    });
    if (!end.isIntact) throw end.fault ?? new ReadWholeInstead('a list of changes is not whole');
  };
  await read(oneOf('commonStatus', wanted));
  for (const ids of inParts(before.filter((id) => !seen.has(id)))) await read(oneOf('id', ids));
  return changes;
}

function updateStream(plan: HeldPlan, wire: WireStream, engineNowMs: number): StreamChange[] {
  const row = plan.streamRowOf(wire.id);
  const held = row === null ? undefined : plan.streams[row];
  if (row === null || held === undefined || isOfAnother(plan, wire)) throw new ReadWholeInstead('the plan has other streams now');
  const { status, isLate } = streamOf(wire, engineNowMs);
  const from = held.status;
  held.status = status;
  held.isLate = isLate;
  plan.graph.streamStatus[row] = statusCode(status.common);
  const change = streamChangeOf(held, from);
  return change === null ? [] : [change];
}

/** Jobs move on between the questions: a handful of differences, or one in a thousand, is the time that passed. */
const MOST_DRIFT = 20;
const MOST_DRIFT_SHARE = 0.001;
const COUNTED = ['SUCCESSFUL', 'ERROR', 'CANCELED', 'HELD', 'SUPPRESS'] as const;

/**
 * The engine counts by its own idea of a status (a canceled job by its last one, say): what counts is that the difference stays what it
 * was when the plan was first brought up to date.
 */
async function compareCounts(plan: HeldPlan, { counts }: ChangesReader): Promise<void> {
  const said = await counts();
  if (!said.isComplete) return;
  const { jobs } = plan;
  if (said.total !== jobs.count) throw new ReadWholeInstead('the plan has more or fewer jobs now');
  const own = new Map<number, number>();
  for (let row = 0; row < jobs.count; row++) own.set(jobs.common.values[row] ?? 0, (own.get(jobs.common.values[row] ?? 0) ?? 0) + 1);
  const gaps = COUNTED.map((status) => (said.byStatus[status] ?? 0) - (own.get(statusCode(status)) ?? 0));
  const usual = (plan.countGaps ??= gaps);
  const drift = gaps.reduce((sum, gap, at) => sum + Math.abs(gap - (usual[at] ?? 0)), 0);
  if (drift > Math.max(MOST_DRIFT, jobs.count * MOST_DRIFT_SHARE)) throw new ReadWholeInstead('the counts of the engine do not agree');
}

/** The engine does not take these questions, or answers them with something else; others may go on. */
export const isUnusable = (thrown: unknown): boolean =>
  thrown instanceof Fault && ['TWS_ERROR', 'TWS_BAD_ANSWER', 'TWS_UNSUPPORTED', 'INVALID_INPUT', 'READ_ONLY', 'TWS_NOT_FOUND'].includes(thrown.code);
