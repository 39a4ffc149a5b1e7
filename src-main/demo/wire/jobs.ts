/** A job of the plan as the v2 API writes it (JobInPlanV2). */
import { criticalStartOf } from '../critical.ts';
import { machineOf } from '../jobLog.ts';
import { jobDefinitionId } from '../model/modelIds.ts';
import { known, type PlanJob, type PlanStream, type SimulatedPlan } from '../planModel.ts';
import { uuidOf } from '../seeded.ts';
import { jobStateAt, type RunState } from '../state.ts';
import { dependenciesStats, wireDependency } from './dependencies.ts';
import { duration, ENGINE_ID, inFolder, instant, machineName, ROOT_FOLDER_ID } from './values.ts';

export const folderIdOf = (folder: string): string => (folder === '/' ? ROOT_FOLDER_ID : uuidOf(`folder${folder}`));
export const jobKeyOf = (stream: PlanStream, job: PlanJob): string => `${machineName(stream.workstation)}#${inFolder(stream.folder, stream.name)}.${job.name}`;

export function wireJob(plan: SimulatedPlan, job: PlanJob, now: number, profile: '10.2.8' | '10.1.0.1'): Record<string, unknown> {
  const stream = known(plan.streams, job.streamId);
  const state = jobStateAt(plan, job, now);
  const last = state.runs.at(-1);
  return {
    flowNodeType: 'JOB',
    engineId: ENGINE_ID,
    id: job.id,
    persistentId: uuidOf(`persistent/${job.id}`),
    planId: plan.id,
    key: jobKeyOf(stream, job),
    name: job.name,
    folder: stream.folder,
    folderId: folderIdOf(stream.folder),
    workstation: machineName(job.workstation),
    workstationId: known(plan.workstations, job.workstation).id,
    jobStreamId: stream.id,
    jobStreamName: stream.name,
    jobStreamWorkstation: machineName(stream.workstation),
    jobStreamWorkstationId: known(plan.workstations, stream.workstation).id,
    position: job.position,
    priority: job.priority,
    origPriority: job.priority,
    schedTime: instant(stream.schedMs),
    endTime: instant(last?.endedMs ?? null),
    timeZone: plan.timeZone,
    criticalStart: instant(job.isCritical ? criticalStartOf(job) : null),
    jobDefinitionRefId: jobDefinitionId(stream, job),
    jobDefinition: wireDefinition(stream, job),
    jobDefinitionFlags: { monitored: false, aliased: false, interactive: false },
    jobStatusFlags: {
      jobStreamCancelled: false,
      promotedToUrgentQueue: false,
      jobLate: state.isLate,
      userRerunAgain: false,
      restarted: state.runs.length > 1,
      untilGone: false,
      buckujob: false,
      needMessage: false,
      deadlineHasPassed: state.isLate,
      altJobIssue: false,
    },
    jobOptions: { noOperation: false, critical: job.isCritical, requiresConfirmation: false, every: false },
    lastRunCompositeStatus: last === undefined ? undefined : compositeOf(last, state.isCanceled),
    lastRunCommonStatus: state.common,
    jobruns: state.runs.map((run) => wireRun(plan, job, run, state.isCanceled, profile, now)),
    timeRestrictions: {
      startTime: instant(job.startTimeMs),
      deadlineTime: instant(job.deadlineMs),
      timeDependent: job.startTimeMs !== null,
      startTimeSatisfied: (job.startTimeMs ?? 0) <= now,
      deadlineSatisfied: !state.isLate,
      latestStartSatisfied: true,
    },
    dependencies: job.dependencies.map((dependency) => wireDependency(plan, dependency, job.streamId, now)),
    dependenciesStats: dependenciesStats(plan, job.dependencies, now),
    actions: [],
    archived: plan.isArchived,
    ...(profile === '10.2.8' ? { maxIterations: 0, subJob: false } : {}),
  };
}

function compositeOf(run: RunState, isCanceled: boolean) {
  return {
    status: run.status,
    substatus: run.substatus ?? undefined,
    canceled: isCanceled,
    cancelPending: false,
    started: run.startedMs !== null,
    error: run.common === 'ERROR',
    dontRun: false,
  };
}

function wireRun(plan: SimulatedPlan, job: PlanJob, state: RunState, isCanceled: boolean, profile: '10.2.8' | '10.1.0.1', now: number) {
  const { run, startedMs, endedMs } = state;
  return {
    id: run.id,
    name: job.name,
    jobId: job.id,
    jobNumber: startedMs === null ? 0 : run.jobNumber,
    actualWorkstation: startedMs === null ? undefined : machineName(machineOf(plan, job, run)),
    compositeStatus: compositeOf(state, isCanceled),
    commonStatus: state.common,
    returnCode: state.returnCode ?? undefined,
    rerunJob: run.rerunType === 'RERUN',
    rerunType: run.rerunType,
    runAttempt: state.attempt,
    lastInRerunChain: state.isLast,
    confirmed: false,
    released: false,
    submittedTime: instant(startedMs),
    timeInfo: {
      estimatedDuration: duration(job.estimatedMs),
      actualStartTime: instant(startedMs),
      actualEndTime: instant(endedMs),
      elapsedTime: startedMs === null ? undefined : duration((endedMs ?? now) - startedMs),
    },
    minDurationNotReached: false,
    maxDurationGone: false,
    outputConditions:
      job.successCondition === ''
        ? []
        : [
            {
              conditionName: 'SUCCESS_RC',
              mappingExpression: job.successCondition,
              succCondition: true,
              satisfied: endedMs !== null && run.outcome === 'SUCC',
            },
          ],
    outputProperties: {},
    actions: [],
    ...(profile === '10.2.8' ? { subJobs: [] } : {}),
  };
}

function wireDefinition(stream: PlanStream, job: PlanJob) {
  return {
    id: jobDefinitionId(stream, job),
    name: job.name,
    folder: stream.folder,
    folderId: folderIdOf(stream.folder),
    workstation: machineName(job.workstation),
    task: { unix: { taskString: job.script, userName: job.user, isCommand: false } },
    isCommand: false,
    command: false,
    estimatedDuration: duration(job.estimatedMs),
    userLogins: [job.user],
    recoveryOption: 'STOP',
  };
}
