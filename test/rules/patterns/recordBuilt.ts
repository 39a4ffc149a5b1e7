/** Run by itself: loads the given files and writes each pattern they build with `new RegExp`, with the place that did. */
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const [root = '.', ...files] = process.argv.slice(2);
const built: { file: string; line: number; source: string; flags: string }[] = [];
const Native = globalThis.RegExp;

/** The frame of the caller; positions are those of the source, as types are stripped in place. */
function placeOfCaller(): { file: string; line: number } | null {
  const frame = new Error('where').stack?.split('\n').find((text) => text.includes('file://') && !text.includes('recordBuilt.ts')) ?? '';
  const [, path = '', line = ''] = Native('file://([^:]+):(\\d+)').exec(frame) ?? [];
  return path === '' ? null : { file: relative(root, decodeURIComponent(path)), line: Number(line) };
}

globalThis.RegExp = new Proxy(Native, {
  construct(target, args, newTarget) {
    const pattern: RegExp = Reflect.construct(target, args, newTarget);
    const place = placeOfCaller();
    if (place !== null) built.push({ ...place, source: pattern.source, flags: pattern.flags });
    return pattern;
  },
});

for (const file of files) await import(pathToFileURL(`${root}/${file}`).href);
process.stdout.write(JSON.stringify(built), () => process.exit(0));
