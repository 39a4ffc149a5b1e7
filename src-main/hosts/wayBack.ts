/** The way back to a backup from a start that failed on the store. */
import type { BackupEntry } from '../../src-preload/contract/backup.ts';
import { systemClock } from '../base/clock.ts';
import { createSilentLog } from '../base/log.ts';
import { foldersOfDataDirectory, latestBackup } from '../database/backup/listBackups.ts';
import { putInPlaceOf } from '../database/backup/restore.ts';

/** Settings stay as they are. */
export const wayBackFor = (dataDir: string) => ({
  newest: (): BackupEntry | null => latestBackup(foldersOfDataDirectory(dataDir)),
  restore: async ({ path }: BackupEntry): Promise<void> => {
    await putInPlaceOf({ dataDir, backupPath: path, withSettings: false, clock: systemClock, log: createSilentLog() });
  },
});
