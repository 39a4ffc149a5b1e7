/** `session` and `protocol`: every request and permission of the real Chromium goes through the app's own handlers. */
import { EventEmitter } from 'node:events';
import type { BrowserContext, CDPSession, Request as ChromiumRequest, Route } from 'playwright';
import { toApp } from './addresses.ts';
import { report } from './control.ts';

type SchemeHandler = (request: Request) => Promise<Response> | Response;
interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}
type BeforeRequest = (details: RequestDetails, decide: (answer: { cancel?: boolean }) => void) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: unknown) => boolean;
type PermissionRequest = (contents: unknown, permission: string, allow: (isAllowed: boolean) => void, details: { requestingUrl: string }) => void;

const schemes = new Map<string, SchemeHandler>();
const privileged = new Set<string>();
let isReady = false;
let beforeRequest: BeforeRequest | null = null;
let permissionCheck: PermissionCheck | null = null;
let permissionRequest: PermissionRequest | null = null;

export const protocol = {
  registerSchemesAsPrivileged(list: readonly { scheme: string }[]) {
    if (isReady) throw new Error('registerSchemesAsPrivileged must be called before the app is ready');
    for (const { scheme } of list) privileged.add(scheme);
  },
  handle(scheme: string, handler: SchemeHandler) {
    if (!privileged.has(scheme)) throw new Error(`the scheme ${scheme} has not been registered as privileged`);
    schemes.set(scheme, handler);
  },
};

class Session extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      beforeRequest = listener;
    },
  };
  setPermissionCheckHandler(handler: PermissionCheck): void {
    permissionCheck = handler;
  }
  setPermissionRequestHandler(handler: PermissionRequest): void {
    permissionRequest = handler;
  }
  // Chromium without a screen has no device to offer, so there is nothing to ask the handler about.
  setDevicePermissionHandler(): void {}
}

export const session = { defaultSession: new Session() };

/** Electron's names for what Chromium can be asked, and Chromium's own. */
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['screen-wake-lock', 'screen-wake-lock'],
] as const;

/** Chromium asks nobody when it has no window, so the app's handlers are asked first and Chromium is told. No handler: granted, as in Electron. */
export async function applyPermissions(cdp: CDPSession, contents: unknown, url: string): Promise<void> {
  const { origin: chromiumOrigin } = new URL(url);
  const appUrl = toApp(`${chromiumOrigin}/`);
  for (const [permission, name] of PERMISSIONS) {
    const isChecked = permissionCheck?.(contents, permission, appUrl, {}) ?? true;
    const isAllowed = isChecked && (await askPermission(contents, permission, appUrl));
    await cdp.send('Browser.setPermission', { permission: { name }, setting: isAllowed ? 'granted' : 'denied', origin: chromiumOrigin });
  }
}

function askPermission(contents: unknown, permission: string, requestingUrl: string): Promise<boolean> {
  const ask = permissionRequest;
  if (ask === null) return Promise.resolve(true);
  return new Promise((resolve) => ask(contents, permission, resolve, { requestingUrl }));
}

/** @param mayNavigate asked before a navigation starts; false stops it */
export async function interceptAll(context: BrowserContext, mayNavigate: (request: ChromiumRequest) => boolean): Promise<void> {
  isReady = true;
  await context.route('**/*', async (route) => {
    try {
      await decide(route, mayNavigate);
    } catch (error) {
      // The page is gone: nobody waits for the answer.
      report('request-lost', { url: toApp(route.request().url()), error: String(error) });
    }
  });
}

async function decide(route: Route, mayNavigate: (request: ChromiumRequest) => boolean): Promise<void> {
  const request = route.request();
  const url = toApp(request.url());
  if (request.isNavigationRequest() && !mayNavigate(request)) {
    report('navigation-refused', { url });
    return route.abort('aborted');
  }
  if (await isCancelled({ url, method: request.method(), resourceType: resourceTypeOf(request) })) {
    report('request-refused', { url });
    return route.abort('blockedbyclient');
  }
  const handler = schemes.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) {
    report('request-left', { url });
    return route.continue();
  }
  const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
  const body = Buffer.from(await response.arrayBuffer());
  return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
}

function isCancelled(details: RequestDetails): Promise<boolean> {
  const ask = beforeRequest;
  if (ask === null) return Promise.resolve(false);
  return new Promise((resolve) => ask(details, ({ cancel }) => resolve(cancel === true)));
}

function resourceTypeOf(request: ChromiumRequest): string {
  const type = request.resourceType();
  if (type === 'document') return request.frame().parentFrame() === null ? 'mainFrame' : 'subFrame';
  return { fetch: 'xhr', websocket: 'webSocket' }[type] ?? type;
}
