/** Held plans written down by name, for the views over them: jobs are known by their name, streams by `stream:<id>`. */
import { createGraphBuilder } from '../../../src-main/plan/graph/graphBuilder.ts';
import { type Condition, conditionBit, jobFlags, NOT_SATISFIED, OUTSIDE, SATISFIED, statusCode } from '../../../src-main/plan/graph/planGraph.ts';
import { createHeldJobs } from '../../../src-main/plan/snapshot/held/heldJobs.ts';
import type { HeldPlan, HeldStream } from '../../../src-main/plan/snapshot/held/heldPlan.ts';
import type { CommonStatus, Job } from '../../../src-preload/contract/plan/plan.ts';
import { BLANK_JOB } from './plan.ts';

const NOW = Date.parse('2026-11-21T02:00:00.000Z');
const MINUTE = 60_000;
/** Minutes from NOW. */
export const at = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();

export interface HandWait {
  readonly owner: string;
  readonly on: readonly string[];
  readonly needed?: number;
  readonly isSatisfied?: boolean;
  readonly conditions?: readonly Condition[];
}

const INTERNAL: Partial<Record<CommonStatus, string>> = {
  WAITING: 'HOLD',
  RUNNING: 'EXEC',
  SUCCESSFUL: 'SUCC',
  ERROR: 'ABEND',
  SUPPRESS: 'SUPPR',
  CANCELED: 'CANCL',
};

/** In stream S of folder /F/, usually taking ten minutes. */
export function heldJob(name: string, common: CommonStatus = 'WAITING', more: Partial<Job> = {}): Job {
  const streamName = more.streamName ?? more.streamId ?? 'S';
  return {
    ...BLANK_JOB,
    id: name,
    name,
    streamId: streamName,
    streamName,
    folder: '/F/',
    status: { internal: INTERNAL[common] ?? common, common, substatus: null },
    isCanceled: common === 'CANCELED',
    estimatedMs: 10 * MINUTE,
    ...more,
  };
}

/** `owner: 'B', on: ['A']`: B waits for A; OUTSIDE is something that is not in the plan. */
export const after = (owner: string, ...on: string[]): HandWait => ({ owner, on });

interface HandPlan {
  readonly jobs: readonly Job[];
  readonly waits?: readonly HandWait[];
  /** Ids of streams that are missing from the plan as it was read. */
  readonly missingStreams?: readonly string[];
  /** Jobs that do not tell what they wait for. */
  readonly untold?: readonly string[];
  readonly isComplete?: boolean;
}

export function heldPlan({ jobs: rows, waits = [], missingStreams = [], untold = [], isComplete = true }: HandPlan): HeldPlan {
  const jobs = createHeldJobs();
  for (const job of rows) jobs.put(job);
  const ids = [...new Set(rows.map((job) => job.streamId))].filter((id) => !missingStreams.includes(id));
  const streams = ids.map((id): HeldStream => streamOf(id, rows.find((job) => job.streamId === id)!)); // every id is of a job
  const builder = createGraphBuilder({ jobCount: jobs.count, streamCount: streams.length });
  for (let row = 0; row < jobs.count; row++) {
    const job = jobs.at(row);
    builder.jobs.stream[row] = ids.indexOf(job.streamId);
    builder.jobs.status[row] = statusCode(job.status.common);
    builder.jobs.flags[row] =
      (job.isCanceled ? jobFlags.canceled : 0) |
      (job.isCritical ? jobFlags.critical : 0) |
      (job.isLate === true ? jobFlags.late : 0) |
      (job.priority === 0 ? jobFlags.held : 0);
    builder.jobs.estimatedMs[row] = job.estimatedMs ?? Number.NaN;
    builder.jobs.startedAtMs[row] = jobs.startedMs.values[row]!;
    builder.jobs.deadlineAtMs[row] = jobs.deadlineMs.values[row]!;
  }
  const nodeOf = (name: string): number => {
    if (name === 'OUTSIDE') return OUTSIDE;
    const node = name.startsWith('stream:') ? jobs.count + ids.indexOf(name.slice('stream:'.length)) : jobs.rowOf(name);
    if (node === null || node < 0) throw new Error(`the plan has no ${name}`);
    return node;
  };
  for (const { owner, on, needed = on.length, isSatisfied = false, conditions = [] } of waits) {
    builder.addWait({
      owner: nodeOf(owner),
      members: on.map(nodeOf),
      needed,
      satisfied: isSatisfied ? SATISFIED : NOT_SATISFIED,
      conditions: conditions.reduce((mask, one) => mask | conditionBit(one), 0),
    });
  }
  return {
    planId: 'plan-1',
    jobs,
    streams,
    streamRowOf: (id) => (ids.includes(id) ? ids.indexOf(id) : null),
    graph: builder.build(),
    areListsSilent: false,
    isUntold: { jobs: Uint8Array.from(rows, ({ id }) => Number(untold.includes(id))), streams: new Uint8Array(streams.length) },
    limitMs: new Float64Array(jobs.count).fill(Number.NaN),
    streamNotBeforeMs: new Float64Array(streams.length).fill(Number.NaN),
    isComplete,
    readAtMs: NOW,
    observedAtMs: NOW,
    clockAheadMs: 0,
    countGaps: null,
    version: 1,
  };
}

const streamOf = (id: string, { streamName, folder, streamWorkstation }: Job): HeldStream => ({
  id,
  key: `${streamWorkstation}#${folder}${streamName}`,
  name: streamName,
  folder,
  workstation: streamWorkstation,
  status: { internal: 'EXEC', common: 'RUNNING', substatus: null },
  isLate: null,
  isCarriedForward: false,
  scheduledAt: null,
});

/** Nothing measured: the engine's estimates count. */
export const unmeasured = ({ jobs }: HeldPlan) => {
  const none = new Float64Array(jobs.count).fill(Number.NaN);
  return { measured: () => ({ medianMs: none, p90Ms: none }), nowMs: () => NOW };
};
