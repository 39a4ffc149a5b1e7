/** What the tools ask of the plan: gathers from the scheduler, lets the pure parts decide, and says how fresh and complete it is. */
import type { Job, JobDetails, LogExcerpt, PlanSummary, Stream, WaitReason, Workstation } from '../../src-preload/contract/plan/plan.ts';
import { Fault } from '../base/fault.ts';
import type { CallOptions, JobQuery, Reading, StreamDetails, TwsClient } from '../tws/types/types.ts';
import { isJobId, jobNumberIn, narrowed, questionsFor } from './jobRef.ts';
import { excerptOf } from './logExcerpt.ts';
import { createObjectReads } from './objectReads.ts';
import type { LivePlan } from './snapshot/livePlan.ts';
import { type GroupCounts, readSummary } from './summary.ts';
import { orElse } from './unreadable.ts';
import { waitReasonsOf } from './waitReasons.ts';

interface EngineFacts {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly timeZone: string | null;
}
interface PlanReadsDeps {
  /** Raises NO_ENGINE when none is connected. */
  readonly tws: () => TwsClient;
  /** The held plan: whatever is concluded from dependencies is asked of it. */
  readonly live: Pick<LivePlan, 'state' | 'groups' | 'impact' | 'successors' | 'failedUpstream' | 'willNotRun'>;
  /** Raises NO_ENGINE when none is connected. */
  readonly engine: () => EngineFacts;
  /** The engine's clock, or this machine's while no engine is connected; never raises. */
  readonly nowMs: () => number;
}

const MOST_CANDIDATES = 20;
const MOST_WORKSTATIONS = 10_000;
/** Enough for any ending. */
const TAIL_BYTES = 512_000;

export function createPlanReads(deps: PlanReadsDeps) {
  const { tws, live } = deps;
  return {
    ...createObjectReads(deps),
    summary: (options: CallOptions): Promise<Reading<PlanSummary>> => readSummary(tws(), deps.engine().name, heldGroups(live), options),
    findJobs: (query: JobQuery, options: CallOptions): Promise<Reading<Job[]>> => tws().jobs(query, options),
    resolveJob: (ref: string, options: CallOptions): Promise<Reading<Job[]>> => resolveJob(tws(), ref, options),
    jobDetails: (id: string, options: CallOptions): Promise<Reading<JobDetails>> => tws().job(id, options),
    jobLog: (id: string, excerpt: { readonly search?: string | undefined; readonly maxLines: number }, options: CallOptions) =>
      readLog(tws(), id, excerpt, options),
    whyNotRunning: (id: string, options: CallOptions): Promise<Reading<WaitReason[]>> => readWaitReasons(tws(), live, id, options),
    successors: (id: string, depth: number, options: CallOptions) => live.successors(id, depth, options),
    impact: (id: string, options: CallOptions) => live.impact(id, options),
    async findStreams(
      query: { readonly name?: string | undefined; readonly statuses?: readonly string[] | undefined; readonly limit: number },
      options: CallOptions,
    ): Promise<Reading<Stream[]>> {
      const reading = await tws().streams(query, options);
      return { ...reading, data: reading.data.map((stream) => withoutDetails(stream)) };
    },
    async workstations(query: { readonly name?: string | undefined; readonly onlyProblems: boolean }, options: CallOptions): Promise<Reading<Workstation[]>> {
      const reading = await tws().workstations({ name: query.name, limit: MOST_WORKSTATIONS }, options);
      if (!query.onlyProblems) return reading;
      const data = reading.data.filter((workstation) => workstation.problem !== null);
      return { ...reading, data, total: reading.isTruncated ? null : data.length };
    },
    engineNowMs: deps.nowMs,
    async engineClock(options: CallOptions): Promise<number> {
      const client = tws();
      // Whatever it answers carries its clock; a real failure is told by the reading that needs the time.
      await client.engineInfo(options).catch(() => undefined);
      return client.engineNowMs();
    },
    engine: (): EngineFacts => deps.engine(),
  };
}

/** Plans up to this are listed, which is as quick and needs no held plan. */
const MOST_JOBS_LISTED = 5_000;

const heldGroups = (live: PlanReadsDeps['live']): GroupCounts | null => (live.state().jobs > MOST_JOBS_LISTED ? live.groups : null);

function withoutDetails(details: StreamDetails): Stream {
  const { id, name, key, folder, workstation, status, isLate, isCarriedForward, scheduledAt, limit, priority, jobs } = details;
  return { id, name, key, folder, workstation, status, isLate, isCarriedForward, scheduledAt, limit, priority, jobs };
}

