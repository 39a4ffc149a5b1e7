/** The way back to a backup from a start that failed on the store. */
import type { BackupEntry } from '../../src-preload/contract/backup.ts';
import { systemClock } from '../base/clock.ts';
import { createSilentLog } from '../base/log.ts';
import { foldersOfDataDirectory, newestBackup } from '../database/backup/listBackups.ts';
import { putInPlaceOf } from '../database/backup/restore.ts';

export function wayBackFor(dataDir: string) {
  /** Read whole to be sure of it: once for all the pages that offer it. */
  let newest: BackupEntry | null | undefined;
  return {
    newest(): BackupEntry | null {
      if (newest === undefined) newest = newestBackup(foldersOfDataDirectory(dataDir));
      return newest;
    },
    /** Settings stay as they are. */
    restore: async ({ path }: BackupEntry): Promise<void> => {
      await putInPlaceOf({ dataDir, backupPath: path, withSettings: false, clock: systemClock, log: createSilentLog() });
    },
  };
}
