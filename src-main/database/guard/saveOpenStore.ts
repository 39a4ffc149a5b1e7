/** Writes out what the open store still holds after its file was taken away: the open connection keeps it, whatever the folder shows. */
import { chmodSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flush, flushFolder } from '../../base/files/durable.ts';
import type { Db } from '../open.ts';
import { STORE_SUFFIXES } from './lookAtFiles.ts';

interface Saving {
  readonly db: Db;
  readonly path: string;
  readonly dataDir: string;
  /** For the name, when something else lies in the store's place. */
  readonly at: string;
}

/** @returns where it is: in the store's own place when that is free, else among the backups. Raises what SQLite and the file system do. */
export async function saveOpenStore({ db, path, dataDir, at }: Saving): Promise<string> {
  const beside = join(dataDir, 'backups', `held-${at.replaceAll(/[:.]/g, '-')}.db`);
  const partial = `${path}.saving`;
  rmSync(partial, { force: true });
  try {
    await db.backup(partial);
    chmodSync(partial, 0o600);
    flush(partial);
    return existsSync(path) ? put(partial, beside) : putBack(partial, path, beside);
  } finally {
    rmSync(partial, { force: true });
  }
}

function putBack(partial: string, path: string, beside: string): string {
  // The log of the file that is gone: replayed into the new one it would damage it. What was in it is in the copy.
  for (const suffix of STORE_SUFFIXES) if (suffix !== '') rmSync(`${path}${suffix}`, { force: true });
  try {
    return put(partial, path);
  } catch (thrown) {
    // Somebody was quicker.
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return put(partial, beside);
    throw thrown;
  }
}

/** Never over a file that is there. */
function put(partial: string, path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  linkSync(partial, path);
  flushFolder(dirname(path));
  return path;
}
