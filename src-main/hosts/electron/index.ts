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
import { openRestartable, type RestartableApp } from '../restartableApp.ts';
import { createRouter } from '../../router.ts';
import { wayBackFor } from '../wayBack.ts';
import { isStartChoice, languageIn, START_PAGE_HEADERS, type StartDesk, startedPage, startWithPerson } from '../startFailure.ts';
import { declareAppScheme, serveApp } from './appProtocol.ts';
import { openCorePort } from './corePort.ts';
import { openExternal } from './externalLinks.ts';
import { lockDown } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { showNotice } from './notifications.ts';
import { createTray } from './tray.ts';
import { createMainWindow } from './window.ts';

/** A core that does not end in time is left to its crash safety; the person asked to quit. */
const STOP_DEADLINE_MS = 5_000;

const besides = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const resourcesDir = besides('../../resources');
const icon = join(resourcesDir, 'icon.png');
const hasDevTools = !app.isPackaged;

// What Resync writes is for the person who runs it, also what SQLite, the log and Chromium make by themselves.
process.umask(0o077);

// Chromium's own switches may stand among the arguments, hence not strict.
const { values } = parseArgs({
  args: process.argv.slice(1),
  strict: false,
  options: { demo: { type: 'boolean' }, 'data-dir': { type: 'string' }, 'accept-store': { type: 'boolean' } },
});
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
  let desk: StartDesk | null = null;
  serveApp(protocol, besides('../renderer'), (place) => (desk === null ? null : answerBefore(desk, place)));
  setMenu({ platform: process.platform, hasDevTools });
  const config = { dataDir, env: process.env, isDemo, version: app.getVersion(), host: 'electron', hostReason: null, resourcesDir } as const;
  const core = await startWithPerson({
    open: (isStoreAccepted) => openRestartable(() => createApp({ ...config, isStoreAccepted }, { notify: (notice) => showNotice(notice, window.show) })),
    isStoreAccepted: values['accept-store'] === true,
    wayBack: wayBackFor(dataDir),
    onRefused: (refused) => {
      desk = refused;
      window.show();
    },
  });
  desk = null;
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

/** Until the store is open the window shows why it is not, and takes the person's choice as an address of its own. */
async function answerBefore(desk: StartDesk, place: string): Promise<Response> {
  const language = languageIn(app.getPreferredSystemLanguages());
  const isStarted = isStartChoice(place) && (await desk.choose(place)) === 'started';
  return new Response(isStarted ? startedPage('./', language) : desk.page(language), { headers: START_PAGE_HEADERS });
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
