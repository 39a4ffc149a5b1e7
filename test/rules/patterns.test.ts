/** No text stops the core: every pattern of the product takes its worst text in its stride. `npm run prove` asks a prover as well. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { driveWorst } from './patterns/drive.ts';
import { builtAtLoad, type FoundPatterns, patternsIn, patternsOfProduct, productFiles, type SourcePattern } from './patterns/sourcePatterns.ts';

const WORST_CHARS = 100_000;
/** What anything else on the thread may be kept waiting. */
const GOOD_MS = 20;

describe('the patterns of the product', () => {
  const { literals, sites } = patternsOfProduct();
  const built = builtAtLoad(sites);

  test('are found in the source by themselves', () => {
    expect(productFiles().length).toBeGreaterThan(500);
    expect(literals.length).toBeGreaterThan(500);
    expect(sites.length).toBeGreaterThan(10);
  });

  test('are all there once the modules are loaded: none is made later, of words that somebody wrote', () => {
    expect(madeLater({ literals, sites }, built)).toEqual([]);
  });

  test('each take the worst 100,000 characters in under 20 ms', { timeout: 240_000 }, () => {
    expect(slowAmong([...literals, ...built])).toEqual([]);
  });
});

describe('a bad pattern in a new file is found', () => {
  test.each([
    ['of the second degree', String.raw`export const isOdd = (text: string) => /\s+OR\s+/.test(text);`],
    ['that explodes', String.raw`export const isOdd = (text: string) => /^(?:no ?|n[o]? ?)*x$/.test(text);`],
    ['of the second degree over all matches', String.raw`export const odd = (text: string) => text.replace(/\s*\[r\d+\]/g, '');`],
  ])('one %s', (_kind, code) => {
    expect(slowAmong(patternsIn('new.ts', code).literals)).toHaveLength(1);
  });

  test('one put together from parts, and one made of what somebody typed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'patterns-'));
    try {
      const code = [
        'const BLANKS = String.raw`\\s*`;',
        'export const TAIL = new RegExp(`${BLANKS}x${BLANKS}$`);',
        'export const made = (words: string) => new RegExp(words);',
      ].join('\n');
      writeFileSync(join(folder, 'new.ts'), code);
      const found = patternsIn('new.ts', code);
      const built = builtAtLoad(found.sites, folder);
      expect(slowAmong(built)).toHaveLength(1);
      expect(madeLater(found, built)).toEqual(['new.ts:3']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const placeOf = ({ file, line }: Pick<SourcePattern, 'file' | 'line'>): string => `${file}:${line}`;

function madeLater({ sites }: FoundPatterns, built: readonly SourcePattern[]): string[] {
  const known = new Set(built.map(placeOf));
  return sites.map(placeOf).filter((place) => !known.has(place));
}

/** One line for each that is too slow: where it stands, how long what took. */
function slowAmong(patterns: readonly SourcePattern[]): string[] {
  const unique = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
  return [...unique].flatMap(([written, pattern]) => {
    const { ms, chars, text } = driveWorst(pattern.source, pattern.flags, WORST_CHARS, GOOD_MS);
    return ms < GOOD_MS ? [] : [`${placeOf(pattern)} ${written} took ${Math.round(ms)} ms with ${chars} characters of ${JSON.stringify(text)}`];
  });
}
