/** Starts the built Electron app in a process of its own, on the stand-in, and gives the test its page. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { toChromium } from './addresses.ts';
import type { StandInCommand, StandInEvent } from './control.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const runner = fileURLToPath(new URL('./runStandIn.ts', import.meta.url));

export interface StandInOptions {
  /** As after `electron .` on a command line, e.g. `['--demo', '--data-dir', dir]`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another main bundle than the built one. */
  readonly main?: string;
}

export interface StandInProcess {
  readonly pid: number;
  /** Everything the app did to the outside world, in order. */
  readonly events: readonly StandInEvent[];
  /** The first event of that name, past or to come. `from` skips as many events, to wait for a later one. */
  waitFor(name: string, from?: number): Promise<StandInEvent>;
  send(command: StandInCommand): void;
  /** Settles with the exit code. */
  readonly exited: Promise<number | null>;
  /** Asks the app to quit; kills it when it does not. */
  close(): Promise<void>;
}

export interface ElectronStandIn extends StandInProcess {
  readonly page: Page;
  /** The page of a window opened later. */
  newestPage(): Promise<Page>;
}

const START_DEADLINE_MS = 30_000;
const QUIT_DEADLINE_MS = 10_000;

/** A process without waiting for its window: a second instance never has one. */
export function startStandIn({ args, env = {}, main = `${root}out/main/index.js` }: StandInOptions): StandInProcess {
  const child = fork(runner, [main, root, ...args], {
    cwd: root,
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent', ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const events: StandInEvent[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (event: StandInEvent) => {
    events.push(event);
    for (const look of waiting) look();
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return {
    pid: child.pid!,
    events,
    exited,
    send: (command) => void child.send(command),
    close: () => endProcess(child, exited),
    waitFor: (name, from = 0) =>
      new Promise((resolve, reject) => {
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const fail = (why: string) => {
          finish();
          reject(new Error(`no ${name}: ${why}; seen: ${events.map((event) => event.name).join(', ')}\n${output}`));
        };
        const look = () => {
          const found = events.slice(from).find((event) => event.name === name);
          if (found === undefined) return;
          finish();
          resolve(found);
        };
        const timer = setTimeout(() => fail(`not within ${START_DEADLINE_MS} ms`), START_DEADLINE_MS);
        waiting.add(look);
        void exited.then((code) => fail(`the process ended with ${code}`));
        look();
      }),
  };
}

/** Resolves when the window has loaded its page. */
export async function launchElectronStandIn(options: StandInOptions): Promise<ElectronStandIn> {
  const standIn = startStandIn(options);
  let browser: Browser | null = null;
  try {
    const { detail } = await standIn.waitFor('window-ready');
    const ready = await standIn.waitFor('ready');
    browser = await chromium.connectOverCDP(String(ready.detail['debuggingUrl']));
    const address = toChromium(String(detail['url']));
    const newestPage = () => pageAt(browser!, address);
    return {
      ...standIn,
      page: await newestPage(),
      newestPage,
      close: async () => {
        await browser?.close();
        await standIn.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await standIn.close();
    throw error;
  }
}

async function pageAt(browser: Browser, address: string): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no context');
  const isIt = (page: Page) => page.url().startsWith(address);
  return context.pages().findLast(isIt) ?? (await context.waitForEvent('page', { predicate: isIt }));
}

async function endProcess(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.send({ kind: 'quit' } satisfies StandInCommand);
  const timer = setTimeout(() => child.kill('SIGKILL'), QUIT_DEADLINE_MS);
  await exited;
  clearTimeout(timer);
}
