/** From one observed change of a job or stream to the rows that tell it: pure. */
import type { CommonStatus } from '../../../../src-preload/contract/plan/plan.ts';
import { commonOfWord } from '../../../tws/status/statusMap.ts';
import type { JobChange, SeenRun, StreamChange } from '../../snapshot/changeFeed.ts';
import { isJobFailing, isStreamFailing, outcomeOf } from '../outcomes.ts';

/** How the record last knew a job or stream. */
export interface KnownState {
  readonly planId: string;
  readonly status: string;
  readonly atMs: number;
  readonly isFailing: boolean;
  /** null: nobody can know. */
  readonly isLate: boolean | null;
  readonly isCanceled: boolean;
}

export interface StatusEvent extends KnownState {
  /** The engine told the time; otherwise `atMs` is when it was seen. */
  readonly isDated: boolean;
  readonly observedAtMs: number;
  /** null: it was so when first seen. */
  readonly from: string | null;
  readonly common: CommonStatus;
  readonly returnCode: number | null;
  /** A failure, its end, lateness or cancellation is told by it. */
  readonly isNotable: boolean;
}

interface Observed {
  readonly planId: string;
  readonly observedAtMs: number;
}
interface Point {
  readonly status: string;
  readonly common: CommonStatus;
  readonly atMs: number;
  readonly isDated: boolean;
  readonly returnCode: number | null;
  readonly isLate: boolean | null;
  readonly isCanceled: boolean;
}

/**
 * @param fresh runs of the chain that were not known to have ended so, oldest first
 * @param known how the record last knew this job; null: never told of it
 * Failures that were mended between two readings are told too, at the engine's own times; ordinary good runs are in the run history.
 */
export function jobEventsOf(job: JobChange, fresh: readonly SeenRun[], known: KnownState | null, observed: Observed): StatusEvent[] {
  let state = known ?? stateBefore(job.from, job.wasLate, observed);
  const events: StatusEvent[] = [];
  const tell = (point: Point) => {
    const event = follow(state, point, observed, isJobFailing(point.common, state?.isFailing ?? false));
    if (event === null) return;
    events.push(event);
    state = event;
  };
  for (const run of fresh) {
    const point = pointOfRun(run, state, job);
    if (point !== null) tell(point);
  }
  tell(pointOfNow(job, state, observed));
  return events;
}

export function streamEventsOf(stream: StreamChange, known: KnownState | null, observed: Observed): StatusEvent[] {
  const state = known ?? stateBefore(stream.from, null, observed);
  const { internal, common } = stream.to;
  const point = {
    status: internal,
    common,
    atMs: observed.observedAtMs,
    isDated: false,
    returnCode: null,
    isLate: state?.isLate ?? null,
    isCanceled: common === 'CANCELED',
  };
  const event = follow(state, point, observed, isStreamFailing(common));
  return event === null ? [] : [event];
}

function stateBefore(from: JobChange['from'], wasLate: boolean | null, { planId }: Observed): KnownState | null {
  if (from === null) return null;
  const { internal, common } = from;
  return { planId, status: internal, atMs: Number.NEGATIVE_INFINITY, isFailing: common === 'ERROR', isLate: wasLate, isCanceled: common === 'CANCELED' };
}

/** A run's end, when it failed or mended a failure. */
function pointOfRun({ status, endedAtMs, returnCode }: SeenRun, state: KnownState | null, job: JobChange): Point | null {
  if (endedAtMs === null) return null;
  const outcome = outcomeOf(status, endedAtMs);
  if (outcome !== 'failed' && !(outcome === 'well' && state?.isFailing === true)) return null;
  const common = outcome === 'failed' ? 'ERROR' : 'SUCCESSFUL';
  // Of a job seen for the first time, nobody knows when it became late: not now.
  const isLate = state === null ? job.isLate : state.isLate;
  return { status, common, atMs: endedAtMs, isDated: true, returnCode, isLate, isCanceled: false };
}

function pointOfNow(job: JobChange, state: KnownState | null, { observedAtMs }: Observed): Point {
  const last = job.runs.at(-1);
  const { internal, common } = job.to;
  const base = { status: internal, common, returnCode: last?.returnCode ?? null, isLate: job.isLate ?? state?.isLate ?? null, isCanceled: job.isCanceled };
  const told = last === undefined || commonOfWord(last.status) !== common ? null : (last.endedAtMs ?? (common === 'RUNNING' ? last.startedAtMs : null));
  // A flag that changed has no time of its own: only a change of status happened when the run says.
  const isStatusChange = state?.status !== internal;
  if (told === null || !isStatusChange) return { ...base, atMs: observedAtMs, isDated: false };
  return { ...base, atMs: told, isDated: true };
}

/** The event that leads from `state` to `point`; null when there is nothing to tell. */
function follow(state: KnownState | null, point: Point, { planId, observedAtMs }: Observed, isFailing: boolean): StatusEvent | null {
  const isWorthKnowing = isFailing || point.isLate === true || point.isCanceled;
  const isNews = state === null ? isWorthKnowing : isChange(state, point) || (state.planId !== planId && isWorthKnowing);
  if (!isNews) return null;
  return {
    ...point,
    planId,
    // An engine whose clock runs ahead tells times nobody has seen yet; one event never comes before the other.
    atMs: Math.max(state?.atMs ?? Number.NEGATIVE_INFINITY, Math.min(point.atMs, observedAtMs)),
    observedAtMs,
    from: state?.status ?? null,
    isFailing,
    isNotable:
      state === null || isFailing || state.isFailing || state.planId !== planId || point.isLate !== state.isLate || point.isCanceled !== state.isCanceled,
  };
}

const isChange = (state: KnownState, point: Point): boolean =>
  state.status !== point.status || state.isLate !== point.isLate || state.isCanceled !== point.isCanceled;
