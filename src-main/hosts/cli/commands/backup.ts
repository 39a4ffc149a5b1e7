/** `resync backup`: makes one now, also while Resync runs on the data. */
import { join, resolve } from 'node:path';
import { systemClock } from '../../../base/clock.ts';
import { createSilentLog } from '../../../base/log.ts';
import { dataDirectory } from '../../../config/dataDirectory.ts';
import { backupFolders } from '../../../database/backup/listBackups.ts';
import { makeBackup } from '../../../database/backup/makeBackup.ts';
import { openSettings } from '../../../compose/openSettings.ts';
import { factsText, megabytes } from '../backupText.ts';
import { readVersion } from '../places.ts';
import { terminalText } from '../terminalText.ts';

interface BackupOptions {
  readonly dataDir: string | undefined;
  readonly isDemo: boolean;
  /** A folder other than that of the settings; nothing is ever taken away there. */
  readonly to: string | undefined;
}

/** Raises STORE_FAILED with what keeps it from being made. */
export async function backup({ dataDir, isDemo, to }: BackupOptions): Promise<number> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const { folder, keep } = backupSettings(directory, isDemo);
  const chosen = to === undefined ? (backupFolders(directory, folder)[0] ?? directory) : resolve(to);
  const made = await makeBackup({
    dataDir: directory,
    folder: chosen,
    why: 'asked',
    version: readVersion(),
    nowMs: systemClock.now(),
    keep: to === undefined ? keep : null,
  });
  const holds = made.facts === null ? '' : `: ${factsText(made.facts)}`;
  process.stdout.write(terminalText(`${made.path}\nMade and verified, ${megabytes(made.bytes)}${holds}.\n`));
  return 0;
}

/** Of the file and the defaults; a command that only reads them leaves the keychain alone. */
export function backupSettings(dataDir: string, isDemo: boolean) {
  const settings = openSettings({ dataDir, env: process.env, isDemo, log: createSilentLog() });
  try {
    return settings.current().backup;
  } finally {
    settings.stop();
  }
}

/** Where the store is. */
export const storeIn = (directory: string): string => join(directory, 'resync.db');
