/** The application menu: what the keyboard needs (copy, zoom, quit), nothing that could leave the page. */
import { Menu, type MenuItemConstructorOptions } from 'electron';

interface MenuDeps {
  readonly platform: NodeJS.Platform;
  readonly hasDevTools: boolean;
}

export function setMenu({ platform, hasDevTools }: MenuDeps): void {
  const first: MenuItemConstructorOptions = platform === 'darwin' ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'close' }, { role: 'quit' }] };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(hasDevTools ? [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([first, { role: 'editMenu' }, view, { role: 'windowMenu' }]));
}
