/** The rule about imports holds: in a copy of the source, each import that was planted is found, and nothing else is. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file that is planted, what it imports, and the rule that must say no. */
const PLANTED: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ['src-main/chat/planted.ts', '../engines/engines.ts', 'src-main/chat imports a room it may not'],
  ['src-main/review/planted.ts', '../compose/measure/measuring.ts', 'src-main/review imports a room it may not'],
  ['src-main/engines/planted.ts', '../hosts/electron/menu.ts', 'src-main/engines imports a room it may not'],
  ['src-renderer/ui/planted.ts', '../chat/chatStore.ts', 'src-renderer/ui imports a room it may not'],
  ['src-renderer/health/planted.ts', '../plan/PlanScreen.tsx', 'src-renderer/health imports a room it may not'],
  ['src-preload/contract/planted.ts', 'undici', 'src-preload/contract imports a package it may not'],
  ['src-renderer/memory/planted.ts', 'better-sqlite3', 'src-renderer/memory imports a package it may not'],
  ['src-renderer/frame/planted.ts', '../review/reviewStore.ts', 'src-renderer/frame imports a room it may not'],
  ['src-preload/shared/planted.ts', 'node:fs', 'src-preload/shared imports Node'],
  ['src-main/audit/planted.ts', '../memory/memory.ts', 'src-main/audit imports a room it may not'],
  ['src-main/tws/planted.ts', '../llm/client.ts', 'src-main/tws imports a room it may not'],
  ['src-main/compose/planted.ts', '../demo/simulator.ts', 'src-main/compose imports a room it may not'],
  ['src-main/compose/plantedToo.ts', '../app.ts', 'src-main/compose imports a room it may not'],
  ['src-main/hosts/server/planted.ts', '../cli/core.ts', 'src-main/hosts/server imports a room it may not'],
  ['src-main/plan/planted.ts', 'node:https', 'one-way-out'],
  ['src-main/memory/planted.ts', '../../test/fakes/store.ts', 'src-main/memory imports a room it may not'],
  ['src-main/planted.ts', './base/ids.ts', 'a file is in no room'],
  ['src-main/newRoom/planted.ts', '../base/ids.ts', 'a file is in no room'],
];

test('the source as it stands is allowed, and each planted import is not', { timeout: 120_000 }, async () => {
  await using directory = temporaryDirectory('resync-layers-');
  for (const name of ['src-main', 'src-preload', 'src-renderer', 'test/fakes', 'tsconfig.json', 'package.json', '.dependency-cruiser.cjs'])
    cpSync(join(root, name), join(directory.path, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory.path, 'node_modules'));
  for (const [file, imported] of PLANTED) {
    mkdirSync(dirname(join(directory.path, file)), { recursive: true });
    writeFileSync(join(directory.path, file), `import * as planted from '${imported}';\nexport const used = planted;\n`);
  }
  const found = violationsIn(directory.path);
  for (const [file, , rule] of PLANTED) expect(found).toContainEqual({ from: file, rule });
  // Two planted files close a circle and end in more than one rule: what stands in the source itself must be in none.
  expect(found.filter(({ from }) => !PLANTED.some(([file]) => file === from))).toEqual([]);
});

const cruised = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

function violationsIn(directory: string): readonly { readonly from: string; readonly rule: string }[] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['src-main', 'src-preload', 'src-renderer', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: directory, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  expect(stderr).toBe('');
  return cruised.parse(JSON.parse(stdout)).summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}

/** Beyond it a folder is read by scrolling: it gets sub-folders. */
const MOST_FILES = 12;

test(`no folder of the source has more than ${MOST_FILES} files`, () => {
  const counts = ['src-main', 'src-preload', 'src-renderer'].flatMap((top) => foldersOf(top));
  expect(counts.filter(({ files }) => files > MOST_FILES)).toEqual([]);
});

function foldersOf(folder: string): readonly { readonly folder: string; readonly files: number }[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name)).length;
  return [{ folder, files }, ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersOf(`${folder}/${name}`))];
}
