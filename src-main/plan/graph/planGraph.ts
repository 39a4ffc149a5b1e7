/**
 * The plan's dependencies as numbers: who waits for what, in typed arrays that a plan of 200,000 jobs and 600,000 waits fills with under 30 MB.
 *
 * Nodes: job j is j, job stream s is `jobCount + s`. A wait belongs to one node (its owner) and is met when `needed` of its members are.
 * A stream's waits hold all its jobs; a stream as a member is met when its last job is done. Lists are stored one behind the other:
 * the entries of x are those from `start[x]` up to `start[x + 1]`. Edges never change after the build; the columns (`jobs`,
 * `streamStatus`, `satisfied`) may be overwritten in place between two questions. Bytes: 42 a job, 5 a stream, 8 a node for its list
 * places, 17 a wait, 13 a member.
 */
import { type CommonStatus, commonStatuses } from '../../../src-preload/contract/plan/plan.ts';
import { dependencyConditions } from '../../../src-preload/contract/plan/planFacts.ts';

/** As a member: a job, stream, file, prompt or anything else that is not in this plan, so that nobody here knows when it comes. */
export const OUTSIDE = -1;

/** `satisfied` of a wait. Unknown is treated as not satisfied. */
export const SATISFIED = 1;
export const NOT_SATISFIED = 0;
export const SATISFACTION_UNKNOWN = 2;

/** Bits of `JobColumns.flags`. */
export const jobFlags = {
  canceled: 1,
  critical: 2,
  /** The engine marks it late. */
  late: 4,
  /** Runs as an empty step. */
  noOperation: 8,
  /** Priority 0 or held by a person (itself or its stream), whatever its status says: it will not start by itself. */
  held: 16,
  /** Failed before it ran (FAIL): of the conditions, it fulfils FAIL and not ABEND. */
  launchFailed: 32,
  /** Recovery option CONTINUE: when it fails, what follows it runs all the same (its stream still does not end well). */
  continues: 64,
  /** To be canceled once all it waits for is met: it never runs, but holds its followers until then. */
  cancelPending: 128,
} as const;

export type Condition = (typeof dependencyConditions)[number];

/** Bit of a condition in a member's mask; an empty mask means "ends well". */
export const conditionBit = (condition: Condition): number => 1 << dependencyConditions.indexOf(condition);

export const statusCode = (status: CommonStatus): number => commonStatuses.indexOf(status);

/** One row per job; times are epoch ms, durations ms, NaN where unknown. */
export interface JobColumns {
  /** Index of the stream (not its node), -1 for none. */
  readonly stream: Int32Array;
  /** Index into `commonStatuses`; of a canceled job how it had ended, if it had. */
  readonly status: Uint8Array;
  /** Bits of `jobFlags`. */
  readonly flags: Uint8Array;
  readonly estimatedMs: Float64Array;
  readonly startedAtMs: Float64Array;
  /** Earliest start, its stream's included. */
  readonly notBeforeMs: Float64Array;
  readonly deadlineAtMs: Float64Array;
}

export interface PlanGraph {
  readonly jobCount: number;
  readonly streamCount: number;
  readonly waitCount: number;
  /** Members of all waits together: the edges. */
  readonly memberCount: number;
  readonly jobs: JobColumns;
  /** Per stream, index into `commonStatuses`. Decides only for streams whose jobs are not in the plan as it was read, or that were canceled. */
  readonly streamStatus: Uint8Array;

  /** Per stream: places in `streamJobs`, which holds jobs. */
  readonly streamJobsStart: Int32Array;
  readonly streamJobs: Int32Array;

  /** Per node: places in `ownWaits`, which holds waits. */
  readonly ownWaitsStart: Int32Array;
  readonly ownWaits: Int32Array;

  /** Per wait, in the order they were added. */
  readonly owner: Int32Array;
  readonly needed: Int32Array;
  readonly satisfied: Uint8Array;
  /** Per wait: places in `members` (nodes, or OUTSIDE) and `conditions` (a mask per member). */
  readonly membersStart: Int32Array;
  readonly members: Int32Array;
  readonly conditions: Uint8Array;
  /** Per member: the wait it is in. */
  readonly waitOfMember: Int32Array;

  /** Per node: places in `memberships`, which holds places in `members`: where the node is waited for. */
  readonly membershipsStart: Int32Array;
  readonly memberships: Int32Array;
}

export const isJobNode = ({ jobCount }: Pick<PlanGraph, 'jobCount'>, node: number): boolean => node >= 0 && node < jobCount;
