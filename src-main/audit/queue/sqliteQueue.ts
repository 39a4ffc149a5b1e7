/** The queue of one desk: the `audit_job` table itself. Its leases end by each auditor's own stopwatch, so no clock can steal one. */
import type { Clock } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import { createAuditJobs } from '../../database/rows/auditJob.ts';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { AuditQueue, Lease } from '../auditQueue.ts';

export interface SqliteQueueDeps {
  /** The caller closes it. */
  readonly db: Db;
  readonly workerName: string;
  /** Puts work off; leases do not depend on it. */
  readonly clock: Clock;
  /** What verdicts are dated by; default: the same. */
  readonly stamps?: Clock | undefined;
  readonly leaseMs: number;
}

/** Leases looked at in one round: more than auditors can hold, and a bound. */
const MAX_WATCHED = 5_000;

/**
 * A lease is over when the same fence was seen for `leaseMs` of this process's monotonic time. No auditor compares its clock with
 * another's, so one whose clock is ten minutes fast takes nothing away, and one whose clock is slow gives nothing away.
 */
export function createSqliteQueue({ db, workerName, clock, stamps = clock, leaseMs }: SqliteQueueDeps): AuditQueue {
  const jobs = createAuditJobs(db, workerName, { clock, stamps });
  const leased = db.prepare<[number], { memory_id: MemoryId; fence: number }>(
    `SELECT memory_id, fence FROM audit_job WHERE state <> 'done' AND state = 'leased' LIMIT ?`,
  );
  const counts = db.prepare<[], { state: 'queued' | 'leased'; n: number }>(`SELECT state, count(*) AS n FROM audit_job WHERE state <> 'done' GROUP BY state`);
  const nextQueued = db.prepare<[], { due: number | null }>(`SELECT min(not_before) AS due FROM audit_job WHERE state <> 'done' AND state = 'queued'`);
  let watched = new Map<MemoryId, { readonly fence: number; readonly sinceMs: number }>();

  /** Starts and stops the watches, so that they are exactly on the leases there are. */
  const watch = () => {
    const nowMs = performance.now();
    const seen = leased.all(MAX_WATCHED).map(({ memory_id, fence }) => {
      const known = watched.get(memory_id);
      return [memory_id, known?.fence === fence ? known : { fence, sinceMs: nowMs }] as const;
    });
    watched = new Map(seen);
  };
  const takeAbandoned = (): Lease[] => {
    watch();
    const nowMs = performance.now();
    for (const [memoryId, { fence, sinceMs }] of watched) {
      const row = nowMs - sinceMs >= leaseMs ? jobs.takeOver(memoryId, fence) : undefined;
      if (row !== undefined) return [row];
    }
    return [];
  };

  return {
    // A job is there as soon as its row is.
    add: async () => {},
    async pending() {
      const found = new Map(counts.all().map(({ state, n }) => [state, n]));
      return { queued: found.get('queued') ?? 0, leased: found.get('leased') ?? 0 };
    },
    async lease(limit) {
      const fresh = jobs.takeFresh(limit);
      if (fresh.length > 0) return fresh;
      const crashed = jobs.takeCrashed();
      return crashed.length > 0 ? crashed : takeAbandoned();
    },
    decide: jobs.decide,
    postpone: (lease, delay) => void jobs.postpone(lease, delay),
    settled: async () => {},
    remove: async (memoryId) => jobs.remove(memoryId),
    release: async () => jobs.release(),
    async dueInMs() {
      watch();
      const nowMs = performance.now();
      const due = nextQueued.get()?.due ?? null;
      const waits = [...watched.values()].map(({ sinceMs }) => sinceMs + leaseMs - nowMs);
      if (due !== null) waits.push(due - clock.now());
      return waits.length === 0 ? null : waits.reduce((least, one) => Math.min(least, one));
    },
    close: async () => {},
  };
}
