/** What became of a job between two readings; null when nothing did that anyone remembers. */
import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import type { WireJob } from '../../../tws/rows/wire/wire.ts';
import { whole } from '../../../tws/rows/wire/wireValues.ts';
import type { JobChange, SeenRun } from '../changeFeed.ts';

/** @param before null: not known before this reading */
export function jobChangeOf(before: Job | null, job: Job, wire: WireJob): JobChange | null {
  const runs = runsSeen(wire, job);
  // What was never seen before and has neither run nor trouble is no history yet.
  if (before === null ? runs.length === 0 && job.isLate !== true && !job.isCanceled : isSame(before, job)) return null;
  const { id: jobId, key, name, streamName, workstation, isCritical, isCanceled, isLate, estimatedMs } = job;
  return {
    jobId,
    persistentId: wire.persistentId ?? null,
    key,
    name,
    streamName,
    workstation,
    isCritical,
    from: before?.status ?? null,
    to: job.status,
    isCanceled,
    wasLate: before?.isLate ?? null,
    isLate,
    estimatedMs,
    runs,
  };
}

const REMEMBERED = ['isCanceled', 'isLate', 'returnCode', 'runId', 'startedAt', 'endedAt'] as const satisfies readonly (keyof Job)[];

const isSame = (a: Job, b: Job): boolean =>
  a.status.internal === b.status.internal && a.status.common === b.status.common && REMEMBERED.every((field) => a[field] === b[field]);

function runsSeen(wire: WireJob, job: Job): SeenRun[] {
  return (wire.jobruns ?? []).flatMap((run) => {
    if (run.id === null || run.id === undefined) return [];
    const startedAt = run.timeInfo?.actualStartTime ?? null;
    const endedAt = run.timeInfo?.actualEndTime ?? null;
    if (startedAt === null && endedAt === null) return [];
    return {
      runId: run.id,
      attempt: whole(run.runAttempt),
      status: run.compositeStatus?.status ?? run.commonStatus ?? 'UNKNOWN',
      returnCode: whole(run.returnCode),
      startedAtMs: startedAt === null ? null : Date.parse(startedAt),
      endedAtMs: endedAt === null ? null : Date.parse(endedAt),
      workstation: run.actualWorkstation ?? job.workstation,
    };
  });
}
