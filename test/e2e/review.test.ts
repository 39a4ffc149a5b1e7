/** The review desk, on every host: fifty items by keyboard alone, two reviewers on one item, and a decision taken back after a restart. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCore } from '../fakes/core.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../fakes/electron/chromium.ts';
import { type Launched, launchers } from '../fakes/launchers.ts';
import { jobOf, seedReviewQueue } from '../fakes/reviewQueue.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const ITEMS = 50;

const heading = (page: Page, job: string) => page.getByRole('heading', { level: 2, name: `Why did ${job} abend?` });
/** So many overruled doubts make the core propose to switch the check off: the last item of the queue. */
const proposal = (page: Page) => page.getByRole('heading', { level: 2, name: 'Should the check return-code be switched off?' });
const counter = (page: Page, name: RegExp) => page.getByRole('group', { name: 'Show' }).getByRole('button', { name });

/** By the keys of the frame, so that no pointer is ever needed. */
async function openReview(page: Page): Promise<void> {
  await page.getByRole('navigation').waitFor();
  await page.locator('main').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { level: 1, name: 'Review' }).waitFor({ state: 'attached' });
}

/** The keyboard is never left nowhere. */
async function hasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function correct(page: Page, job: string): Promise<void> {
  await page.keyboard.press('e');
  const editor = page.getByRole('textbox', { name: 'Corrected answer' });
  await editor.waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(`${job} ended with return code 12.`);
  await page.keyboard.press('ControlOrMeta+Enter');
}

/** What the reviewer presses on the nth item, until the next one is on the desk. */
async function decideItem(page: Page, index: number): Promise<void> {
  const job = jobOf(index);
  const next = index + 1 < ITEMS ? heading(page, jobOf(index + 1)) : proposal(page);
  if (index % 10 === 3) await correct(page, job);
  else if (index % 10 === 7) {
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Release' }).waitFor();
    await page.keyboard.press('a');
  } else if (index % 10 === 9) {
    await page.keyboard.press('a');
    await next.waitFor();
    await page.keyboard.press('u');
    await heading(page, job).waitFor();
    await page.getByRole('button', { name: /^Approve/ }).waitFor();
    await page.keyboard.press('r');
  } else await page.keyboard.press(index % 3 === 0 ? 'r' : 'a');
  await next.waitFor();
}

