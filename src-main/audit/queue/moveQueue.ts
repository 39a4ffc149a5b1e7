/** Moves the open audits from one queue to the other, while no auditor runs. */

import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { Clock } from '../../base/clock.ts';
import type { Db } from '../../database/open.ts';
import { reclaimLeases } from '../../database/rows/auditJob.ts';
import { openQueue } from './openQueue.ts';
import { createRedisConnection, type RedisPlace } from './redisConnection.ts';
import { readStoreId } from './redisQueue.ts';
import { EMPTY, queueKeys } from './redisScripts.ts';

interface MoveInput {
  readonly db: Db;
  readonly to: 'redis' | 'sqlite';
  /** Where the Redis queue is, or was; null when there is none. */
  readonly redis: RedisPlace | null;
  readonly clock: Clock;
}

const BATCH = 1_000;

/**
 * The rows in the store are the truth either way: moving to the store empties what Redis has of it, moving to Redis hands every open
 * job over. Again is harmless. Raises STORE_FAILED when Redis cannot be reached.
 * @returns how many audits are open.
 */
export async function moveQueue({ db, to, redis, clock }: MoveInput): Promise<number> {
  reclaimLeases(db);
  if (redis !== null) await empty(db, redis);
  const open = db.prepare<[], { memory_id: MemoryId }>(`SELECT memory_id FROM audit_job WHERE state <> 'done' ORDER BY queued_at`).all();
  if (to === 'sqlite') return open.length;
  const queue = openQueue({ db, redis, workerName: 'migrate', clock, leaseMs: 0 });
  try {
    for (let from = 0; from < open.length; from += BATCH) await queue.add(open.slice(from, from + BATCH).map(({ memory_id }) => memory_id));
  } finally {
    await queue.close();
  }
  return open.length;
}

/** The last fence stays: a lease from before must never look newer than one to come. */
async function empty(db: Db, place: RedisPlace): Promise<void> {
  const redis = createRedisConnection(place);
  try {
    await redis.run(EMPTY, queueKeys(readStoreId(db)), []);
  } finally {
    await redis.close();
  }
}
