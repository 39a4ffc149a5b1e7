/** Everything that writes the `audit_job` table: one job for each memory for ever. The steps of a lease are compare-and-set statements on its fence. */
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { AuditVerdict } from '../../../src-preload/contract/review/audit.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

export interface LeasedJob {
  readonly memoryId: MemoryId;
  readonly fence: number;
  readonly attempts: number;
  readonly crashes: number;
}

const LEASED = 'RETURNING memory_id AS memoryId, fence, attempts, crashes';

/** With the memory, in one transaction: what has no job would wait for ever. */
export function queueAudit(db: Db, memoryId: MemoryId, at: string): void {
  prepared(db, `INSERT INTO audit_job (memory_id, state, queued_at) VALUES (?, 'queued', ?)`).run(memoryId, at);
}

/** A person's removal stands in for the auditor's verdict, unless that is there already. */
export function closeAudit(db: Db, memoryId: MemoryId, { by, at }: { readonly by: string; readonly at: string }): void {
  db.prepare(
    `UPDATE audit_job SET state = 'done', verdict = 'reject', verdict_by = ?, verdict_at = ?, leased_by = NULL WHERE memory_id = ? AND state <> 'done'`,
  ).run(by, at, memoryId);
}

/** The only verdict so far was a person's, now taken back. */
export function reopenAudit(db: Db, memoryId: MemoryId): void {
  db.prepare(`UPDATE audit_job SET state = 'queued', verdict = NULL, verdict_by = NULL, verdict_at = NULL WHERE memory_id = ? AND state = 'done'`).run(
    memoryId,
  );
}

/**
 * Gives back every lease: for the core at its start and after its auditor thread ended, when nobody else can hold one
 * (the data directory is locked). Each counts as a crash of the job it was on.
 */
export function reclaimLeases(db: Db): number {
  return db.prepare(`UPDATE audit_job SET state = 'queued', crashes = crashes + 1, leased_by = NULL WHERE state = 'leased'`).run().changes;
}

/** The steps every queue shares, for one worker. */
export function createAuditJobs(db: Db, workerName: string, { clock, stamps }: { readonly clock: Clock; readonly stamps: Clock }) {
  const takeDue = (crashed: '= 0' | '> 0') =>
    db.prepare<[string, number, number], LeasedJob>(
      `UPDATE audit_job SET state = 'leased', fence = fence + 1, leased_by = ?
       WHERE memory_id IN (SELECT memory_id FROM audit_job WHERE state <> 'done' AND state = 'queued' AND not_before <= ? AND crashes ${crashed} ORDER BY queued_at LIMIT ?)
       ${LEASED}`,
    );
  const [fresh, crashed] = [takeDue('= 0'), takeDue('> 0')];
  const takeOver = db.prepare<[string, MemoryId, number], LeasedJob>(
    `UPDATE audit_job SET crashes = crashes + 1, fence = fence + 1, leased_by = ? WHERE memory_id = ? AND state = 'leased' AND fence = ? ${LEASED}`,
  );
  const adopt = db.prepare<[number, string, MemoryId, number], LeasedJob>(
    `UPDATE audit_job SET crashes = crashes + (state = 'leased'), state = 'leased', fence = ?, leased_by = ? WHERE memory_id = ? AND state <> 'done' AND fence < ?
     ${LEASED}`,
  );
  const decide = db.prepare<[AuditVerdict, string, string, MemoryId, number]>(
    `UPDATE audit_job SET state = 'done', verdict = ?, verdict_by = ?, verdict_at = ?, leased_by = NULL WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
  );
  const postpone = db.prepare<[number, string, number, MemoryId, number]>(
    `UPDATE audit_job SET state = 'queued', attempts = attempts + ?, last_error = ?, not_before = ?, leased_by = NULL WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
  );
  const remove = db.prepare<[MemoryId]>(`UPDATE audit_job SET state = 'done', leased_by = NULL WHERE memory_id = ? AND state <> 'done'`);
  const release = db.prepare<[string]>(`UPDATE audit_job SET state = 'queued', leased_by = NULL WHERE state = 'leased' AND leased_by = ?`);
  return {
    takeFresh: (limit: number): LeasedJob[] => fresh.all(workerName, clock.now(), limit),
    /** One that an auditor never came back from. */
    takeCrashed: (): LeasedJob[] => crashed.all(workerName, clock.now(), 1),
    /** undefined: somebody did something with it since. */
    takeOver: (memoryId: MemoryId, fence: number): LeasedJob | undefined => takeOver.get(workerName, memoryId, fence),
    /** What another queue handed out, under its fence; undefined: it is over, or held by a newer one. */
    adopt: (memoryId: MemoryId, fence: number): LeasedJob | undefined => adopt.get(fence, workerName, memoryId, fence),
    decide: (lease: Pick<LeasedJob, 'memoryId' | 'fence'>, verdict: AuditVerdict): boolean =>
      decide.run(verdict, workerName, instantOf(stamps.now()), lease.memoryId, lease.fence).changes === 1,
    /** @returns false when the lease was lost. */
    postpone: (
      lease: Pick<LeasedJob, 'memoryId' | 'fence'>,
      { why, delayMs, isTry }: { readonly why: string; readonly delayMs: number; readonly isTry: boolean },
    ): boolean => postpone.run(isTry ? 1 : 0, why.slice(0, 500), clock.now() + delayMs, lease.memoryId, lease.fence).changes === 1,
    remove: (memoryId: MemoryId): void => void remove.run(memoryId),
    release: (): void => void release.run(workerName),
  };
}
