/** A core run from its source, started again whenever that source changes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** An editor writes a file in several steps, and a branch switch many files: one restart is enough. */
const QUIET_MS = 200;
const WATCHED = ['src-main', 'src-preload', 'resources'];

const ready = z.object({ url: z.string(), token: z.string() });
type Ready = z.infer<typeof ready>;

interface DevCoreOptions {
  /** Of the checkout. */
  readonly root: string;
  /** Of `resync serve`. */
  readonly args: readonly string[];
  readonly say: (line: string) => void;
}

export interface DevCore {
  /** The same after every restart. */
  readonly url: string;
  /** Of the core that runs now; the core makes a new one at each start. */
  token(): string;
  stop(): Promise<void>;
}

/** Resolves when the core serves; a core that does not start is tried again at the next change. */
export async function startDevCore({ root, args, say }: DevCoreOptions): Promise<DevCore> {
  let child: ChildProcess | null = null;
  let now: Ready | null = null;
  let isStopping = false;
  const first = Promise.withResolvers<Ready>();

  const start = () => {
    const port = now === null ? '0' : new URL(now.url).port;
    const flags = ['--max-semi-space-size=4', '--optimize-for-size'];
    const mine = spawn(process.execPath, [...flags, join(root, 'src-main/hosts/cli/main.ts'), 'serve', '--port', port, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = mine;
    createInterface({ input: mine.stdout }).once('line', (line) => {
      now = ready.parse(JSON.parse(line));
      say('The core is ready.');
      first.resolve(now);
    });
    mine.on('exit', (code) => {
      if (child !== mine || isStopping) return;
      child = null;
      say(`The core ended with code ${code}; it starts again at the next change.`);
    });
  };

  const end = async () => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGTERM');
    await once(running, 'exit');
  };

  let work = Promise.resolve();
  const again = async (changed: string) => {
    if (isStopping) return;
    say(`${changed} changed: the core starts again ...`);
    await end();
    start();
  };
  const restart = (changed: string) => {
    work = work.then(() => again(changed));
  };

  let timer: NodeJS.Timeout | null = null;
  const watchers = WATCHED.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (file === null || !/\.(ts|mjs|json)$/.test(file)) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(restart, QUIET_MS, join(folder, file));
    }),
  );

  start();
  const { url } = await first.promise;
  return {
    url,
    token: () => now?.token ?? '',
    stop: async () => {
      isStopping = true;
      if (timer !== null) clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await work;
      await end();
    },
  };
}
