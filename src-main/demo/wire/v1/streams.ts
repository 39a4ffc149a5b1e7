/** A job stream of the plan as v1 writes it. */
import { known, type PlanStream, type SimulatedPlan } from '../../plan/planModel.ts';
import { streamStateAt } from '../../plan/streamState.ts';
import { dependenciesStats } from '../dependencies.ts';
import { folderIdOf } from '../jobs.ts';
import { instant, machineName } from '../values.ts';
import { statusV1 } from './jobs.ts';

export function streamRowV1(plan: SimulatedPlan, stream: PlanStream, now: number): Record<string, unknown> {
  const state = streamStateAt(plan, stream, now);
  const { counts } = state;
  return {
    id: stream.id,
    name: stream.name,
    key: {
      name: stream.name,
      startTime: instant(stream.schedMs),
      workstationKey: { name: machineName(stream.workstation) },
      folderKey: { name: stream.folder },
    },
    internalIdentifier: stream.internalIdentifier,
    folderId: folderIdOf(stream.folder),
    workstationId: known(plan.workstations, stream.workstation).id,
    scheduledTime: instant(stream.schedMs),
    status: { commonStatus: state.common, internalStatus: statusV1(state.status), canceled: false },
    priority: stream.priority,
    originalPriority: stream.priority,
    limit: stream.limit,
    carriedForward: stream.isCarriedForward,
    carryForward: stream.carries,
    userJobs: stream.name === 'USERJOBS',
    every: false,
    zombie: false,
    external: false,
    heldByUser: false,
    needResources: stream.dependencies.some(({ kind }) => kind === 'resource'),
    jobStreamStats: {
      numberOfJob: counts.total,
      numberOfCurrentNodes: counts.total,
      numberOfSuccessfullJob: counts.successful,
      numberOfNotRunningJob: counts.notRunning,
      numberOfExecutingJob: counts.executing,
      numberOfAbendedJob: counts.abended,
      numberOfFailedJob: counts.failed,
      numberOfUndecidedJob: 0,
      numberOfSkelJob: 0,
    },
    timeInfo: {
      actualStartTime: instant(state.startedMs),
      actualEndTime: instant(state.endedMs),
      elapsedTime: state.startedMs === null ? undefined : (state.endedMs ?? now) - state.startedMs,
    },
    timeRestriction: { startTime: instant(stream.schedMs) },
    dependenciesStats: dependenciesStats(plan, stream.dependencies, now),
  };
}
