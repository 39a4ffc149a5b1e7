/** Why a job is not running, most decisive first. Pure: all facts come in, sentences come out. */
import type { Dependency, Job, JobDetails, WaitReason, Workstation } from '../../src-preload/contract/plan.ts';
import type { StreamDetails, TimeLimits } from '../tws/types.ts';

export interface WaitFacts {
  readonly job: JobDetails;
  /** null: could not be read. */
  readonly limits: TimeLimits | null;
  readonly stream: StreamDetails | null;
  readonly workstation: Workstation | null;
  /** Jobs running on the workstation now; null when not known or not asked. */
  readonly runningThere: number | null;
  /** Failed jobs before its direct predecessors, nearest first. */
  readonly failedUpstream: readonly Job[];
  readonly engineNowMs: number;
}

/** Priorities `hi` and `go` pass the workstation's limit (not its fence, not the stream's limit). */
const PRIORITY_HI = 100;
const STARTED: ReadonlySet<string> = new Set(['RUNNING', 'SUCCESSFUL', 'ERROR', 'SUPPRESS']);
const ENDED_BADLY: ReadonlySet<string> = new Set(['ABEND', 'FAIL', 'FAILED', 'STUCK', 'ERROR', 'INTRPT']);

export function waitReasonsOf(facts: WaitFacts): WaitReason[] {
  const { job } = facts;
  if (job.isCanceled) return [{ kind: 'canceled', sentence: `${job.name} was canceled: it will not run in this plan.`, target: null }];
  if (STARTED.has(job.status.common)) return [{ kind: 'unknown', sentence: startedSentence(job), target: null }];
  const reasons = [
    ...holdReasons(job),
    ...dependencyReasons(job.dependencies, `${job.name} waits for`),
    ...dependencyReasons(facts.stream?.dependencies ?? [], `its job stream ${job.streamName} waits for`),
    ...upstreamReasons(facts),
    ...timeReasons(facts),
    ...workstationReasons(facts),
    ...streamReasons(facts),
  ].sort((a, b) => DECISIVE.indexOf(a.kind) - DECISIVE.indexOf(b.kind));
  return reasons.length > 0 ? reasons : [unexplained(job)];
}

/** What a person has to act on comes before what resolves by itself; what holds only once all else is met comes last. */
const DECISIVE: readonly WaitReason['kind'][] = [
  'canceled',
  'held',
  'priority-zero',
  'failed-predecessor',
  'prompt',
  'file',
  'internetwork',
  'resource',
  'predecessor',
  'time',
  'workstation-unlinked',
  'fence',
  'workstation-limit',
  'stream-limit',
  'unknown',
];

function startedSentence(job: Job): string {
  const { common, internal } = job.status;
  if (common === 'RUNNING') return `${job.name} is running${job.startedAt === null ? '' : ` since ${job.startedAt}`}: nothing keeps it.`;
  if (common === 'SUPPRESS') return `${job.name} was suppressed (${internal}): its condition was not met or its latest start passed.`;
  const code = job.returnCode === null ? '' : ` with return code ${job.returnCode}`;
  return `${job.name} does not wait: it ended in ${internal}${code}${job.endedAt === null ? '' : ` at ${job.endedAt}`}.`;
}

function holdReasons(job: Job): WaitReason[] {
  if (job.priority === 0)
    return [{ kind: 'priority-zero', sentence: `The priority of ${job.name} is 0: it never starts until somebody raises it.`, target: null }];
  if (job.status.common === 'HELD')
    return [{ kind: 'held', sentence: `${job.name} is held (${job.status.internal}): somebody has to release it.`, target: null }];
  return [];
}

