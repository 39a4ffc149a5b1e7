/** Why a job is not running, most decisive first. Pure: all facts come in, reasons as codes with values come out. */
import type { Dependency, Job, JobDetails, WaitReason, Workstation } from '../../src-preload/contract/plan/plan.ts';
import { type MissedCondition, type Substatus, substatuses, type WaitFact, type Whose } from '../../src-preload/contract/plan/planFacts.ts';
import { PLAIN, waitSentence } from '../../src-preload/shared/words/planSentences.ts';
import type { StreamDetails, TimeLimits } from '../tws/types/types.ts';

export interface WaitFacts {
  readonly job: JobDetails;
  /** null: could not be read. */
  readonly limits: TimeLimits | null;
  readonly stream: StreamDetails | null;
  readonly workstation: Workstation | null;
  /** Jobs running on the workstation now; null when not known or not asked. */
  readonly runningThere: number | null;
  /** What it asked for in vain, itself or behind another; null: it may still run, or nobody knows. */
  readonly missed: MissedCondition | null;
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
  const own: Whose = { kind: 'job', name: job.name };
  if (job.isCanceled) return [reason('canceled', { code: 'canceled', whose: own })];
  const vain = facts.missed === null ? [] : [reason('suppressed', { code: 'will-not-run', job: job.name, missed: facts.missed }, facts.missed.on)];
  if (job.status.common === 'SUPPRESS' && vain.length > 0) return vain;
  if (STARTED.has(job.status.common)) return [reason('unknown', startedFact(job))];
  const reasons = [
    ...vain,
    ...holdReasons(job),
    ...dependencyReasons(job.dependencies, own),
    ...dependencyReasons(facts.stream?.dependencies ?? [], { kind: 'stream', name: job.streamName }),
    ...upstreamReasons(facts),
    ...timeReasons(facts),
    ...workstationReasons(facts),
    ...streamReasons(facts),
  ].sort((a, b) => DECISIVE.indexOf(a.kind) - DECISIVE.indexOf(b.kind));
  return reasons.length > 0 ? reasons : [unexplained(job)];
}

const reason = (kind: WaitReason['kind'], fact: WaitFact, target: string | null = null): WaitReason => ({
  kind,
  sentence: waitSentence(fact, 'en', PLAIN),
  target,
  fact,
});

