/** What every queue of audits promises: each memory gets one verdict, however many auditors run and whatever their clocks say. */
import type { AuditVerdict } from '../../src-preload/contract/review/audit.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';

export interface Lease {
  readonly memoryId: MemoryId;
  /** Grows with every lease of this memory: a late auditor's fence no longer fits. */
  readonly fence: number;
  /** Tries put off in good order. */
  readonly attempts: number;
  /** Tries whose auditor never came back. */
  readonly crashes: number;
}

interface Delay {
  readonly why: string;
  readonly delayMs: number;
  /** Whether it counts among the lease's `attempts`. */
  readonly isTry: boolean;
}

/**
 * The `audit_job` table is the truth about every job, whichever queue hands the work out: it keeps the fence, and only a verdict whose
 * fence fits is written. A queue beside the table may lose everything, or deliver twice, and no verdict is lost or given twice.
 * What asks a server raises STORE_FAILED when that cannot be reached; the work then waits.
 */
export interface AuditQueue {
  /** Makes sure these jobs, which the store has, are handed out; those already known stay as they are. */
  add(memoryIds: readonly MemoryId[]): Promise<void>;
  pending(): Promise<{ readonly queued: number; readonly leased: number }>;
  /** At most `limit` jobs that are due; one that an auditor never came back from comes alone. */
  lease(limit: number): Promise<Lease[]>;
  /** Call it inside the verdict's transaction: false when the lease was lost, and then nothing may be written. */
  decide(lease: Lease, verdict: AuditVerdict): boolean;
  /** Puts a job back for later, unless the lease was lost. Call it inside the verdicts' transaction. */
  postpone(lease: Lease, delay: Delay): void;
  /** After that transaction: these leases are over. When this never arrives, they are handed out again and found to be done. */
  settled(leases: readonly Lease[]): Promise<void>;
  /** Closes a job without a verdict: nobody will audit it. */
  remove(memoryId: MemoryId): Promise<void>;
  /** Gives back what this worker holds and did not start. */
  release(): Promise<void>;
  /** Milliseconds until the next job is due, 0 or less for now; null when there is none. */
  dueInMs(): Promise<number | null>;
  close(): Promise<void>;
}
