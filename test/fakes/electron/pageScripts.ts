/**
 * What runs in Chromium: `mainWorld` in the page's own world and `preloadWorld` in a real isolated world, as in Electron.
 * Both are sent as source text, so they use nothing from outside themselves.
 */
import type { FromPage, ToPage, Wired } from './wire.ts';

interface Shape {
  readonly kind: 'function' | 'object' | 'value';
  readonly id?: number;
  readonly entries?: readonly (readonly [string, Shape])[];
  readonly value?: unknown;
}

/** Builds what `contextBridge` exposes. `secret` names the events between the worlds; the page's scripts come later and never learn it. */
export function mainWorld(secret: string): void {
  if (window.top !== window) return;
  const call = (id: number, args: unknown[]): unknown => {
    let result: unknown;
    const onResult = (event: Event) => {
      result = JSON.parse((event as CustomEvent<string>).detail).value;
    };
    document.addEventListener(`${secret}:result`, onResult, { once: true });
    document.dispatchEvent(new CustomEvent(`${secret}:call`, { detail: JSON.stringify({ id, args }) }));
    document.removeEventListener(`${secret}:result`, onResult);
    return result;
  };
  const build = (shape: Shape): unknown => {
    if (shape.kind === 'value') return shape.value;
    if (shape.kind === 'function') return (...args: unknown[]) => call(shape.id!, args);
    return Object.freeze(Object.fromEntries(shape.entries!.map(([key, inner]) => [key, build(inner)])));
  };
  const onExpose = (event: Event) => {
    const { key, shape } = JSON.parse((event as CustomEvent<string>).detail) as { key: string; shape: Shape };
    Object.defineProperty(window, key, { value: build(shape), enumerable: true });
  };
  document.addEventListener(`${secret}:expose`, onExpose);
  document.addEventListener(`${secret}:sealed`, () => document.removeEventListener(`${secret}:expose`, onExpose), { once: true });
}

export interface PreloadConfig {
  readonly secret: string;
  /** The binding that reaches this process, and the global function that it calls back. */
  readonly sendName: string;
  readonly receiveName: string;
}

type PreloadCode = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown, location: unknown) => void;

/** Gives the preload bundle its `require('electron')` and its `location`, and carries messages. */
export function preloadWorld(config: PreloadConfig, preload: PreloadCode): void {
  if (window.top !== window) return;
  const scope = globalThis as unknown as Record<string, (text: string) => void>;
  const send = (message: FromPage) => scope[config.sendName]!(JSON.stringify(message));
  const wire = (value: unknown): Wired => {
    if (typeof value === 'string') return { s: value };
    const bytes =
      value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : ArrayBuffer.isView(value)
          ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
          : null;
    if (bytes === null) return { j: value ?? null };
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { b: btoa(text) };
  };
  const unwire = (wired: Wired): unknown =>
    's' in wired ? wired.s : 'b' in wired ? Uint8Array.from(atob(wired.b), (letter) => letter.charCodeAt(0)) : wired.j;

  const ports = new Map<number, MessagePort>();
  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.addEventListener('message', (event) => send({ kind: 'port-message', port: id, message: wire(event.data) }));
    port1.addEventListener('close', () => {
      if (ports.delete(id)) send({ kind: 'port-close', port: id });
    });
    port1.start();
    return port2;
  };
  const listeners = new Map<string, Set<(event: unknown, ...args: unknown[]) => void>>();
  const deliver = (message: ToPage) => {
    if (message.kind === 'ipc') {
      const event = { ports: message.ports.map(openPort) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, unwire(message.message));
    } else if (message.kind === 'port-message') ports.get(message.port)?.postMessage(unwire(message.message));
    else {
      ports.get(message.port)?.close();
      ports.delete(message.port);
    }
  };
  scope[config.receiveName] = (text) => (JSON.parse(text) as ToPage[]).forEach(deliver);

  const functions: ((...args: unknown[]) => unknown)[] = [];
  const shapeOf = (value: unknown): Shape => {
    if (typeof value === 'function') return { kind: 'function', id: functions.push(value as (...args: unknown[]) => unknown) - 1 };
    if (typeof value === 'object' && value !== null)
      return { kind: 'object', entries: Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)] as const) };
    return { kind: 'value', value };
  };
  document.addEventListener(`${config.secret}:call`, (event) => {
    const { id, args } = JSON.parse((event as CustomEvent<string>).detail) as { id: number; args: unknown[] };
    const value = functions[id]!(...args);
    document.dispatchEvent(new CustomEvent(`${config.secret}:result`, { detail: JSON.stringify({ value }) }));
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) =>
        document.dispatchEvent(new CustomEvent(`${config.secret}:expose`, { detail: JSON.stringify({ key, shape: shapeOf(api) }) })),
    },
    ipcRenderer: {
      on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      postMessage: (channel: string, message: unknown, transfer: unknown[] = []) => {
        if (transfer.length > 0) throw new Error('the stand-in carries ports from main to the page only');
        send({ kind: 'ipc', channel, message: wire(message) });
      },
    },
  };
  const require = (name: string) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  // The app's address, as `toApp` in addresses.ts makes it.
  const appUrl = new URL(location.href.replace(/^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.stand-in\.invalid/i, '$2://$1'));
  const origin = location.href.startsWith('https:') && appUrl.protocol !== 'https:' ? `${appUrl.protocol}//${appUrl.host}` : location.origin;
  const module = { exports: {} };
  preload(require, module, module.exports, { href: appUrl.href, protocol: appUrl.protocol, host: appUrl.host, pathname: appUrl.pathname, origin });
  document.dispatchEvent(new CustomEvent(`${config.secret}:sealed`));
}
