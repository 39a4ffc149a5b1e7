/** Several engines as a person meets them: one in colour at the top, switched there or in the palette; doubts about a connection told; a certificate pinned. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EngineSettings, engineSettings } from '../../src-preload/contract/settings.ts';
import { startCore } from '../fakes/core.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../fakes/electron/chromium.ts';
import { type FakeEngine, sendJson, startFakeEngine } from '../fakes/engine/engine.ts';
import type { Answer } from '../fakes/engine/engineClient.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const DAY_MS = 86_400_000;
const directory = temporaryDirectory('resync-engines-');
const answer: Answer = (request, response) =>
  sendJson(response, request.url?.includes('/engine/info') === true ? { displayVersion: '10.2.8', timezone: 'UTC' } : { count: 0, results: [] });

let backup: FakeEngine;
let development: FakeEngine;
let core: Awaited<ReturnType<typeof startCore>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  backup = await startFakeEngine(answer, { commonName: 'backup', notAfterDate: new Date(Date.now() + 5.5 * DAY_MS) });
  development = await startFakeEngine(answer, { commonName: 'development', notAfterDate: new Date(Date.now() + 90 * DAY_MS) });
  core = await startCore({ dataDir: directory.path, isDemo: false });
  const common = { kind: 'live', user: 'op', auth: 'basic', connectTimeoutMs: 1_000, tuning: { retries: 0 } } as const;
  const engines: EngineSettings[] = [
    // Nobody listens on port 1: the backup answers.
    engineSettings.parse({
      ...common,
      id: 'prod',
      name: 'Production',
      url: 'https://127.0.0.1:1',
      fallbackUrls: [backup.url],
      color: 'magenta',
      certificatePins: [backup.fingerprint],
      isPinTrusted: true,
    }),
    engineSettings.parse({ ...common, id: 'dev', name: 'Development', url: development.url, color: 'blue', isTlsUnverified: true }),
  ];
  await core.call('PATCH', '/settings', { patch: { engines } });
  for (const { id } of engines) await core.call('POST', '/settings/secret', { kind: 'password', engineId: id, value: 'x' });
  await core.call('PATCH', '/settings', { patch: { activeEngineId: 'prod' } });
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS });
  page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  await page.request.post(new URL('/session', core.url).href, { data: { token: core.token } });
  await page.goto(`${core.url}/#/settings`);
});
afterAll(async () => {
  await browser?.close();
  await core?.kill('SIGTERM');
  await Promise.all([backup, development].map((engine) => engine?.close()));
  await directory[Symbol.asyncDispose]();
});

const bar = () => page.getByRole('banner');
const violations = async () => (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('the bar names the engine, that it is only read, the backup host that answers and the certificate that ends', async () => {
  await bar().getByText('backup 127.0.0.1').waitFor();
  await bar().getByText('certificate: 5 days').waitFor();
  await bar().getByText('read-only').waitFor();
  expect(await bar().getByRole('button', { name: 'Production: read another engine' }).isVisible()).toBe(true);
  expect(await page.locator('header > [data-engine="magenta"]').isVisible()).toBe(true);
});

test('another engine is chosen in the bar; what is doubtful about the first is not told of it', async () => {
  await bar()
    .getByRole('button', { name: /read another engine/ })
    .click();
  await page.getByRole('menuitemradio', { name: /Development/ }).click();
  await bar().getByRole('button', { name: 'Development: read another engine' }).waitFor();
  await bar().getByText('certificate not checked').waitFor();
  expect(await bar().getByText('backup 127.0.0.1').count()).toBe(0);
  expect(await violations()).toEqual([]);
});

test('and back in the palette', async () => {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: /Type a command/ }).fill('engine production');
  await page.keyboard.press('Enter');
  await bar().getByRole('button', { name: 'Production: read another engine' }).waitFor();
});

test('the connection test shows a certificate nobody vouches for; pinned and saved, it is what the engine must show', async () => {
  await page.getByRole('button', { name: 'Edit Development' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Development' });
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await dialog.getByRole('button', { name: 'Pin this certificate' }).click();
  expect(await dialog.getByText(development.fingerprint).first().isVisible()).toBe(true);
  expect(await dialog.getByRole('checkbox', { name: /needs no authority/ }).isChecked()).toBe(true);
  expect(await violations()).toEqual([]);
  await dialog.getByRole('checkbox', { name: /Accept any certificate/ }).uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { settings } = await core.call<{ settings: { engines: EngineSettings[] } }>('GET', '/settings');
  expect(settings.engines.find(({ id }) => id === 'dev')).toMatchObject({
    certificatePins: [development.fingerprint],
    isPinTrusted: true,
    isTlsUnverified: false,
    color: 'blue',
    tuning: { retries: 0 },
  });
});