function dependencyReasons(dependencies: readonly Dependency[], who: string): WaitReason[] {
  return dependencies.filter((dependency) => dependency.isSatisfied !== true).map((dependency) => dependencyReason(dependency, capitalised(who)));
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function dependencyReason(dependency: Dependency, who: string): WaitReason {
  const { target, state, detail } = dependency;
  const about = detail === null ? '' : ` (${detail})`;
  switch (dependency.kind) {
    case 'job':
    case 'stream':
      if (state !== null && ENDED_BADLY.has(state.toUpperCase()))
        return { kind: 'failed-predecessor', sentence: `${who} ${target}, which ended in ${state}${about}.`, target };
      return { kind: 'predecessor', sentence: `${who} ${target}, which is ${state ?? 'in a state the engine does not say'}${about}.`, target };
    case 'join':
      return { kind: 'predecessor', sentence: `${who} the join ${target}${about}.`, target };
    case 'file':
      return { kind: 'file', sentence: `${who} the file ${target}${state === null ? '' : `, which is "${state}"`}.`, target };
    case 'prompt':
      return { kind: 'prompt', sentence: promptSentence(dependency, who), target };
    case 'resource':
      return { kind: 'resource', sentence: `${who} the resource ${target}${about}.`, target };
    case 'internetwork':
      return { kind: 'internetwork', sentence: `${who} ${target} in another network.`, target };
    case 'unknown':
      return { kind: 'unknown', sentence: `${who} something this version of Resync does not know (${target}).`, target };
  }
}

function promptSentence({ target, state, detail }: Dependency, who: string): string {
  const text = detail === null ? '' : `: "${detail}"`;
  if (state === 'ANSWERED_NO') return `${who} the prompt ${target}, which was answered no${text}.`;
  return `${who} an answer to the prompt ${target}${state === 'NOT_ASKED' ? ' (not asked yet)' : ''}${text}.`;
}

/** The cause a chain of waiting leads to; a direct predecessor has its own sentence already. */
function upstreamReasons({ job, stream, failedUpstream }: WaitFacts): WaitReason[] {
  const direct = new Set([...job.dependencies, ...(stream?.dependencies ?? [])].map((dependency) => dependency.targetJobId));
  return failedUpstream
    .filter((failed) => !direct.has(failed.id))
    .map((failed) => ({
      kind: 'failed-predecessor',
      sentence: `Further up, ${failed.key} ended in ${failed.status.internal}${failed.returnCode === null ? '' : ` with return code ${failed.returnCode}`}: what ${job.name} waits for waits for it.`,
      target: failed.key,
    }));
}

function timeReasons({ limits, stream, job, engineNowMs }: WaitFacts): WaitReason[] {
  const reason = (at: string, whose: string): WaitReason => ({ kind: 'time', sentence: `The start time of ${whose}, ${at}, has not come yet.`, target: at });
  const isAhead = (at: string | null | undefined): at is string => at !== null && at !== undefined && Date.parse(at) > engineNowMs;
  const own = limits !== null && limits.isStartReached !== true && isAhead(limits.startAt) ? [reason(limits.startAt, job.name)] : [];
  const ofStream = isAhead(stream?.startAt) && stream.startAt !== limits?.startAt ? [reason(stream.startAt, `the job stream ${job.streamName}`)] : [];
  return [...own, ...ofStream];
}

function workstationReasons({ workstation, job, runningThere }: WaitFacts): WaitReason[] {
  if (workstation === null) return [];
  const { name, limit, fence } = workstation;
  const reasons: WaitReason[] = [];
  const add = (kind: WaitReason['kind'], sentence: string) => reasons.push({ kind, sentence, target: name });
  if (workstation.isIgnored || workstation.isLinked === false || workstation.isJobmanUp === false)
    add('workstation-unlinked', workstation.problem ?? `${name} cannot start jobs now.`);
  const priority = job.priority;
  if (fence !== null && fence > 0 && priority !== null && priority <= fence)
    add(
      'fence',
      `The fence of ${name} is ${fence} and the priority of ${job.name} is ${priority}: it does not start until the fence is lowered or the priority raised.`,
    );
  if (limit === null || (priority !== null && priority >= PRIORITY_HI)) return reasons;
  if (limit === 0) add('workstation-limit', `The job limit of ${name} is 0: no job with ordinary priority starts there.`);
  else if (runningThere !== null && runningThere >= limit) add('workstation-limit', `${name} already runs ${runningThere} jobs and its limit is ${limit}.`);
  return reasons;
}

function streamReasons({ stream, job }: WaitFacts): WaitReason[] {
  if (stream === null) return [];
  const reasons: WaitReason[] = [];
  if (stream.status.common === 'CANCELED') reasons.push({ kind: 'canceled', sentence: `Its job stream ${stream.name} was canceled.`, target: stream.key });
  if (stream.priority === 0)
    reasons.push({ kind: 'priority-zero', sentence: `The priority of its job stream ${stream.name} is 0: none of its jobs starts.`, target: stream.key });
  if (stream.limit !== null && stream.jobs.running >= stream.limit)
    reasons.push({
      kind: 'stream-limit',
      sentence: `The limit of the job stream ${stream.name} is ${stream.limit} and ${stream.jobs.running} of its jobs are running; ${job.name} has to wait.`,
      target: stream.key,
    });
  return reasons;
}

/** The engine's own word for why, when nothing that could be read explains it. */
const SUBSTATUS: Readonly<Record<string, { readonly kind: WaitReason['kind']; readonly what: string }>> = {
  HOLD_WAITING_FOR_PREDECESSOR: { kind: 'predecessor', what: 'waits for a predecessor' },
  HOLD_UNEXPECTED_PREDECESSOR_CONDITION: { kind: 'predecessor', what: 'waits because a predecessor ended in an unexpected condition' },
  HOLD_WAITING_FOR_TIME: { kind: 'time', what: 'waits for its start time' },
  HOLD_WAITING_FOR_PROMPT: { kind: 'prompt', what: 'waits for an answer to a prompt' },
  HOLD_WAITING_FOR_FILE: { kind: 'file', what: 'waits for a file' },
  HOLD_WAITING_FOR_INPUT: { kind: 'prompt', what: 'waits for input' },
  HOLD_PRIORITY_ZERO: { kind: 'priority-zero', what: 'has priority 0' },
  READY_WAITING_FOR_RESOURCES: { kind: 'resource', what: 'waits for a resource' },
  READY_WAITING_FOR_LIMIT: { kind: 'workstation-limit', what: 'waits for a free place within a job limit' },
  READY_WAITING_FOR_AGENT: { kind: 'workstation-unlinked', what: 'waits for its agent' },
  READY_WAITING_FOR_USER_INTERVENTION: { kind: 'held', what: 'waits for somebody to act' },
};

function unexplained(job: JobDetails): WaitReason {
  const said = job.status.substatus === null ? undefined : SUBSTATUS[job.status.substatus];
  if (said !== undefined) return { kind: said.kind, sentence: `${job.name} ${said.what}; the engine does not say which.`, target: null };
  if (job.unresolvedDependencies > 0)
    return {
      kind: 'unknown',
      sentence: `The engine counts ${job.unresolvedDependencies} unresolved dependencies of ${job.name} but does not say which.`,
      target: null,
    };
  return { kind: 'unknown', sentence: `Nothing Resync can read keeps ${job.name} from starting; its status is ${job.status.internal}.`, target: null };
}
