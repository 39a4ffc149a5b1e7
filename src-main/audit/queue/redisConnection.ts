/** One connection to the team's Redis: opened when first needed, opened anew after it broke, and never waited for longer than its deadline. */
import type { RedisClientType } from '@redis/client';
import { Fault } from '../../base/fault.ts';

type Client = Pick<RedisClientType, 'isOpen' | 'isReady' | 'destroy' | 'eval'>;

export interface RedisConnection {
  /** Opens the connection when there is none. Raises STORE_FAILED. */
  ready(): Promise<void>;
  /** Runs one Lua script. Raises STORE_FAILED when the server cannot be reached, refuses, or does not answer in time. */
  run(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECT_DEADLINE_MS = 5_000;
const ANSWER_DEADLINE_MS = 5_000;

/** @param onOpened called after every new connection: what the server held before may be gone. */
export function createRedisConnection(url: string, onOpened: () => void = () => {}): RedisConnection {
  const host = redisHost(url);
  let client: Client | null = null;

  const open = async (): Promise<Client> => {
    if (client?.isReady === true) return client;
    drop();
    // Only who has a team's queue pays for the library.
    const redis = await import('@redis/client');
    const opened = redis.createClient({
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_DEADLINE_MS, reconnectStrategy: false },
    });
    // Without a listener an error of the socket would end the process; the command that meets it says so.
    opened.on('error', () => {});
    client = opened;
    await within(CONNECT_DEADLINE_MS, opened.connect());
    onOpened();
    return opened;
  };
  const drop = () => {
    if (client?.isOpen === true) client.destroy();
    client = null;
  };

  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      drop();
      // The cause stays out: what libraries hang on an error may hold the address with its password.
      throw new Fault('STORE_FAILED', `The audit queue in Redis at ${host} cannot be used: ${reasonOf(cause, url)}. The audits wait.`, { detail: host });
    }
  };

  return {
    ready: () => attempt(async () => void (await open())),
    run: (script, keys, args) =>
      attempt(async () => {
        const ready = await open();
        return within(ANSWER_DEADLINE_MS, ready.eval(script, { keys: [...keys], arguments: [...args] }));
      }),
    close: async () => drop(),
  };
}

/** Host and port alone: an address may carry a password. */
export function redisHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that cannot be read';
}

function reasonOf(cause: unknown, url: string): string {
  const text = cause instanceof Error ? cause.message || cause.name : String(cause);
  const said = cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0].message : text;
  const password = URL.canParse(url) ? new URL(url).password : '';
  return (password === '' ? said : said.replaceAll(password, '[removed]')).replace(/\.$/, '').slice(0, 300);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not answer within ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
