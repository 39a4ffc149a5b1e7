/** The engine's job as Resync's: the last run decides, canceled is a flag, late is judged by the engine's clock. */
import type { Job, JobDetails } from '../../../src-preload/contract/plan/plan.ts';
import { internalOf } from '../../../src-preload/shared/statuses.ts';
import type { JobRun } from '../types/engineTypes.ts';
import { statusOf } from '../status/statusMap.ts';
import type { TimeLimits } from '../types/types.ts';
import { dependencyOf } from './dependencyRows.ts';
import { jobKey } from './displayKey.ts';
import type { WireJob, WireRun } from './wire/wire.ts';
import { whole } from './wire/wireValues.ts';

const known = <T>(value: T | null | undefined): T | null => value ?? null;

/** The run that counts: the last of the rerun chain, else the highest attempt. */
function lastRunOf(wire: WireJob): WireRun | null {
  const runs = wire.jobruns ?? [];
  const marked = runs.filter((run) => run.lastInRerunChain === true);
  const candidates = marked.length > 0 ? marked : runs;
  return candidates.reduce<WireRun | null>((last, run) => (last === null || (run.runAttempt ?? 0) >= (last.runAttempt ?? 0) ? run : last), null);
}

export function jobOf(wire: WireJob, engineNowMs: number): Job {
  const run = lastRunOf(wire);
  const composite = wire.lastRunCompositeStatus ?? run?.compositeStatus ?? wire.compositeStatus;
  const priority = whole(wire.priority);
  const internal = known(composite?.status);
  const isCanceled = isCanceledBy(wire, composite);
  const status = statusOf({
    internal,
    common: wire.lastRunCommonStatus ?? run?.commonStatus ?? known(wire.commonStatus),
    substatus: known(composite?.substatus),
    isCanceled,
    priority,
  });
  const folder = wire.folder ?? '/';
  const streamWorkstation = wire.jobStreamWorkstation ?? wire.workstation ?? '/';
  const streamName = wire.jobStreamName ?? '?';
  const job = {
    id: wire.id,
    name: wire.name,
    key: jobKey(streamWorkstation, folder, streamName, wire.name),
    folder,
    workstation: wire.workstation ?? '/',
    streamId: wire.jobStreamId ?? '',
    streamName,
    streamWorkstation,
    status,
    isCanceled: isCanceled || status.common === 'CANCELED',
    isCritical: wire.jobOptions?.critical === true,
    priority,
    scheduledAt: known(wire.schedTime),
    startedAt: known(run?.timeInfo?.actualStartTime),
    endedAt: known(run?.timeInfo?.actualEndTime),
    deadlineAt: known(wire.timeRestrictions?.deadlineTime),
    estimatedMs: run?.timeInfo?.estimatedDuration ?? known(wire.jobDefinition?.estimatedDuration),
    elapsedMs: known(run?.timeInfo?.elapsedTime),
    returnCode: whole(run?.returnCode),
    runId: run?.id ?? null,
    runAttempt: whole(run?.runAttempt),
    actualWorkstation: known(run?.actualWorkstation),
    unresolvedDependencies: unresolvedOf(wire),
    timeZone: known(wire.timeZone),
  };
  return { ...job, isLate: isLate(job, wire, engineNowMs) };
}

/** Whether either word of the status is in the answer. */
export const saysStatus = (wire: WireJob): boolean => jobOf(wire, 0).status.internal !== 'UNKNOWN';

function isCanceledBy(wire: WireJob, composite: WireJob['lastRunCompositeStatus']): boolean {
  const internal = composite?.status;
  return (
    composite?.canceled === true ||
    wire.jobStatusFlags?.jobStreamCancelled === true ||
    (internal !== null && internal !== undefined && ['CANCL', 'CANCLP'].includes(internalOf(internal)))
  );
}

function unresolvedOf(wire: WireJob): number {
  const counted = wire.dependenciesStats?.numberOfUnresolvedDependencies;
  if (counted !== null && counted !== undefined) return Math.max(0, whole(counted) ?? 0);
  return (wire.dependencies ?? []).filter((dependency) => dependencyOf(dependency).isSatisfied === false).length;
}

const OVER: ReadonlySet<string> = new Set(['SUCCESSFUL', 'CANCELED', 'SUPPRESS']);

/**
 * A job that is over is late no more; one that should have ended (or started) by now is, whether or not the engine noticed yet.
 * null: the engine tells neither flags nor limits in time, so that nobody can know.
 */
function isLate(job: Pick<Job, 'status' | 'deadlineAt' | 'startedAt'>, wire: WireJob, engineNowMs: number): boolean | null {
  if (OVER.has(job.status.common)) return false;
  const { jobStatusFlags: flags, timeRestrictions: limits } = wire;
  if (flags?.jobLate === true || flags?.deadlineHasPassed === true || flags?.untilGone === true) return true;
  const isPast = (at: string | null | undefined) => at !== null && at !== undefined && Date.parse(at) < engineNowMs;
  if (isPast(job.deadlineAt) || (job.startedAt === null && isPast(limits?.latestStartTime))) return true;
  return tellsLateness(wire) ? false : null;
}

