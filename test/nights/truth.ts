/** What is true of a night, written down beside it in words of its own: what labels, cassettes and handed cases stand on. */
import { followersOf } from '../../src-main/demo/plan/followers.ts';
import { jobLogAt } from '../../src-main/demo/plan/jobLog.ts';
import { known, type PlanDependency, type PlanJob, type SimulatedPlan } from '../../src-main/demo/plan/planModel.ts';
import { deadlineOf, heldOf, isReleased, jobStateAt, promptStatusAt } from '../../src-main/demo/plan/state.ts';
import { streamStateAt } from '../../src-main/demo/plan/streamState.ts';
import { jobKeyOf } from '../../src-main/demo/wire/jobs.ts';

/** By the identifier of the job: internal and common status, canceled, late, start, end and return code of its last run. */
export type JobTruth = readonly [
  internal: string,
  common: string,
  isCanceled: boolean,
  isLate: boolean,
  start: string | null,
  end: string | null,
  rc: number | null,
];

export interface MomentTruth {
  readonly jobs: Readonly<Record<string, JobTruth>>;
  readonly counts: Readonly<Record<string, number>>;
  /** By name: status, then jobs in all, done, running and failed. */
  readonly streams: Readonly<Record<string, readonly [status: string, total: number, done: number, running: number, failed: number]>>;
  readonly available: Readonly<Record<string, number>>;
  readonly prompts: Readonly<Record<string, string>>;
}

export interface NightTruth {
  readonly planId: string;
  readonly timeZone: string;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly key: string;
        readonly workstation: string;
        readonly priority: number;
        readonly isCritical: boolean;
        readonly deadline: string | null;
        readonly scheduled: string;
        readonly estimatedMs: number;
        /** Identifiers of jobs and streams, and names of what else it waits for, in order. */
        readonly waitsFor: readonly string[];
      }
    >
  >;
  /** What each failed job keeps from running at the example: how many jobs, and which of them are critical. */
  readonly blocked: Readonly<Record<string, { readonly jobs: number; readonly critical: readonly string[] }>>;
  /** Of every run that has written something by the example. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
  readonly workstations: Readonly<Record<string, { readonly limit: number; readonly fence: number; readonly isLinked: boolean }>>;
  readonly resources: Readonly<Record<string, number>>;
  readonly prompts: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string | null>>;
  readonly moments: Readonly<Record<string, MomentTruth>>;
}

const instant = (ms: number | null): string | null => (ms === null || !Number.isFinite(ms) ? null : new Date(ms).toISOString());

export function truthOf(plan: SimulatedPlan, example: string, moments: readonly string[]): NightTruth {
  const jobs = [...plan.jobs.values()];
  const exampleMs = Date.parse(example);
  const failed = jobs.filter((job) => jobStateAt(plan, job, exampleMs).common === 'ERROR');
  return {
    planId: plan.id,
    timeZone: plan.timeZone,
    jobs: Object.fromEntries(jobs.map((job) => [job.id, standing(plan, job)])),
    blocked: Object.fromEntries(failed.map((job) => [job.id, blockedBy(plan, job, exampleMs)])),
    logs: Object.fromEntries(jobs.flatMap((job) => logsOf(plan, job, exampleMs))),
    workstations: Object.fromEntries([...plan.workstations.values()].map(({ name, limit, fence, isLinked }) => [name, { limit, fence, isLinked }])),
    resources: Object.fromEntries([...plan.resources.values()].map(({ name, quantity }) => [name, quantity])),
    prompts: Object.fromEntries([...plan.prompts.values()].map(({ name, text }) => [name, text])),
    files: Object.fromEntries([...plan.files.values()].map(({ name, arrivesMs }) => [name, instant(arrivesMs)])),
    moments: Object.fromEntries(moments.map((at) => [at, momentOf(plan, Date.parse(at))])),
  };
}

function standing(plan: SimulatedPlan, job: PlanJob): NightTruth['jobs'][string] {
  const stream = known(plan.streams, job.streamId);
  return {
    key: jobKeyOf(stream, job),
    workstation: job.workstation,
    priority: job.priority,
    isCritical: job.isCritical,
    deadline: instant(deadlineOf(job)),
    scheduled: new Date(stream.schedMs).toISOString(),
    estimatedMs: job.estimatedMs,
    waitsFor: [...job.dependencies, ...stream.dependencies].map((one) => awaited(plan, one)).sort(),
  };
}

/** The nights that are kept hold these kinds only: another one has to say here what it is called. */
function awaited(plan: SimulatedPlan, dependency: PlanDependency): string {
  switch (dependency.kind) {
    case 'job':
      return dependency.jobId;
    case 'stream':
      return dependency.streamId;
    case 'file':
      return known(plan.files, dependency.fileId).name;
    case 'prompt':
      return known(plan.prompts, dependency.promptId).name;
    case 'resource':
      return known(plan.resources, dependency.resourceId).name;
    case 'join':
    case 'network':
    case 'absent':
      throw new Error(`nothing is said yet of a wait of the kind ${dependency.kind}`);
  }
}

function blockedBy(plan: SimulatedPlan, job: PlanJob, nowMs: number): NightTruth['blocked'][string] {
  const blocked = new Set<PlanJob>();
  collect(plan, job, nowMs, blocked);
  return {
    jobs: blocked.size,
    critical: [...blocked]
      .filter(({ isCritical }) => isCritical)
      .map(({ name }) => name)
      .sort(),
  };
}

function collect(plan: SimulatedPlan, from: PlanJob, nowMs: number, into: Set<PlanJob>): void {
  for (const next of followersOf(plan, from))
    if (!into.has(next) && !isReleased(next, nowMs)) {
      into.add(next);
      collect(plan, next, nowMs, into);
    }
}

function logsOf(plan: SimulatedPlan, job: PlanJob, nowMs: number): [runId: string, lines: readonly string[]][] {
  return job.runs.flatMap((run) => {
    const log = jobLogAt(plan, job, run, nowMs);
    return log === null ? [] : [[run.id, [...log.header, ...log.body, ...log.trailer]]];
  });
}

function momentOf(plan: SimulatedPlan, nowMs: number): MomentTruth {
  const states = [...plan.jobs.values()].map((job) => ({ job, state: jobStateAt(plan, job, nowMs) }));
  const counts: Record<string, number> = {};
  for (const { state } of states) counts[state.common] = (counts[state.common] ?? 0) + 1;
  return {
    jobs: Object.fromEntries(
      states.map(({ job, state }): [string, JobTruth] => {
        const last = state.runs.at(-1);
        const { status, common, isCanceled, isLate } = state;
        return [job.id, [status, common, isCanceled, isLate, instant(last?.startedMs ?? null), instant(last?.endedMs ?? null), last?.returnCode ?? null]];
      }),
    ),
    counts,
    streams: Object.fromEntries(
      [...plan.streams.values()].map((stream) => {
        const { status, counts: jobs } = streamStateAt(plan, stream, nowMs);
        return [stream.name, [status, jobs.total, jobs.successful, jobs.executing, jobs.abended + jobs.failed]];
      }),
    ),
    available: Object.fromEntries([...plan.resources.values()].map((resource) => [resource.name, resource.quantity - heldOf(plan, resource, nowMs)])),
    prompts: Object.fromEntries([...plan.prompts.values()].map((prompt) => [prompt.name, promptStatusAt(plan, prompt, nowMs)])),
  };
}
