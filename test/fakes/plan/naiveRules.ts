/** The rules of waits over plain objects, in the plainest words: no buffers, no order, everything looked up again each time. */
import type { NaiveJob, NaiveMember, NaiveNode, NaivePlan, NaiveWait } from './naivePlan.ts';

export type NaivePhase = 'waits' | 'runs' | 'succeeded' | 'failed' | 'canceled' | 'suppressed';
export type NaiveStanding = 'met' | 'open' | 'stuck' | 'missed';

export function phase(job: NaiveJob): NaivePhase {
  if (job.flags.includes('canceled') || job.status === 'CANCELED') return 'canceled';
  if (job.status === 'SUCCESSFUL') return 'succeeded';
  if (job.status === 'ERROR') return 'failed';
  if (job.status === 'SUPPRESS') return 'suppressed';
  return job.status === 'RUNNING' ? 'runs' : 'waits';
}
export const isOpenPhase = (one: NaivePhase) => one === 'waits' || one === 'runs' || one === 'failed';

/** Outcomes that have come about; those of output conditions the engine alone knows. */
function outcomes(now: NaivePhase, isLaunchFailed: boolean): readonly string[] {
  if (now === 'succeeded') return ['STARTED', 'SUCC'];
  if (now === 'failed') return isLaunchFailed ? ['FAIL'] : ['STARTED', 'ABEND'];
  if (now === 'suppressed') return ['SUPPR'];
  return now === 'runs' ? ['STARTED'] : [];
}

export function standingOfJobMember(job: NaiveJob, now: NaivePhase, { conditions }: NaiveMember, wait: NaiveWait): NaiveStanding {
  const { flags } = job;
  if (now === 'canceled') {
    if (conditions.length === 0) return 'met';
    const ended = phase({ ...job, flags: flags.filter((flag) => flag !== 'canceled') });
    return ended === 'succeeded' || ended === 'failed' ? standingOfJobMember(job, ended, { node: 'outside', conditions }, wait) : 'stuck';
  }
  if (conditions.length === 0) {
    if (now === 'succeeded') return 'met';
    if (now === 'failed') return flags.includes('continues') ? 'met' : 'stuck';
    return now === 'suppressed' ? 'missed' : 'open';
  }
  if (conditions.some((one) => outcomes(now, flags.includes('launchFailed')).includes(one))) return 'met';
  if (now === 'waits' || now === 'runs') return 'open';
  return now !== 'suppressed' && conditions.includes('OUTPUT') && wait.satisfied === 'unknown' ? 'open' : 'missed';
}

export const jobsOf = (plan: NaivePlan, stream: number): number[] => plan.jobs.flatMap((job, index) => (job.stream === stream ? [index] : []));

function standingOfStreamNode(plan: NaivePlan, stream: number): NaiveStanding {
  const status = plan.streams[stream]!;
  if (status === 'CANCELED') return 'met';
  const inside = jobsOf(plan, stream).map((index) => phase(plan.jobs[index]!));
  if (inside.length === 0) return status === 'SUCCESSFUL' || status === 'SUPPRESS' ? 'met' : status === 'ERROR' || status === 'BLOCKED' ? 'stuck' : 'open';
  if (inside.includes('failed')) return 'stuck';
  return inside.some(isOpenPhase) ? 'open' : 'met';
}

function standingOfStreamMember(plan: NaivePlan, stream: number, conditions: NaiveMember['conditions']): NaiveStanding {
  const plain = standingOfStreamNode(plan, stream);
  if (conditions.length === 0) return plain;
  const asks = (...any: string[]) => conditions.some((one) => any.includes(one));
  const status = plan.streams[stream]!;
  const started = jobsOf(plan, stream).some((index) => ['runs', 'succeeded', 'failed'].includes(phase(plan.jobs[index]!)));
  if (status === 'CANCELED') return 'stuck';
  if (status === 'SUPPRESS') return asks('SUPPR') ? 'met' : 'missed';
  if (asks('STARTED') && (started || plain === 'met')) return 'met';
  if (plain === 'met') return asks('SUCC') ? 'met' : 'missed';
  if (status === 'ERROR') return asks('ABEND', 'FAIL') ? 'met' : 'missed';
  return plain;
}

export function standing(plan: NaivePlan, member: NaiveMember, wait: NaiveWait): NaiveStanding {
  if (member.node === 'outside') return 'open';
  if ('stream' in member.node) return standingOfStreamMember(plan, member.node.stream, member.conditions);
  const job = plan.jobs[member.node.job]!;
  return standingOfJobMember(job, phase(job), member, wait);
}

export const ownersOf = (plan: NaivePlan, { owner }: NaiveWait): number[] => ('job' in owner ? [owner.job] : jobsOf(plan, owner.stream));
export const isJob = (node: NaiveNode, job: number): boolean => node !== 'outside' && 'job' in node && node.job === job;
export const isStream = (node: NaiveNode, stream: number): boolean => node !== 'outside' && 'stream' in node && node.stream === stream;

/** Waits of a job and of its stream. */
export const waitsOf = (plan: NaivePlan, job: number): NaiveWait[] =>
  plan.waits.filter(({ owner }) => isJob(owner, job) || (plan.jobs[job]!.stream >= 0 && isStream(owner, plan.jobs[job]!.stream)));
