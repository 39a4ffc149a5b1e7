/** The tray: closing the window leaves the core working, and this is the way back to it, or out. */
import { Menu, nativeImage, Tray } from 'electron';

interface TrayDeps {
  readonly icon: string;
  readonly isDemo: boolean;
  readonly onOpen: () => void;
  readonly onQuit: () => void;
}

const TRAY_PIXELS = 22;

/** The caller keeps the tray: one that is collected disappears from the screen. */
export function createTray({ icon, isDemo, onOpen, onQuit }: TrayDeps): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: TRAY_PIXELS, height: TRAY_PIXELS }));
  tray.setToolTip(isDemo ? 'Resync (DEMO)' : 'Resync');
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Open Resync', click: onOpen }, { type: 'separator' }, { label: 'Quit', click: onQuit }]));
  tray.on('click', onOpen);
  return tray;
}
