/** The queue of a team: Redis hands the work out by its own clock; the `audit_job` table stays the truth, and gives Redis again whatever it lost. */
import * as z from 'zod';
import { type MemoryId, memoryId as memoryIdSchema } from '../../../src-preload/contract/ids.ts';
import type { Clock } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import { createAuditJobs } from '../../database/rows/auditJob.ts';
import type { AuditQueue, Lease } from '../auditQueue.ts';
import { createRedisConnection, type RedisPlace } from './redisConnection.ts';
import { ADD, LEASE, LOOK, queueKeys, RELEASE, REMOVE, SETTLE } from './redisScripts.ts';

export interface RedisQueueDeps {
  /** The caller closes it. */
  readonly db: Db;
  readonly redis: RedisPlace;
  readonly workerName: string;
  /** Leases and delays go by the server's clock. */
  readonly clock: Clock;
  /** What verdicts are dated by; default: the same. */
  readonly stamps?: Clock | undefined;
  readonly leaseMs: number;
}

const takenSchema = z.array(z.string());
const lookSchema = z.tuple([z.number(), z.number(), z.string()]);
/** Jobs given to Redis in one go; more than all auditors can hold between Redis and the table. */
const BATCH = 2_000;
const DONE = '-1';

interface OpenRow {
  readonly memory_id: MemoryId;
  readonly fence: number;
  readonly crashes: number;
  readonly not_before: number;
}
type Standing = { readonly state: string; readonly fence: number } | undefined;

/** Connects when first asked. A job is in Redis under the store's own id: a core never takes jobs of another store. */
export function createRedisQueue({ db, redis: place, workerName, clock, stamps = clock, leaseMs }: RedisQueueDeps): AuditQueue {
  const jobs = createAuditJobs(db, workerName, { clock, stamps });
  const keys = queueKeys(readStoreId(db));
  const postponed = new Map<MemoryId, { readonly fence: number; readonly delayMs: number }>();
  let isToReconcile = true;
  const redis = createRedisConnection(place, () => {
    isToReconcile = true;
  });
  const run = (script: string, args: readonly (string | number)[]) => redis.run(script, keys, args.map(String));

  const standing = db.prepare<[string], Standing>('SELECT state, fence FROM audit_job WHERE memory_id = ?');
  const openRow = db.prepare<[string], OpenRow>(`SELECT memory_id, fence, crashes, not_before FROM audit_job WHERE memory_id = ? AND state <> 'done'`);
  const open = db.prepare<[number, number], OpenRow>(
    `SELECT memory_id, fence, crashes, not_before FROM audit_job WHERE state <> 'done' ORDER BY queued_at LIMIT ? OFFSET ?`,
  );
  const waiting = db.prepare<[number, number], OpenRow>(
    `SELECT memory_id, fence, crashes, not_before FROM audit_job WHERE state <> 'done' AND state = 'queued' AND not_before <= ? ORDER BY queued_at LIMIT ?`,
  );

  /** @returns how many Redis did not know. */
  const give = async (jobs: readonly OpenRow[]): Promise<number> => {
    if (jobs.length === 0) return 0;
    const highest = jobs.reduce((most, { fence }) => Math.max(most, fence), 0);
    const args = jobs.flatMap((job) => [job.memory_id, job.crashes > 0 ? 1 : 0, Math.max(0, job.not_before - clock.now())]);
    return Number(await run(ADD, [highest, ...args]));
  };

  /** After every new connection: Redis may have lost anything. */
  const reconcile = async () => {
    for (let from = 0; ; from += BATCH) {
      const jobs = open.all(BATCH, from);
      await give(jobs);
      if (jobs.length < BATCH) break;
    }
    isToReconcile = false;
  };

  /** What Redis hands out counts from when the table has its fence. What the table says is over or held by a newer fence is given back. */
  const adoptAll = async (taken: readonly { readonly memoryId: MemoryId; readonly fence: number }[]): Promise<Lease[]> => {
    const adopted = db
      .transaction(() =>
        taken.map(({ memoryId, fence }) => {
          const lease = jobs.adopt(memoryId, fence) ?? null;
          return { memoryId, fence, lease, standing: lease === null ? standing.get(memoryId) : undefined };
        }),
      )
      .immediate();
    const refused = adopted.filter(({ lease }) => lease === null);
    if (refused.length > 0) {
      const highest = refused.reduce((most, one) => Math.max(most, one.standing?.fence ?? 0), 0);
      await run(ADD, [highest]);
      const args = refused.flatMap((one) => [one.memoryId, one.fence, one.standing === undefined || one.standing.state === 'done' ? DONE : 0, 0]);
      await run(SETTLE, [workerName, ...args]);
    }
    return adopted.flatMap(({ lease }) => lease ?? []);
  };

  const take = async (limit: number): Promise<Lease[]> => {
    for (;;) {
      const taken = takenSchema.parse(await run(LEASE, [limit, leaseMs, workerName]));
      const pairs = pairsOf(taken);
      if (pairs.length === 0) return [];
      const leases = await adoptAll(pairs);
      // All of it was over already: Redis has fewer each time round.
      if (leases.length > 0) return leases;
    }
  };

  return {
    add: async (memoryIds) => void (await give(memoryIds.flatMap((memoryId) => openRow.get(memoryId) ?? []))),
    async pending() {
      const [queued, leased] = lookSchema.parse(await run(LOOK, []));
      return { queued, leased };
    },
    async lease(limit) {
      await redis.ready();
      if (isToReconcile) await reconcile();
      const leases = await take(limit);
      if (leases.length > 0) return leases;
      // New rows, and what was lost without a broken connection: the table says it is due, Redis does not offer it.
      return (await give(waiting.all(clock.now(), BATCH))) > 0 ? take(limit) : [];
    },
    decide: jobs.decide,
    postpone(lease, delay) {
      if (jobs.postpone(lease, delay)) postponed.set(lease.memoryId, { fence: lease.fence, delayMs: delay.delayMs });
    },
    async settled(leases) {
      const args = leases.flatMap(({ memoryId, fence, crashes }) => {
        const later = postponed.get(memoryId);
        postponed.delete(memoryId);
        return [memoryId, fence, later?.fence === fence ? later.delayMs : DONE, crashes > 0 ? 1 : 0];
      });
      if (args.length > 0) await run(SETTLE, [workerName, ...args]);
    },
    async remove(memoryId) {
      jobs.remove(memoryId);
      await run(REMOVE, [memoryId]);
    },
    async release() {
      jobs.release();
      await run(RELEASE, [workerName]);
    },
    async dueInMs() {
      const [, , next] = lookSchema.parse(await run(LOOK, []));
      return next === '' ? null : Number(next);
    },
    close: () => redis.close(),
  };
}

/** The name under which Redis keeps what is this store's. */
export function readStoreId(db: Db): string {
  return db.prepare<[], { id: string }>('SELECT id FROM store').get()?.id ?? 'store';
}

function pairsOf(taken: readonly string[]): { readonly memoryId: MemoryId; readonly fence: number }[] {
  return taken.flatMap((id, index) => (index % 2 === 0 ? [{ memoryId: memoryIdSchema.parse(id), fence: Number(taken[index + 1]) }] : []));
}
