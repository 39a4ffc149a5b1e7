/** Redis through the gate. The only place that opens its client. */
import type { RedisClientType } from '@redis/client';
import { destinationOf } from './destination.ts';
import type { Outlet, Tell } from './gate.ts';

type RedisLink = Pick<RedisClientType, 'isOpen' | 'isReady' | 'connect' | 'destroy' | 'eval'>;

interface RedisInput {
  readonly outlet: Outlet;
  /** It may carry a password. */
  readonly url: string;
  readonly why: string;
  readonly connectTimeoutMs: number;
}

export interface OpenedRedis {
  readonly link: RedisLink;
  readonly tell: Tell;
  /** Asks the gate again, for what is sent over an open connection. Raises what it refuses with. */
  readonly check: () => void;
}

/** Not connected yet. Raises what the gate refuses with. */
export async function openRedis({ outlet, url, why, connectTimeoutMs }: RedisInput): Promise<OpenedRedis> {
  const check = () => outlet.open(destinationOf(url), why);
  const tell = check();
  // Only who has a team's queue pays for the library.
  const redis = await import('@redis/client');
  const link = redis.createClient({
    url,
    disableOfflineQueue: true,
    // With them a server could send the client on to another host.
    maintNotifications: 'disabled',
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
  });
  // Without a listener an error of the socket would end the process; the command that meets it says so.
  link.on('error', () => {});
  return { link, tell, check };
}
