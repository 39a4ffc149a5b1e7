/** What is really true of a simulated plan at an instant, worked out from the plan itself and nothing the product made. */
import type { PlanDependency, PlanJob, SimulatedPlan } from '../../../src-main/demo/plan/planModel.ts';
import { isSatisfied, jobStateAt } from '../../../src-main/demo/plan/state.ts';

export interface Truth {
  readonly jobs: readonly PlanJob[];
  readonly nowMs: number;
  state(job: PlanJob): ReturnType<typeof jobStateAt>;
  /** `STREAM.JOB`. */
  name(job: PlanJob): string;
  /** Jobs whose `STREAM.JOB` no other job has. */
  readonly unique: readonly PlanJob[];
  readonly failed: readonly PlanJob[];
  /** Ended (or was scheduled) within the last hours. */
  isWithin(job: PlanJob, hours: number): boolean;
  /** Follows and joins of the job and its stream that are not satisfied, as names of what is awaited. */
  openFollows(job: PlanJob): string[];
  /** Open jobs that cannot run while `job` stays as it is. */
  blockedBy(job: PlanJob): Set<PlanJob>;
}

export function truthOf(plan: SimulatedPlan, nowMs: number): Truth {
  const jobs = [...plan.jobs.values()];
  const states = new Map(jobs.map((job) => [job, jobStateAt(plan, job, nowMs)]));
  const state = (job: PlanJob) => states.get(job)!;
  const streamOf = (job: PlanJob) => plan.streams.get(job.streamId)!;
  const name = (job: PlanJob) => `${streamOf(job).name}.${job.name}`;
  const times = new Map<string, number>();
  for (const job of jobs) times.set(name(job), (times.get(name(job)) ?? 0) + 1);
  const isFailed = (job: PlanJob) => !state(job).isCanceled && state(job).common === 'ERROR';
  const dependencies = (job: PlanJob): readonly PlanDependency[] => [...job.dependencies, ...streamOf(job).dependencies];
  const isOpen = (job: PlanJob) => !state(job).isCanceled && ['WAITING', 'READY', 'HELD', 'BLOCKED', 'UNDECIDED'].includes(state(job).common);

  /** Grows until nothing changes; the naive way on purpose. */
  const blockedBy = (start: PlanJob): Set<PlanJob> => {
    const dead = new Set<PlanJob>([start]);
    const isImpossible = (dependency: PlanDependency, owner: PlanJob): boolean => {
      if (isSatisfied(plan, dependency, nowMs, owner)) return false;
      if (dependency.kind === 'job') return dead.has(plan.jobs.get(dependency.jobId)!);
      if (dependency.kind === 'stream') return plan.streams.get(dependency.streamId)!.jobIds.some((id) => dead.has(plan.jobs.get(id)!));
      if (dependency.kind !== 'join') return false;
      return dependency.members.filter((member) => !isImpossible(member, owner)).length < dependency.needed;
    };
    for (let before = 0; before !== dead.size; ) {
      before = dead.size;
      for (const job of jobs) if (!dead.has(job) && isOpen(job) && dependencies(job).some((one) => isImpossible(one, job))) dead.add(job);
    }
    dead.delete(start);
    return dead;
  };

  return {
    jobs,
    nowMs,
    state,
    name,
    unique: jobs.filter((job) => times.get(name(job)) === 1),
    failed: jobs.filter(isFailed),
    isWithin: (job, hours) => (state(job).runs.at(-1)?.endedMs ?? streamOf(job).schedMs) >= nowMs - hours * 3_600_000,
    openFollows: (job) =>
      dependencies(job).flatMap((dependency) => {
        if (isSatisfied(plan, dependency, nowMs, job)) return [];
        if (dependency.kind === 'job') return [name(plan.jobs.get(dependency.jobId)!)];
        return dependency.kind === 'stream' ? [plan.streams.get(dependency.streamId)!.name] : [];
      }),
    blockedBy,
  };
}
