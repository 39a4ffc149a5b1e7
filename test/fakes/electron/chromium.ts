/** The one real Chromium behind the stand-in, with a debugging port so that the test can drive the same pages. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright';

export const CHROMIUM_PATH = process.env['RESYNC_CHROMIUM'] ?? '/usr/bin/chromium';
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

let opened: Promise<BrowserContext> | null = null;
let debuggingUrl = '';

/** The profile is kept in `userData`, as Electron keeps it: a restart finds what the page stored. */
export function openChromium(userData: string): Promise<BrowserContext> {
  opened ??= launch(join(userData, 'chromium'));
  return opened;
}

export function chromiumDebuggingUrl(): string {
  return debuggingUrl;
}

export async function closeChromium(): Promise<void> {
  const context = await opened?.catch(() => null);
  await context?.close();
}

async function launch(profile: string): Promise<BrowserContext> {
  mkdirSync(profile, { recursive: true });
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  // Playwright's own pipe makes Chromium end with this process, however it ends; the port is for the test.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM_PATH,
    headless: true,
    viewport: null,
    // Electron's MessagePort tells when its other end closed; plain Chromium knows how, but keeps it switched off.
    args: [...CHROMIUM_FLAGS, '--enable-blink-features=MessagePortCloseEvent', '--remote-debugging-port=0'],
  });
  debuggingUrl = `http://127.0.0.1:${readFileSync(portFile, 'utf8').split('\n')[0]}`;
  return context;
}
