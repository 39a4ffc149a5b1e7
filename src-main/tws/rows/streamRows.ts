/** The engine's job stream as Resync's. */

import { statusOf } from '../status/statusMap.ts';
import type { StreamDetails } from '../types.ts';
import { dependencyOf } from './dependencyRows.ts';
import { streamKey } from './displayKey.ts';
import type { WireStream } from './wire.ts';
import { whole } from './wireValues.ts';

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
  const deadline = wire.timeRestrictions?.deadlineTime;
  const isOver = ['SUCCESSFUL', 'CANCELED', 'SUPPRESS'].includes(status.common);
  const isPastDeadline = deadline !== null && deadline !== undefined && Date.parse(deadline) < engineNowMs;
  return {
    id: wire.id,
    name: wire.name,
    key: streamKey(wire.workstation ?? '/', wire.folder ?? '/', wire.name),
    folder: wire.folder ?? '/',
    workstation: wire.workstation ?? '/',
    status,
    isLate: !isOver && (wire.jsStatusFlags?.lateJobStream === true || isPastDeadline),
    isCarriedForward: wire.jsDefinitionFlags?.carriedForward === true,
    scheduledAt: wire.schedTime ?? null,
    // -1 is the engine's word for "no limit".
    limit: wire.limit === null || wire.limit === undefined || wire.limit < 0 ? null : whole(wire.limit),
    priority: whole(priority),
    jobs: jobsOf(wire),
    startAt: wire.timeRestrictions?.startTime ?? null,
    dependencies: (wire.dependencies ?? []).map((dependency) => dependencyOf(dependency)),
  };
}

function jobsOf(wire: WireStream): StreamDetails['jobs'] {
  const stats = wire.jobStreamStats;
  const counted = (jobs: number | null | undefined) => Math.max(0, whole(jobs) ?? 0);
  const total = counted(stats?.numberOfJob);
  const done = counted(stats?.numberOfSuccessfullJob ?? stats?.numberOfSuccessfulJob);
  const running = counted(stats?.numberOfExecutingJob);
  const failed = counted(stats?.numberOfAbendedJob) + counted(stats?.numberOfFailedJob);
  const waiting = counted(stats?.numberOfNotRunningJob ?? total - done - running - failed);
  return { total, done, running, failed, waiting };
}
