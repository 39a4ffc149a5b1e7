/** The auditor's work in SQLite: leased with an expiry and a fence, so that each memory gets one verdict however many auditors run. */
import { type Clock, instantOf } from '../base/clock.ts';
import type { Db } from '../database/open.ts';
import type { AuditVerdict } from '../../src-preload/contract/audit.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';

export interface Lease {
  readonly memoryId: MemoryId;
  /** Grows with every lease: a late auditor's fence no longer fits. */
  readonly fence: number;
  /** Tries put off in good order. */
  readonly attempts: number;
  /** Tries whose auditor never came back. */
  readonly crashes: number;
}

export interface AuditQueue {
  /** At most `limit` jobs that are due; one that an auditor never came back from comes alone. */
  lease(limit: number): Lease[];
  /** Call it inside the verdict's transaction: false when the lease was lost, and then nothing may be written. */
  finish(lease: Lease, verdict: AuditVerdict): boolean;
  /** Puts a job back for later, unless the lease was lost. */
  postpone(lease: Lease, why: string, delayMs: number): void;
  /** Gives back what this worker holds and did not start. */
  release(): void;
  /** Epoch ms at which the next job is due; null when there is none. */
  nextDueAt(): number | null;
}

export function createAuditQueue(deps: { readonly db: Db; readonly workerName: string; readonly clock: Clock; readonly leaseMs: number }): AuditQueue {
  const { db, workerName, clock } = deps;
  const take = (crashed: '= 0' | '> 0') =>
    db.prepare<[number, string, number, number, number], { memory_id: MemoryId; fence: number; attempts: number; crashes: number }>(
      `UPDATE audit_job SET crashes = crashes + (state = 'leased'), state = 'leased', fence = fence + 1, leased_until = ?, leased_by = ?
       WHERE memory_id IN (
         SELECT memory_id FROM audit_job WHERE state <> 'done' AND (state = 'queued' AND not_before <= ? OR state = 'leased' AND leased_until <= ?)
           AND crashes + (state = 'leased') ${crashed} ORDER BY queued_at LIMIT ?)
       RETURNING memory_id, fence, attempts, crashes`,
    );
  const takeFresh = take('= 0');
  const takeCrashed = take('> 0');
  const finish = db.prepare(
    `UPDATE audit_job SET state = 'done', verdict = ?, verdict_by = ?, verdict_at = ?, leased_by = NULL, leased_until = NULL
     WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
  );
  return {
    lease(limit) {
      const now = clock.now();
      const fresh = takeFresh.all(now + deps.leaseMs, workerName, now, now, limit);
      const rows = fresh.length > 0 ? fresh : takeCrashed.all(now + deps.leaseMs, workerName, now, now, 1);
      return rows.map((row) => ({ memoryId: row.memory_id, fence: row.fence, attempts: row.attempts, crashes: row.crashes }));
    },
    finish: (lease, verdict) => finish.run(verdict, workerName, instantOf(clock.now()), lease.memoryId, lease.fence).changes === 1,
    postpone(lease, why, delayMs) {
      db.prepare(
        `UPDATE audit_job SET state = 'queued', attempts = attempts + 1, last_error = ?, not_before = ?, leased_by = NULL, leased_until = NULL
         WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
      ).run(why.slice(0, 500), clock.now() + delayMs, lease.memoryId, lease.fence);
    },
    release() {
      db.prepare(`UPDATE audit_job SET state = 'queued', leased_by = NULL, leased_until = NULL WHERE state = 'leased' AND leased_by = ?`).run(workerName);
    },
    nextDueAt() {
      const row = db
        .prepare<[], { due: number | null }>(
          `SELECT min(CASE state WHEN 'queued' THEN not_before ELSE leased_until END) AS due FROM audit_job WHERE state <> 'done'`,
        )
        .get();
      return row?.due ?? null;
    },
  };
}

/**
 * Gives back every lease: for the core at its start and after its auditor thread ended, when nobody else can hold one
 * (the data directory is locked). Each counts as a crash of the job it was on.
 */
export function reclaimLeases(db: Db): number {
  return db.prepare(`UPDATE audit_job SET state = 'queued', crashes = crashes + 1, leased_by = NULL, leased_until = NULL WHERE state = 'leased'`).run().changes;
}
