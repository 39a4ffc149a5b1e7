/** Web contents and `ipcMain`: a Chromium page with the preload in an isolated world, whose every step the app may refuse. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Request as ChromiumRequest, Page } from 'playwright';
import { toApp, toChromium } from './addresses.ts';
import { app } from './application.ts';
import { report } from './control.ts';
import { applyPermissions } from './network.ts';
import { mainWorld, type PreloadConfig, preloadWorld } from './pageScripts.ts';
import { createFrame, type PreloadFrame } from './preloadFrame.ts';
import { type FromPage, unwire } from './wire.ts';

type OpenHandler = (details: { url: string; frameName: string }) => { action: 'allow' | 'deny' };

export const ipcMain = new EventEmitter();

const byPage = new Map<Page, WebContents>();
let nextContentsId = 1;

export function isOwned(page: Page): boolean {
  return byPage.has(page);
}

export class WebContents extends EventEmitter {
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

  destroy(page: Page): void {
    byPage.delete(page);
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

/** A page that no window owns is a popup, and a popup may load nothing. */
export function mayNavigate(request: ChromiumRequest): boolean {
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
