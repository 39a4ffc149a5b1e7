/** What a person waits for before the first screen: everything the built index.html loads by itself, as it travels. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const renderer = new URL('../../../out/renderer', import.meta.url).pathname;
const MOST_BYTES = 250_000;

const read = (file: string) => readFileSync(join(renderer, file));

const assets = () => readdirSync(join(renderer, 'assets')).map((name) => `assets/${name}`);

/** A chunk names what it needs at once as `from"./x.js"` or `import"./x.js"`; what it may need later as `import("./x.js")`. */
const importsOf = (file: string): string[] =>
  file.endsWith('.js')
    ? [
        ...read(file)
          .toString('utf8')
          .matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g),
      ].map(([, name]) => `assets/${name}`)
    : [];

/** Every file the browser fetches for the page alone, each once. */
function eagerFiles(): string[] {
  const named = [
    ...read('index.html')
      .toString('utf8')
      .matchAll(/(?:src|href)="\.\/([^"]+)"/g),
  ].map(([, name]) => name ?? '');
  const files = new Set(['index.html']);
  const add = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const imported of importsOf(file)) add(imported);
  };
  for (const file of named) add(file);
  return [...files];
}

const bytesOf = (files: readonly string[]) => files.map((file) => ({ file, bytes: gzipSync(read(file)).length })).sort((a, b) => b.bytes - a.bytes);

describe('the first load', () => {
  it(`is at most ${MOST_BYTES / 1_000} KB gzipped`, () => {
    const sizes = bytesOf(eagerFiles());
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`first load: ${Math.round(total / 1_000)} KB gzipped in ${sizes.length} files`);
    expect(total, JSON.stringify(sizes.slice(0, 5))).toBeLessThan(MOST_BYTES);
  });

  it.each(['PlanScreen', 'ReviewScreen', 'MemoryScreen', 'HealthScreen', 'SettingsScreen', 'TurnList'])('leaves %s for when it is opened', (part) => {
    const files = assets().filter((file) => file.startsWith(`assets/${part}-`));
    expect(files).not.toEqual([]);
    expect(files.filter((file) => eagerFiles().includes(file))).toEqual([]);
  });

  // A text that only this library holds, and that minifying keeps.
  it.each([
    ['the graph', 'react-flow__node'],
    ['the layout of the graph', 'org.eclipse.elk'],
    ['Markdown', 'data-streamdown'],
  ])('leaves %s for when it is shown', (_library, text) => {
    const files = assets().filter((file) => file.endsWith('.js') && read(file).includes(text));
    expect(files).not.toEqual([]);
    expect(files.filter((file) => eagerFiles().includes(file))).toEqual([]);
  });
});
