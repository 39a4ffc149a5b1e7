/** The data directory is for one person: what is ours is closed to others, and what cannot be closed is told. */
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const GROUP_AND_OTHERS = 0o077;
/** Chromium keeps its own files in `window`: closing the folder closes them. */
const FOLDERS = ['logs', 'backups', 'window'] as const;
const FOLDERS_LOOKED_INTO = ['', 'logs', 'backups'] as const;
const MOST_FILES = 1_000;

/** What others can read and we cannot change, a sentence each. Windows keeps rights otherwise: a profile's folder is closed already. */
export function closeToOthers(dataDir: string): string[] {
  if (process.platform === 'win32') return [];
  const folders = [dataDir, ...FOLDERS.map((name) => join(dataDir, name))];
  const files = FOLDERS_LOOKED_INTO.flatMap((name) => filesIn(join(dataDir, name)));
  const open = [...folders, ...files].filter((path) => !isClosed(path));
  if (open.length === 0) return [];
  // A closed folder closes what is in it.
  const worst = open.includes(dataDir) ? dataDir : (open[0] ?? dataDir);
  const more = open.length - 1;
  return [
    `Other users of this machine can read ${worst}${more === 0 ? '' : ` and ${more} more`}, which Resync may not change: have its owner run \`chmod -R go= ${dataDir}\`, or start with another --data-dir.`,
  ];
}

/** True when it is for its owner alone now, or is not there. A link is not followed. */
function isClosed(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isSymbolicLink() || (found.mode & GROUP_AND_OTHERS) === 0) return true;
  try {
    // Also as root: what is another's stays as its owner wants it.
    if (found.uid !== process.getuid?.()) return false;
    chmodSync(path, found.mode & 0o700);
    return true;
  } catch {
    return false;
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .flatMap((entry) => (entry.isFile() ? [join(folder, entry.name)] : []))
      .slice(0, MOST_FILES);
  } catch {
    return [];
  }
}
