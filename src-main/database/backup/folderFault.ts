/** What keeps a folder from being used for backups, in words a person can act on. */
import Sqlite from 'better-sqlite3';
import { Fault } from '../../base/fault.ts';

/** @returns the thrown value as a Fault that names the folder; a Fault stays what it is. */
export function folderFault(thrown: unknown, folder: string): Fault {
  if (thrown instanceof Fault) return thrown;
  const code = codeOf(thrown) ?? '';
  const say = (message: string, retryable = true) => new Fault('STORE_FAILED', message, { cause: thrown, retryable });
  switch (code) {
    case 'ENOENT':
      return say(`The backup folder ${folder} is not there; connect its disk, make the folder, or choose another under Settings, Backups.`);
    case 'ENOTDIR':
      return say(`The backup folder ${folder} is not a folder; choose another under Settings, Backups.`, false);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return say(`The disk with the backup folder ${folder} is full; free some space there, keep fewer backups, or choose another folder.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return say(`The backup folder ${folder} cannot be written; check its permissions, or choose another under Settings, Backups.`);
    default:
      return say(
        `The backup could not be written to ${folder} (${thrown instanceof Error ? thrown.message : String(thrown)}); check that disk, or choose another folder.`,
      );
  }
}

function codeOf(thrown: unknown): string | null {
  if (thrown instanceof Sqlite.SqliteError) return thrown.code.split('_').slice(0, 2).join('_');
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}
