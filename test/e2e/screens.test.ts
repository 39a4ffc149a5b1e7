/** Every screen, in both themes, on every host: it draws, axe finds nothing, the page breaks no rule of its content security policy. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Launched, launchers } from '../fakes/launchers.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const SCREENS = ['Chat', 'Plan', 'Review', 'Memory', 'Health', 'Settings'];

/** Opens a screen by its link and waits until it has stopped reading. */
async function open(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click();
  await page.getByRole('heading', { level: 1, name: screen }).waitFor({ state: 'attached' });
  await page.getByRole('main').getByText('Reading', { exact: true }).first().waitFor({ state: 'detached' });
}

async function violations(page: Page): Promise<string[]> {
  // The Electron host has one page only, so axe runs in it rather than in a page of its own.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

describe.each(launchers())('$name', (launcher) => {
  const directory = temporaryDirectory('resync-screens-');
  const complaints: string[] = [];
  let app: Launched;

  beforeAll(async () => {
    app = await launcher.launch({ dataDir: directory.path, isDemo: true });
    app.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    app.page.on('pageerror', (error) => complaints.push(error.message));
    await app.page.getByText('DEMO').first().waitFor();
    await app.page.getByRole('textbox', { name: 'Ask a question' }).fill('Why did LOAD_DWH abend?');
    await app.page.keyboard.press('Enter');
    await app.page
      .getByRole('button', { name: /^confirmed: .*ORA-01653/ })
      .first()
      .waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await directory[Symbol.asyncDispose]();
  });

  test.each(['light', 'dark'] as const)('%s: all screens draw and axe finds nothing', async (theme) => {
    const { page } = app;
    await open(page, 'Settings');
    await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    for (const screen of SCREENS) {
      await open(page, screen);
      expect(await page.getByText('DEMO').first().isVisible()).toBe(true);
      expect(await violations(page), screen).toEqual([]);
    }
  });

  test('a claim opens the reading it stands on', async () => {
    const { page } = app;
    await open(page, 'Chat');
    await page
      .getByRole('link', { name: /Why did LOAD_DWH abend/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^confirmed: .*ORA-01653/ })
      .first()
      .click();
    const evidence = page.getByRole('complementary', { name: 'Evidence' });
    await evidence.getByText('job_log').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close the evidence pane' }).click();
  });

  test('a filter of the plan stands in the address and comes back with it', async () => {
    const { page } = app;
    await open(page, 'Plan');
    await page.getByRole('button', { name: /Failed/ }).click();
    expect(page.url()).toContain('is=failed');
    await page.getByRole('button', { name: 'LOAD_DWH', exact: true }).click();
    await page.getByRole('complementary', { name: 'Job' }).getByText('ORA-01653', { exact: false }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: /Failed/, pressed: true }).waitFor();
    await page.getByRole('complementary', { name: 'Job' }).waitFor();
  });

  test('g and a letter walk between screens', async () => {
    const { page } = app;
    await open(page, 'Review');
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.getByRole('heading', { level: 1, name: 'Memory' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { level: 1, name: 'Review' }).waitFor({ state: 'attached' });
  });

  test('the palette reaches a screen by its name', async () => {
    const { page } = app;
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: /Type a command/ }).fill('health');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
  });

  test('nothing broke a rule of the page or threw in it', () => {
    expect(complaints).toEqual([]);
  });
});
