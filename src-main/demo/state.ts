/** What is true of a job, stream, file or prompt at an instant: a pure function of the plan and the time. */
import {
  known,
  type PlanDependency,
  type PlanJob,
  type PlanPrompt,
  type PlanResource,
  type PlanRun,
  type PlanStream,
  type SimulatedPlan,
} from './planModel.ts';

export interface RunState {
  readonly run: PlanRun;
  readonly attempt: number;
  readonly status: string;
  readonly common: string;
  readonly substatus: string | null;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
  readonly returnCode: number | null;
  readonly isLast: boolean;
}
export interface JobState {
  readonly status: string;
  readonly substatus: string | null;
  readonly common: string;
  readonly isCanceled: boolean;
  /** The deadline has passed and the job has not ended well. */
  readonly isLate: boolean;
  readonly runs: readonly RunState[];
}

const isCanceledAt = (job: PlanJob, now: number) => job.canceledMs !== null && job.canceledMs <= now;

/** Ended with success or canceled: what follows it may run. */
export function isReleased(job: PlanJob, now: number): boolean {
  const last = job.runs.at(-1);
  return isCanceledAt(job, now) || (last !== undefined && last.endMs <= now && last.outcome === 'SUCC');
}

export function jobStateAt(plan: SimulatedPlan, job: PlanJob, now: number): JobState {
  const isCanceled = isCanceledAt(job, now);
  const visible = job.runs.filter((run, index) => index === 0 || run.startMs <= now);
  const runs = visible.map((run, index): RunState => {
    const phase = run.startMs > now ? pendingPhase(plan, job, now) : run.endMs > now ? { status: 'EXEC', common: 'RUNNING', substatus: null } : endedPhase(run);
    return {
      run,
      attempt: index + 1,
      ...phase,
      common: isCanceled ? 'CANCELED' : phase.common,
      startedMs: run.startMs <= now ? run.startMs : null,
      endedMs: run.endMs <= now ? run.endMs : null,
      returnCode: run.endMs <= now && run.outcome !== 'FAIL' ? run.returnCode : null,
      isLast: index === visible.length - 1,
    };
  });
  const last = runs.at(-1);
  if (last === undefined) throw new Error(`job ${job.id} has no run`);
  const isLate = job.deadlineMs !== null && job.deadlineMs <= now && !isReleased(job, now);
  return { status: last.status, substatus: last.substatus, common: last.common, isCanceled, isLate, runs };
}

function endedPhase(run: PlanRun) {
  return run.outcome === 'SUCC'
    ? { status: 'SUCC', common: 'SUCCESSFUL', substatus: 'SUCC_COMPLETED' }
    : { status: run.outcome, common: 'ERROR', substatus: null };
}

/** A canceled job keeps the status it had: canceled is a flag beside it. */
function pendingPhase(plan: SimulatedPlan, job: PlanJob, asked: number): { status: string; common: string; substatus: string } {
  const now = Math.min(asked, job.canceledMs ?? Infinity);
  if (job.readyMs <= now) {
    const machine = known(plan.workstations, job.workstation);
    if (!machine.isLinked) return { status: 'READY', common: 'READY', substatus: 'READY_WAITING_FOR_AGENT' };
    if (job.priority <= machine.fence) return { status: 'FENCE', common: 'READY', substatus: 'READY_WAITING_FOR_USER_INTERVENTION' };
    return { status: 'READY', common: 'READY', substatus: 'READY_WAITING_FOR_LIMIT' };
  }
  return { status: 'HOLD', common: job.priority === 0 ? 'HELD' : 'WAITING', substatus: holdReason(plan, job, now) };
}

function holdReason(plan: SimulatedPlan, job: PlanJob, now: number): string {
  const stream = known(plan.streams, job.streamId);
  const open = [...job.dependencies, ...stream.dependencies].filter((dependency) => !isSatisfied(plan, dependency, now));
  if (job.priority === 0) return 'HOLD_PRIORITY_ZERO';
  if (open.some(({ kind }) => kind === 'job' || kind === 'stream')) return 'HOLD_WAITING_FOR_PREDECESSOR';
  if (open.some(({ kind }) => kind === 'prompt')) return 'HOLD_WAITING_FOR_PROMPT';
  if (open.some(({ kind }) => kind === 'file')) return 'HOLD_WAITING_FOR_FILE';
  return 'HOLD_WAITING_FOR_TIME';
}

