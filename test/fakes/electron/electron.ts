/** The stand-in for the `electron` module: as much of it as the app's main process uses, over a real Chromium. */
export { app } from './application.ts';
export { BrowserWindow } from './browserWindow.ts';
export { dialog, Menu, Notification, nativeImage, nativeTheme, screen, shell, Tray } from './desktop.ts';
export { MessageChannelMain } from './messagePorts.ts';
export { protocol, session } from './network.ts';
export { ipcMain } from './webContents.ts';
