/** Gives the page one end of a port and oRPC the other, after checking who asks. */
import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMain, IpcMainEvent, MessageChannelMain, MessagePortMain } from 'electron';
import type { Log } from '../../base/log.ts';
import type { AppRouter, User } from '../../routes/routerBase.ts';
import { APP_ORIGIN } from './appProtocol.ts';

interface CorePortDeps {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly newChannel: () => MessageChannelMain;
  readonly router: AppRouter;
  readonly user: User;
  /** True for the contents of a window this host opened. */
  readonly isOwnContents: (contentsId: number) => boolean;
  readonly log: Log;
}

/** Channel names are shared with the preload by convention: a sandboxed preload cannot import this file. */
const ASK = 'resync:connect';
const GIVE = 'resync:port';

/** Open for the life of the process: the lines end with their windows, or with `dropLines`, after which a page asks for another. */
export function openCorePort({ ipcMain, newChannel, router, user, isOwnContents, log }: CorePortDeps): { readonly dropLines: () => void } {
  const handler = new RPCHandler(router);
  // One line a window: a page that reloads leaves a port behind, and its calls must end with it.
  const lines = new Map<number, MessagePortMain>();
  ipcMain.on(ASK, (event) => {
    const { sender, senderFrame } = event;
    if (senderFrame === null || !isTrusted(event) || !isOwnContents(sender.id)) {
      log.warn({ from: senderFrame?.origin ?? null }, 'a stranger asked for the core and got nothing');
      return;
    }
    lines.get(sender.id)?.close();
    const { port1, port2 } = newChannel();
    lines.set(sender.id, port1);
    port1.once('close', () => {
      if (lines.get(sender.id) === port1) lines.delete(sender.id);
    });
    handler.upgrade(port1, { context: { user } });
    port1.start();
    senderFrame.postMessage(GIVE, null, [port2]);
  });
  return {
    dropLines: () => {
      for (const line of lines.values()) line.close();
    },
  };
}

/** Only the page itself, never a frame inside it. */
function isTrusted({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === APP_ORIGIN;
}
