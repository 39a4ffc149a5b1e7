/** The Plan screen over a large engine: scrolling, filtering and stepping reach every job, each view draws, and frame times are told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Launched, launchers } from '../fakes/launchers.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const JOBS = Number(process.env['RESYNC_TEST_PLAN_JOBS'] ?? 20_000);
/** A simulated engine of 200,000 jobs is read in minutes where the cores are shared. */
const READ_WITHIN_MS = 120_000 + JOBS;
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Engine {
  readonly env: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
}

/** An engine in a process of its own, so that it takes nothing from the core's. */
async function startEngine(): Promise<Engine> {
  const child = spawn(process.execPath, ['out/cli/main.js', 'simulate', '--jobs', String(JOBS), '--seed', '7'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url, user, password, ca } = JSON.parse(line) as Record<'url' | 'user' | 'password' | 'ca', string>;
  return { process: child, env: { RESYNC_TWS_URL: url, RESYNC_TWS_USER: user, RESYNC_TWS_PASSWORD: password, RESYNC_TWS_CA: ca } };
}

/** Frames drawn while the list is scrolled; runs in the page. */
const framesWhileScrolling = (page: Page) =>
  page.evaluate(async () => {
    const list = [...document.querySelectorAll<HTMLElement>('[role="table"] div')].find(
      ({ scrollHeight, clientHeight }) => clientHeight > 200 && scrollHeight > 2 * clientHeight,
    );
    if (list === undefined) throw new Error('no list to scroll');
    const frames: number[] = [];
    let before = performance.now();
    for (let at = 0; at < 180; at++) {
      list.scrollBy(0, 400);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - before);
      before = now;
    }
    return frames.toSorted((a, b) => a - b);
  });

async function violations(page: Page): Promise<string[]> {
  // The Electron host has one page only, so axe runs in it rather than in a page of its own.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

describe.each(launchers())('$name', (launcher) => {
  const directory = temporaryDirectory('resync-plan-');
  const complaints: string[] = [];
  let engine: Engine;
  let app: Launched;
  const rowsTold = () => app.page.getByText(/^[\d,]+ of [\d,]+ jobs$/);
  const view = (name: string) => app.page.getByRole('group', { name: 'View' }).getByRole('button', { name }).click();

  beforeAll(async () => {
    engine = await startEngine();
    app = await launcher.launch({ dataDir: directory.path, isDemo: false, env: engine.env });
    app.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    app.page.on('pageerror', (error) => complaints.push(error.message));
    await app.page.getByRole('navigation').getByRole('link', { name: /^Plan/ }).click();
    await rowsTold().waitFor({ timeout: READ_WITHIN_MS });
  }, READ_WITHIN_MS + 60_000);
  afterAll(async () => {
    await app?.close();
    engine?.process.kill('SIGTERM');
    await directory[Symbol.asyncDispose]();
  });

  test('all jobs are there, scroll smoothly and are read as they come into sight', async () => {
    const { page } = app;
    expect(await rowsTold().textContent()).toMatch(/^(?<all>[\d,]+) of \k<all> jobs$/);
    const frames = await framesWhileScrolling(page);
    const at = (share: number) => frames[Math.floor(share * (frames.length - 1))]?.toFixed(1);
    console.info(JSON.stringify({ host: launcher.name, jobs: JOBS, frames: frames.length, medianMs: at(0.5), p95Ms: at(0.95), worstMs: at(1) }));
    // Rows come when the scrolling slows down: far below the first window there are names again.
    await expect.poll(() => page.getByRole('row').nth(5).getByRole('button').count()).toBe(1);
    const index = Number(await page.getByRole('row').nth(5).getAttribute('aria-rowindex'));
    expect(index).toBeGreaterThan(1_000);
  });

  test('a text filters the whole plan, and j steps through what it found', async () => {
    const { page } = app;
    const name = (await page.getByRole('row').nth(5).getByRole('button').textContent()) ?? '';
    const began = performance.now();
    await page.getByRole('searchbox', { name: /^Filter by job/ }).fill(name);
    await page.getByRole('row').nth(1).getByRole('button', { name, exact: true }).waitFor();
    console.info(JSON.stringify({ host: launcher.name, jobs: JOBS, filterShownMs: Math.round(performance.now() - began) }));
    expect(page.url()).toContain('q=');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    await page.getByRole('complementary', { name: 'Job' }).getByRole('heading', { level: 2 }).waitFor();
    expect(page.url()).toContain('job=');
    expect(await violations(page)).toEqual([]);
  });

  test('the graph opens around the chosen job, as a drawing and as lists', async () => {
    const { page } = app;
    await page.getByRole('button', { name: /^Graph D/ }).click();
    await page.locator('.react-flow__node').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'As lists' }).click();
    await page.getByRole('heading', { name: 'It waits for' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('x');
    await page.getByRole('complementary', { name: 'Job' }).waitFor({ state: 'detached' });
  });

  test.each([
    ['Timeline', 'table'],
    ['Workstations', 'table'],
    ['What changed', 'region'],
  ] as const)('%s draws and axe finds nothing', async (name, role) => {
    const { page } = app;
    await page.getByRole('button', { name: 'Jobs', exact: true }).click();
    await page.getByRole('searchbox', { name: /^Filter by job/ }).fill('');
    await view(name);
    await page.getByRole(role, { name }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('nothing broke a rule of the page or threw in it', () => {
    expect(complaints).toEqual([]);
  });
});
