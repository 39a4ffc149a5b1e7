/** What SQLite refuses, as a Fault with a sentence a person can act on. */
import Sqlite from 'better-sqlite3';
import { Fault } from '../base/fault.ts';

const DISK_FULL = 'The disk with the Resync data directory is full; free some space and try again. Nothing already stored is lost.';

/** @returns the thrown value as a Fault when SQLite or the file system raised it, else unchanged. */
export function asStoreFault(thrown: unknown): unknown {
  if (!(thrown instanceof Sqlite.SqliteError)) return fileFault(thrown);
  const cause = thrown;
  const primary = primaryCode(thrown);
  switch (primary) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new Fault('STORE_LOCKED', 'The store was busy for more than five seconds; try again. If it stays so, close other Resync processes.', { cause });
    case 'SQLITE_FULL':
      return new Fault('STORE_FAILED', DISK_FULL, { cause });
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new Fault(
        'STORE_FAILED',
        'The store is damaged; Health says what is left to go back to, and a restart looks through the store and says what to do.',
        {
          cause,
          retryable: false,
        },
      );
    case 'SQLITE_READONLY':
      return new Fault('STORE_FAILED', 'The store cannot be written, so this was not kept; Health says why and what to do.', { cause });
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return new Fault('STORE_FAILED', 'The store file cannot be opened for writing; check that the data directory exists and is yours.', {
        cause,
        retryable: false,
      });
    case 'SQLITE_IOERR':
      return new Fault('STORE_FAILED', 'The disk with the Resync data directory reported an error; check the disk and try again.', { cause });
    default:
      return new Fault('STORE_FAILED', 'The store refused the operation; the log has the details.', { cause, retryable: false });
  }
}

const primaryCode = ({ code }: { readonly code: string }): string => code.split('_').slice(0, 2).join('_');

/** The file itself is not what a store is; also when that comes as a Fault. */
export function isDamage(thrown: unknown): boolean {
  const cause = thrown instanceof Fault ? thrown.cause : thrown;
  return cause instanceof Sqlite.SqliteError && ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].includes(primaryCode(cause));
}

/** The refusals that pass by themselves, or when a person makes room; null: anything else. */
export function refusalOf(thrown: unknown): 'busy' | 'full' | 'read-only' | null {
  const cause = thrown instanceof Fault ? thrown.cause : thrown;
  if (!(cause instanceof Sqlite.SqliteError)) return null;
  switch (primaryCode(cause)) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return 'busy';
    case 'SQLITE_FULL':
      return 'full';
    case 'SQLITE_READONLY':
      return 'read-only';
    default:
      return null;
  }
}

/** What the operating system refuses on the way to the store: a system error has a code and names its path. */
function fileFault(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('syscall' in thrown) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  if (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT') return new Fault('STORE_FAILED', DISK_FULL, { cause: thrown });
  const message = `The data directory cannot be used (${thrown.message}); check that it is a folder of yours that can be written, or start with another --data-dir.`;
  return new Fault('STORE_FAILED', message, { cause: thrown, retryable: false });
}

/** Runs `work`, turning what SQLite refuses into Faults. */
export function withStoreFaults<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw asStoreFault(thrown);
  }
}
