/** A real redis-server of the test's own, on a random port and in its own directory. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  /** Ends it with -9: nothing of what it held is left. */
  kill(): Promise<void>;
  /** An empty one on the same port. */
  restart(): Promise<void>;
  /** It takes connections and answers nobody. */
  freeze(): void;
  thaw(): void;
}

const PROGRAM = 'redis-server';

/** Why there is none here; null when there is one. */
export const whyNoRedis: string | null =
  spawnSync(PROGRAM, ['--version']).status === 0 ? null : 'There is no redis-server on the PATH: the queue of a team is not tested here.';

export async function startRedis(): Promise<RedisServer> {
  const directory = mkdtempSync(join(tmpdir(), 'resync-redis-'));
  const port = await freePort();
  let server = await started(port, directory);
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    async restart() {
      await kill();
      server = await started(port, directory);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function started(port: number, directory: string): Promise<ChildProcess> {
  const server = spawn(PROGRAM, ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error('redis-server ended before it was ready');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