/** Whether the engine says anything from which lateness follows. */
export const tellsLateness = (wire: WireJob): boolean => isTold(wire.jobStatusFlags) || isTold(wire.timeRestrictions);

/** The part is there, whatever it holds: an engine that writes it leaves out what does not apply. */
const isTold = (part: object | null | undefined): boolean => part !== null && part !== undefined;

export function jobDetailsOf(wire: WireJob, engineNowMs: number): JobDetails {
  const runs = wire.jobruns ?? [];
  const last = lastRunOf(wire);
  const success = (last?.outputConditions ?? [])
    .filter((condition) => condition.succCondition === true)
    .map((condition) => condition.mappingExpression ?? condition.conditionName ?? '');
  const job = jobOf(wire, engineNowMs);
  return {
    ...job,
    dependencies: (wire.dependencies ?? []).map((dependency) =>
      dependencyOf(dependency, { jobStreamWorkstation: job.streamWorkstation, jobStreamFolder: job.folder, jobStreamName: job.streamName }),
    ),
    task: taskText(wire.jobDefinition?.task),
    user: wire.jobDefinition?.userLogins?.[0] ?? null,
    recovery: known(wire.jobDefinition?.recoveryOption),
    successCondition: success.filter((text) => text !== '').join(' OR ') || null,
    runs: runs.map((run, index) => ({
      id: run.id ?? '',
      attempt: whole(run.runAttempt) ?? index + 1,
      status: run.compositeStatus?.status ?? run.commonStatus ?? 'UNKNOWN',
      returnCode: whole(run.returnCode),
      startedAt: known(run.timeInfo?.actualStartTime),
      endedAt: known(run.timeInfo?.actualEndTime),
      kind: run.rerunType ?? 'REGULAR',
      isLast: run === last,
    })),
  };
}

/** The task is an object keyed by its type in any case (`UNIX`, `other`), holding `taskString`; or the text itself. */
export function taskText(task: unknown): string | null {
  if (typeof task === 'string') return task;
  if (typeof task !== 'object' || task === null) return null;
  if ('taskString' in task && typeof task.taskString === 'string') return task.taskString;
  for (const inner of Object.values(task)) {
    if (typeof inner === 'object' && inner !== null && 'taskString' in inner && typeof inner.taskString === 'string') return inner.taskString;
  }
  return null;
}

export function timeLimitsOf(wire: WireJob): TimeLimits {
  const limits = wire.timeRestrictions;
  return {
    startAt: known(limits?.startTime),
    isStartReached: known(limits?.startTimeSatisfied),
    latestStartAt: known(limits?.latestStartTime),
  };
}

/** The rerun chain, first attempt first; null when the engine lists no runs although one took place, or leaves them out. */
export function runsOf(wire: WireJob): JobRun[] | null {
  const runs = wire.jobruns ?? null;
  if (runs === null) return null;
  const last = lastRunOf(wire);
  const chain = runs.map((run, index) => runOf(run, index, run === last, wire));
  return chain.sort((a, b) => Number(a.isLast) - Number(b.isLast) || a.attempt - b.attempt);
}

function runOf(run: WireRun, index: number, isLast: boolean, { priority }: WireJob): JobRun {
  const composite = run.compositeStatus;
  return {
    id: run.id ?? null,
    attempt: whole(run.runAttempt) ?? index + 1,
    status: statusOf({
      internal: known(composite?.status),
      common: known(run.commonStatus),
      substatus: known(composite?.substatus),
      isCanceled: composite?.canceled === true,
      priority: whole(priority),
    }),
    isCanceled: composite?.canceled === true,
    returnCode: whole(run.returnCode),
    jobNumber: whole(run.jobNumber),
    kind: run.rerunType ?? 'REGULAR',
    step: known(run.step),
    startedAt: known(run.timeInfo?.actualStartTime),
    endedAt: known(run.timeInfo?.actualEndTime),
    elapsedMs: known(run.timeInfo?.elapsedTime),
    estimatedMs: known(run.timeInfo?.estimatedDuration),
    workstation: known(run.actualWorkstation),
    conditions: (run.outputConditions ?? []).map((condition) => ({
      name: condition.conditionName ?? '(unnamed)',
      expression: known(condition.mappingExpression),
      isSuccess: condition.succCondition === true,
      isSatisfied: known(condition.satisfied),
    })),
    hasEndedTooEarly: known(run.minDurationNotReached),
    runsTooLong: known(run.maxDurationGone),
    isLast,
  };
}
