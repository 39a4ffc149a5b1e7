/**
 * `npm run gallery`: every state of every screen, from fixtures, to look at in a browser while the source changes.
 * `npm run gallery -- --pictures DIR [--only PATTERN]`: all of them as pictures, in both themes and three languages, with what is wrong with each.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../fakes/electron/chromium.ts';
import { galleryLanguages, themes } from './page/chosen.ts';
import { draw, type Look, stateNames } from './pictures/draw.ts';
import { pictureName, writeSheets } from './pictures/sheets.ts';
import { startGallery } from './server.ts';

const PORT = 5318;
const PAGES = 3;

const { values } = parseArgs({ options: { pictures: { type: 'string' }, only: { type: 'string', default: '' } } });

async function takePictures(directory: string, only: RegExp): Promise<boolean> {
  mkdirSync(directory, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const { url } = stack.adopt(await startGallery({ port: 0, isStill: true }), ({ vite }) => vite.close());
  const browser = stack.adopt(await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS }), (running) => running.close());
  const names = (await stateNames(browser, url)).filter((name) => only.test(name));
  const looks: Look[] = names.flatMap((state) => themes.flatMap((theme) => galleryLanguages.map((language) => ({ state, theme, language }))));
  const drawn = await draw({
    browser,
    url,
    looks,
    pages: PAGES,
    onDrawn: async (page, look) => void (await page.screenshot({ path: join(directory, pictureName(look)), animations: 'disabled' })),
  });
  await writeSheets(browser, directory, looks);
  const wrong = drawn.filter(({ problems }) => problems.length > 0);
  for (const { look, problems } of wrong) {
    process.stdout.write(`${look.state} ${look.theme} ${look.language}\n${problems.map((problem) => `  ${problem}\n`).join('')}`);
  }
  process.stdout.write(`${looks.length} pictures of ${names.length} states are in ${directory}; ${wrong.length} have something wrong with them.\n`);
  return wrong.length === 0;
}

if (values.pictures === undefined) {
  const { url } = await startGallery({ port: PORT, isStill: false });
  process.stdout.write(`The gallery is at ${url} (Ctrl+C ends it)\n`);
} else {
  process.exitCode = (await takePictures(resolve(values.pictures), new RegExp(values.only))) ? 0 : 1;
}
