/** The steps of a job in the `audit_job` table that every queue shares. Each is one compare-and-set statement on the fence. */
import { type Clock, instantOf } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import type { AuditVerdict } from '../../../src-preload/contract/review/audit.ts';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { Delay, Lease } from '../auditQueue.ts';

export interface JobRow {
  readonly memory_id: MemoryId;
  readonly fence: number;
  readonly attempts: number;
  readonly crashes: number;
}

export const leaseOf = (row: JobRow): Lease => ({ memoryId: row.memory_id, fence: row.fence, attempts: row.attempts, crashes: row.crashes });

export function createJobRows(db: Db, workerName: string, { clock, stamps }: { readonly clock: Clock; readonly stamps: Clock }) {
  const decide = db.prepare<[AuditVerdict, string, string, MemoryId, number]>(
    `UPDATE audit_job SET state = 'done', verdict = ?, verdict_by = ?, verdict_at = ?, leased_by = NULL WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
  );
  const postpone = db.prepare<[number, string, number, MemoryId, number]>(
    `UPDATE audit_job SET state = 'queued', attempts = attempts + ?, last_error = ?, not_before = ?, leased_by = NULL WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
  );
  const remove = db.prepare<[MemoryId]>(`UPDATE audit_job SET state = 'done', leased_by = NULL WHERE memory_id = ? AND state <> 'done'`);
  const release = db.prepare<[string]>(`UPDATE audit_job SET state = 'queued', leased_by = NULL WHERE state = 'leased' AND leased_by = ?`);
  return {
    decide: (lease: Lease, verdict: AuditVerdict): boolean =>
      decide.run(verdict, workerName, instantOf(stamps.now()), lease.memoryId, lease.fence).changes === 1,
    /** @returns false when the lease was lost. */
    postpone: (lease: Lease, { why, delayMs, isTry }: Delay): boolean =>
      postpone.run(isTry ? 1 : 0, why.slice(0, 500), clock.now() + delayMs, lease.memoryId, lease.fence).changes === 1,
    remove: (memoryId: MemoryId): void => void remove.run(memoryId),
    release: (): void => void release.run(workerName),
  };
}
