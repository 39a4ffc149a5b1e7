/** Backups as a person meets them, on every host: made in Settings, looked at, put in place while the app runs; and brought back at first run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Launched, launchers } from '../fakes/launchers.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: /Ask/ }).fill(question);
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /Re-verify/ })
    .last()
    .waitFor();
}

const open = (page: Page, screen: string) => page.getByRole('navigation').getByRole('link', { name: screen }).click();

async function look(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Look at the backup/ })
    .first()
    .click();
  await page.getByText('Checked whole: it can be put in place').waitFor();
}

for (const { name, launch } of launchers()) {
  describe(name, () => {
    const directory = temporaryDirectory('resync-backup-e2e-');
    const fresh = temporaryDirectory('resync-backup-new-');
    let app: Launched | undefined;
    beforeAll(async () => {
      app = await launch({ dataDir: directory.path, isDemo: true });
    });
    afterAll(async () => {
      await app?.close();
      await directory[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
    });

    it('a backup is made in Settings; what was asked since is shown as what restoring would lose, and then is gone', async () => {
      const { page } = app!;
      await ask(page, '/failed');
      await open(page, 'Settings');
      await page.getByRole('button', { name: 'Back up now' }).click();
      await page.getByText('Backup made and verified').waitFor();
      await open(page, 'Chat');
      await ask(page, '/late');
      await open(page, 'Settings');
      await page.getByRole('button', { name: 'Restore from a backup' }).click();
      const dialog = page.getByRole('dialog', { name: 'Restore from a backup' });
      await look(page);
      expect(await dialog.getByRole('row', { name: /^Questions/ }).innerText()).toMatch(/Questions\s+2\s+1/);
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Put it in place' }).click();
      await page.getByText(/The store before is kept as/).waitFor();
      await dialog.waitFor({ state: 'detached' });
      // The same process, the same page: the core came back on the store of the backup.
      await page.getByRole('button', { name: 'Restore from a backup' }).click();
      await look(page);
      expect(await dialog.getByRole('row', { name: /^Questions/ }).innerText()).toMatch(/Questions\s+1\s+1/);
      await page.keyboard.press('Escape');
      await open(page, 'Chat');
      await ask(page, '/critical');
    });

    it('first run on a new machine: the folder is given, the backup is put in place with its settings', async () => {
      await app?.close();
      rmSync(join(fresh.path, 'resync.db'), { force: true });
      app = await launch({ dataDir: fresh.path, isDemo: false });
      const { page } = app;
      await page.getByRole('button', { name: 'Restore from a backup' }).click();
      await page.getByText('No backup here').waitFor();
      await page.getByRole('textbox', { name: 'Folder' }).fill(join(directory.path, 'backups'));
      await page.getByRole('button', { name: 'Look there' }).click();
      await look(page);
      await page.getByRole('button', { name: 'Put it in place' }).click();
      await page.getByText(/The store before is kept as/).waitFor();
      await open(page, 'Settings');
      await page.getByRole('button', { name: 'Restore from a backup' }).click();
      await page.getByRole('textbox', { name: 'Folder' }).fill(join(directory.path, 'backups'));
      await page.getByRole('button', { name: 'Look there' }).click();
      await look(page);
      expect(await page.getByRole('row', { name: /^Questions/ }).innerText()).toMatch(/Questions\s+1\s+1/);
    });
  });
}
