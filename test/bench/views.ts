/** The views over a held plan of 200,000 jobs and 600,000 waits, as the plan thread asks them. */
import { createGraphBuilder, type GraphBuilder } from '../../src-main/plan/graph/graphBuilder.ts';
import { NOT_SATISFIED, SATISFIED, statusCode } from '../../src-main/plan/graph/planGraph.ts';
import { createHeldJobs } from '../../src-main/plan/snapshot/held/heldJobs.ts';
import type { HeldPlan } from '../../src-main/plan/snapshot/held/heldPlan.ts';
import { createPlanViews } from '../../src-main/plan/snapshot/views/planViews.ts';
import type { CommonStatus, Job } from '../../src-preload/contract/plan/plan.ts';
import { type JobTableQuery, jobTableQuery } from '../../src-preload/contract/plan/planSnapshot.ts';
import { BLANK_JOB } from '../fakes/plan/plan.ts';
import { print, quantile, timed } from './figures.ts';

const JOBS = 200_000;
const JOBS_OF_STREAM = 40;
const STREAMS = JOBS / JOBS_OF_STREAM;
const WAITS_OF_JOB = 3;
const NOW = Date.parse('2026-11-21T02:00:00.000Z');
const MINUTE = 60_000;
const TOLD: Readonly<Record<string, string>> = { SUCCESSFUL: 'SUCC', ERROR: 'ABEND', RUNNING: 'EXEC', WAITING: 'HOLD' };
const instant = (ms: number) => new Date(ms).toISOString();

/** A night half over: the first jobs are done, one in a thousand of those has failed, some run, the rest waits. */
function statusOf(job: number): CommonStatus {
  if (job % 1_000 === 999 && job < JOBS / 2) return 'ERROR';
  if (job < JOBS / 2) return 'SUCCESSFUL';
  return job < JOBS / 2 + 300 ? 'RUNNING' : 'WAITING';
}

function jobOf(job: number): Job {
  const stream = Math.floor(job / JOBS_OF_STREAM);
  const common = statusOf(job);
  const startedMs = NOW - ((JOBS / 2 + 300 - job) / 1_000) * MINUTE;
  return {
    ...BLANK_JOB,
    id: `job-${job}`,
    name: `JOB_${job}_LOAD`,
    streamId: `stream-${stream}`,
    streamName: `STREAM_${stream}`,
    folder: `/AREA_${stream % 50}/`,
    workstation: `/AGENT_${job % 300}`,
    streamWorkstation: `/MASTER_${stream % 20}`,
    status: { internal: TOLD[common] ?? common, common, substatus: null },
    isCritical: job % 200 === 0,
    scheduledAt: instant(NOW - 8 * 60 * MINUTE + job * 200),
    startedAt: common === 'WAITING' ? null : instant(startedMs),
    endedAt: common === 'SUCCESSFUL' || common === 'ERROR' ? instant(startedMs + MINUTE) : null,
    deadlineAt: job % 100 === 0 ? instant(NOW + (job % 600) * MINUTE) : null,
    estimatedMs: (1 + (job % 13)) * MINUTE,
  };
}

/** Each job follows the one before it in its stream and two of streams before, far enough away to keep chains as short as a night's. */
function addWaits(builder: GraphBuilder, job: number): void {
  for (let wait = 0; wait < WAITS_OF_JOB; wait++) {
    const before = wait === 0 && job % JOBS_OF_STREAM > 0 ? job - 1 : job - JOBS_OF_STREAM * (10 + ((job * 7 + wait * 13) % 200));
    if (before < 0) continue;
    const satisfied = statusOf(before) === 'SUCCESSFUL' ? SATISFIED : NOT_SATISFIED;
    builder.addWait({ owner: job, members: [before], needed: 1, satisfied, conditions: 0 });
  }
}

