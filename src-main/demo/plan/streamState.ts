/** What is true of a job stream at an instant: made of what is true of its jobs. */
import { known, type PlanStream, type SimulatedPlan } from './planModel.ts';
import { COMMON, isStreamDone, type JobState, jobStateAt, unresolvedOf } from './state.ts';

export interface StreamState {
  readonly status: string;
  readonly common: string;
  readonly isLate: boolean;
  readonly counts: {
    readonly total: number;
    readonly successful: number;
    readonly executing: number;
    readonly abended: number;
    readonly failed: number;
    readonly notRunning: number;
    readonly canceled: number;
    readonly suppressed: number;
  };
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

const STATES = new WeakMap<PlanStream, { readonly now: number; readonly revision: number; readonly state: StreamState }>();

/** Remembered for the instant last asked for: every row that waits for the stream shows its state. */
export function streamStateAt(plan: SimulatedPlan, stream: PlanStream, now: number): StreamState {
  const { revision } = plan.edits;
  const kept = STATES.get(stream);
  if (kept?.now === now && kept.revision === revision) return kept.state;
  const state = computedState(plan, stream, now);
  STATES.set(stream, { now, revision, state });
  return state;
}

function computedState(plan: SimulatedPlan, stream: PlanStream, now: number): StreamState {
  const states = stream.jobIds.map((id) => jobStateAt(plan, known(plan.jobs, id), now));
  const counts = countsOf(states);
  let startedMs = Infinity;
  let endedMs = -Infinity;
  for (const { runs } of states)
    for (const run of runs) {
      startedMs = Math.min(startedMs, run.startedMs ?? Infinity);
      endedMs = Math.max(endedMs, run.endedMs ?? -Infinity);
    }
  const isDone = isStreamDone(plan, stream, now);
  const status = isDone ? (counts.suppressed > 0 && counts.suppressed === counts.total ? 'SUPPR' : 'SUCC') : openStatus(plan, stream, states, counts, now);
  return {
    status,
    common: status === 'STUCK' ? 'BLOCKED' : status === 'HOLD' && stream.priority === 0 ? 'HELD' : (COMMON[status] ?? 'UNDECIDED'),
    isLate: states.some(({ isLate }) => isLate),
    counts,
    startedMs: startedMs === Infinity ? null : startedMs,
    endedMs: isDone ? (stream.isChanged && Number.isFinite(endedMs) ? endedMs : Math.min(stream.doneMs, now)) : null,
  };
}

function countsOf(states: readonly JobState[]): StreamState['counts'] {
  const counts = { total: states.length, successful: 0, executing: 0, abended: 0, failed: 0, notRunning: 0, canceled: 0, suppressed: 0 };
  for (const { isCanceled, status, runs } of states) {
    if (isCanceled) counts.canceled++;
    else if (status === 'SUCC') counts.successful++;
    else if (status === 'EXEC') counts.executing++;
    else if (status === 'ABEND') counts.abended++;
    else if (status === 'FAIL') counts.failed++;
    else if (status === 'SUPPR') counts.suppressed++;
    else if (runs.at(-1)?.startedMs === null) counts.notRunning++;
  }
  return counts;
}

function openStatus(plan: SimulatedPlan, stream: PlanStream, states: readonly JobState[], counts: StreamState['counts'], now: number) {
  const errors = counts.abended + counts.failed;
  if (errors > 0 && counts.executing === 0) {
    if (counts.notRunning === 0) return 'ABEND';
    const canGoOn = states.some(({ common, substatus }) => common === 'READY' || substatus === 'HOLD_WAITING_FOR_TIME');
    if (!canGoOn) return 'STUCK';
  }
  if (counts.executing > 0 || counts.successful > 0 || errors > 0) return 'EXEC';
  return stream.schedMs > now || unresolvedOf(plan, stream.dependencies, now) > 0 ? 'HOLD' : 'READY';
}
