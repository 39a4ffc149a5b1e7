/** `BrowserWindow`, its web contents, and `ipcMain`: one Chromium page each, with the preload in an isolated world. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Request as ChromiumRequest, Page } from 'playwright';
import { toApp, toChromium } from './addresses.ts';
import { app } from './application.ts';
import { openChromium } from './chromium.ts';
import { onCommand, report } from './control.ts';
import type { MessagePortMain } from './messagePorts.ts';
import { applyPermissions, interceptAll } from './network.ts';
import { mainWorld, type PreloadConfig, preloadWorld } from './pageScripts.ts';
import { type FromPage, type ToPage, unwire, wire } from './wire.ts';

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly show?: boolean;
  readonly webPreferences: Readonly<Record<string, unknown>> & { readonly preload: string };
}

type OpenHandler = (details: { url: string; frameName: string }) => { action: 'allow' | 'deny' };

export const ipcMain = new EventEmitter();

const byPage = new Map<Page, WebContents>();
let nextContentsId = 1;
let nextPortId = 1;
let intercepting: Promise<void> | null = null;

class WebContents extends EventEmitter {
  readonly id = nextContentsId++;
  readonly #preload: string;
  readonly #frames = new Map<number, PreloadFrame>();
  /** The last decision. A window that was refused exists in Chromium for a moment: it loads nothing and is closed. */
  isPopupAllowed = true;
  #openHandler: OpenHandler | null = null;
  #isLoadingOwn = false;

  constructor(preload: string) {
    super();
    this.#preload = preload;
    app.emit('web-contents-created', {}, this);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** Everything the app said before the page existed is in force before anything is loaded. */
  async attach(page: Page): Promise<CDPSession> {
    byPage.set(page, this);
    const cdp = await page.context().newCDPSession(page);
    const config: PreloadConfig = { secret: randomUUID(), sendName: `standInSend`, receiveName: 'standInReceive' };
    const worldName = 'electron-preload';
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName) this.#frames.set(context.id, createFrame(cdp, context.id, toApp(`${context.origin}/`), config));
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#loseFrame(executionContextId));
    cdp.on('Runtime.executionContextsCleared', () => [...this.#frames.keys()].forEach((id) => this.#loseFrame(id)));
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === config.sendName) this.#receive(executionContextId, JSON.parse(payload) as FromPage);
    });
    cdp.on('Page.windowOpen', ({ url, windowName }) => this.#decideOpen(toApp(url), windowName));
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: config.sendName, executionContextName: worldName });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${mainWorld.toString()})(${JSON.stringify(config.secret)})` });
    const code = readFileSync(this.#preload, 'utf8');
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName,
      source: `(${preloadWorld.toString()})(${JSON.stringify(config)}, function (require, module, exports, location) {${code}\n})`,
    });
    return cdp;
  }

  async load(page: Page, cdp: CDPSession, url: string): Promise<void> {
    const target = toChromium(url);
    await applyPermissions(cdp, this, target);
    this.#isLoadingOwn = true;
    try {
      await page.goto(target);
    } finally {
      this.#isLoadingOwn = false;
    }
  }

  /** True when the app lets the page go there. What the app itself loads is not asked about. */
  mayNavigate(request: ChromiumRequest): boolean {
    const isMainFrame = request.frame().parentFrame() === null;
    if (this.#isLoadingOwn && isMainFrame) return true;
    let isPrevented = false;
    const event = {
      url: toApp(request.url()),
      isMainFrame,
      isSameDocument: false,
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit('will-frame-navigate', event, event.url);
    if (isMainFrame && !isPrevented) this.emit('will-navigate', event, event.url);
    return !isPrevented;
  }

  destroy(): void {
    for (const id of this.#frames.keys()) this.#loseFrame(id);
    this.emit('destroyed');
  }

  #decideOpen(url: string, frameName: string): void {
    const { action } = this.#openHandler?.({ url, frameName }) ?? { action: 'allow' };
    this.isPopupAllowed = action === 'allow';
    report(this.isPopupAllowed ? 'window-opened' : 'window-refused', { url });
  }

  #receive(contextId: number, message: FromPage): void {
    const frame = this.#frames.get(contextId);
    if (frame === undefined) return;
    if (message.kind === 'ipc') ipcMain.emit(message.channel, { sender: this, senderFrame: frame.webFrame, ports: [] }, unwire(message.message));
    else frame.receive(message);
  }

  #loseFrame(contextId: number): void {
    this.#frames.get(contextId)?.lose();
    this.#frames.delete(contextId);
  }
}

interface PreloadFrame {
  readonly webFrame: {
    readonly url: string;
    readonly origin: string;
    readonly parent: null;
    postMessage(channel: string, message: unknown, ports?: MessagePortMain[]): void;
  };
  receive(message: Extract<FromPage, { port: number }>): void;
  lose(): void;
}

function createFrame(cdp: CDPSession, contextId: number, url: string, config: PreloadConfig): PreloadFrame {
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

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly closed: Promise<void>;
  readonly #page: Promise<{ page: Page; cdp: CDPSession }>;
  readonly #bounds: { x: number; y: number; width: number; height: number };
  readonly #gone = Promise.withResolvers<void>();
  #isMaximized = false;
  #isDestroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width, height: options.height };
    this.closed = this.#gone.promise;
    this.webContents = new WebContents(options.webPreferences.preload);
    this.#page = this.#open();
    app.windows.add(this);
    report('window-created', { bounds: this.#bounds, webPreferences: options.webPreferences, isShown: options.show !== false });
  }

  async loadURL(url: string): Promise<void> {
    const { page, cdp } = await this.#page;
    await this.webContents.load(page, cdp, url);
    this.emit('ready-to-show');
    report('window-ready', { url });
  }

  close(): void {
    void this.#page.then(({ page }) => this.#close(page));
  }

  show(): void {
    report('window-shown', {});
    this.emit('show');
  }

  focus(): void {
    report('window-focused', {});
    this.emit('focus');
  }

  maximize(): void {
    this.#isMaximized = true;
  }

  restore(): void {}

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds() {
    return { ...this.#bounds };
  }

  async #open(): Promise<{ page: Page; cdp: CDPSession }> {
    const context = await openChromium(app.getPath('userData'));
    intercepting ??= interceptAll(context, mayNavigate);
    await intercepting;
    const blank = context.pages().find((page) => !byPage.has(page) && page.url() === 'about:blank');
    const page = blank ?? (await context.newPage());
    const cdp = await this.webContents.attach(page);
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    page.on('popup', (popup) => {
      if (!this.webContents.isPopupAllowed) void popup.close();
    });
    page.on('close', () => this.#destroyed(page));
    return { page, cdp };
  }

  async #close(page: Page): Promise<void> {
    let isHeldBack = false;
    this.emit('close', {
      preventDefault: () => {
        isHeldBack = true;
      },
    });
    if (isHeldBack) return;
    // Chromium without any page would end; the next window takes this one.
    if (page.context().pages().length === 1) await page.context().newPage();
    await page.close();
  }

  #destroyed(page: Page): void {
    this.#isDestroyed = true;
    byPage.delete(page);
    app.windows.delete(this);
    this.webContents.destroy();
    this.emit('closed');
    report('window-closed', {});
    this.#gone.resolve();
    app.windowClosed();
  }
}

/** A page that no window owns is a popup, and a popup may load nothing. */
function mayNavigate(request: ChromiumRequest): boolean {
  return contentsOf(request)?.mayNavigate(request) ?? false;
}

function contentsOf(request: ChromiumRequest): WebContents | undefined {
  try {
    return byPage.get(request.frame().page());
  } catch {
    // A new window asks for its first document before it has a frame.
    return undefined;
  }
}

onCommand('close-window', () => {
  for (const window of app.windows) window.close();
});
