/** `app://resync/`: serves the built page and nothing else, fenced in by its headers. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Protocol } from 'electron';

export const APP_ORIGIN = 'app://resync';
export const APP_URL = `${APP_ORIGIN}/`;

/** What the page is made of. A file of any other kind is not served, whatever its place. */
const MIME_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
]);

/** As strict as the server host's; the core is reached through a port, so the page may connect to nothing at all. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** True for the page's own addresses; a look-alike such as `app://resync.evil/` is not one. */
export function isAppUrl(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(APP_URL);
}

/** Must run before Electron is ready: Chromium learns its schemes once. */
export function declareAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/**
 * @param rendererDir absolute path of the built renderer
 * @param before answers in place of the page for as long as there is no core; null: there is nothing to say instead
 */
export function serveApp(protocol: Pick<Protocol, 'handle'>, rendererDir: string, before: (place: string) => Promise<Response> | null): void {
  protocol.handle('app', (request) => (isAppUrl(request.url) ? before(request.url.slice(APP_URL.length)) : null) ?? answer(rendererDir, request));
}

/** The file an address stands for, or null when it stands for none that may be served. Does not look at the disk. */
export function fileFor(rendererDir: string, url: string): { path: string; mimeType: string } | null {
  if (!isAppUrl(url)) return null;
  const decoded = decodedPath(url);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null;
  const steps = decoded.split('/').filter((step) => step !== '');
  // Dot files are nobody's page, and this refuses `..` before any path is built from it.
  if (steps.some((step) => step.startsWith('.'))) return null;
  const path = resolve(rendererDir, ...(steps.length === 0 ? ['index.html'] : steps));
  if (!path.startsWith(rendererDir + sep)) return null;
  const mimeType = MIME_TYPES.get(extname(path));
  return mimeType === undefined ? null : { path, mimeType };
}

function decodedPath(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
}

async function answer(rendererDir: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const file = fileFor(rendererDir, request.url);
  if (file === null) return refusal(404);
  try {
    return new Response(await readFile(file.path), { headers: { ...SECURITY_HEADERS, 'content-type': file.mimeType } });
  } catch {
    return refusal(404);
  }
}

function refusal(status: 404 | 405): Response {
  return new Response('There is nothing here.', { status, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}
