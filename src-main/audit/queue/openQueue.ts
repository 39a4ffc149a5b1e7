/** Which queue hands the work out: the team's when there is one, else the store itself. */
import type { AuditQueue } from '../auditQueue.ts';
import { createRedisQueue } from './redisQueue.ts';
import { createSqliteQueue, type SqliteQueueDeps } from './sqliteQueue.ts';

export function openQueue({ redisUrl, ...deps }: SqliteQueueDeps & { readonly redisUrl?: string | null | undefined }): AuditQueue {
  return redisUrl === null || redisUrl === undefined ? createSqliteQueue(deps) : createRedisQueue({ ...deps, url: redisUrl });
}
