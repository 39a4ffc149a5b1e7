/** The Electron host: one instance, one window, the same core as every other host. */
import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, dialog, ipcMain, MessageChannelMain, protocol, session, type Tray } from 'electron';
import { createApp } from '../../app.ts';
import { asFault } from '../../base/fault.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { openRestartable, type RestartableApp } from '../../restartableApp.ts';
import { createRouter } from '../../router.ts';
import { declareAppScheme, serveApp } from './appProtocol.ts';
import { openCorePort } from './corePort.ts';
import { openExternal } from './externalLinks.ts';
import { lockDown } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { showNotice } from './notifications.ts';
import { offerRestore } from './offerRestore.ts';
import { createTray } from './tray.ts';
import { createMainWindow } from './window.ts';

/** A core that does not end in time is left to its crash safety; the person asked to quit. */
const STOP_DEADLINE_MS = 5_000;

const besides = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const resourcesDir = besides('../../resources');
const icon = join(resourcesDir, 'icon.png');
const hasDevTools = !app.isPackaged;

// Chromium's own switches may stand among the arguments, hence not strict.
const { values } = parseArgs({ args: process.argv.slice(1), strict: false, options: { demo: { type: 'boolean' }, 'data-dir': { type: 'string' } } });
const isDemo = values.demo === true;
const given = typeof values['data-dir'] === 'string' ? values['data-dir'] : undefined;
const dataDir = dataDirectory({ env: process.env, platform: process.platform, given, isDemo });

// Chromium's files live below the data directory: the lock is then one per data directory, as the store's is.
const shellDir = join(dataDir, 'window');
mkdirSync(shellDir, { recursive: true, mode: 0o700 });
app.setPath('userData', shellDir);
app.enableSandbox();
// Windows shows notifications only for an application it knows by the installer's id.
app.setAppUserModelId('io.resync.desktop');
declareAppScheme(protocol);

let tray: Tray | null = null;
const window = createMainWindow({ preload: besides('../preload/preload.cjs'), icon, boundsFile: join(shellDir, 'bounds.json'), hasDevTools });
const askAndOpen = (url: string) => openExternal(url, window.current());

async function start(): Promise<void> {
  await app.whenReady();
  lockDown({ app, session: session.defaultSession, openExternal: (url) => void askAndOpen(url), hasDevTools });
  serveApp(protocol, besides('../renderer'));
  setMenu({ platform: process.platform, hasDevTools });
  const config = { dataDir, env: process.env, isDemo, version: app.getVersion(), host: 'electron', hostReason: null, resourcesDir } as const;
  const open = () => openRestartable(() => createApp(config, { notify: (notice) => showNotice(notice, window.show) }));
  const core = await open().catch(async (thrown: unknown) => {
    if (await offerRestore(thrown, dataDir)) return open();
    throw thrown;
  });
  const { dropLines } = openCorePort({
    ipcMain,
    newChannel: () => new MessageChannelMain(),
    router: createRouter(core.app),
    user: { name: userInfo().username, role: 'administrator' },
    isOwnContents: (id) => window.current()?.webContents.id === id,
    log: core.app.log,
  });
  core.onRestarted(dropLines);
  stopBeforeQuit(core);
  app.on('second-instance', window.show);
  app.on('activate', window.show);
  // Closing the window only detaches it: turns and audits go on, and the tray leads back.
  app.on('window-all-closed', () => {});
  tray = createTray({ icon, isDemo, onOpen: window.show, onQuit: () => app.quit() });
  window.show();
}

function stopBeforeQuit(core: RestartableApp): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void withDeadline(core.stop()).finally(() => {
      isStopped = true;
      tray?.destroy();
      app.quit();
    });
  });
}

function withDeadline(work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, STOP_DEADLINE_MS))]);
}

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    dialog.showErrorBox('Resync cannot start', asFault(error).message);
    app.exit(1);
  });
} else {
  app.quit();
}
