/** Opens the core for a command: on the person's data, or beside it when another Resync holds it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { type App, createApp } from '../../app.ts';
import { Fault } from '../../base/fault.ts';
import { replaceFile } from '../../base/files/durable.ts';
import { readPlainFile } from '../../base/files/plainFile.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { DIRECTORY_ID_FILE } from '../../config/trust/directoryId.ts';
import type { Night } from '../../demo/index.ts';
import { openRestartable, type RestartableApp } from '../restartableApp.ts';
import { createRouter } from '../../router.ts';
import type { AppRouter } from '../../routes/routerBase.ts';
import { markDirectory, refuseOtherData } from './simulate/nightDirectory.ts';
import { readVersion, resourcesDir } from './places.ts';

export interface CoreOptions {
  readonly isDemo: boolean;
  /** Default: none. */
  readonly night?: Night | undefined;
  readonly dataDir: string | undefined;
  /** Why this is not the Electron window, when a launcher chose the browser. */
  readonly hostReason: string | null;
  /** `--accept-store`. */
  readonly isStoreAccepted?: boolean | undefined;
}

export interface OpenCore {
  readonly app: App;
  /** After a restore the app is another, behind the same `app`, `router` and `client`. */
  readonly onRestarted: RestartableApp['onRestarted'];
  readonly router: AppRouter;
  readonly dataDir: string;
  /** Another Resync has the data: this one works on a temporary directory. */
  readonly isBeside: boolean;
  /** The contract, called without a transport: the same gate, the same handlers. */
  readonly client: RouterClient<AppRouter>;
  close(): Promise<void>;
}

/** Raises STORE_LOCKED when another Resync runs on the same data, INVALID_INPUT for a kept night on data that is not its own. */
export async function openCore(options: CoreOptions): Promise<OpenCore> {
  return openOn(directoryOf(options), options);
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
  const directory = mkdtempSync(join(tmpdir(), 'resync-'));
  // With its id: secrets and confirmations are kept under that.
  for (const name of ['settings.json', DIRECTORY_ID_FILE]) {
    const file = readPlainFile(join(directoryOf(options), name));
    if (file.at === 'read') replaceFile(join(directory, name), file.text);
  }
  const core = await connected(await openOn(directory, { ...options, isStoreAccepted: false }));
  return {
    ...core,
    isBeside: true,
    close: async () => {
      await core.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Absolute; not created here. */
export const directoryOf = ({ isDemo, night, dataDir }: CoreOptions): string =>
  dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo, night });

/** A window can wait for its engine while it draws; a command asks at once. An engine that is down shows in the answer. */
async function connected(core: OpenCore): Promise<OpenCore> {
  await core.app.engines.apply();
  return core;
}

async function openOn(dataDir: string, { isDemo, night, hostReason, isStoreAccepted = false }: Omit<CoreOptions, 'dataDir'>): Promise<OpenCore> {
  if (night !== undefined) refuseOtherData(dataDir, night);
  const config = { dataDir, env: process.env, isDemo, night, version: readVersion(), host: 'server', hostReason, isStoreAccepted, resourcesDir } as const;
  // The page shows its own notices; there is no desktop to notify.
  const { app, onRestarted, stop } = await openRestartable(() => createApp(config, { notify: () => {} }));
  if (night !== undefined) {
    markDirectory(dataDir, night);
    // The first question is asked with the same record as every later one.
    await app.recordNow();
  }
  // A command has no Settings screen: what could not be used of settings and agents is said here.
  for (const problem of [...app.settings.problems(), ...app.agents.describe().problems]) process.stderr.write(`! ${problem}\n`);
  const router = createRouter(app);
  const user = { name: userInfo().username, role: 'administrator' } as const;
  return { app, onRestarted, router, dataDir, isBeside: false, client: createRouterClient(router, { context: { user } }), close: stop };
}
