/** A job's facts as the graph's columns hold them. */

import type { CommonStatus, Job } from '../../../../src-preload/contract/plan/plan.ts';
import { commonOfInternal, internalOf } from '../../../../src-preload/shared/statuses.ts';
import type { WireJob } from '../../../tws/rows/wire/wire.ts';
import { type JobColumns, jobFlags, statusCode } from '../../graph/planGraph.ts';

/** What the contract's job does not carry and the graph needs. */
export interface GraphJob {
  /** Bits of `jobFlags`. */
  readonly flags: number;
  /** Epoch ms, NaN for none. */
  readonly notBeforeMs: number;
  /** The first of its limits in time, deadline or latest start; epoch ms, NaN for none. */
  readonly limitMs: number;
}

export function graphJobOf(job: Job, wire: WireJob): GraphJob {
  const isFailedAtLaunch = ['FAIL', 'FAILED'].includes(internalOf(job.status.internal));
  const isCancelPending = internalOf(job.status.internal) === 'CANCLP' || wire.lastRunCompositeStatus?.cancelPending === true;
  const flags =
    (isCancelPending ? jobFlags.cancelPending : isCanceled(job) ? jobFlags.canceled : 0) |
    (job.isCritical ? jobFlags.critical : 0) |
    (job.isLate === true ? jobFlags.late : 0) |
    (wire.jobOptions?.noOperation === true ? jobFlags.noOperation : 0) |
    (job.priority === 0 || job.status.common === 'HELD' ? jobFlags.held : 0) |
    (isFailedAtLaunch ? jobFlags.launchFailed : 0) |
    (wire.jobDefinition?.recoveryOption?.toUpperCase().startsWith('CONTINUE') === true ? jobFlags.continues : 0);
  const limits = wire.timeRestrictions;
  const limitMs = [msOf(limits?.deadlineTime), msOf(limits?.latestStartTime)].filter((ms) => !Number.isNaN(ms));
  return { flags, notBeforeMs: msOf(limits?.startTime), limitMs: limitMs.length === 0 ? Number.NaN : Math.min(...limitMs) };
}

const msOf = (at: string | null | undefined): number => (at === null || at === undefined ? Number.NaN : Date.parse(at));

/** @param streamNotBeforeMs earliest start of its stream, NaN for none */
export function setGraphJob(columns: JobColumns, row: number, job: Job, { flags, notBeforeMs }: Omit<GraphJob, 'limitMs'>, streamNotBeforeMs: number): void {
  columns.status[row] = statusCode(graphStatusOf(job, flags));
  columns.flags[row] = flags;
  columns.estimatedMs[row] = job.estimatedMs ?? Number.NaN;
  columns.startedAtMs[row] = msOf(job.startedAt);
  columns.notBeforeMs[row] = later(notBeforeMs, streamNotBeforeMs);
  columns.deadlineAtMs[row] = msOf(job.deadlineAt);
}

const isCanceled = ({ isCanceled: isFlagged, status }: Job): boolean => isFlagged || status.common === 'CANCELED';

/** What the graph takes it for, where that is not what people are shown. */
function graphStatusOf({ status, isCanceled: isFlagged }: Job, flags: number): CommonStatus {
  const internal = internalOf(status.internal);
  if ((flags & jobFlags.cancelPending) !== 0) return 'WAITING';
  // Its run is over; it waits for somebody to confirm it ("confirmed" of a job in the User's Guide).
  if (internal === 'PEND' && !isFlagged) return 'RUNNING';
  const ended = commonOfInternal(internal);
  return status.common === 'CANCELED' && (ended === 'SUCCESSFUL' || ended === 'ERROR') ? ended : status.common;
}

const later = (a: number, b: number): number => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b));
