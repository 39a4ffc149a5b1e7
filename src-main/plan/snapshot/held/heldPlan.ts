/** The whole plan as the plan thread holds it, and what of it is not known. */
import type { JobStatus } from '../../../../src-preload/contract/plan/plan.ts';
import type { PlanGraph } from '../../graph/planGraph.ts';
import type { HeldJobs } from './heldJobs.ts';

export interface HeldStream {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly workstation: string;
  status: JobStatus;
  isLate: boolean | null;
  readonly isCarriedForward: boolean;
  readonly scheduledAt: string | null;
}

/** Rows of `jobs` are the job nodes of `graph`; stream s of `streams` is its node `jobs.count + s`. Statuses change in place. */
export interface HeldPlan {
  readonly planId: string | null;
  readonly jobs: HeldJobs;
  readonly streams: readonly HeldStream[];
  streamRowOf(id: string): number | null;
  /** Another one, on the same columns, once waits are told that were not before. */
  graph: PlanGraph;
  /** Per job and per stream: 1 where the engine has not told yet what it waits for: its list left it out. */
  readonly isUntold: { readonly jobs: Uint8Array; readonly streams: Uint8Array };
  /** No list row named a dependency or counted them: that one names none says nothing. */
  readonly areListsSilent: boolean;
  /** Epoch ms per job, NaN for none: its first limit in time, after which it is late though nothing happens to it. */
  readonly limitMs: Float64Array;
  /** Epoch ms per stream, NaN for none: before it, none of its jobs starts. */
  readonly streamNotBeforeMs: Float64Array;
  /** Every page was read, every row understood, and the engine's own count met. */
  readonly isComplete: boolean;
  /** Local epoch ms: when every page had been read. */
  readonly readAtMs: number;
  /** Of the oldest status in it. */
  observedAtMs: number;
  /** The engine's clock minus the local one, ms. */
  clockAheadMs: number;
  /** By how much the engine's counts by status differ from ours; null: not compared yet. */
  countGaps: readonly number[] | null;
  /** Grows with every change, so that what is worked out from it can be kept as long as it holds. */
  version: number;
}
