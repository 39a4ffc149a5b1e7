/** Takes away from the page everything it does not need: navigation, windows, permissions, webviews and the network. */
import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN, isAppUrl } from './appProtocol.ts';

interface LockdownDeps {
  readonly app: Pick<App, 'on'>;
  readonly session: Session;
  /** A link that wants to leave; decides by itself whether it may. */
  readonly openExternal: (url: string) => void;
  /** Developer tools are allowed in a build that is not packaged. */
  readonly hasDevTools: boolean;
}

/** Call before the first window exists: every later web contents is caught by the hook. */
export function lockDown({ app, session, openExternal, hasDevTools }: LockdownDeps): void {
  app.on('web-contents-created', (_event, contents) => holdInPlace(contents, openExternal));
  refusePermissions(session);
  refuseNetwork(session, hasDevTools);
}

function holdInPlace(contents: WebContents, openExternal: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isAppUrl(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame) openExternal(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
}

/** The copy buttons write plain text to the clipboard; that is all the page may do beyond its own window. */
const NEEDED_PERMISSION = 'clipboard-sanitized-write';

function refusePermissions(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === NEEDED_PERMISSION && isFrom(origin));
  session.setPermissionRequestHandler((_contents, permission, allow, { requestingUrl }) => {
    allow(permission === NEEDED_PERMISSION && isAppUrl(requestingUrl));
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // An export is made by the page itself; anything else would come from outside.
    if (!isOwnRequest(item.getURL())) event.preventDefault();
  });
}

/** Electron gives the origin with or without its last slash, depending on the permission. */
function isFrom(origin: string): boolean {
  return origin === APP_ORIGIN || origin === `${APP_ORIGIN}/`;
}

/** The core makes its own connections in Node; Chromium has no reason to make any. */
function refuseNetwork(session: Session, hasDevTools: boolean): void {
  session.webRequest.onBeforeRequest(({ url, resourceType }, decide) => {
    const isInlineImage = resourceType === 'image' && url.startsWith('data:');
    const isDevTools = hasDevTools && url.startsWith('devtools:');
    decide({ cancel: !isOwnRequest(url) && !isInlineImage && !isDevTools });
  });
}

function isOwnRequest(url: string): boolean {
  return isAppUrl(url) || url.startsWith(`blob:${APP_ORIGIN}/`);
}
