/**
 * The Electron bridge: hands the page one MessagePort to the core, and nothing else.
 *
 * 1. The page finds `window.resyncHost = { kind: 'electron', connect() }` and calls `connect()`.
 * 2. This script asks the core on `resync:connect`; the core checks who asks and answers on `resync:port` with a port.
 * 3. This script passes it on: the page gets a `message` event with data `'resync:port'`, `event.source === window`,
 *    its own origin, and the port in `event.ports[0]`. The page starts the port and speaks oRPC over it.
 *
 * `ipcRenderer` never reaches the page, and `connect` takes no argument: there is nothing to call it with.
 * Calling it again replaces the line (the core closes the one before).
 */
import { contextBridge, ipcRenderer } from 'electron';

const APP_ORIGIN = 'app://resync';

// A preload runs for whatever the window loads. Should anything else ever load here, it finds nothing.
if (location.origin === APP_ORIGIN && window.parent === window) {
  ipcRenderer.on('resync:port', (event) => {
    const [port] = event.ports;
    // '/' means "to this origin only".
    if (port !== undefined) window.postMessage('resync:port', '/', [port]);
  });
  contextBridge.exposeInMainWorld('resyncHost', {
    kind: 'electron',
    connect: () => ipcRenderer.postMessage('resync:connect', null),
  });
}
