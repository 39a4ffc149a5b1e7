/** Which groups each job of the plan is in, in one pass. */
import { type CommonStatus, commonStatuses } from '../../../../src-preload/contract/plan.ts';
import { type JobGroup, jobGroups } from '../../../../src-preload/contract/planSnapshot.ts';
import { isOpen } from '../../graph/phases.ts';
import type { Look } from './look.ts';

/** Bit of a group in a job's mask. */
export const groupBit = (group: JobGroup): number => 1 << jobGroups.indexOf(group);

const CLASS_OF: Readonly<Record<CommonStatus, JobGroup>> = {
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

export interface Grouped {
  /** Per job: bits of `groupBit`. */
  readonly masks: Uint16Array;
  readonly counts: Record<JobGroup, number>;
  readonly byStatus: Record<string, number>;
}

export function groupJobs(look: Look): Grouped {
  const { jobs, graph } = look.held;
  const classes = commonStatuses.map((status) => groupBit(CLASS_OF[status]));
  const masks = new Uint16Array(jobs.count);
  const statuses = new Uint32Array(commonStatuses.length);
  const { waiting, blocked, other, late, critical } = bits;
  for (let row = 0; row < jobs.count; row++) {
    const common = jobs.common.values[row] ?? commonStatuses.length - 1;
    statuses[common]! += 1;
    let mask = jobs.isCanceled(row) ? other : (classes[common] ?? other);
    if (mask === waiting && look.failedBefore(row) !== null) mask = blocked;
    if (jobs.isLate(row) === true) mask |= late;
    if (jobs.isCritical(row)) {
      mask |= critical;
      if (isOpen(graph, row) && look.failedBefore(row) !== null) mask |= bits.atRisk;
    }
    masks[row] = mask;
  }
  // What is late already is no risk any more.
  for (const { job, isLateNow } of look.late().late) masks[job]! |= isLateNow ? late : bits.atRisk;
  const counts = Object.fromEntries(jobGroups.map((group) => [group, 0])) as Record<JobGroup, number>; // every group is set here
  for (const mask of masks) for (const group of jobGroups) if ((mask & groupBit(group)) !== 0) counts[group] += 1;
  const byStatus = Object.fromEntries(commonStatuses.flatMap((status, code) => (statuses[code] === 0 ? [] : [[status, statuses[code] ?? 0]])));
  return { masks, counts, byStatus };
}

const bits = {
  waiting: groupBit('waiting'),
  blocked: groupBit('blocked'),
  other: groupBit('other'),
  late: groupBit('late'),
  critical: groupBit('critical'),
  atRisk: groupBit('at-risk'),
} as const;
