/** The impact of a job by rounds over all waits, until nothing more is lost. */
import type { NaiveMember, NaiveNode, NaivePlan, NaiveWait } from './naivePlan.ts';
import { isJob, isOpenPhase, type NaivePhase, type NaiveStanding, ownersOf, phase, standing, standingOfJobMember } from './naiveRules.ts';

interface NaiveImpact {
  /** Job -> steps. */
  readonly blocked: ReadonlyMap<number, number>;
  readonly suppressed: ReadonlyMap<number, number>;
}

export function naiveImpact(plan: NaivePlan, start: number, how: 'as-it-stands' | 'fails'): NaiveImpact {
  const blocked = new Map<number, number>();
  const suppressed = new Map<number, number>();
  const now = phase(plan.jobs[start]!);
  if (now === 'succeeded') return { blocked, suppressed };
  const taken: NaivePhase = how === 'fails' && now !== 'suppressed' && now !== 'canceled' ? 'failed' : now;
  const startJob = { ...plan.jobs[start]!, flags: plan.jobs[start]!.flags.filter((flag) => how === 'as-it-stands' || flag !== 'launchFailed') };
  const stands = (member: NaiveMember, wait: NaiveWait): NaiveStanding =>
    isJob(member.node, start) ? standingOfJobMember(startJob, taken, member, wait) : standing(plan, member, wait);

  const canBeLost = (job: number) => job !== start && phase(plan.jobs[job]!) === 'waits' && !suppressed.has(job) && !blocked.has(job);
  const openWaits = plan.waits.filter(({ satisfied }) => satisfied !== 'yes');
  /** Depth at which a member was lost to suppression; Infinity: it was not. */
  const missedAt = (member: NaiveMember, wait: NaiveWait): number => {
    if (member.node === 'outside' || 'stream' in member.node) return Infinity;
    if (member.node.job === start) return stands(member, wait) === 'missed' ? 0 : Infinity;
    return member.conditions.includes('SUPPR') ? Infinity : (suppressed.get(member.node.job) ?? Infinity);
  };
  const rounds = (into: Map<number, number>, isLost: (wait: NaiveWait, depth: number) => boolean) => {
    for (let depth = 0; depth <= plan.jobs.length; depth++) {
      for (const wait of openWaits.filter((one) => isLost(one, depth))) {
        for (const owner of ownersOf(plan, wait)) if (canBeLost(owner)) into.set(owner, depth + 1);
      }
    }
  };
  rounds(suppressed, (wait, depth) => {
    const isLostNow = (member: NaiveMember) => missedAt(member, wait) <= depth;
    const left = wait.members.filter((member) => !isLostNow(member) && stands(member, wait) !== 'missed');
    return wait.members.some(isLostNow) && left.length < wait.needed;
  });

  /** Depth at which a node was lost because it stays unfinished. */
  const lostAt = (node: NaiveNode): number => {
    if (node === 'outside') return Infinity;
    const ofJob = (job: number) => (job === start ? (isOpenPhase(taken) ? 0 : Infinity) : (blocked.get(job) ?? Infinity));
    if ('job' in node) return ofJob(node.job);
    if (plan.streams[node.stream] === 'CANCELED') return Infinity;
    return Math.min(Infinity, ...plan.jobs.flatMap((job, index) => (job.stream === node.stream ? [ofJob(index)] : [])));
  };
  const stuckAt = (member: NaiveMember, wait: NaiveWait): number => {
    if (isJob(member.node, start)) return ['open', 'stuck'].includes(stands(member, wait)) && taken !== 'suppressed' ? 0 : Infinity;
    // A stream that will not end may have done what was asked of it.
    const isDoneFor = member.node !== 'outside' && 'stream' in member.node && member.conditions.length > 0 && stands(member, wait) === 'met';
    return isDoneFor ? Infinity : lostAt(member.node);
  };
  rounds(blocked, (wait, depth) => {
    const isTouched = wait.members.some((member) => stuckAt(member, wait) <= depth || missedAt(member, wait) <= depth);
    const left = wait.members.filter(
      (member) => stuckAt(member, wait) > depth && missedAt(member, wait) === Infinity && !['stuck', 'missed'].includes(stands(member, wait)),
    );
    return isTouched && left.length < wait.needed;
  });
  // To be canceled: it holds others, but will not run anyway.
  for (const found of [blocked, suppressed]) for (const job of found.keys()) if (plan.jobs[job]!.flags.includes('cancelPending')) found.delete(job);
  return { blocked, suppressed };
}
