/** The auditor's work in SQLite: leased for a time and with a fence, so that each memory gets one verdict however many auditors run. */
import { type Clock, instantOf } from '../base/clock.ts';
import type { Db } from '../database/open.ts';
import type { AuditVerdict } from '../../src-preload/contract/audit.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';

export interface Lease {
  readonly memoryId: MemoryId;
  /** Grows with every lease: a late auditor's fence no longer fits, whatever its clock says. */
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
  /** How long until the next job is due, ms; null when there is none. */
  dueInMs(): number | null;
}

interface QueueDeps {
  readonly db: Db;
  readonly workerName: string;
  readonly clock: Clock;
  /** How long this worker must see another's lease unchanged before it takes that worker for dead. */
  readonly leaseMs: number;
  /** Monotonic, ms: clocks of several machines are never compared, so none has to be right. */
  readonly elapsed?: () => number;
}

interface Taken {
  readonly memory_id: MemoryId;
  readonly fence: number;
  readonly attempts: number;
  readonly crashes: number;
}

/** Leases of others looked at in one go; the rest are looked at when these are settled. */
const MOST_WATCHED = 1_000;

export function createAuditQueue({ db, workerName, clock, leaseMs, elapsed = () => performance.now() }: QueueDeps): AuditQueue {
  const takeQueued = (crashed: '= 0' | '> 0') =>
    db.prepare<[string, number, number], Taken>(
      `UPDATE audit_job SET state = 'leased', fence = fence + 1, leased_by = ?
       WHERE memory_id IN (SELECT memory_id FROM audit_job WHERE state = 'queued' AND not_before <= ? AND crashes ${crashed} ORDER BY queued_at LIMIT ?)
       RETURNING memory_id, fence, attempts, crashes`,
    );
  const takeFresh = takeQueued('= 0');
  const takeCrashed = takeQueued('> 0');
  const takeOver = db.prepare<[string, string, number], Taken>(
    `UPDATE audit_job SET fence = fence + 1, crashes = crashes + 1, leased_by = ? WHERE memory_id = ? AND state = 'leased' AND fence = ?
     RETURNING memory_id, fence, attempts, crashes`,
  );
  const leasedNow = db.prepare<[number], { memory_id: MemoryId; fence: number }>(
    `SELECT memory_id, fence FROM audit_job WHERE state = 'leased' ORDER BY queued_at LIMIT ?`,
  );
  const finish = db.prepare(
    `UPDATE audit_job SET state = 'done', verdict = ?, verdict_by = ?, verdict_at = ?, leased_by = NULL WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
  );
  /** Leases as this worker sees them, and since when. */
  let watched = new Map<MemoryId, { readonly fence: number; readonly sinceMs: number }>();
  const watch = () => {
    const now = elapsed();
    watched = new Map(
      leasedNow.all(MOST_WATCHED).map(({ memory_id, fence }) => {
        const known = watched.get(memory_id);
        return [memory_id, known?.fence === fence ? known : { fence, sinceMs: now }];
      }),
    );
  };

  /** The first job whose auditor has not come back for the whole time; it comes alone, because it may be what ended that auditor. */
  const takeLost = (): Taken[] => {
    watch();
    const now = elapsed();
    for (const [memoryId, { fence, sinceMs }] of watched) {
      if (now - sinceMs < leaseMs) continue;
      const taken = takeOver.all(workerName, memoryId, fence);
      if (taken.length > 0) return taken;
    }
    return [];
  };

  return {
    lease(limit) {
      const fresh = takeFresh.all(workerName, clock.now(), limit);
      const crashed = fresh.length > 0 ? fresh : takeCrashed.all(workerName, clock.now(), 1);
      const rows = crashed.length > 0 ? crashed : takeLost();
      return rows.map((row) => ({ memoryId: row.memory_id, fence: row.fence, attempts: row.attempts, crashes: row.crashes }));
    },
    finish: (lease, verdict) => finish.run(verdict, workerName, instantOf(clock.now()), lease.memoryId, lease.fence).changes === 1,
    postpone(lease, why, delayMs) {
      db.prepare(
        `UPDATE audit_job SET state = 'queued', attempts = attempts + 1, last_error = ?, not_before = ?, leased_by = NULL
         WHERE memory_id = ? AND state = 'leased' AND fence = ?`,
      ).run(why.slice(0, 500), clock.now() + delayMs, lease.memoryId, lease.fence);
    },
    release() {
      db.prepare(`UPDATE audit_job SET state = 'queued', leased_by = NULL WHERE state = 'leased' AND leased_by = ?`).run(workerName);
    },
    dueInMs() {
      const queued = db.prepare<[], { due: number | null }>(`SELECT min(not_before) AS due FROM audit_job WHERE state = 'queued'`).get()?.due ?? null;
      watch();
      const oldest = Math.min(...[...watched.values()].map(({ sinceMs }) => sinceMs));
      const due = Math.min(queued === null ? Number.POSITIVE_INFINITY : queued - clock.now(), oldest + leaseMs - elapsed());
      return Number.isFinite(due) ? Math.max(0, due) : null;
    },
  };
}

/**
 * Gives back every lease: for the core at its start and after its auditor thread ended, when nobody else can hold one
 * (the data directory is locked). Each counts as a crash of the job it was on.
 */
export function reclaimLeases(db: Db): number {
  return db.prepare(`UPDATE audit_job SET state = 'queued', crashes = crashes + 1, leased_by = NULL WHERE state = 'leased'`).run().changes;
}
