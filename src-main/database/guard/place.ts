/** The store's file and its disk as the operating system shows them now. Microseconds each. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';

/** Less than SQLite needs for one transaction and its log. */
const FULL_BYTES = 128 * 1024;
const SCARCE_BYTES = 20 * 1024 * 1024;

export interface Place {
  /** Device and number: another one is another file. */
  readonly file: string;
  readonly bytes: number;
}

/** null: there is nothing. */
export function placeOf(path: string): Place | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : { file: `${found.dev}:${found.ino}`, bytes: Number(found.size) };
}

export interface Room {
  readonly trouble: 'full' | 'read-only' | null;
  readonly doubt: string | null;
}

export function roomFor(path: string, dataDir: string): Room {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    const free = bavail * bsize;
    if (free < FULL_BYTES) return { trouble: 'full', doubt: null };
    accessSync(dataDir, constants.W_OK);
    accessSync(path, constants.W_OK);
    return { trouble: null, doubt: free < SCARCE_BYTES ? `Only ${Math.floor(free / 1024 / 1024)} MB are free on the disk with ${dataDir}.` : null };
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    return { trouble: code === 'EROFS' || code === 'EACCES' || code === 'EPERM' ? 'read-only' : null, doubt: null };
  }
}
