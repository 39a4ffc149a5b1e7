/** One Resync per data directory: a lock held by the operating system, so that it vanishes with the process. */
import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Fault } from '../base/fault.ts';
import { kindOf, readPlainFile } from '../base/files/plainFile.ts';
import { asStoreFault, isDamage } from './storeFault.ts';

export interface DirectoryLock {
  release(): void;
}

/**
 * Locks `directory` (made when missing, for this person alone: answers and job logs will be in it) until `release` or the end of the process, however it ends. The lock is an open
 * write transaction on `lock.db`; the pid beside it is only for the message.
 * Raises STORE_LOCKED with the holder's pid.
 */
export function lockDataDirectory(directory: string): DirectoryLock {
  const holderFile = join(directory, 'lock.pid');
  let lock: Sqlite.Database | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const file of ['lock.db', 'lock.db-journal', 'lock.pid']) refuseUnlessPlain(join(directory, file));
    lock = new Sqlite(join(directory, 'lock.db'), { timeout: 0 });
    lock.exec('BEGIN IMMEDIATE');
    writeFileSync(holderFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (thrown) {
    lock?.close();
    if (thrown instanceof Sqlite.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) throw lockedFault(holderFile, directory);
    if (isDamage(thrown))
      throw new Fault('STORE_FAILED', `${join(directory, 'lock.db')} is damaged: delete it, it holds nothing, and start again.`, {
        cause: thrown,
        retryable: false,
      });
    throw asStoreFault(thrown);
  }
  const held = lock;
  return { release: () => void held.close() };
}

const MOST_PID_BYTES = 32;

/** Opening a pipe would wait for ever, and writing through a link would change another file. */
function refuseUnlessPlain(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return;
  throw new Fault('STORE_FAILED', `${path} is a ${kindOf(found)} and not a plain file: take it away and start again.`, { retryable: false });
}

function lockedFault(holderFile: string, directory: string): Fault {
  const holder = readHolder(holderFile);
  const who = holder === null ? 'another process' : `process ${holder}`;
  return new Fault(
    'STORE_LOCKED',
    `Resync is already running on this data (${who}); use its window, end that process, or start with another --data-dir than ${directory}.`,
  );
}

/** The pid as text; null in the instant between taking the lock and writing the pid. */
function readHolder(holderFile: string): string | null {
  const file = readPlainFile(holderFile, MOST_PID_BYTES);
  const text = file.at === 'read' ? file.text.trim() : '';
  return /^\d+$/.test(text) ? text : null;
}
