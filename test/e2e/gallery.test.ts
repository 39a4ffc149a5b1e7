/** Every state of the gallery draws without a complaint, each in one of the six looks; and together they show every component there is. */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../fakes/electron/chromium.ts';
import { galleryLanguages, themes } from '../gallery/page/chosen.ts';
import { componentsOf } from '../gallery/pictures/components.ts';
import { draw, type Look, stateNames } from '../gallery/pictures/draw.ts';
import { type Gallery, startGallery } from '../gallery/server.ts';

const sources = fileURLToPath(new URL('../../src-renderer', import.meta.url));
/** 260 states: about a minute where the cores are free, several where they are shared. */
const LONGEST_MS = 900_000;

/** `file: Component` */
const shown = new Set<string>();
let gallery: Gallery;
let browser: Browser;

beforeAll(async () => {
  gallery = await startGallery({ port: 0, isStill: true });
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS });
});
afterAll(async () => {
  await browser?.close();
  await gallery?.vite.close();
});

/** Each state in one look, so that all six occur on every screen. */
const lookOf = (state: string, at: number): Look => ({
  state,
  theme: themes[at % themes.length] ?? 'light',
  language: galleryLanguages[at % galleryLanguages.length] ?? 'en',
});

test(
  'every state draws: no error, nothing unscripted, nothing cut, every word there',
  async () => {
    const names = await stateNames(browser, gallery.url);
    const onDrawn = async (page: Page) => {
      for (const component of (await page.evaluate(() => window.galleryDrawn)) ?? []) shown.add(component);
    };
    const drawn = await draw({ browser, url: gallery.url, looks: names.map(lookOf), pages: 3, onDrawn });
    expect(drawn).toHaveLength(names.length);
    expect(drawn.filter(({ problems }) => problems.length > 0)).toEqual([]);
  },
  LONGEST_MS,
);

test('every component of the page is shown by some state', () => {
  expect(componentsOf(sources).filter((component) => !shown.has(component))).toEqual([]);
});
