/** One connection to the team's Redis: opened when first needed, opened anew after it broke, and never waited for longer than its deadline. */
import type { Outlet } from '../../base/egress/gate.ts';
import { type OpenedRedis, openRedis } from '../../base/egress/redisOut.ts';
import { Fault } from '../../base/fault.ts';

/** Where the team's queue is, and the way there. */
export interface RedisPlace {
  /** It may carry a password. */
  readonly url: string;
  readonly outlet: Outlet;
}

export interface RedisConnection {
  /** Opens the connection when there is none. Raises STORE_FAILED. */
  ready(): Promise<void>;
  /** Runs one Lua script. Raises STORE_FAILED when the server cannot be reached, refuses, or does not answer in time. */
  run(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** What a connection carries is told at most so often, and when it ends. */
const TELL_EVERY_MS = 60_000;
const CONNECT_DEADLINE_MS = 5_000;
const ANSWER_DEADLINE_MS = 5_000;

/** @param onOpened told after every new connection: what the server held before may be gone */
export function createRedisConnection({ url, outlet }: RedisPlace, onOpened: () => void = () => {}): RedisConnection {
  const host = redisHost(url);
  let client: OpenedRedis | null = null;
  /** Scripts and their arguments, answers as JSON: what was said, without the protocol around it. */
  let carried = { bytesOut: 0, bytesIn: 0, toldAtMs: performance.now() };

  const tell = (outcome: 'ok' | 'failed') => {
    const { bytesOut, bytesIn } = carried;
    carried = { bytesOut: 0, bytesIn: 0, toldAtMs: performance.now() };
    client?.tell({ outcome, bytesOut, bytesIn });
  };

  const open = async (): Promise<OpenedRedis['link']> => {
    if (client?.link.isReady === true) {
      client.check();
      return client.link;
    }
    drop();
    const opened = await openRedis({ outlet, url, why: 'audit', connectTimeoutMs: CONNECT_DEADLINE_MS });
    client = opened;
    await within(CONNECT_DEADLINE_MS, opened.link.connect());
    tell('ok');
    onOpened();
    return opened.link;
  };
  const drop = () => {
    if (carried.bytesOut > 0) tell('ok');
    if (client?.link.isOpen === true) client.link.destroy();
    client = null;
  };

  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (client !== null && !client.link.isReady) tell('failed');
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
        carried.bytesOut += [script, ...keys, ...args].reduce((sum, text) => sum + text.length, 0);
        const answer = await within(ANSWER_DEADLINE_MS, ready.eval(script, { keys: [...keys], arguments: [...args] }));
        carried.bytesIn += JSON.stringify(answer)?.length ?? 0;
        if (performance.now() - carried.toldAtMs > TELL_EVERY_MS) tell('ok');
        return answer;
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