describe.each(launchers())('$name', (launcher) => {
  const directory = temporaryDirectory('resync-review-');
  const complaints: string[] = [];
  let app: Launched;
  const launch = async () => {
    app = await launcher.launch({ dataDir: directory.path, isDemo: true });
    app.page.on('pageerror', (error) => complaints.push(error.message));
    app.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  };

  beforeAll(async () => {
    await seedReviewQueue(directory.path, ITEMS);
    await launch();
  });
  afterAll(async () => {
    await app?.close();
    await directory[Symbol.asyncDispose]();
  });

  test('fifty items are reviewed by keyboard alone, and the focus is never lost', async () => {
    const { page } = app;
    await openReview(page);
    await heading(page, jobOf(0)).waitFor();

    // A search narrows the queue and leaves the box by Enter; Escape takes it away.
    await page.keyboard.press('/');
    await page.keyboard.insertText(jobOf(41));
    await heading(page, jobOf(41)).waitFor();
    await page.keyboard.press('Enter');
    expect(await hasFocus(page)).toBe(true);
    await page.keyboard.press('x');
    await page.getByRole('checkbox', { name: new RegExp(jobOf(41)), checked: true }).waitFor();
    await page.keyboard.press('x');
    await page.getByRole('checkbox', { name: new RegExp(jobOf(41)), checked: false }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: new RegExp(jobOf(0)) }).waitFor();
    for (let at = 41; at > 0; at--) await page.keyboard.press('k');
    await heading(page, jobOf(0)).waitFor();

    const times: number[] = [];
    for (let index = 0; index < ITEMS; index++) {
      const before = performance.now();
      await decideItem(page, index);
      times.push(performance.now() - before);
      expect(await hasFocus(page), jobOf(index)).toBe(true);
    }
    // A proposed rule is approved or dismissed; there is nothing in it to correct.
    await page.keyboard.press('e');
    await page.getByText('there is nothing in it to correct').waitFor();
    await page.keyboard.press('r');
    await page.getByText('Nothing waits for a person').waitFor();
    await counter(page, /^0\s*pending/).waitFor();
    await counter(page, /^5\s*corrected/).waitFor();
    console.info(JSON.stringify({ figure: 'review.keyboard.median_ms_per_item', host: launcher.name, items: ITEMS, value: Math.round(median(times)) }));
  });

  test('a decision is taken back after the core was started again', async () => {
    await app.close();
    await launch();
    const { page } = app;
    await openReview(page);
    await counter(page, /corrected/).press('Enter');
    await heading(page, jobOf(43)).waitFor();
    await page.keyboard.press('u');
    await counter(page, /^1\s*pending/).waitFor();
    await heading(page, jobOf(43)).waitFor();
    await page.getByRole('button', { name: /^Approve/ }).waitFor();
    await page.getByText('decision undone', { exact: true }).waitFor();
  });

  test.each(['light', 'dark'] as const)('%s: axe finds nothing on the desk, in the preview of a bulk decision and on the scorecard', async (theme) => {
    const { page } = app;
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    expect(await violations(page), 'desk').toEqual([]);

    await page.getByRole('group', { name: 'Item' }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+A');
    await page.getByText('Applies to 1 of 1.').waitFor();
    expect(await violations(page), 'preview').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await hasFocus(page)).toBe(true);
    await page.getByRole('button', { name: 'Clear' }).press('Enter');

    await page.keyboard.press('s');
    // Fifty doubts of one check that people have decided on, less the one that was taken back.
    await page.getByRole('row', { name: /^Return code 49 / }).waitFor();
    expect(await violations(page), 'scorecard').toEqual([]);
    await page.keyboard.press('s');
    await page.getByRole('group', { name: 'Item' }).waitFor();
  });

  test('selected items are decided at once, after a preview', async () => {
    const { page } = app;
    await page.getByRole('group', { name: 'Item' }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+R');
    await page.getByRole('textbox', { name: 'Note (optional)' }).focus();
    await page.keyboard.insertText('looked at together');
    await page.keyboard.press('Enter');
    await page.getByText('1 item decided').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Nothing waits for a person').waitFor();
  });

  test('nothing broke a rule of the page or threw in it', () => {
    expect(complaints).toEqual([]);
  });
});

describe('two reviewers on one server', () => {
  test('who comes second is told in place who decided, and sees what was decided', async () => {
    await using directory = temporaryDirectory('resync-race-');
    await seedReviewQueue(directory.path, 3);
    const core = await startCore({ dataDir: directory.path, isDemo: true });
    const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS });
    try {
      const open = async () => {
        const page = await (await browser.newContext()).newPage();
        await page.request.post(new URL('/session', core.url).href, { data: { token: core.token } });
        await page.goto(core.url);
        await openReview(page);
        await heading(page, jobOf(0)).waitFor();
        return page;
      };
      const [one, two] = [await open(), await open()];

      // Both at once: one of them is told, whichever it is.
      await Promise.all([one.keyboard.press('a'), two.keyboard.press('r')]);
      const told = (page: Page) => page.getByRole('alert').filter({ hasText: 'Somebody was faster' });
      const [second, first] = await Promise.race([
        told(one)
          .waitFor()
          .then(() => [one, two] as const),
        told(two)
          .waitFor()
          .then(() => [two, one] as const),
      ]);
      const decided = second === one ? 'rejected' : 'approved';
      const { items } = await core.call<{ items: { decidedBy: string }[] }>('GET', `/review?state=${decided}`);
      await told(second)
        .getByText(`${decided} by ${items[0]?.decidedBy ?? 'nobody'}`)
        .waitFor();
      await heading(second, jobOf(0)).waitFor();

      // One after the other: the item stays under the eyes of who looks at it, with its decision, and nothing is decided twice.
      await heading(first, jobOf(1)).waitFor();
      await second.keyboard.press('j');
      await heading(second, jobOf(1)).waitFor();
      await first.keyboard.press('a');
      await heading(first, jobOf(2)).waitFor();
      await second.getByText(/approved by/).waitFor();
      await heading(second, jobOf(1)).waitFor();
      await second.keyboard.press('r');
      await told(second).waitFor();
      expect(await core.call('GET', '/review?state=rejected')).toMatchObject({ total: decided === 'rejected' ? 1 : 0 });
    } finally {
      await browser.close();
      await core.kill('SIGTERM');
    }
  });
});
