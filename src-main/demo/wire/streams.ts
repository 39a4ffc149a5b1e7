/** A job stream of the plan as the v2 API writes it (JobStreamInPlanV2). */

import { streamModelId } from '../model/modelIds.ts';
import { known, type PlanDependency, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';
import { streamStateAt } from '../plan/streamState.ts';
import { dependenciesStats, wireDependency } from './dependencies.ts';
import { folderIdOf } from './jobs.ts';
import { duration, ENGINE_ID, inFolder, instant, machineName, persistentIdOf } from './values.ts';

export function wireStream(plan: SimulatedPlan, stream: PlanStream, now: number): Record<string, unknown> {
  const state = streamStateAt(plan, stream, now);
  const { counts } = state;
  return {
    flowNodeType: 'JOBSTREAM',
    engineId: ENGINE_ID,
    id: stream.id,
    persistentId: persistentIdOf(stream),
    planId: plan.id,
    key: `${machineName(stream.workstation)}#${inFolder(stream.folder, stream.name)}`,
    name: stream.name,
    originalJobStreamName: stream.name,
    aliasJobStreamName: '',
    internalIdentifier: stream.internalIdentifier,
    folder: stream.folder,
    folderId: folderIdOf(stream.folder),
    workstation: machineName(stream.workstation),
    workstationId: known(plan.workstations, stream.workstation).id,
    workstationClass: '',
    jobStreamModelId: streamModelId(stream),
    schedTime: instant(stream.schedMs),
    scheduledDate: instant(stream.schedMs),
    timeZone: stream.timeZone ?? plan.timeZone,
    limit: stream.limit,
    priority: stream.priority,
    origPriority: stream.priority,
    compositeStatus: {
      status: state.status,
      canceled: false,
      cancelPending: false,
      started: state.startedMs !== null,
      error: counts.abended + counts.failed > 0,
      dontRun: false,
    },
    commonStatus: state.common,
    jsDefinitionFlags: { aliased: false, carriedForward: stream.isCarriedForward, service: false },
    jsOptions: { monitored: false, carryForward: stream.carries },
    jsStatusFlags: {
      released: false,
      lateJobStream: state.isLate,
      pendingPredecessor: stream.dependencies.some(isPending),
      hasEveryJobs: stream.jobIds.some((id) => known(plan.jobs, id).traits.everyMs !== null),
      inOrder: true,
      dontTouch: false,
    },
    jobStreamStats: {
      numberOfJob: counts.total,
      numberOfCurrentNodes: counts.total,
      numberOfSuccessfullJob: counts.successful,
      numberOfNotRunningJob: counts.notRunning,
      numberOfExecutingJob: counts.executing,
      numberOfAbendedJob: counts.abended,
      numberOfFailedJob: counts.failed,
      numberOfUndecidedJob: 0,
      numberOfDeltaJob: 0,
      numberOfDeltaSuccJob: 0,
    },
    timeInfo: {
      actualStartTime: instant(state.startedMs),
      actualEndTime: instant(state.endedMs),
      elapsedTime: state.startedMs === null ? undefined : duration((state.endedMs ?? now) - state.startedMs),
    },
    timeRestrictions: {
      startTime: instant(stream.schedMs),
      timeDependent: true,
      startTimeSatisfied: stream.schedMs <= now,
      deadlineSatisfied: true,
      latestStartSatisfied: true,
    },
    dependencies: stream.dependencies.map((dependency) => wireDependency(plan, dependency, stream.id, now)),
    dependenciesStats: dependenciesStats(plan, stream.dependencies, now),
    approvalInfo: [],
    actions: [],
    archived: plan.isArchived,
  };
}

const isPending = (one: PlanDependency) => one.kind === 'absent' && one.state === 'pending';
