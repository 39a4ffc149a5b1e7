/** The engine's job stream as Resync's. */

import type { JobStatus } from '../../../src-preload/contract/plan/plan.ts';
import { statusOf } from '../status/statusMap.ts';
import type { StreamDetails } from '../types/types.ts';
import { dependencyOf } from './dependencyRows.ts';
import { streamKey } from './displayKey.ts';
import type { WireStream } from './wire/wire.ts';
import { whole } from './wire/wireValues.ts';

export function streamOf(wire: WireStream, engineNowMs: number): StreamDetails {
  const priority = wire.priority ?? null;
  const composite = wire.compositeStatus;
  const isCanceled = composite?.canceled === true;
  const status = statusOf({
    internal: composite?.status ?? null,
    common: wire.commonStatus ?? null,
    substatus: composite?.substatus ?? null,
    isCanceled,
    priority,
  });
  return {
    id: wire.id,
    name: wire.name,
    key: streamKey(wire.workstation ?? '/', wire.folder ?? '/', wire.name),
    folder: wire.folder ?? '/',
    workstation: wire.workstation ?? '/',
    status,
    isLate: isLate(wire, status, engineNowMs),
    isCarriedForward: wire.jsDefinitionFlags?.carriedForward === true,
    scheduledAt: wire.schedTime ?? null,
    // -1 is the engine's word for "no limit".
    limit: wire.limit === null || wire.limit === undefined || wire.limit < 0 ? null : whole(wire.limit),
    priority: whole(priority),
    jobs: jobsOf(wire),
    startAt: wire.timeRestrictions?.startTime ?? null,
    latestStartAt: wire.timeRestrictions?.latestStartTime ?? null,
    deadlineAt: wire.timeRestrictions?.deadlineTime ?? null,
    startedAt: wire.timeInfo?.actualStartTime ?? null,
    endedAt: wire.timeInfo?.actualEndTime ?? null,
    elapsedMs: wire.timeInfo?.elapsedTime ?? null,
    estimatedMs: wire.timeInfo?.estimatedDuration ?? null,
    timeZone: wire.timeZone ?? null,
    submitter: wire.submitter ?? null,
    internalId: wire.internalIdentifier ?? null,
    dependencies: (wire.dependencies ?? []).map((dependency) => dependencyOf(dependency)),
  };
}

const OVER: ReadonlySet<string> = new Set(['SUCCESSFUL', 'CANCELED', 'SUPPRESS']);

/** null: the engine tells neither flags nor limits in time. */
function isLate({ jsStatusFlags: flags, timeRestrictions: limits }: WireStream, status: JobStatus, engineNowMs: number): boolean | null {
  if (OVER.has(status.common)) return false;
  const deadline = limits?.deadlineTime ?? null;
  if (flags?.lateJobStream === true || (deadline !== null && Date.parse(deadline) < engineNowMs)) return true;
  return (flags ?? limits ?? null) === null ? null : false;
}

/** null: the engine does not count. A count it leaves out beside others is none. */
function jobsOf({ jobStreamStats: stats }: WireStream): StreamDetails['jobs'] {
  const total = whole(stats?.numberOfJob);
  if (stats === null || stats === undefined || total === null || total < 0) return null;
  const counted = (jobs: number | null | undefined) => Math.max(0, whole(jobs) ?? 0);
  const done = counted(stats.numberOfSuccessfullJob ?? stats.numberOfSuccessfulJob);
  const running = counted(stats.numberOfExecutingJob);
  const failed = counted(stats.numberOfAbendedJob) + counted(stats.numberOfFailedJob);
  const waiting = counted(stats.numberOfNotRunningJob ?? total - done - running - failed);
  return { total, done, running, failed, waiting };
}
