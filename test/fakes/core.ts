/** A real core in a process of its own (`resync serve`), driven over its REST surface; it can be killed at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Turn, TurnEvent } from '../../src-preload/contract/chat.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Core {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** Resolves with the parsed body; rejects with status and body when not 2xx. */
  call<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** Events of a turn until it ends, or until the core goes away (then rejects). */
  watch(turnId: string, afterSeq?: number): AsyncGenerator<TurnEvent>;
  /** Asks and waits for the end of the turn. */
  ask(question: string): Promise<Turn>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface CoreOptions {
  readonly dataDir: string;
  readonly isDemo?: boolean;
  readonly env?: Record<string, string>;
  /** More options of the command line. */
  readonly args?: readonly string[];
}

/** Events of a server-sent event stream whose data is JSON; oRPC ends it with an event named `done`. */
async function* serverSentEvents<T>(body: AsyncIterable<Uint8Array>): AsyncGenerator<T> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of body) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const block = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      const field = (name: string) =>
        block
          .split('\n')
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).trim())
          .join('\n');
      if (field('event') === 'message' && field('data') !== '') yield JSON.parse(field('data')) as T;
      if (field('event') === 'done') return;
    }
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout! });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`core ended with ${String(code)} before it was ready: ${errors}`)));
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => {});
  return line;
}

/** Resolves when the core has printed its ready line. */
export async function startCore({ dataDir, isDemo = false, env = {}, args: more = [] }: CoreOptions): Promise<Core> {
  const args = [
    '--max-semi-space-size=4',
    '--optimize-for-size',
    'out/cli/main.js',
    'serve',
    '--port',
    '0',
    '--data-dir',
    dataDir,
    ...(isDemo ? ['--demo'] : []),
    ...more,
  ];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ready = JSON.parse(await firstLine(child)) as { url: string; token: string; pid: number };
  const request = (method: string, path: string, body?: unknown) =>
    fetch(`${ready.url.replace(/\/$/, '')}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${ready.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const core: Core = {
    ...ready,
    async call<T>(method: string, path: string, body?: unknown) {
      const response = await request(method, path, body);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text) as T;
    },
    async *watch(turnId, afterSeq = 0) {
      const response = await request('GET', `/chat/${turnId}/stream?afterSeq=${afterSeq}`);
      if (!response.ok || response.body === null) throw new Error(`watch: ${response.status} ${await response.text()}`);
      yield* serverSentEvents<TurnEvent>(response.body);
    },
    async ask(question) {
      const { turnId } = await core.call<{ turnId: string }>('POST', '/chat', { question });
      for await (const event of core.watch(turnId)) if (event.type === 'ended') return event.turn;
      throw new Error(`the stream of turn ${turnId} ended without its end`);
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    },
  };
  return core;
}
