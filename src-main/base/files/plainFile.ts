/** Small files of the data directory: read only when they are plain files. `durable.ts` writes them. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/** No file a person or Resync writes here comes near it. */
const MOST_BYTES = 1024 * 1024;

type PlainFile =
  | { readonly at: 'absent' }
  | { readonly at: 'read'; readonly text: string }
  /** `why` ends a sentence that begins with the path; it never holds anything of the content. */
  | { readonly at: 'refused'; readonly why: string };

/**
 * A link could show a file of secrets in a problem, and a pipe would hold the start for ever: only a plain file is opened,
 * and what was opened is looked at once more.
 */
export function readPlainFile(path: string, mostBytes: number = MOST_BYTES): PlainFile {
  let file: number | undefined;
  try {
    const kind = kindOf(lstatSync(path));
    if (kind !== 'file') return { at: 'refused', why: notPlain(kind) };
    // Windows has neither flag, nor pipes that lie in folders.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const opened = fstatSync(file);
    if (!opened.isFile()) return { at: 'refused', why: notPlain(kindOf(opened)) };
    if (opened.size > mostBytes) return { at: 'refused', why: `is larger than the ${mostBytes} bytes such a file may have` };
    return { at: 'read', text: readFileSync(file, 'utf8') };
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'ENOENT') return { at: 'absent' };
    return { at: 'refused', why: code === 'ELOOP' ? notPlain('symbolic link') : `cannot be read (${code})` };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

export type FileKind = 'file' | 'folder' | 'symbolic link' | 'pipe' | 'socket' | 'device';

export function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'symbolic link';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

const notPlain = (kind: FileKind): string => `is a ${kind} and not a plain file; put a plain file in its place, or take it away`;

/** What parses JSON quotes the text around its mistake; only the place is told, where it gives one. */
export function jsonProblem(text: string, thrown: unknown): string {
  const at = /at position (\d+)/.exec(thrown instanceof Error ? thrown.message : '')?.[1];
  if (at === undefined) return 'is not JSON: it ends too early, or something in it is no value';
  const before = text.slice(0, Number(at)).split('\n');
  return `is not JSON: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The shape zod finds wrong, by place: names of unknown keys and values are content, and stay out. */
export function shapeProblem({
  issues,
}: {
  readonly issues: readonly { readonly code: string; readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const [first] = issues;
  if (first === undefined) return 'its shape is unknown';
  const where = first.path.length === 0 ? 'top level' : first.path.map(String).join('.');
  const what = first.code === 'unrecognized_keys' ? 'there is a key that Resync does not know' : first.message;
  return `${where}: ${what}${issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''}`;
}

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown error');
