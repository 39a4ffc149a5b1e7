/** A store that was not opened, as a person at a screen meets it: on a page, in words, with a choice that leads into the app. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { expect, test } from 'vitest';
import { systemClock } from '../../src-main/base/clock.ts';
import { makeBackup } from '../../src-main/database/backup/makeBackup.ts';
import { startCore } from '../fakes/core.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../fakes/electron/chromium.ts';
import { launchElectronStandIn } from '../fakes/electron/launchElectronStandIn.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function emptied(dataDir: string): Promise<string> {
  const core = await startCore({ dataDir, isDemo: true });
  await core.ask('/failed');
  await core.kill('SIGTERM');
  const { path } = await makeBackup({ dataDir, folder: join(dataDir, 'backups'), why: 'asked', version: '0.0.0', nowMs: systemClock.now(), keep: null });
  writeFileSync(join(dataDir, 'resync.db'), '');
  return path;
}

type Choice = 'Restore the newest backup' | 'Go on with what is there';

async function expectChoice(page: Page, backup: string, choice: Choice): Promise<void> {
  await page.getByRole('heading', { name: 'Resync did not open its store' }).waitFor();
  await expect.poll(() => page.getByRole('main').innerText()).toContain('is empty (0 bytes)');
  expect(await page.getByRole('main').innerText()).toContain(`The newest backup is ${backup}`);
  // Nothing was put right: the page says the same again.
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Resync did not open its store' }).waitFor();
  await page.getByText(/holds 1 questions, 1 memories/).waitFor();
  await page.getByRole('link', { name: choice }).click();
  await page.getByRole('textbox', { name: 'Ask a question' }).waitFor({ timeout: 60_000 });
  const kept = choice === 'Restore the newest backup' ? 1 : 0;
  await expect.poll(() => page.getByRole('button', { name: /\/failed/ }).count()).toBeGreaterThanOrEqual(kept);
}

test('in the browser', async () => {
  await using directory = temporaryDirectory('resync-start-');
  const backup = await emptied(directory.path);
  const args = ['out/cli/main.js', 'serve', '--browser', '--demo', '--data-dir', directory.path];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' } });
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS });
  try {
    let url: string | undefined;
    for await (const line of createInterface({ input: child.stderr })) if ((url = /waits at (\S+)/.exec(line)?.[1]) !== undefined) break;
    const page = await browser.newPage({ locale: 'en-US' });
    expect((await page.request.get(new URL('/', url).href)).status()).toBe(404);
    await page.goto(url ?? '');
    await expectChoice(page, backup, 'Restore the newest backup');
  } finally {
    await browser.close();
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }
});

test('in the window', async () => {
  await using directory = temporaryDirectory('resync-start-');
  const backup = await emptied(directory.path);
  const app = await launchElectronStandIn({ args: ['--data-dir', directory.path, '--demo'] });
  try {
    await expectChoice(app.page, backup, 'Restore the newest backup');
  } finally {
    await app.close();
  }
});

test('in the window, going on without what was there', async () => {
  await using directory = temporaryDirectory('resync-start-');
  const backup = await emptied(directory.path);
  const app = await launchElectronStandIn({ args: ['--data-dir', directory.path, '--demo'] });
  try {
    await expectChoice(app.page, backup, 'Go on with what is there');
  } finally {
    await app.close();
  }
});
