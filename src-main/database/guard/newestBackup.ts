/** The newest copy of the store there is to go back to. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../../base/clock.ts';

export interface Backup {
  readonly path: string;
  /** When it was written. */
  readonly at: string;
}

/** Plain files named `*.db` in the data directory's `backups`; null when there is none. Raises nothing: it is asked when things are bad already. */
export function newestBackup(dataDir: string): Backup | null {
  let newest: { readonly path: string; readonly atMs: number } | null = null;
  for (const path of backupsIn(join(dataDir, 'backups'))) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isFile() === true && found.size > 0 && found.mtimeMs > (newest?.atMs ?? 0)) newest = { path, atMs: found.mtimeMs };
  }
  return newest === null ? null : { path: newest.path, at: instantOf(newest.atMs) };
}

function backupsIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => (name.endsWith('.db') ? [join(folder, name)] : []));
  } catch {
    return [];
  }
}
