/** `BrowserWindow`: one Chromium page each. */
import { EventEmitter } from 'node:events';
import type { CDPSession, Page } from 'playwright';
import { app } from './application.ts';
import { openChromium } from './chromium.ts';
import { onCommand, report } from './control.ts';
import { interceptAll } from './network.ts';
import { isOwned, mayNavigate, WebContents } from './webContents.ts';

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly show?: boolean;
  readonly webPreferences: Readonly<Record<string, unknown>> & { readonly preload: string };
}

let intercepting: Promise<void> | null = null;

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
    const blank = context.pages().find((page) => !isOwned(page) && page.url() === 'about:blank');
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
    app.windows.delete(this);
    this.webContents.destroy(page);
    this.emit('closed');
    report('window-closed', {});
    this.#gone.resolve();
    app.windowClosed();
  }
}

onCommand('close-window', () => {
  for (const window of app.windows) window.close();
});
