/** What is true of a job, file, prompt or resource at an instant: a pure function of the plan, what was changed in it, and the time. */
import { isOutputTrue } from './conditions.ts';
import {
  type FollowCondition,
  type JobChange,
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

const isCanceledAt = ({ canceledMs, change }: PlanJob, now: number) => change?.isCanceled ?? (canceledMs !== null && canceledMs <= now);

/** 0 for a job that somebody holds. */
export const priorityOf = ({ priority, change }: PlanJob): number => (change?.isHeld === true ? 0 : (change?.priority ?? priority));
export const deadlineOf = ({ deadlineMs, change }: PlanJob): number | null => (change?.deadlineMs === undefined ? deadlineMs : change.deadlineMs);
export const estimateOf = ({ estimatedMs, change }: PlanJob): number => change?.estimatedMs ?? estimatedMs;

/** Ended with success or canceled, or with a failure that its recovery lets pass: what follows it may run. */
export function isReleased(job: PlanJob, now: number): boolean {
  if (isCanceledAt(job, now)) return true;
  if (job.change?.status !== undefined) return job.change.status === 'SUCC';
  const last = job.runs.at(-1);
  return last !== undefined && last.endMs <= now && (last.outcome === 'SUCC' || (last.outcome === 'ABEND' && job.traits.recovery === 'CONTINUE'));
}

/** Nothing more is to come of it: it has succeeded, or was canceled or suppressed. */
const isSettled = (job: PlanJob, now: number) =>
  isCanceledAt(job, now) || (job.change?.status === undefined ? isSettledBySchedule(job, now) : ['SUCC', 'SUPPR'].includes(job.change.status));
const isSettledBySchedule = ({ suppressedMs, runs }: PlanJob, now: number) => {
  const last = runs.at(-1);
  return suppressedMs <= now || (last !== undefined && last.endMs <= now && last.outcome === 'SUCC');
};

interface Phase {
  readonly status: string;
  readonly common: string;
  readonly substatus: string | null;
}
const EXECUTING: Phase = { status: 'EXEC', common: 'RUNNING', substatus: null };
const SUCCEEDED: Phase = { status: 'SUCC', common: 'SUCCESSFUL', substatus: 'SUCC_COMPLETED' };
const ABENDED: Phase = { status: 'ABEND', common: 'ERROR', substatus: null };
const FAILED: Phase = { status: 'FAIL', common: 'ERROR', substatus: null };
const SUPPRESSED: Phase = { status: 'SUPPR', common: 'SUPPRESS', substatus: 'SUPPR_UNSATISFIED_DEPENDENCY' };
const HELD: Phase = { status: 'HOLD', common: 'HELD', substatus: 'HOLD_PRIORITY_ZERO' };
const NEXT_REPETITION: Phase = { status: 'HOLD', common: 'WAITING', substatus: 'HOLD_WAITING_FOR_TIME' };

export function jobStateAt(plan: SimulatedPlan, job: PlanJob, now: number): JobState {
  const isCanceled = isCanceledAt(job, now);
  const runs: RunState[] = [];
  for (const run of job.runs) {
    if (run.plannedMs > now) break;
    const phase = phaseOf(plan, job, run, now, runs.length);
    runs.push({
      run,
      attempt: runs.length + 1,
      status: phase.status,
      common: isCanceled ? 'CANCELED' : phase.common,
      substatus: phase.substatus,
      startedMs: run.startMs <= now ? run.startMs : null,
      endedMs: run.endMs <= now ? run.endMs : null,
      returnCode: run.endMs <= now && run.outcome !== 'FAIL' ? run.returnCode : null,
      isLast: false,
    });
  }
  const kept = runs.pop();
  if (kept === undefined) throw new Error(`job ${job.id} has no run`);
  const last = { ...kept, ...(job.change === null ? {} : changed(kept, job.change, isCanceled)), isLast: true };
  runs.push(last);
  const deadlineMs = deadlineOf(job);
  const isLate = job.change?.isLate ?? (deadlineMs !== null && deadlineMs <= now && !isReleased(job, now));
  return { status: last.status, substatus: last.substatus, common: last.common, isCanceled, isLate, runs };
}

function phaseOf(plan: SimulatedPlan, job: PlanJob, run: PlanRun, now: number, runsBefore: number): Phase {
  if (run.startMs > now) return runsBefore > 0 ? NEXT_REPETITION : pendingPhase(plan, job, now);
  if (run.endMs > now) return EXECUTING;
  return run.outcome === 'SUCC' ? SUCCEEDED : run.outcome === 'ABEND' ? ABENDED : FAILED;
}

/** Which common status goes with each status of jobs and streams. */
export const COMMON: Readonly<Record<string, string>> = {
  SUCC: 'SUCCESSFUL',
  EXEC: 'RUNNING',
  INTRO: 'WAITING',
  ABEND: 'ERROR',
  FAIL: 'ERROR',
  READY: 'READY',
  FENCE: 'READY',
  HOLD: 'WAITING',
  PEND: 'WAITING',
  SUPPR: 'SUPPRESS',
  SUSP: 'BLOCKED',
  ERROR: 'UNDECIDED',
  EXTRN: 'UNDECIDED',
};
const ENDED: ReadonlySet<string> = new Set(['SUCC', 'ABEND', 'FAIL']);

/** The last run as somebody made it: what is known of a status follows from it, the rest stays. */
function changed(run: RunState, { status, returnCode, atMs }: JobChange, isCanceled: boolean): Partial<RunState> {
  const said = returnCode === undefined ? {} : { returnCode };
  if (status === undefined) return said;
  const isEnded = ENDED.has(status);
  return {
    status,
    common: isCanceled ? 'CANCELED' : (COMMON[status] ?? 'UNDECIDED'),
    substatus: status === 'SUCC' ? SUCCEEDED.substatus : null,
    startedMs: isEnded || status === 'EXEC' ? (run.startedMs ?? atMs) : null,
    endedMs: isEnded ? (run.endedMs ?? atMs) : null,
    returnCode: isEnded && status !== 'FAIL' ? (run.returnCode ?? (status === 'SUCC' ? 0 : 1)) : null,
    ...said,
  };
}

/** A canceled job keeps the status it had: canceled is a flag beside it. */
function pendingPhase(plan: SimulatedPlan, job: PlanJob, asked: number): Phase {
  const now = Math.min(asked, job.canceledMs ?? Infinity);
  if (job.suppressedMs <= now) return SUPPRESSED;
  const priority = priorityOf(job);
  if (priority === 0) return HELD;
  return job.readyMs <= now ? readyPhase(plan, job, priority, now) : { status: 'HOLD', common: 'WAITING', substatus: holdReason(plan, job, now) };
}

function readyPhase(plan: SimulatedPlan, job: PlanJob, priority: number, now: number): Phase {
  const machine = known(plan.workstations, job.workstation);
  const ready = (substatus: string): Phase => ({ status: 'READY', common: 'READY', substatus });
  if (!machine.isLinked) return ready('READY_WAITING_FOR_AGENT');
  if (priority <= machine.fence) return { status: 'FENCE', common: 'READY', substatus: 'READY_WAITING_FOR_USER_INTERVENTION' };
  if (known(plan.streams, job.streamId).limit === 0) return { status: 'HOLD', common: 'WAITING', substatus: null };
  const isShort = job.dependencies.some((one) => one.kind === 'resource' && !isSatisfied(plan, one, now));
  return ready(isShort ? 'READY_WAITING_FOR_RESOURCES' : 'READY_WAITING_FOR_LIMIT');
}

function holdReason(plan: SimulatedPlan, job: PlanJob, now: number): string {
  const stream = known(plan.streams, job.streamId);
  let reason = 'HOLD_WAITING_FOR_TIME';
  for (const dependencies of [job.dependencies, stream.dependencies])
    for (const one of dependencies) {
      if (one.kind === 'resource' || isSatisfied(plan, one, now)) continue;
      if (one.kind !== 'prompt' && one.kind !== 'file') return 'HOLD_WAITING_FOR_PREDECESSOR';
      if (one.kind === 'prompt') reason = 'HOLD_WAITING_FOR_PROMPT';
      else if (reason === 'HOLD_WAITING_FOR_TIME') reason = 'HOLD_WAITING_FOR_FILE';
    }
  return reason;
}

/** @param owner the job that waits; what it holds already is there for it */
export function isSatisfied(plan: SimulatedPlan, dependency: PlanDependency, now: number, owner?: PlanJob): boolean {
  switch (dependency.kind) {
    case 'job': {
      const job = known(plan.jobs, dependency.jobId);
      return dependency.condition === undefined ? isReleased(job, now) : isConditionMet(plan, job, dependency.condition, now);
    }
    case 'stream':
      return isStreamDone(plan, known(plan.streams, dependency.streamId), now);
    case 'join':
      return dependency.members.filter((member) => isSatisfied(plan, member, now)).length >= dependency.needed;
    case 'network':
      return dependency.answersMs <= now;
    case 'absent':
      return false;
    case 'file':
      return known(plan.files, dependency.fileId).arrivesMs <= now;
    case 'prompt':
      return known(plan.prompts, dependency.promptId).answeredMs <= now;
    case 'resource': {
      if (owner?.runs.some(({ startMs }) => startMs <= now) === true) return true;
      const resource = known(plan.resources, dependency.resourceId);
      return resource.quantity - heldOf(plan, resource, now) >= dependency.quantity;
    }
  }
}

function isConditionMet(plan: SimulatedPlan, job: PlanJob, { statuses, outputs }: FollowCondition, now: number): boolean {
  const { status, isCanceled, runs } = jobStateAt(plan, job, now);
  const last = runs.at(-1);
  if (isCanceled) return true;
  if (statuses.includes('STARTED') && last !== undefined && last.startedMs !== null) return true;
  if (statuses.some((one) => one === status)) return true;
  return last !== undefined && last.endedMs !== null && outputs.some((name) => isOutputTrue(job.traits, name, last.run));
}

/** Every job of it has succeeded, or was canceled or suppressed. */
export const isStreamDone = (plan: SimulatedPlan, stream: PlanStream, now: number): boolean =>
  stream.isChanged ? stream.jobIds.every((id) => isSettled(known(plan.jobs, id), now)) : stream.doneMs <= now;

export const unresolvedOf = (plan: SimulatedPlan, dependencies: readonly PlanDependency[], now: number): number =>
  dependencies.reduce((count, one) => (isSatisfied(plan, one, now) ? count : count + 1), 0);

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
        if (need.kind === 'resource') {
          const needers = all.get(need.resourceId);
          if (needers === undefined) all.set(need.resourceId, [{ job, quantity: need.quantity }]);
          else needers.push({ job, quantity: need.quantity });
        }
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
