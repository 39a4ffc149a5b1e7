/** Contact sheets: all pictures of a screen on a page to look at, and as pictures themselves. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright';
import type { Look } from './draw.ts';

export const pictureName = ({ state, theme, language }: Look): string => `${state.replace('/', '.')}.${theme}.${language}.png`;

const screenOf = ({ state }: Look): string => state.split('/', 1)[0] ?? '';
const STYLE =
  'body{font:12px system-ui;margin:12px;background:#ccc}main{display:grid;grid-template-columns:repeat(3,1fr);gap:10px}figure{margin:0}img{width:100%;display:block}';

const page = (title: string, looks: readonly Look[]): string => {
  const figures = looks.map(
    (look) =>
      `<figure><a href="${pictureName(look)}"><img src="${pictureName(look)}" alt=""></a><figcaption>${look.state} ${look.theme} ${look.language}</figcaption></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1><main>${figures.join('')}</main>`;
};

/** More pictures on one sheet would be too small to read. */
const ON_A_SHEET = 12;

/** `SCREEN.html` holds every look of a screen; `sheet.SCREEN.THEME.LANGUAGE.N.png` the states of one look. */
export async function writeSheets(browser: Browser, directory: string, looks: readonly Look[]): Promise<void> {
  const sheet = await browser.newPage({ viewport: { width: 1_920, height: 1_200 } });
  for (const [screen, ofScreen] of Map.groupBy(looks, screenOf)) {
    writeFileSync(
      join(directory, `${screen}.html`),
      page(
        screen,
        ofScreen.toSorted((a, b) => a.state.localeCompare(b.state)),
      ),
    );
    for (const [name, ofLook] of Map.groupBy(ofScreen, ({ theme, language }) => `${screen}.${theme}.${language}`)) {
      for (let at = 0; at < ofLook.length; at += ON_A_SHEET) {
        const file = join(directory, `sheet.${name}.${at / ON_A_SHEET}.html`);
        writeFileSync(file, page(name, ofLook.slice(at, at + ON_A_SHEET)));
        await sheet.goto(pathToFileURL(file).href);
        await sheet.screenshot({ path: file.replace(/html$/, 'png'), fullPage: true });
      }
    }
  }
  await sheet.close();
}
