/** A job of the plan as the v2 API writes it (JobInPlanV2). */

import { isExpressionTrue } from '../plan/conditions.ts';
import { criticalStartOf } from '../plan/critical.ts';
import { machineOf } from '../plan/jobLog.ts';
import { jobDefinitionId } from '../model/modelIds.ts';
import { known, type PlanJob, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';
import { deadlineOf, estimateOf, jobStateAt, priorityOf, type RunState } from '../plan/state.ts';
import { dependenciesStats, wireDependency } from './dependencies.ts';
import { duration, ENGINE_ID, inFolder, instant, machineName, persistentIdOf, ROOT_FOLDER_ID } from './values.ts';

const FOLDER_IDS = new Map([['/', ROOT_FOLDER_ID]]);
export function folderIdOf(folder: string): string {
  const kept = FOLDER_IDS.get(folder);
  if (kept !== undefined) return kept;
  const made = uuidOf(`folder${folder}`);
  FOLDER_IDS.set(folder, made);
  return made;
}
export const jobKeyOf = (stream: PlanStream, job: PlanJob): string => `${machineName(stream.workstation)}#${inFolder(stream.folder, stream.name)}.${job.name}`;

export function wireJob(plan: SimulatedPlan, job: PlanJob, now: number, profile: '10.2.8' | '10.1.0.1'): Record<string, unknown> {
  const stream = known(plan.streams, job.streamId);
  const state = jobStateAt(plan, job, now);
  const last = state.runs.at(-1);
  const { traits } = job;
  const untilGone = traits.untilMs !== null && traits.untilMs <= now && last?.startedMs === null;
  return {
    flowNodeType: 'JOB',
    engineId: ENGINE_ID,
    id: job.id,
    persistentId: persistentIdOf(job),
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
    priority: priorityOf(job),
    origPriority: job.priority,
    schedTime: instant(stream.schedMs),
    endTime: instant(last?.endedMs ?? null),
    timeZone: stream.timeZone ?? plan.timeZone,
    ...(traits.everyMs === null ? {} : { repeatInterval: duration(traits.everyMs) }),
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
      untilGone,
      buckujob: traits.isUserJob,
      needMessage: false,
      deadlineHasPassed: state.isLate,
      altJobIssue: false,
    },
    jobOptions: { noOperation: false, critical: job.isCritical, requiresConfirmation: false, every: traits.everyMs !== null },
    lastRunCompositeStatus: last === undefined ? undefined : compositeOf(last, state.isCanceled),
    lastRunCommonStatus: state.common,
    jobruns: state.runs.map((run) => wireRun(plan, job, run, state.isCanceled, profile, now)),
    timeRestrictions: {
      startTime: instant(job.startTimeMs),
      deadlineTime: instant(deadlineOf(job)),
      ...(traits.untilMs === null ? {} : { latestStartTime: instant(traits.untilMs), lateStartAction: LATE_START[traits.untilAction] }),
      timeDependent: job.startTimeMs !== null,
      startTimeSatisfied: (job.startTimeMs ?? 0) <= now,
      deadlineSatisfied: !state.isLate,
      latestStartSatisfied: !untilGone,
    },
    dependencies: job.dependencies.map((dependency) => wireDependency(plan, dependency, job.streamId, now, job)),
    dependenciesStats: dependenciesStats(plan, job.dependencies, now, job),
    actions: [],
    archived: plan.isArchived,
    ...(profile === '10.2.8' ? { maxIterations: 0, subJob: false } : {}),
  };
}

const LATE_START = { SUPPRESS: 'doNotRun', CONTINUE: 'continue', CANCEL: 'cancel' } as const;

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
    actualWorkstation: startedMs === null ? undefined : machineName(job.change?.actualWorkstation ?? machineOf(plan, job, run)),
    compositeStatus: compositeOf(state, isCanceled),
    commonStatus: state.common,
    returnCode: state.returnCode ?? undefined,
    rerunJob: run.rerunType !== 'REGULAR',
    rerunType: run.rerunType,
    runAttempt: state.attempt,
    lastInRerunChain: state.isLast,
    confirmed: false,
    released: false,
    submittedTime: instant(startedMs),
    timeInfo: {
      estimatedDuration: duration(estimateOf(job)),
      actualStartTime: instant(startedMs),
      actualEndTime: instant(endedMs),
      elapsedTime: startedMs === null ? undefined : duration((endedMs ?? now) - startedMs),
    },
    minDurationNotReached: false,
    maxDurationGone: false,
    outputConditions: outputConditionsOf(job, state),
    outputProperties: {},
    actions: [],
    ...(profile === '10.2.8' ? { subJobs: [] } : {}),
  };
}

/** What the return code is mapped to; unknown until the run has ended. */
function outputConditionsOf({ successCondition, traits }: PlanJob, { returnCode }: RunState) {
  const success = successCondition === '' ? [] : [{ name: 'SUCCESS_RC', expression: successCondition, isSuccess: true }];
  return [...success, ...traits.outputConditions].map(({ name, expression, isSuccess }) => ({
    conditionName: name,
    mappingExpression: expression,
    succCondition: isSuccess,
    satisfied: returnCode !== null && isExpressionTrue(expression, returnCode),
  }));
}

function wireDefinition(stream: PlanStream, job: PlanJob) {
  return {
    id: jobDefinitionId(stream, job),
    name: job.name,
    folder: stream.folder,
    folderId: folderIdOf(stream.folder),
    workstation: machineName(job.workstation),
    ...(job.traits.isUserJob ? {} : { task: { unix: { taskString: job.script, userName: job.user, isCommand: false } } }),
    isCommand: false,
    command: false,
    estimatedDuration: duration(job.estimatedMs),
    userLogins: [job.user],
    recoveryOption: job.traits.recovery,
  };
}
