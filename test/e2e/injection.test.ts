/** Promise 9 in a real browser, on every host: poisoned logs and answers load nothing, run nothing, open nothing unasked, and show what hides in them. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../src-main/demo/simulator.ts';
import { gateReply } from '../../src-main/llm/reply/answerGate.ts';
import { type Attack, aimedAt, readAttacks } from '../fakes/hostile/attacks.ts';
import { type Canary, startCanary } from '../fakes/canary.ts';
import { type Launched, launchers } from '../fakes/launchers.ts';
import { type FakeLlm, startFakeLlm } from '../fakes/llm/fakeLlm.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const QUESTION = 'Why did LOAD_DWH abend?';
const LINK = 'https://evil-canary.example/fix?j=LOAD_DWH';
/** What could load, run, send or lead away. */
const POWERFUL = ':is(img, iframe, object, embed, video, audio, form, link, meta, base, script, style, a, input)';
/** Markup by itself is no answer, and never comes so far as to be shown. */
const isShown = (text: string): boolean => gateReply({ text, calls: [], ending: 'good' }, { tools: [], language: null }).at === 'answer';
/** Everything the corpus wants said, as far as it is shown, and links that lead elsewhere than they say. */
const saidBy = (attacks: readonly Attack[]) =>
  [
    ...attacks.flatMap(({ wants }) => wants.flatMap((wish) => ('say' in wish && isShown(wish.say) ? [wish.say] : []))),
    `See [https://help.hcl-software.com/fix](${LINK}).`,
    'The job JOB_\u202eDEAB ran\u200b well.\u001b[2K',
    'That is all.',
  ].join('\n\n');

describe.each(launchers())('$name', (launcher) => {
  const directory = temporaryDirectory('resync-poison-');
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  let canary: Canary;
  let simulator: Simulator;
  let llm: FakeLlm;
  let app: Launched;
  let page: Page;

  beforeAll(async () => {
    canary = await startCanary();
    const attacks = readAttacks(canary.url).map((attack) => aimedAt(attack, 'LOAD_DWH'));
    simulator = await startSimulator({ seed: 7 });
    const job = [...simulator.plan.jobs.values()].find(({ name }) => name === 'LOAD_DWH')!;
    simulator.edit.output(job.id, [...(job.output ?? []), ...attacks.filter(({ where }) => where === 'log').flatMap(({ text }) => text.split('\n'))]);
    llm = await startFakeLlm();
    llm.script(
      { when: ({ wantsJson }) => wantsJson, reply: { kind: 'text', text: '{"is_incorrect": false, "confidence": 1, "reason": "approved"}' } },
      {
        when: ({ question, toolResults }) => question === QUESTION && toolResults.length === 0,
        reply: { kind: 'tools', calls: [{ name: 'job_log', args: { job: 'LOAD_DWH' } }] },
      },
      { when: ({ question }) => question === QUESTION, reply: { kind: 'text', text: saidBy(attacks), pieces: 200 } },
    );
    app = await launcher.launch({
      dataDir: directory.path,
      isDemo: false,
      env: {
        RESYNC_TWS_URL: simulator.url,
        RESYNC_TWS_USER: simulator.user,
        RESYNC_TWS_PASSWORD: simulator.password,
        RESYNC_TWS_CA: simulator.ca,
        RESYNC_LLM_URL: llm.url,
        RESYNC_LLM_MODEL: llm.model,
      },
    });
    page = app.page;
    const { origin } = new URL(page.url());
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) elsewhere.push(url);
    });
    page.on('popup', (opened) => elsewhere.push(`popup ${opened.url()}`));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await app?.close();
    await llm?.close();
    await simulator?.close();
    await canary?.[Symbol.asyncDispose]();
    await directory[Symbol.asyncDispose]();
  });

  const ask = async (question: string) => {
    await page.getByRole('textbox', { name: 'Ask a question' }).fill(question);
    await page.keyboard.press('Enter');
  };
  const textOf = () => page.getByRole('main').evaluate((main) => main.textContent);

  test('a poisoned log, answered by rules and read as evidence', async () => {
    await ask('/log LOAD_DWH');
    await page.getByRole('region', { name: 'Answer' }).first().getByText('log lines of').waitFor();
    await page
      .getByRole('button', { name: /job_log/ })
      .first()
      .click();
    const lines = page.getByRole('region', { name: 'Log, untrusted text' });
    await lines.waitFor();
    expect(await lines.evaluate((region) => region.textContent)).toContain('⟨U+001B⟩[2J');
    for (const place of [page.getByRole('region', { name: 'Answer' }).first(), page.getByRole('complementary', { name: 'Evidence' })])
      expect(await place.locator(POWERFUL).count()).toBe(0);
    expect(elsewhere).toEqual([]);
  });

  test('an answer that says all the corpus wants said', async () => {
    await ask(QUESTION);
    const answer = page.getByRole('region', { name: 'Answer' }).last();
    await answer.getByText('That is all.').waitFor();
    // Once it has ended, it is drawn again with its marks.
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'detached' });
    expect(await answer.locator(POWERFUL).count()).toBe(0);
    expect(await answer.evaluate((section) => section.textContent)).toContain('JOB_⟨U+202E⟩DEAB ran⟨U+200B⟩ well.⟨U+001B⟩[2K');
    expect(await textOf()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u001b]/u);
    expect(await page.evaluate(() => document.cookie)).not.toContain('canary');
  });

  test('a link shows its target and asks; saying no opens nothing', async () => {
    const answer = page.getByRole('region', { name: 'Answer' }).last();
    const link = answer.getByRole('button', { name: /help\.hcl-software\.com\/fix/ });
    expect(await link.textContent()).toContain('(evil-canary.example)');
    await link.click();
    const asked = page.getByRole('dialog');
    await asked.getByText(LINK).waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'detached' });
  });

  test('what is copied is what is shown', async () => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text: string) => Object.assign(window, { copied: text }) } });
    });
    await page.getByRole('button', { name: 'Copy' }).last().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => (window as unknown as { copied: string }).copied);
    expect(copied).toContain('JOB_⟨U+202E⟩DEAB ran⟨U+200B⟩ well.⟨U+001B⟩[2K');
    expect(copied).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u001b]/u);
  });

  test('nothing left the page, nothing ran, and the fence was never even touched', () => {
    expect(elsewhere).toEqual([]);
    expect(canary.requests).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
