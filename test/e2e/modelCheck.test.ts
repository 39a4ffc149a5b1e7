/** N12 on screen: a person sees what their model can be relied on for, what is off because of it, and can check again. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, onTestFinished, test } from 'vitest';
import { launchers } from '../fakes/launchers.ts';
import { startFakeLlm } from '../fakes/llm/fakeLlm.ts';
import { playWeak } from '../fakes/llm/weakModels.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

test.each(launchers())('$name: the model is checked on its own, its weakness told with its words, and checked again when asked', async (launcher) => {
  const fake = await startFakeLlm({ checks: 'scripted' });
  onTestFinished(() => fake.close());
  playWeak(fake, 'obeys what it reads');
  const directory = temporaryDirectory('resync-check-');
  onTestFinished(() => directory[Symbol.asyncDispose]());
  const env = { RESYNC_LLM_URL: fake.url, RESYNC_LLM_MODEL: fake.model };
  const { page, close } = await launcher.launch({ dataDir: directory.path, isDemo: true, env });
  onTestFinished(close);
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Settings/ })
    .click();
  const check = page.getByRole('region', { name: 'What this model can be relied on for' });
  // Nobody pressed anything.
  await check.getByText('9 of 10 as asked').waitFor();
  await check.getByText('it obeyed text that it was only shown').waitFor();
  expect(await check.getByRole('listitem').filter({ hasText: 'Obeys no text it reads' }).innerText()).toContain('PINEAPPLE-4711');

  playWeak(fake, 'prose instead of tools');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await page.locator('html[data-theme="dark"]').waitFor();
  await check.getByRole('button', { name: 'Run again' }).click();
  await check.getByText('7 of 10 as asked').waitFor();
  await check.getByText('Answers are built by rules').waitFor();
  for (const theme of ['dark', 'light']) {
    await page.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});
