/** Draws states in a real browser, several at a time, and tells of each what is wrong with it. */
import type { Browser, Page } from 'playwright';
import { addressOf, type GalleryLanguage, type GalleryTheme } from '../page/chosen.ts';

export interface Look {
  readonly state: string;
  readonly theme: GalleryTheme;
  readonly language: GalleryLanguage;
}

interface Drawn {
  readonly look: Look;
  /** What the page's own check found, what it threw, what it wrote to the console as an error. */
  readonly problems: readonly string[];
}

interface Drawing {
  readonly browser: Browser;
  readonly url: string;
  readonly looks: readonly Look[];
  /** How many at once. */
  readonly pages: number;
  /** With the page as it is drawn. */
  readonly onDrawn?: (page: Page, look: Look) => Promise<void>;
}

const SIZE = { width: 1280, height: 800 };
const LONGEST_MS = 60_000;

export async function draw({ browser, url, looks, pages, onDrawn }: Drawing): Promise<readonly Drawn[]> {
  const waiting = [...looks];
  const drawn: Drawn[] = [];
  const worker = async () => {
    // Of its own: themes are remembered by the browser.
    const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    for (let look = waiting.shift(); look !== undefined; look = waiting.shift()) {
      const problems = await drawOne(page, `${url}${addressOf(look)}`);
      await onDrawn?.(page, look);
      drawn.push({ look, problems: [...problems, ...complaints.take()] });
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: pages }, worker));
  return drawn;
}

async function drawOne(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  try {
    const found = await page.waitForFunction(() => window.galleryProblems, null, { timeout: LONGEST_MS });
    return (await found.jsonValue()) ?? [];
  } catch (error) {
    return [`it was never drawn: ${String(error).split('\n', 1)[0]}`];
  }
}

function complaintsOf(page: Page): { take(): string[] } {
  let complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text().slice(0, 400)}`);
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  return {
    take: () => {
      const taken = complaints;
      complaints = [];
      return taken;
    },
  };
}

/** The names of all states, as the page knows them. */
export async function stateNames(browser: Browser, url: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(`${url}?names`);
  const names = await page.waitForFunction(() => window.galleryNames, null, { timeout: LONGEST_MS });
  const all = (await names.jsonValue()) ?? [];
  await page.close();
  return all;
}
