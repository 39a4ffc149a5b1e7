/** A document with a preload: what `senderFrame` is, and the ports that live in it. */
import type { CDPSession } from 'playwright';
import type { MessagePortMain } from './messagePorts.ts';
import type { PreloadConfig } from './pageScripts.ts';
import { type FromPage, type ToPage, unwire, wire } from './wire.ts';

let nextPortId = 1;

export interface PreloadFrame {
  readonly webFrame: {
    readonly url: string;
    readonly origin: string;
    readonly parent: null;
    postMessage(channel: string, message: unknown, ports?: MessagePortMain[]): void;
  };
  receive(message: Extract<FromPage, { port: number }>): void;
  lose(): void;
}

export function createFrame(cdp: CDPSession, contextId: number, url: string, config: PreloadConfig): PreloadFrame {
  const ports = new Map<number, MessagePortMain>();
  let outbox: ToPage[] = [];
  let isSending = false;
  let isLost = false;
  const flush = async () => {
    if (isSending) return;
    isSending = true;
    while (outbox.length > 0 && !isLost) {
      const batch = outbox;
      outbox = [];
      const expression = `${config.receiveName}(${JSON.stringify(JSON.stringify(batch))})`;
      // A page that went away in between has no use for the message.
      await cdp.send('Runtime.evaluate', { contextId, expression }).catch(() => {});
    }
    isSending = false;
  };
  const post = (message: ToPage) => {
    if (isLost) return;
    outbox.push(message);
    void flush();
  };
  const carry = (port: MessagePortMain): number => {
    const id = nextPortId++;
    ports.set(id, port);
    port.carry({ post: (data) => post({ kind: 'port-message', port: id, message: wire(data) }), close: () => post({ kind: 'port-close', port: id }) });
    return id;
  };
  return {
    webFrame: {
      url,
      origin: url.replace(/\/$/, ''),
      parent: null,
      postMessage: (channel, message, transfer = []) => post({ kind: 'ipc', channel, message: wire(message), ports: transfer.map(carry) }),
    },
    receive: (message) => {
      const port = ports.get(message.port);
      if (message.kind === 'port-message') port?.postMessage(unwire(message.message));
      else {
        ports.delete(message.port);
        port?.close();
      }
    },
    lose: () => {
      isLost = true;
      for (const port of ports.values()) port.close();
      ports.clear();
    },
  };
}
