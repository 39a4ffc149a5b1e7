/** Which queue hands the work out: the team's when there is one, else the store itself. */
import type { AuditQueue } from '../auditQueue.ts';
import type { QueueTraffic } from './redisConnection.ts';
import { createRedisQueue } from './redisQueue.ts';
import { createSqliteQueue, type SqliteQueueDeps } from './sqliteQueue.ts';

interface QueueDeps extends SqliteQueueDeps {
  readonly redisUrl?: string | null | undefined;
  /** What left this machine for the team's queue. */
  readonly onTraffic?: ((traffic: QueueTraffic) => void) | undefined;
}

export function openQueue({ redisUrl, ...deps }: QueueDeps): AuditQueue {
  return redisUrl === null || redisUrl === undefined ? createSqliteQueue(deps) : createRedisQueue({ ...deps, url: redisUrl });
}
