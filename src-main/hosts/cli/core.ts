/** Opens the core for a command: on the person's data, or beside it when another Resync holds it. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { type App, createApp } from '../../app.ts';
import { Fault } from '../../base/fault.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { DIRECTORY_ID_FILE } from '../../config/directoryId.ts';
import { createRouter } from '../../router.ts';
import type { AppRouter } from '../../routerBase.ts';
import { readVersion, resourcesDir } from './places.ts';

export interface CoreOptions {
  readonly isDemo: boolean;
  readonly dataDir: string | undefined;
  /** Why this is not the Electron window, when a launcher chose the browser. */
  readonly hostReason: string | null;
}

export interface OpenCore {
  readonly app: App;
  readonly router: AppRouter;
  readonly dataDir: string;
  /** The contract, called without a transport: the same gate, the same handlers. */
  readonly client: RouterClient<AppRouter>;
  close(): Promise<void>;
}

/** Raises STORE_LOCKED when another Resync runs on the same data. */
export async function openCore({ isDemo, dataDir, hostReason }: CoreOptions): Promise<OpenCore> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  return openOn(directory, { isDemo, hostReason });
}

/**
 * Like `openCore`; where the data is in use, says so on stderr and works on an empty temporary directory with the same
 * settings: the answer is the same, but it is neither remembered nor based on memories.
 */
export async function openCoreBeside(options: CoreOptions): Promise<OpenCore> {
  try {
    return await connected(await openCore(options));
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'STORE_LOCKED') throw thrown;
    process.stderr.write(`${thrown.message} Answering on a temporary directory: this is not remembered.\n`);
  }
  const { isDemo, hostReason, dataDir } = options;
  const data = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const directory = mkdtempSync(join(tmpdir(), 'resync-'));
  // With its id: secrets and confirmations are kept under that.
  for (const name of ['settings.json', DIRECTORY_ID_FILE]) if (existsSync(join(data, name))) copyFileSync(join(data, name), join(directory, name));
  const core = await connected(await openOn(directory, { isDemo, hostReason }));
  return {
    ...core,
    close: async () => {
      await core.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A window can wait for its engine while it draws; a command asks at once. An engine that is down shows in the answer. */
async function connected(core: OpenCore): Promise<OpenCore> {
  await core.app.engines.apply();
  return core;
}

async function openOn(dataDir: string, { isDemo, hostReason }: Pick<CoreOptions, 'isDemo' | 'hostReason'>): Promise<OpenCore> {
  const app = await createApp(
    { dataDir, env: process.env, isDemo, version: readVersion(), host: 'server', hostReason, resourcesDir },
    // The page shows its own notices; there is no desktop to notify.
    { notify: () => {} },
  );
  // A command has no Settings screen: what could not be used of them is said here.
  for (const problem of app.settings.problems()) process.stderr.write(`! ${problem}\n`);
  const router = createRouter(app);
  const user = { name: userInfo().username, role: 'administrator' } as const;
  return { app, router, dataDir, client: createRouterClient(router, { context: { user } }), close: () => app.stop() };
}
