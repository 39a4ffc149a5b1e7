/** Critical jobs and the network in front of them as v1 writes them. */
import { type CriticalView, criticalStartOf, directPredecessors } from '../../plan/critical.ts';
import type { PlanJob, SimulatedPlan } from '../../plan/planModel.ts';
import { deadlineOf, estimateOf, isReleased, jobStateAt, priorityOf } from '../../plan/state.ts';
import { instant } from '../values.ts';
import { jobRowV1, statusV1 } from './jobs.ts';

export function criticalRowV1(plan: SimulatedPlan, view: CriticalView, now: number): Record<string, unknown> {
  const { job, hotList, network } = view;
  const inState = (common: string) => network.filter((one) => one !== job && jobStateAt(plan, one, now).common === common).length;
  return {
    ...jobRowV1(plan, job, now),
    criticalNetworkInfo: {
      ...networkInfo(plan, job, now),
      critical: true,
      onCriticalPath: true,
      criticalStart: instant(criticalStartOf(job)),
      estimatedStartTime: instant(view.estimatedStartMs),
      estimatedEndTime: instant(view.estimatedEndMs),
      criticalJobInfo: {
        alertLevel: view.alertLevel,
        appliedDeadlineTime: instant(deadlineOf(job)),
        criticalPathRemainingDuration: Math.max(0, view.estimatedEndMs - now),
        lastCritPathRecalculation: instant(now),
        criticalJobStats: {
          numberofJobsOnHotList: hotList.length,
          numberOfLateCriticalJobsPred: network.filter((one) => one !== job && jobStateAt(plan, one, now).isLate).length,
          numberOfErrorCriticalJobsPred: inState('ERROR'),
          numberOfLongDurationCriticalJobsPred: hotList.filter((one) => jobStateAt(plan, one, now).status === 'EXEC').length,
        },
      },
    },
  };
}

/** A job of a critical job's network (JobInPlanOnCriticalNetwork). */
export function networkRowV1(
  plan: SimulatedPlan,
  job: PlanJob,
  now: number,
  around: { readonly isOnPath: boolean; readonly isInternal: boolean },
): Record<string, unknown> {
  const state = jobStateAt(plan, job, now);
  const row = jobRowV1(plan, job, now);
  return {
    ...row,
    isJob: true,
    isInternal: around.isInternal,
    realStatus: statusV1(state.status),
    isHold: state.status === 'HOLD',
    isOnCriticalJobPath: around.isOnPath,
    unresolvedPreds: directPredecessors(plan, job)
      .filter((before) => !isReleased(before, now))
      .map(({ id, name }) => ({ id, name })),
    criticalNetworkInfo: { ...networkInfo(plan, job, now), critical: job.isCritical, onCriticalPath: around.isOnPath },
  };
}

function networkInfo(plan: SimulatedPlan, job: PlanJob, now: number) {
  const state = jobStateAt(plan, job, now);
  const criticalStart = criticalStartOf(job);
  const hasStarted = state.runs.some(({ startedMs }) => startedMs !== null);
  const startedMs = state.runs.at(-1)?.startedMs ?? null;
  return {
    late: state.isLate || (criticalStart !== null && criticalStart < now && !hasStarted),
    longRunning: state.status === 'EXEC' && startedMs !== null && now - startedMs > estimateOf(job) * 1.5,
    promotedToUrgentQueue: false,
    riskForJobPriority: priorityOf(job) === 0,
    riskForJobFence: state.status === 'FENCE',
  };
}
