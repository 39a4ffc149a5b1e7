/** Which of the table's groups every job is in, and how many are in each. */
import { type CommonStatus, commonStatuses } from '../../../../src-preload/contract/plan/plan.ts';
import { type JobGroup, jobGroups } from '../../../../src-preload/contract/plan/planSnapshot.ts';
import type { Forecast } from '../../graph/forecast/forecast.ts';
import { hindranceCode } from '../../graph/forecast/hindrances.ts';
import { isHeld } from '../../graph/forecast/opening.ts';
import { isOpen } from '../../graph/phases.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import type { Workings } from './workings.ts';

/** A bit for each of `jobGroups`. */
export const groupBit = (group: JobGroup): number => 1 << jobGroups.indexOf(group);

export interface Tally {
  /** Per job, bits of `groupBit`. */
  readonly groups: Uint16Array;
  readonly counts: Record<JobGroup, number>;
  /** By common status. */
  readonly byStatus: Record<string, number>;
}

const OWN_GROUP: Readonly<Record<CommonStatus, JobGroup>> = {
  ERROR: 'failed',
  RUNNING: 'running',
  WAITING: 'waiting',
  READY: 'waiting',
  HELD: 'blocked',
  BLOCKED: 'blocked',
  SUCCESSFUL: 'done',
  CANCELED: 'other',
  SUPPRESS: 'other',
  UNDECIDED: 'other',
  UNKNOWN: 'other',
};
const ownBits = commonStatuses.map((status) => groupBit(OWN_GROUP[status]));
const bit = {
  waiting: groupBit('waiting'),
  blocked: groupBit('blocked'),
  other: groupBit('other'),
  late: groupBit('late'),
  critical: groupBit('critical'),
  atRisk: groupBit('at-risk'),
} as const;

const FAILED = hindranceCode('failed');

/** There is a failed job, and another one than this. */
export const isBehindFailure = ({ hindrance, cause }: Forecast, row: number): boolean => hindrance[row] === FAILED && cause[row] !== row;

export function createTally({ held, forecast, lateRisks, perMinute }: Workings): () => Tally {
  return perMinute(() => {
    const groups = new Uint16Array(held.jobs.count);
    const seen = forecast();
    for (let row = 0; row < groups.length; row++) groups[row] = ownGroup(held, seen, row) | (held.jobs.isCritical(row) ? bit.critical : 0);
    for (const { job, isLateNow, certainty } of lateRisks().late) {
      if (isLateNow) groups[job]! |= bit.late;
      else if (certainty !== 'possible') groups[job]! |= bit.atRisk;
    }
    for (let row = 0; row < groups.length; row++) {
      const is = groups[row]!;
      if ((is & bit.critical) !== 0 && (is & bit.late) === 0 && isBehindFailure(seen, row) && isOpen(held.graph, row)) groups[row] = is | bit.atRisk;
    }
    return { groups, ...counted(held, groups) };
  });
}

function ownGroup({ jobs, graph }: HeldPlan, forecast: Forecast, row: number): number {
  if (jobs.isCanceled(row)) return bit.other;
  const own = ownBits[jobs.common.values[row]!] ?? bit.other;
  return own === bit.waiting && (isHeld(graph, row) || isBehindFailure(forecast, row)) ? bit.blocked : own;
}

function counted({ jobs }: HeldPlan, groups: Uint16Array): Pick<Tally, 'counts' | 'byStatus'> {
  const perBits = new Map<number, number>();
  const perStatus = new Float64Array(commonStatuses.length);
  for (let row = 0; row < groups.length; row++) {
    perBits.set(groups[row]!, (perBits.get(groups[row]!) ?? 0) + 1);
    perStatus[jobs.common.values[row]!]!++;
  }
  const inGroup = (group: JobGroup) => [...perBits].reduce((sum, [bits, count]) => sum + ((bits & groupBit(group)) === 0 ? 0 : count), 0);
  return {
    counts: Object.fromEntries(jobGroups.map((group) => [group, inGroup(group)])) as Tally['counts'], // one entry each
    byStatus: Object.fromEntries(commonStatuses.flatMap((status, code) => (perStatus[code]! > 0 ? [[status, perStatus[code]!]] : []))),
  };
}
