/** What can be said of the store without opening it: SQLite would take an empty file for a new store, and wait for a pipe. */
import { closeSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { kindOf } from '../../base/files/plainFile.ts';
import { fileAt, type SeenStore } from './identity.ts';
import type { StoreTrouble } from './storeRefusal.ts';

/** SQLite's own beside the store. What is in a log is not in the store yet. */
const LOGS = ['-wal', '-journal'] as const;
export const STORE_SUFFIXES = ['', ...LOGS, '-shm'] as const;

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** null: there is a plain file that begins as a store does, or nothing and nothing was ever there. */
export function lookAtFiles(dataDir: string, seen: SeenStore | null): StoreTrouble | null {
  const path = join(dataDir, 'resync.db');
  const found = (at: string) => lstatSync(at, { throwIfNoEntry: false });
  for (const suffix of STORE_SUFFIXES) {
    const file = found(`${path}${suffix}`);
    if (file !== undefined && !file.isFile()) return { at: 'not-a-file', path: `${path}${suffix}`, kind: kindOf(file) };
  }
  const logs = LOGS.map((suffix) => ({ path: `${path}${suffix}`, bytes: found(`${path}${suffix}`)?.size ?? 0 })).filter(({ bytes }) => bytes > 0);
  const store = found(path);
  if (store === undefined) return seen !== null || logs.length > 0 ? { at: 'missing', seen } : null;
  if (store.size === 0) return { at: 'empty', seen };
  const [log] = logs;
  // A store that ended in good order has no log, and one that did not has the log of its own file.
  if (log !== undefined && seen !== null && (seen.isClosed || fileAt(path) !== seen.file)) return { at: 'foreign-log', ...log };
  return lookAtHeader(path, store, log !== undefined);
}

/** The format is https://www.sqlite.org/fileformat.html, 1.3. */
function lookAtHeader(path: string, { size }: Stats, hasLog: boolean): StoreTrouble | null {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return { at: 'not-a-database' };
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  // The page count counts only while both change counters agree; pages that are missing may be in the log.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92) && !hasLog;
  const due = header.readUInt32BE(28) * pageBytes;
  return isCounted && size < due ? { at: 'cut-off', bytes: size, due } : null;
}