function bigPlan(): HeldPlan {
  const jobs = createHeldJobs();
  const builder = createGraphBuilder({ jobCount: JOBS, streamCount: STREAMS });
  for (let row = 0; row < JOBS; row++) {
    const job = jobOf(row);
    jobs.put(job);
    builder.jobs.stream[row] = Math.floor(row / JOBS_OF_STREAM);
    builder.jobs.status[row] = statusCode(job.status.common);
    builder.jobs.flags[row] = job.isCritical ? 2 : 0;
    builder.jobs.estimatedMs[row] = job.estimatedMs ?? Number.NaN;
    builder.jobs.startedAtMs[row] = jobs.startedMs.values[row] ?? Number.NaN;
    builder.jobs.deadlineAtMs[row] = jobs.deadlineMs.values[row] ?? Number.NaN;
    addWaits(builder, row);
  }
  const status = { internal: 'EXEC', common: 'RUNNING', substatus: null } as const;
  const streams = Array.from({ length: STREAMS }, (_, stream) => {
    const { streamId: id, streamName: name, folder, streamWorkstation: workstation } = jobOf(stream * JOBS_OF_STREAM);
    return { id, key: `${workstation}#${folder}${name}`, name, folder, workstation, status, isLate: null, isCarriedForward: false, scheduledAt: null };
  });
  const rows = new Map(streams.map(({ id }, row) => [id, row]));
  return {
    planId: 'plan-1',
    jobs,
    streams,
    streamRowOf: (id) => rows.get(id) ?? null,
    graph: builder.build(),
    areListsSilent: false,
    isUntold: { jobs: new Uint8Array(JOBS), streams: new Uint8Array(STREAMS) },
    limitMs: new Float64Array(JOBS).fill(Number.NaN),
    streamNotBeforeMs: new Float64Array(STREAMS).fill(Number.NaN),
    isComplete: true,
    readAtMs: NOW,
    observedAtMs: NOW,
    clockAheadMs: 0,
    countGaps: null,
    version: 1,
  };
}

export async function benchViews(): Promise<void> {
  const plan = bigPlan();
  const none = new Float64Array(JOBS).fill(Number.NaN);
  const views = createPlanViews(plan, { measured: () => ({ medianMs: none, p90Ms: none }), nowMs: () => NOW });
  const ask = (query: Partial<JobTableQuery>) => views.table(jobTableQuery.parse(query));
  const figure = async (name: string, n: number, call: (index: number) => unknown) => {
    const samples = await timed(n, call);
    print({ name: `${name}, 200,000 jobs, median`, value: quantile(samples, 0.5), unit: 'ms', n });
  };
  const afterChange = (query: Partial<JobTableQuery>) => {
    plan.version += 1;
    return ask(query);
  };
  await figure('table after a change: forecast, groups and order', 5, () => afterChange({}));
  await figure('table, scrolled', 50, (index) => ask({ offset: index * 1_000 }));
  await figure('table, part of a name', 50, (index) => ask({ text: `ob_${index}` }));
  await figure('table, part of a key', 50, (index) => ask({ text: `stream_${index}.job` }));
  await figure('table, wildcards over the key', 10, (index) => ask({ text: `STREAM_${index}*.JOB_*` }));
  await figure('table, status, critical, by deadline', 50, () => ask({ statuses: ['WAITING'], isCritical: true, order: 'deadline' }));
  await figure('table by name after a change', 5, () => afterChange({ order: 'name' }));
  await figure('impact of a running job', 50, (index) => views.impact(`job-${JOBS / 2 + index}`));
  await figure('graph near a job', 20, (index) => views.neighbourhood({ id: `job:job-${JOBS / 2 + index * 97}`, up: 2, down: 2, limit: 120 }));
  await figure('critical path', 50, (index) => views.criticalPath(`job-${JOBS - 1 - index * 41}`));
  await figure('late jobs', 20, () => views.late(200));
  await figure('bottlenecks after a change', 3, () => {
    plan.version += 1;
    return views.bottlenecks(20);
  });
  // What hangs on the forecast is made anew before the timeline is timed.
  views.late(1);
  await figure('timeline', 10, () => views.timeline({ limit: 80 }));
}