async function resolveJob(tws: TwsClient, ref: string, options: CallOptions): Promise<Reading<Job[]>> {
  if (isJobId(ref)) {
    const byId = await tws.jobs({ ids: [ref.trim()], limit: 1 }, options);
    if (byId.data.length > 0) return byId;
  }
  const jobNumber = jobNumberIn(ref);
  if (jobNumber !== null) {
    const byNumber = await tws.jobs({ jobNumber, limit: MOST_CANDIDATES }, options);
    if (byNumber.data.length > 0) return byNumber;
  }
  let reading: Reading<Job[]> | null = null;
  for (const question of questionsFor(ref, MOST_CANDIDATES)) {
    reading = await tws.jobs(question, options);
    if (reading.data.length > 0 || !reading.isComplete) break;
  }
  if (reading === null) throw new Fault('INVALID_INPUT', 'Name a job: its name, STREAM.JOB or full key.');
  const data = [...narrowed(reading.data, ref)];
  return { ...reading, data, total: data.length < reading.data.length ? data.length : reading.total };
}

/** Engines that leave out when a run began still have its log: only a status that comes before running rules it out. */
const NOT_RUN_YET: ReadonlySet<string> = new Set(['WAITING', 'READY', 'HELD', 'BLOCKED', 'SUPPRESS', 'CANCELED']);

/** Raises TWS_NOT_FOUND for a job that has not run: it has no log. */
async function readLog(
  tws: TwsClient,
  id: string,
  excerpt: { readonly search?: string | undefined; readonly maxLines: number },
  options: CallOptions,
): Promise<Reading<LogExcerpt>> {
  const job = await tws.job(id, options);
  const { runId, key } = job.data;
  if (runId === null || (job.data.startedAt === null && NOT_RUN_YET.has(job.data.status.common)))
    throw new Fault('TWS_NOT_FOUND', `${key} has not run in this plan yet (${job.data.status.internal}): there is no log.`, {
      detail: `${key}, ${job.data.status.internal}`,
    });
  const log = await tws.jobLog({ runId, jobId: id }, { maxBytes: TAIL_BYTES }, options);
  const end = excerptOf(log.data, { jobKey: key, runId, maxLines: excerpt.maxLines });
  const word = excerpt.search?.trim() ?? '';
  if (word === '') return { ...log, data: end, planId: job.planId, isTruncated: end.isTruncated };
  // The word is looked for while the log streams by: however long it is, only the lines found are kept.
  const found = await tws.searchLog({ runId, jobId: id }, { word, most: excerpt.maxLines }, options);
  const lines = found.data.lines.map(({ number, text }) => ({ number, text }));
  const data = { ...end, lines, totalLines: found.data.totalLines, isTruncated: found.isTruncated };
  return { ...found, data, planId: job.planId };
}

/** A part of the facts that cannot be read leaves the rest standing and the reading incomplete. */
const orNull = <T>(read: Promise<Reading<T>>): Promise<Reading<T> | null> => orElse(read, null);

/** What asks for an outcome in vain is in SUPPR soon, or waits still when its predecessor has only just ended. */
const MAY_BE_SUPPRESSED: ReadonlySet<string> = new Set(['WAITING', 'SUPPRESS']);

async function readWaitReasons(tws: TwsClient, live: PlanReadsDeps['live'], id: string, options: CallOptions): Promise<Reading<WaitReason[]>> {
  const job = await tws.job(id, options);
  const limits = await orNull(tws.timeLimits(id, options));
  const stream = job.data.streamId === '' ? null : await orNull(tws.stream(job.data.streamId, options));
  const workstations = await orNull(tws.workstations({ name: job.data.workstation, limit: MOST_CANDIDATES }, options));
  const workstation = workstations?.data.find((one) => isSameName(one, job.data.workstation)) ?? null;
  const isLimited = workstation !== null && workstation.limit !== null && workstation.limit > 0;
  const running = isLimited ? await orNull(tws.jobs({ workstation: job.data.workstation, statuses: ['RUNNING'], limit: 1 }, options)) : null;
  const upstream = job.data.status.common === 'WAITING' ? await orNull(live.failedUpstream(id, options)) : null;
  const missed = MAY_BE_SUPPRESSED.has(job.data.status.common) ? await orNull(live.willNotRun(id, options)) : null;
  const data = waitReasonsOf({
    job: job.data,
    missed: missed?.data ?? null,
    failedUpstream: upstream?.data ?? [],
    limits: limits?.data ?? null,
    stream: stream?.data ?? null,
    workstation,
    runningThere: running?.total ?? null,
    engineNowMs: tws.engineNowMs(),
  });
  const isComplete =
    limits !== null &&
    stream?.isComplete === true &&
    workstation !== null &&
    (!isLimited || running !== null) &&
    (job.data.status.common !== 'WAITING' || upstream?.isComplete === true);
  return { ...job, data, isComplete: job.isComplete && isComplete, total: data.length };
}

const withSlash = (name: string) => (name.startsWith('/') ? name : `/${name}`);
/** Jobs name a workstation with its folder; the workstation itself comes with both apart, or together. */
function isSameName(workstation: Workstation, asked: string): boolean {
  const path = `${workstation.folder.replace(/\/$/, '')}/${workstation.name}`;
  return [withSlash(workstation.name), withSlash(path)].includes(withSlash(asked));
}
