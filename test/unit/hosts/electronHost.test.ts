/** The decisions of the Electron host that need no Electron: which file, which link, which place on the screen. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { fileFor, isAppUrl, serveApp } from '../../../src-main/hosts/electron/appProtocol.ts';
import { externalUrl } from '../../../src-main/hosts/electron/externalUrl.ts';
import { isReachable, keepBounds, readBounds } from '../../../src-main/hosts/electron/windowBounds.ts';

const ROOT = join(sep, 'app', 'out', 'renderer');

test('the page and its parts are served with their types', () => {
  expect(fileFor(ROOT, 'app://resync/')).toEqual({ path: join(ROOT, 'index.html'), mimeType: 'text/html; charset=utf-8' });
  expect(fileFor(ROOT, 'app://resync/assets/a-1.js?v=1#x')).toEqual({ path: join(ROOT, 'assets', 'a-1.js'), mimeType: 'text/javascript; charset=utf-8' });
});

test.each([
  'app://resync/..%2fmain%2findex.js',
  'app://resync/assets/%2e%2e%2f%2e%2e%2fmain/index.js',
  'app://resync/..%5c..%5cindex.html',
  'app://resync//etc/passwd',
  'app://resync/.env',
  'app://resync/a%00.js',
  'app://resync/%E0%A4%A.js',
  'app://resync/index.js.map',
  'app://resync.evil/index.html',
  'https://resync/index.html',
])('%s stands for no file that is served', (url) => {
  expect(fileFor(ROOT, url)).toBeNull();
});

test('whatever the address, the file lies inside the renderer', () => {
  const step = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '..%2f', '%5c..', '', 'a', '%00', '....', '%252e%252e'), fc.string());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const found = fileFor(ROOT, `app://resync/${steps.join('/')}.js`);
      expect(found === null || found.path.startsWith(ROOT + sep)).toBe(true);
    }),
  );
});

test('an origin that only looks like the app is not the app', () => {
  expect(isAppUrl('app://resync/x')).toBe(true);
  for (const url of ['app://resync.evil/', 'app://resync@evil/', 'https://resync/', 'app://evil/app://resync/']) expect(isAppUrl(url)).toBe(false);
});

test('every answer, refusals included, carries the fence', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'resync-page-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'index.html'), '<h1>page</h1>');
  let handler: ((request: Request) => Promise<Response>) | undefined;
  serveApp({ handle: (_scheme, given) => void (handler = given as typeof handler) }, dir, () => null);
  const page = await handler!(new Request('app://resync/'));
  const refused = await handler!(new Request('app://resync/missing.js'));
  const posted = await handler!(new Request('app://resync/', { method: 'POST' }));
  expect([page.status, refused.status, posted.status]).toEqual([200, 404, 405]);
  expect(await page.text()).toBe('<h1>page</h1>');
  for (const response of [page, refused, posted]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/);
  }
});

test('only an https address that shows all of itself may be opened outside', () => {
  expect(externalUrl('https://example.com/a b')).toBe('https://example.com/a%20b');
  for (const url of [
    'http://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'https://bank.com@evil.com/',
    'no address',
    `https://e.com/${'a'.repeat(3_000)}`,
  ])
    expect(externalUrl(url)).toBeNull();
});

test('the window comes back where it was, unless no screen is there or the file is broken', () => {
  const dir = mkdtempSync(join(tmpdir(), 'resync-bounds-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'window', 'bounds.json');
  const bounds = { x: 2_000, y: 40, width: 900, height: 700, isMaximized: true };
  expect(readBounds(file)).toBeNull();
  keepBounds(file, bounds);
  expect(readBounds(file)).toEqual(bounds);
  expect(isReachable(bounds, [{ x: 0, y: 0, width: 1_920, height: 1_080 }])).toBe(false);
  expect(isReachable(bounds, [{ x: 1_920, y: 0, width: 1_920, height: 1_080 }])).toBe(true);
  writeFileSync(file, '{"x":1');
  expect(readBounds(file)).toBeNull();
});
