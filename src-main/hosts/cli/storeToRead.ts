/** The store as it is on disk, for a command that only reads: also while Resync runs on it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { requireSchema } from '../../database/migrate.ts';
import { type Db, openDatabase } from '../../database/open.ts';

export interface StoreOptions {
  readonly isDemo: boolean;
  readonly dataDir: string | undefined;
}

/** Raises STORE_FAILED where there is none, or one of another version. */
export function openStoreToRead({ isDemo, dataDir }: StoreOptions): { readonly db: Db; readonly directory: string; [Symbol.dispose]: () => void } {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const path = join(directory, 'resync.db');
  if (!existsSync(path)) throw new Fault('STORE_FAILED', `There is no store at ${path}.`, { retryable: false });
  requireSchema(path);
  const db = openDatabase({ path, isReadOnly: true });
  return { db, directory, [Symbol.dispose]: () => void db.close() };
}
