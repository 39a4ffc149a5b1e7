/** A real core whose memory and main thread are watched from outside, and the simulated engine beside it, each a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Core, startCore } from '../fakes/core.ts';
import type { LoopDelay } from './loopProbe.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const probe = new URL('./loopProbe.ts', import.meta.url).href;
const PROBE_WITHIN_MS = 10_000;

export interface SimulatedEngine extends AsyncDisposable {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Path of a PEM file. */
  readonly ca: string;
}

/** Resolves when it answers; a large plan takes it some seconds to draw. */
export async function startSimulatedEngine({ jobs, seed }: { readonly jobs: number; readonly seed: number }): Promise<SimulatedEngine> {
  const args = ['out/cli/main.js', 'simulate', '--jobs', String(jobs), '--seed', String(seed)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the simulator ended with ${String(code)} before it was ready`)));
  ended.catch(() => {});
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string];
  const engine = JSON.parse(line) as Omit<SimulatedEngine, typeof Symbol.asyncDispose>;
  return { ...engine, [Symbol.asyncDispose]: () => endOf(child) };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

export interface MeasuredCore extends AsyncDisposable {
  readonly core: Core;
  /** How late the main thread was since the last call. */
  loopDelay(): Promise<LoopDelay>;
  /** Resident set in MB as the kernel accounts it: now, and the most it ever was. */
  memory(): { readonly nowMb: number; readonly peakMb: number };
}

/** A core connected to the engine, on an empty data directory. */
export async function startMeasuredCore(
  dataDir: string,
  engine: Pick<SimulatedEngine, 'url' | 'user' | 'password' | 'ca'>,
  more: Record<string, string> = {},
): Promise<MeasuredCore> {
  const server = createServer();
  const path = join(dataDir, 'probe.sock');
  server.listen(path);
  await once(server, 'listening');
  const connected = once(server, 'connection', { signal: AbortSignal.timeout(PROBE_WITHIN_MS) }) as Promise<[Socket]>;
  const env = {
    NODE_OPTIONS: `--import=${probe}`,
    LOOP_PROBE: path,
    // As launch.mjs starts it for a person; the probe would be loaded twice by going that way.
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '131072',
    RESYNC_TWS_URL: engine.url,
    RESYNC_TWS_USER: engine.user,
    RESYNC_TWS_PASSWORD: engine.password,
    RESYNC_TWS_CA: engine.ca,
    ...more,
  };
  const [core, [socket]] = await Promise.all([startCore({ dataDir: join(dataDir, 'data'), env }), connected]);
  const lines = createInterface({ input: socket });
  return {
    core,
    async loopDelay() {
      const answered = once(lines, 'line', { signal: AbortSignal.timeout(PROBE_WITHIN_MS) });
      socket.write('how late?\n');
      const [line] = (await answered) as [string];
      return JSON.parse(line) as LoopDelay;
    },
    memory() {
      const status = readFileSync(`/proc/${core.pid}/status`, 'utf8');
      const mb = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
      return { nowMb: mb('VmRSS'), peakMb: mb('VmHWM') };
    },
    async [Symbol.asyncDispose]() {
      await core.kill('SIGTERM');
      socket.destroy();
      server.close();
    },
  };
}
