/** A desk has no terminal at hand: when the store cannot be opened at the start, the newest good backup is offered in a dialog. */
import { dialog } from 'electron';
import { systemClock } from '../../base/clock.ts';
import { asFault } from '../../base/fault.ts';
import { createSilentLog } from '../../base/log.ts';
import { foldersOfDataDirectory, newestBackup } from '../../database/backup/listBackups.ts';
import { decideRestore } from '../../database/backup/restore.ts';
import { lockDataDirectory } from '../../database/lock.ts';

/** True when a person chose to go back and the next opening will: it does the rest. Raises what the restore raises. */
export async function offerRestore(thrown: unknown, dataDir: string): Promise<boolean> {
  const fault = asFault(thrown);
  const backup = fault.code === 'STORE_FAILED' ? newestBackup(foldersOfDataDirectory(dataDir)) : null;
  if (backup === null) return false;
  const { turns, memories, decisions } = backup.facts;
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Resync cannot start',
    message: fault.message,
    detail: `The newest backup that can be used was made ${backup.at} and holds ${turns} questions, ${memories} memories and ${decisions} review decisions. If you restore it, the store that is there now is kept beside it; nothing is deleted.`,
    buttons: ['Quit', 'Restore this backup'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response !== 1) return false;
  const lock = lockDataDirectory(dataDir);
  try {
    await decideRestore({ dataDir, backupPath: backup.path, withSettings: false, clock: systemClock, log: createSilentLog() });
    return true;
  } finally {
    lock.release();
  }
}