export function isSatisfied(plan: SimulatedPlan, dependency: PlanDependency, now: number): boolean {
  switch (dependency.kind) {
    case 'job':
      return isReleased(known(plan.jobs, dependency.jobId), now);
    case 'stream':
      return known(plan.streams, dependency.streamId).doneMs <= now;
    case 'file':
      return known(plan.files, dependency.fileId).arrivesMs <= now;
    case 'prompt':
      return known(plan.prompts, dependency.promptId).answeredMs <= now;
    case 'resource': {
      const resource = known(plan.resources, dependency.resourceId);
      return resource.quantity - heldOf(plan, resource, now) >= dependency.quantity;
    }
  }
}

export const unresolvedOf = (plan: SimulatedPlan, dependencies: readonly PlanDependency[], now: number): number =>
  dependencies.filter((dependency) => !isSatisfied(plan, dependency, now)).length;

/** Which running jobs hold the resource, and how much of it. */
export function holdersOf(plan: SimulatedPlan, resource: PlanResource, now: number): { job: PlanJob; quantity: number }[] {
  return needersOf(plan, resource.id).filter(({ job }) => job.runs.some((run) => run.startMs <= now && run.endMs > now));
}

export const heldOf = (plan: SimulatedPlan, resource: PlanResource, now: number): number =>
  holdersOf(plan, resource, now).reduce((sum, { quantity }) => sum + quantity, 0);

const NEEDERS = new WeakMap<SimulatedPlan, Map<string, { job: PlanJob; quantity: number }[]>>();
function needersOf(plan: SimulatedPlan, resourceId: string) {
  let all = NEEDERS.get(plan);
  if (all === undefined) {
    all = new Map();
    for (const job of plan.jobs.values())
      for (const need of job.dependencies)
        if (need.kind === 'resource') all.set(need.resourceId, [...(all.get(need.resourceId) ?? []), { job, quantity: need.quantity }]);
    NEEDERS.set(plan, all);
  }
  return all.get(resourceId) ?? [];
}

/** A prompt is asked when the job has nothing else to wait for. */
export function promptStatusAt(plan: SimulatedPlan, prompt: PlanPrompt, now: number): 'NOT_ASKED' | 'ASKED' | 'ANSWERED_YES' {
  if (prompt.answeredMs <= now) return 'ANSWERED_YES';
  const job = known(plan.jobs, prompt.jobId);
  const isElseReady =
    known(plan.streams, job.streamId).schedMs <= now &&
    job.dependencies.every((dependency) => dependency.kind === 'prompt' || isSatisfied(plan, dependency, now));
  return isElseReady ? 'ASKED' : 'NOT_ASKED';
}

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
  };
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

export function streamStateAt(plan: SimulatedPlan, stream: PlanStream, now: number): StreamState {
  const states = stream.jobIds.map((id) => jobStateAt(plan, known(plan.jobs, id), now));
  const count = (isOne: (state: JobState) => boolean) => states.filter(isOne).length;
  const live = (status: string) => count((state) => !state.isCanceled && state.status === status);
  const counts = {
    total: states.length,
    successful: live('SUCC'),
    executing: live('EXEC'),
    abended: live('ABEND'),
    failed: live('FAIL'),
    canceled: count((state) => state.isCanceled),
    notRunning: count((state) => !state.isCanceled && state.runs.every(({ startedMs }) => startedMs === null)),
  };
  const starts = states.flatMap(({ runs }) => runs.flatMap(({ startedMs }) => startedMs ?? []));
  const isDone = stream.doneMs <= now;
  const status = isDone ? 'SUCC' : openStatus(plan, stream, states, counts, now);
  return {
    status,
    common: { SUCC: 'SUCCESSFUL', EXEC: 'RUNNING', STUCK: 'BLOCKED', ABEND: 'ERROR', READY: 'READY', HOLD: 'WAITING' }[status],
    isLate: states.some(({ isLate }) => isLate),
    counts,
    startedMs: starts.length === 0 ? null : Math.min(...starts),
    endedMs: isDone ? stream.doneMs : null,
  };
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
