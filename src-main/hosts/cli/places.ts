/** Where things are, seen from this file when it runs from source and from the built `out/cli/main.js`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../', import.meta.url);

/** The built page. */
export const rendererDir = fileURLToPath(new URL('out/renderer', root));

/** What is shipped beside the code. */
export const resourcesDir = fileURLToPath(new URL('resources', root));

export function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return version;
}
