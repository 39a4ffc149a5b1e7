/** Settings as a person changes them: every one has a control, what cannot be is said before and after saving, and nothing typed is lost. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SettingsView } from '../../src-preload/contract/settings.ts';
import { startCore } from '../fakes/core.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../fakes/electron/chromium.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const directory = temporaryDirectory('resync-settings-');
let core: Awaited<ReturnType<typeof startCore>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  core = await startCore({ dataDir: directory.path, isDemo: false });
  // Nobody listens on port 1.
  const engine = { id: 'bank', name: 'Bank', kind: 'live', url: 'https://127.0.0.1:1', user: 'op', auth: 'basic', requestTimeoutMs: 12_345 };
  await core.call('PATCH', '/settings', { patch: { engines: [engine], activeEngineId: 'bank' } });
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS });
  page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  await page.request.post(new URL('/session', core.url).href, { data: { token: core.token } });
});
beforeEach(async () => {
  await page.goto('about:blank');
  await page.goto(`${core.url}/#/settings`);
});
afterAll(async () => {
  await browser?.close();
  await core?.kill('SIGTERM');
  await directory[Symbol.asyncDispose]();
});

const stored = async () => (await core.call<SettingsView>('GET', '/settings')).settings;
const form = (name: string) => page.getByRole('form', { name, exact: true });
const box = (within: Locator, name: string) => within.getByRole('textbox', { name, exact: true });
const save = (within: Locator) => within.getByRole('button', { name: 'Save' });
/** The controls are given their values again once the core has confirmed them. */
const saved = (within: Locator) => within.getByText(/changes? not saved/).waitFor({ state: 'detached' });

test('how long a model may be silent, its readings, and the rest of the judge are changed, saved and read back', async () => {
  const llm = form('Limits');
  expect([await save(llm).isEnabled(), await box(llm, 'Longest silence').inputValue()]).toEqual([false, '30']);
  await box(llm, 'Longest silence').fill('45,5');
  await box(llm, 'Readings per answer').fill('7');
  await llm.getByText('2 changes not saved').waitFor();
  await save(llm).click();
  await saved(llm);
  const auditor = form('Auditor');
  await box(auditor, 'The judge rests after').fill('3');
  await box(auditor, 'The judge rests for').fill('25');
  await box(auditor, 'The judge rests for').press('Enter');
  await saved(auditor);
  expect((await stored()).llm).toMatchObject({ idleTimeoutMs: 45_500, maxToolCalls: 7 });
  expect((await stored()).auditor).toMatchObject({ judgeRestAfter: 3, judgeRestMinutes: 25, isEnabled: true, rejectAbove: 0.85 });
});

test('a switch takes effect at once, and what is typed beside it stays typed', async () => {
  const recorder = form('Recorder');
  await box(recorder, 'Read the plan every').fill('120');
  await recorder.getByRole('checkbox').uncheck();
  await expect.poll(async () => (await stored()).recorder).toMatchObject({ isEnabled: false, intervalS: 60 });
  expect(await box(recorder, 'Read the plan every').inputValue()).toBe('120');
  await recorder.getByRole('button', { name: 'Discard' }).click();
  expect(await box(recorder, 'Read the plan every').inputValue()).toBe('60');
});

test.each([
  ['en', 'Recorder', 'Give a number from 60 to 3600.', 'Give a whole number, in digits alone.', '1 value cannot be saved'],
  ['pt-BR', 'Gravador', 'Informe um número de 60 a 3600.', 'Informe um número inteiro, só com algarismos.', '1 valor não pode ser salvo'],
  ['es', 'Registrador', 'Indique un número de 60 a 3600.', 'Indique un número entero, solo con cifras.', '1 valor no se puede guardar'],
])('%s: what is out of bounds is said at its field, and cannot be saved', async (language, title, outside, whole, told) => {
  await core.call('PATCH', '/settings', { patch: { language } });
  await page.reload();
  const recorder = form(title);
  const interval = recorder.getByRole('textbox').first();
  const before = await recorder.boundingBox();
  for (const [typed, sentence] of [
    ['59', outside],
    ['3601', outside],
    ['1.000', whole],
  ] as const) {
    await interval.fill(typed);
    await recorder.getByRole('alert').getByText(sentence, { exact: true }).waitFor();
  }
  await recorder.getByText(told).waitFor();
  expect(await recorder.locator('button[type=submit]').isDisabled()).toBe(true);
  expect(await interval.getAttribute('aria-invalid')).toBe('true');
  // Nothing moves.
  expect((await recorder.boundingBox())?.height).toBe(before?.height);
  await interval.press('Enter');
  expect((await stored()).recorder.intervalS).toBe(60);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await core.call('PATCH', '/settings', { patch: { language: 'en' } });
});

test('what only the core can refuse is said at the field as well, and what was typed stays', async () => {
  const backup = form('Backups');
  await box(backup, 'When (cron)').fill('99 * * * *');
  await box(backup, 'Keep').fill('9');
  await save(backup).click();
  await backup
    .getByRole('alert')
    .getByText(/The schedule "99 \* \* \* \*" cannot be read/)
    .waitFor();
  expect(await box(backup, 'Keep').inputValue()).toBe('9');
  await box(backup, 'When (cron)').fill('30 6 * * *');
  expect(await backup.getByRole('alert').count()).toBe(0);
  await save(backup).click();
  await saved(backup);
  expect((await stored()).backup).toMatchObject({ schedule: '30 6 * * *', keep: 9 });
});

test('who edited the file and comes back sees it; what was typed meanwhile, also on another screen, is still there', async () => {
  const recorder = form('Recorder');
  await box(recorder, 'Keep runs for').fill('90');
  // Typed and taken back: follows the file.
  await box(recorder, 'Read the plan every').fill('70');
  await box(recorder, 'Read the plan every').fill('60');
  await page.getByRole('navigation').getByRole('link', { name: 'Health' }).click();
  await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
  const path = join(directory.path, 'settings.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as { recorder: object };
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await recorder.waitFor();
  writeFileSync(path, JSON.stringify({ ...file, recorder: { ...file.recorder, intervalS: 300, runRetentionDays: 61 } }));
  await expect.poll(async () => (await stored()).recorder.intervalS).toBe(300);
  await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
  await expect.poll(() => box(recorder, 'Read the plan every').inputValue()).toBe('300');
  expect(await box(recorder, 'Keep runs for').inputValue()).toBe('90');
  await save(recorder).click();
  await saved(recorder);
  expect((await stored()).recorder).toMatchObject({ intervalS: 300, runRetentionDays: 90 });
});

test('the numbers of an engine are read from the contract too', async () => {
  await page.getByRole('button', { name: 'Edit Bank' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Bank' });
  await dialog.getByText('Time limits and numbers').click();
  await box(dialog, 'Retries').fill('11');
  await dialog.getByRole('alert').getByText('Give a number from 0 to 10.').waitFor();
  await box(dialog, 'Retries').fill('0');
  await box(dialog, 'Wait for a connection').fill('2.5');
  await save(dialog).click();
  await dialog.waitFor({ state: 'detached' });
  const engine = (await stored()).engines.find(({ id }) => id === 'bank');
  expect(engine).toMatchObject({ connectTimeoutMs: 2_500, requestTimeoutMs: 12_345, tuning: { retries: 0, connections: 6 } });
});
