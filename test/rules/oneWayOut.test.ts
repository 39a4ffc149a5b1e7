/** Nothing in the core reaches the network but through the gate. Imports are held by the layers; this holds what needs none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../src-main', import.meta.url));
const GATE = join(root, 'base/egress/');
/** Names that open connections, or fetch a module past the import rules. */
const GLOBALS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'require', 'createRequire', 'getBuiltinModule']);

/** Uses of such a name as the global it is: `http.fetch(...)` and a parameter of that name are somebody else's. */
function waysPast(text: string): string[] {
  if (![...GLOBALS].some((name) => text.includes(name))) return [];
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : null;
    const name = called === null ? null : ts.isIdentifier(called) ? called.text : globalMember(called);
    if (name !== null && GLOBALS.has(name)) found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function globalMember(node: ts.Expression): string | null {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return null;
  return ['globalThis', 'global', 'process', 'module'].includes(node.expression.text) ? node.name.text : null;
}

test('the core calls no fetch and loads no module in a way that the layers do not see', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
  const sources = files.filter((file) => file.endsWith('.ts') && !file.startsWith(GATE));
  expect(sources.length).toBeGreaterThan(400);
  expect(sources.flatMap((file) => waysPast(readFileSync(file, 'utf8')).map((name) => `${file}: ${name}`))).toEqual([]);
}, 60_000);

test.each([
  ["await fetch('https://x')", ['fetch']],
  ["globalThis.fetch('https://x')", ['fetch']],
  ["new WebSocket('wss://x')", ['WebSocket']],
  ["const net = process.getBuiltinModule('node:net')", ['getBuiltinModule']],
  ["http.fetch('chat')", []],
])('%s is found out: %j', (text, found) => {
  expect(waysPast(text)).toEqual(found);
});