/** What a person has to act on comes before what resolves by itself; what holds only once all else is met comes last. */
const DECISIVE: readonly WaitReason['kind'][] = [
  'canceled',
  'suppressed',
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

function startedFact({ name, status, startedAt, returnCode, endedAt }: Job): WaitFact {
  if (status.common === 'RUNNING') return { code: 'running', job: name, since: startedAt };
  if (status.common === 'SUPPRESS') return { code: 'suppressed', job: name, status: status.internal };
  return { code: 'ended', job: name, status: status.internal, returnCode, at: endedAt };
}

function holdReasons({ name, priority, status }: Job): WaitReason[] {
  if (priority === 0) return [reason('priority-zero', { code: 'priority-zero', whose: { kind: 'job', name } })];
  return status.common === 'HELD' ? [reason('held', { code: 'held', job: name, status: status.internal })] : [];
}

function dependencyReasons(dependencies: readonly Dependency[], whose: Whose): WaitReason[] {
  return dependencies.filter((dependency) => dependency.isSatisfied !== true).map((dependency) => dependencyReason(dependency, whose));
}

function dependencyReason({ kind, target, state, detail, fact: more }: Dependency, whose: Whose): WaitReason {
  switch (kind) {
    case 'job':
    case 'stream': {
      const hasFailed = state !== null && ENDED_BADLY.has(state.toUpperCase());
      return reason(hasFailed ? 'failed-predecessor' : 'predecessor', { code: 'predecessor', whose, target, state, hasFailed, more }, target);
    }
    case 'join':
      return reason('predecessor', { code: 'join', whose, target, more }, target);
    case 'file':
      return reason('file', { code: 'file', whose, target, state }, target);
    case 'prompt':
      return reason('prompt', { code: 'prompt', whose, target, state: promptState(state), text: detail }, target);
    case 'resource':
      return reason('resource', { code: 'resource', whose, target, more }, target);
    case 'internetwork':
      return reason('internetwork', { code: 'internetwork', whose, target }, target);
    case 'unknown':
      return reason('unknown', { code: 'unknown-dependency', whose, target }, target);
  }
}

const promptState = (state: string | null) => (state === 'ANSWERED_NO' ? 'answered-no' : state === 'NOT_ASKED' ? 'not-asked' : 'asked');

/** The cause a chain of waiting leads to; a direct predecessor has its own reason already. */
function upstreamReasons({ job, stream, failedUpstream }: WaitFacts): WaitReason[] {
  const direct = new Set([...job.dependencies, ...(stream?.dependencies ?? [])].map((dependency) => dependency.targetJobId));
  return failedUpstream
    .filter((failed) => !direct.has(failed.id))
    .map(({ key, status, returnCode }) =>
      reason('failed-predecessor', { code: 'upstream-failed', job: job.name, target: key, status: status.internal, returnCode }, key),
    );
}

function timeReasons({ limits, stream, job, engineNowMs }: WaitFacts): WaitReason[] {
  const notBefore = (at: string, whose: Whose) => reason('time', { code: 'start-time', whose, at }, at);
  const isAhead = (at: string | null | undefined): at is string => at !== null && at !== undefined && Date.parse(at) > engineNowMs;
  const own = limits !== null && limits.isStartReached !== true && isAhead(limits.startAt) ? [notBefore(limits.startAt, { kind: 'job', name: job.name })] : [];
  const ofStream = isAhead(stream?.startAt) && stream.startAt !== limits?.startAt ? [notBefore(stream.startAt, { kind: 'stream', name: job.streamName })] : [];
  return [...own, ...ofStream];
}

function workstationReasons({ workstation, job, runningThere }: WaitFacts): WaitReason[] {
  if (workstation === null) return [];
  const { name, limit, fence } = workstation;
  const reasons: WaitReason[] = [];
  const add = (kind: WaitReason['kind'], fact: WaitFact) => reasons.push(reason(kind, fact, name));
  if (workstation.isIgnored || workstation.isLinked === false || workstation.isJobmanUp === false)
    add('workstation-unlinked', { code: 'workstation', workstation: name, fact: workstation.problemFact });
  const priority = job.priority;
  if (fence !== null && fence > 0 && priority !== null && priority <= fence) add('fence', { code: 'fence', workstation: name, fence, job: job.name, priority });
  if (limit === null || (priority !== null && priority >= PRIORITY_HI)) return reasons;
  if (limit === 0) add('workstation-limit', { code: 'limit-zero', workstation: name });
  else if (runningThere !== null && runningThere >= limit) add('workstation-limit', { code: 'limit-reached', workstation: name, limit, running: runningThere });
  return reasons;
}

function streamReasons({ stream, job }: WaitFacts): WaitReason[] {
  if (stream === null) return [];
  const { name, key, limit, jobs } = stream;
  const reasons: WaitReason[] = [];
  if (stream.status.common === 'CANCELED') reasons.push(reason('canceled', { code: 'canceled', whose: { kind: 'stream', name } }, key));
  if (stream.priority === 0) reasons.push(reason('priority-zero', { code: 'priority-zero', whose: { kind: 'stream', name } }, key));
  if (limit !== null && jobs !== null && jobs.running >= limit)
    reasons.push(reason('stream-limit', { code: 'stream-limit', stream: name, limit, running: jobs.running, job: job.name }, key));
  return reasons;
}

/** Which kind of reason the engine's own word stands for. */
const SUBSTATUS_KIND: Readonly<Record<Substatus, WaitReason['kind']>> = {
  HOLD_WAITING_FOR_PREDECESSOR: 'predecessor',
  HOLD_UNEXPECTED_PREDECESSOR_CONDITION: 'predecessor',
  HOLD_WAITING_FOR_TIME: 'time',
  HOLD_WAITING_FOR_PROMPT: 'prompt',
  HOLD_WAITING_FOR_FILE: 'file',
  HOLD_WAITING_FOR_INPUT: 'prompt',
  HOLD_PRIORITY_ZERO: 'priority-zero',
  READY_WAITING_FOR_RESOURCES: 'resource',
  READY_WAITING_FOR_LIMIT: 'workstation-limit',
  READY_WAITING_FOR_AGENT: 'workstation-unlinked',
  READY_WAITING_FOR_USER_INTERVENTION: 'held',
};

function unexplained({ name, status, unresolvedDependencies }: JobDetails): WaitReason {
  const substatus = substatuses.find((known) => known === status.substatus);
  if (substatus !== undefined) return reason(SUBSTATUS_KIND[substatus], { code: 'substatus', job: name, substatus });
  if (unresolvedDependencies > 0) return reason('unknown', { code: 'untold-dependencies', job: name, count: unresolvedDependencies });
  return reason('unknown', { code: 'unexplained', job: name, status: status.internal });
}
