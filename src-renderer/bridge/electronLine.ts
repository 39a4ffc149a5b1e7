/** The line inside the Electron window: a MessagePort that the preload hands over. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type Core, type Line, OPEN_TIMEOUT_MS } from './line.ts';

export interface ResyncHost {
  readonly kind: 'electron';
  connect(): void;
}

declare global {
  interface Window {
    readonly resyncHost?: ResyncHost;
  }
}

function nextPort(host: ResyncHost): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      // Only this window's own preload can post to it with the window itself as the source.
      if (event.source !== window || event.data !== 'resync:port' || !port) return;
      finish();
      resolve(port);
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error('The core did not hand over a port in time'));
    }, OPEN_TIMEOUT_MS);
    const finish = () => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
    window.addEventListener('message', onMessage);
    host.connect();
  });
}

export const openElectronLine = async (host: ResyncHost): Promise<Line> => lineOver(await nextPort(host));

/** The line over one end of a port whose other end the core serves. */
export function lineOver(port: MessagePort): Line {
  const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()));
  const core = createORPCClient<Core>(new RPCLink({ port }));
  port.start();
  return { core, closed };
}
