/** The one window: sandboxed, shown when it has something to show, back where it was. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_URL } from './appProtocol.ts';
import { isReachable, keepBounds, readBounds } from './windowBounds.ts';

const FIRST_SIZE = { width: 1_280, height: 800 } as const;

interface WindowDeps {
  /** Absolute paths. */
  readonly preload: string;
  readonly icon: string;
  readonly boundsFile: string;
  readonly hasDevTools: boolean;
}

export interface MainWindow {
  /** Brings the window to the front, opening it when it was closed. */
  readonly show: () => void;
  readonly current: () => BrowserWindow | null;
}

export function createMainWindow(deps: WindowDeps): MainWindow {
  let window: BrowserWindow | null = null;
  return {
    current: () => window,
    show: () => {
      if (window === null) {
        window = openWindow(deps);
        window.once('closed', () => {
          window = null;
        });
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

function openWindow({ preload, icon, boundsFile, hasDevTools }: WindowDeps): BrowserWindow {
  const saved = readBounds(boundsFile);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const place = saved !== null && isReachable(saved, screens) ? { x: saved.x, y: saved.y, width: saved.width, height: saved.height } : FIRST_SIZE;
  const window = new BrowserWindow({
    ...place,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Resync',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: hasDevTools,
    },
  });
  window.once('ready-to-show', () => {
    if (saved?.isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => keepBounds(boundsFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }));
  // A failed load shows as an empty window; the protocol handler has then already answered with its status.
  window.loadURL(APP_URL).catch(() => {});
  return window;
}
