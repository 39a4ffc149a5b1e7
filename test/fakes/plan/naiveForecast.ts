/** The forecast by going over the whole plan again and again until no time changes any more. */
import type { NaiveMember, NaivePlan, NaiveWait } from './naivePlan.ts';
import { isOpenPhase, jobsOf, type NaiveStanding, phase, standing, waitsOf } from './naiveRules.ts';

export interface NaiveTimes {
  /** Per job; Infinity: none, NaN: done. */
  readonly start: readonly number[];
  readonly finish: readonly number[];
}

export const naiveDuration = ({ flags, medianMs, p90Ms }: NaivePlan['jobs'][number], which: 'median' | 'p90'): number => {
  if (flags.includes('noOperation')) return 0;
  return which === 'median' || Number.isNaN(p90Ms) ? medianMs : Math.max(medianMs, p90Ms);
};

export const isHeldBack = ({ status, flags }: NaivePlan['jobs'][number]): boolean =>
  status === 'HELD' || flags.includes('held') || status === 'UNDECIDED' || status === 'UNKNOWN';

/** Nobody can foresee how a stream ends: a forecast takes its end for what was asked of it. */
export function standingForForecast(plan: NaivePlan, member: NaiveMember, wait: NaiveWait): NaiveStanding {
  const isOfStream = member.node !== 'outside' && 'stream' in member.node;
  return standing(plan, isOfStream ? { ...member, conditions: [] } : member, wait);
}

export function naiveForecast(plan: NaivePlan, nowMs: number, which: 'median' | 'p90'): NaiveTimes {
  const phases = plan.jobs.map((job) => phase(job));
  let start = plan.jobs.map((job, index) => (phases[index] === 'waits' ? Infinity : phases[index] === 'runs' ? job.startedAtMs : Number.NaN));
  let finish = plan.jobs.map((job, index) => {
    if (!isOpenPhase(phases[index]!)) return Number.NaN;
    if (phases[index] !== 'runs') return Infinity;
    const end = Number.isNaN(job.startedAtMs) ? nowMs + naiveDuration(job, which) : Math.max(nowMs, job.startedAtMs + naiveDuration(job, which));
    return Number.isNaN(end) ? Infinity : end;
  });

  const comes = (member: NaiveMember, wait: NaiveWait): number => {
    const now = standingForForecast(plan, member, wait);
    if (now !== 'open') return now === 'met' ? nowMs : Infinity;
    if (member.node === 'outside') return Infinity;
    if ('stream' in member.node) {
      const inside = jobsOf(plan, member.node.stream).filter((one) => isOpenPhase(phases[one]!));
      return inside.length === 0 ? Infinity : Math.max(...inside.map((one) => finish[one]!));
    }
    if (!isOpenPhase(phases[member.node.job]!)) return Infinity;
    if (member.conditions.includes('STARTED')) return start[member.node.job]!;
    return member.conditions.length === 0 || member.conditions.includes('SUCC') ? finish[member.node.job]! : Infinity;
  };
  const met = (wait: NaiveWait) => (wait.satisfied === 'yes' ? nowMs : wait.members.map((one) => comes(one, wait)).toSorted((a, b) => a - b)[wait.needed - 1]!);

  for (let round = 0; round <= plan.jobs.length; round++) {
    const nextStart = plan.jobs.map((job, index) => {
      if (phases[index] !== 'waits' || isHeldBack(job)) return start[index]!;
      return Math.max(nowMs, Number.isNaN(job.notBeforeMs) ? -Infinity : job.notBeforeMs, ...waitsOf(plan, index).map(met));
    });
    const nextFinish = plan.jobs.map((job, index) => {
      if (phases[index] !== 'waits' || isHeldBack(job)) return finish[index]!;
      const end = nextStart[index]! + naiveDuration(job, which);
      return Number.isNaN(end) ? Infinity : end;
    });
    [start, finish] = [nextStart, nextFinish];
  }
  return { start, finish };
}
