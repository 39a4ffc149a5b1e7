/** Opens the SQLite file with the settings every connection of Resync shares. */
import Sqlite from 'better-sqlite3';
import { getLoadablePath } from 'sqlite-vec';
import { asStoreFault } from './storeFault.ts';

export type Db = Sqlite.Database;

/** How long a writer waits for another connection's transaction, in ms. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens `path`; the caller closes it. WAL lets the threads read while the core writes; `synchronous = FULL` means that
 * what a call acknowledged survives a power cut. Raises STORE_FAILED or STORE_LOCKED.
 */
export function openDatabase(options: { readonly path: string; readonly isReadOnly?: boolean }): Db {
  try {
    const db = new Sqlite(options.path, { readonly: options.isReadOnly ?? false, timeout: BUSY_TIMEOUT_MS });
    try {
      if (options.isReadOnly !== true) db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      db.pragma('temp_store = MEMORY');
      return db;
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  } catch (thrown) {
    throw asStoreFault(thrown);
  }
}

/** Adds sqlite-vec's functions to this connection. SQLite opens the library itself, so it cannot be inside the asar archive. */
export function loadVectorFunctions(db: Db): void {
  try {
    db.loadExtension(getLoadablePath().replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'));
  } catch (thrown) {
    throw asStoreFault(thrown);
  }
}
