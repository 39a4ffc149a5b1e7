/** Which queue hands the work out: the team's when there is one, else the store itself. */
import type { AuditQueue } from '../auditQueue.ts';
import type { RedisPlace } from './redisConnection.ts';
import { createRedisQueue } from './redisQueue.ts';
import { createSqliteQueue, type SqliteQueueDeps } from './sqliteQueue.ts';

interface QueueDeps extends SqliteQueueDeps {
  /** null: the store itself. */
  readonly redis: RedisPlace | null;
}

export function openQueue({ redis, ...deps }: QueueDeps): AuditQueue {
  return redis === null ? createSqliteQueue(deps) : createRedisQueue({ ...deps, redis });
}
