/** Every pattern of the product, found in its source by the compiler's own parser, so that nobody has to remember to list a new one. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface SourcePattern {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

/** `new RegExp(...)`: what it comes to is known when its module has been loaded. */
export type PatternSite = Pick<SourcePattern, 'file' | 'line'>;

export interface FoundPatterns {
  readonly literals: SourcePattern[];
  readonly sites: PatternSite[];
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PRODUCT = '{src-main,src-preload,src-renderer}/**/*.{ts,tsx,mts,mjs}';

export const productFiles = (): string[] => globSync(PRODUCT, { cwd: ROOT }).sort();

export const patternsOfProduct = (): FoundPatterns => together(productFiles().map((file) => patternsIn(file, readFileSync(`${ROOT}/${file}`, 'utf8'))));

/** @param file its name says whether it holds JSX. */
export function patternsIn(file: string, code: string): FoundPatterns {
  const parsed = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: FoundPatterns = { literals: [], sites: [] };
  const visit = (node: ts.Node): void => {
    const place = { file, line: parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1 };
    if (ts.isRegularExpressionLiteral(node)) found.literals.push({ ...place, ...partsOf(node.text) });
    else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') found.sites.push(place);
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function partsOf(literal: string): Pick<SourcePattern, 'source' | 'flags'> {
  const end = literal.lastIndexOf('/');
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) };
}

const together = (all: readonly FoundPatterns[]): FoundPatterns => ({
  literals: all.flatMap(({ literals }) => literals),
  sites: all.flatMap(({ sites }) => sites),
});

/** What the sites built while their modules were loaded, in a process of its own so that nothing was loaded before. */
export function builtAtLoad(sites: readonly PatternSite[], root = ROOT): SourcePattern[] {
  const files = [...new Set(sites.map(({ file }) => file))];
  const recorder = fileURLToPath(new URL('recordBuilt.ts', import.meta.url));
  const told = execFileSync(process.execPath, ['--no-warnings', recorder, root, ...files], { encoding: 'utf8', maxBuffer: 16_000_000 });
  // Written by the recorder beside this file.
  return JSON.parse(told) as SourcePattern[];
}
