/** A job of the plan as v1 writes it: milliseconds, other field names, statuses spelled its own way. */
import { machineOf } from '../../plan/jobLog.ts';
import { known, type PlanDependency, type PlanJob, type SimulatedPlan } from '../../plan/planModel.ts';
import { deadlineOf, estimateOf, jobStateAt, priorityOf } from '../../plan/state.ts';
import { dependenciesStats, wireDependency } from '../dependencies.ts';
import { jobKeyOf } from '../jobs.ts';
import { instant, machineName } from '../values.ts';

/** v1 spells some statuses its own way. */
const STATUSES: Readonly<Record<string, string>> = { FAIL: 'FAILED', CANCL: 'CANCEL', SUPPR: 'SUPPRESS' };

/** A row of a query: without its dependencies unless they are asked for. */
export function jobRowV1(plan: SimulatedPlan, job: PlanJob, now: number): Record<string, unknown> {
  const stream = known(plan.streams, job.streamId);
  const state = jobStateAt(plan, job, now);
  const last = state.runs.at(-1);
  return {
    id: job.id,
    name: job.name,
    key: { name: job.name },
    workstationInPlan: { name: machineName(job.workstation), folderKey: { name: '/' } },
    jobStreamInPlan: {
      name: stream.name,
      startTime: instant(stream.schedMs),
      workstationKey: { name: machineName(stream.workstation) },
      folderKey: { name: stream.folder },
    },
    jobDefinition: {
      taskString: job.script,
      taskType: 'UNIX',
      userLogin: job.user,
      command: false,
      recoveryOption: job.traits.recovery,
      returnCode: last?.returnCode,
      returnCodeMapping: job.successCondition,
      estimatedDuration: estimateOf(job),
    },
    priority: priorityOf(job),
    originalPriority: job.priority,
    jobNumber: last === undefined || last.startedMs === null ? 0 : last.run.jobNumber,
    lastInRerunChain: true,
    rerunType: last?.run.rerunType,
    rerunInstancesNumber: state.runs.length - 1,
    status: { commonStatus: state.common, internalStatus: statusV1(state.status), canceled: state.isCanceled },
    timeInfo: {
      actualStartTime: instant(last?.startedMs ?? null),
      estimatedDuration: estimateOf(job),
      elapsedTime: last === undefined || last.startedMs === null ? undefined : (last.endedMs ?? now) - last.startedMs,
      actualEndTime: instant(last?.endedMs ?? null),
    },
    timeRestriction: {
      startTime: instant(job.startTimeMs),
      deadlineTime: instant(deadlineOf(job)),
      ...(job.traits.untilMs === null ? {} : { untilTime: instant(job.traits.untilMs), untilAction: job.traits.untilAction }),
    },
    dependenciesStats: dependenciesStats(plan, job.dependencies, now),
    actualWorkstation: last === undefined || last.startedMs === null ? undefined : machineName(machineOf(plan, job, last.run)),
    position: job.position,
    actualKey: jobKeyOf(stream, job),
    noOperation: false,
    every: job.traits.everyMs !== null,
    heldByUser: job.change?.isHeld === true,
    userJob: job.traits.isUserJob,
    untilGone: job.traits.untilMs !== null && job.traits.untilMs <= now && state.runs.every(({ startedMs }) => startedMs === null),
  };
}

export const statusV1 = (status: string): string => STATUSES[status] ?? status;

/** v1 keeps each kind of dependency in a list of its own. */
const LISTS = {
  INTERNAL: 'internalDependencyInPlan',
  EXTERNAL_JOB: 'externalDependencyInPlan',
  EXTERNAL_JOBSTREAM: 'externalDependencyInPlan',
  INTERNETWORK: 'internetworkDependenciesInPlan',
  FILE: 'fileDependencyInPlan',
  PROMPT: 'promptDependencyInPlan',
  RESOURCE: 'resourceDependencyInPlan',
  JOIN: 'conditionalDependencyInPlan',
} as const;

export function dependenciesV1(plan: SimulatedPlan, dependencies: readonly PlanDependency[], ownStreamId: string, now: number): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = Object.fromEntries([...new Set(Object.values(LISTS))].map((name) => [name, []]));
  for (const dependency of dependencies) {
    const row = wireDependency(plan, dependency, ownStreamId, now);
    const type = row['dependencyType'];
    if (typeof type !== 'string' || !(type in LISTS)) continue;
    lists[row['conditional'] === true ? LISTS.JOIN : LISTS[type as keyof typeof LISTS]]?.push(row); // `in` has just said so
  }
  return lists;
}
