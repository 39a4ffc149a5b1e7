/** What one reading of the plan found changed since the one before: told by the plan thread, kept by the recorder. */
import type { JobStatus } from '../../../src-preload/contract/plan/plan.ts';

export interface SeenRun {
  readonly runId: string;
  readonly attempt: number | null;
  /** As the engine says it. */
  readonly status: string;
  readonly returnCode: number | null;
  /** Epoch ms; null when the engine does not tell (yet). */
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly workstation: string;
}

export interface JobChange {
  readonly jobId: string;
  /** Stays over a rollover of the plan; null where the engine has none. */
  readonly persistentId: string | null;
  readonly key: string;
  readonly name: string;
  readonly streamName: string;
  readonly workstation: string;
  readonly isCritical: boolean;
  /** null: seen for the first time. */
  readonly from: JobStatus | null;
  readonly to: JobStatus;
  readonly isCanceled: boolean;
  readonly wasLate: boolean | null;
  readonly isLate: boolean | null;
  readonly estimatedMs: number | null;
  /** Every run of the rerun chain the engine lists, oldest first: more than one may have ended between two readings. */
  readonly runs: readonly SeenRun[];
}

export interface StreamChange {
  readonly streamId: string;
  readonly key: string;
  readonly from: JobStatus | null;
  readonly to: JobStatus;
}

/** One batch; a reading with many changes comes in several, the last one marked. */
export interface PlanChangeBatch {
  readonly engineId: string;
  readonly planId: string | null;
  /** Set in the first batch after a rollover: the plan before. */
  readonly rolledOverFrom: string | null;
  /** `first`: nothing was known before, so that runs are history but status changes are not. */
  readonly kind: 'first' | 'change';
  readonly observedAtMs: number;
  /** The reading before; null for the first one. Between the two, only what the rows still tell is known. */
  readonly previousObservedAtMs: number | null;
  readonly isComplete: boolean;
  readonly isLast: boolean;
  readonly jobs: readonly JobChange[];
  readonly streams: readonly StreamChange[];
}

/** Must have kept the batch when it resolves; the plan thread waits for it before it sends the next. */
export type PlanChangeListener = (batch: PlanChangeBatch) => Promise<void> | void;
