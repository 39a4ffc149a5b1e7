/** The page's own components, by file and name: what the source has, and a plugin by which a page can tell which of them it has drawn. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

const COMPONENT = /^(?:export )?(?:function|class) ([A-Z]\w*)/gm;

const namesIn = (code: string): readonly string[] => [...code.matchAll(COMPONENT)].map(([, name]) => name ?? '');

/** `file: Component`, all of them. */
export function componentsOf(root: string): readonly string[] {
  const files = globSync('**/*.tsx', { cwd: root }).toSorted();
  return files.flatMap((file) => namesIn(readFileSync(join(root, file), 'utf8')).map((name) => `${file}: ${name}`));
}

/** Each module hands its components to `galleryComponents` of the page, by their names. */
export function nameComponents(root: string): Plugin {
  return {
    name: 'resync-gallery-components',
    enforce: 'pre',
    transform: (code, id) => {
      if (!id.startsWith(root) || !id.endsWith('.tsx')) return null;
      const told = namesIn(code).map((name) => `globalThis.galleryComponents?.set(${name}, ${JSON.stringify(`${relative(root, id)}: ${name}`)});`);
      return { code: `${code}\n${told.join('\n')}`, map: null };
    },
  };
}
