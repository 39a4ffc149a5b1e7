/** The work that touches backup folders, as messages: a folder may be slow, huge or hang, and none of that may reach the thread people wait for. */
import { dirname } from 'node:path';
import type { BackupEntry, RestorePreview } from '../../../../src-preload/contract/backup.ts';
import type { FaultData } from '../../../../src-preload/contract/fault.ts';
import { systemClock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import { folderFault } from '../folderFault.ts';
import { defaultFolder, listAll, listBackups, removeLeftovers } from '../listBackups.ts';
import { type BackupOrder, makeBackup } from '../makeBackup.ts';
import { previewRestore } from '../previewRestore.ts';
import { decideRestore } from '../restore.ts';

interface TaskResults {
  list: { readonly backups: readonly BackupEntry[]; readonly fault: FaultData | null };
  make: BackupEntry;
  preview: RestorePreview;
  decide: string | null;
}

export type BackupTask =
  /** `isOwn`: these are the folders backups go to, and what half-written ones left there goes. */
  | { readonly do: 'list'; readonly folders: readonly string[]; readonly isOwn: boolean }
  | { readonly do: 'make'; readonly order: BackupOrder }
  | { readonly do: 'preview'; readonly dataDir: string; readonly backupPath: string; readonly folder: string | null }
  | { readonly do: 'decide'; readonly dataDir: string; readonly backupPath: string; readonly withSettings: boolean };
export type ResultOf<T extends BackupTask> = TaskResults[T['do']];

export type TaskMessage =
  | { readonly at: 'going-on' }
  | { readonly at: 'done'; readonly result: TaskResults[keyof TaskResults] }
  | { readonly at: 'failed'; readonly fault: FaultData };

export async function doBackupTask(task: BackupTask, log: Log, onProgress: () => void): Promise<TaskResults[keyof TaskResults]> {
  switch (task.do) {
    case 'list':
      return listFolders(task.folders, task.isOwn);
    case 'make':
      return makeBackup(task.order, onProgress);
    case 'preview':
      return previewRestore(task);
    case 'decide':
      return decideRestore({ ...task, clock: systemClock, log });
  }
}

/** The first folder is the one that matters: what keeps it from being read is told. */
function listFolders([first, ...others]: readonly string[], isOwn: boolean): TaskResults['list'] {
  if (first === undefined) return { backups: [], fault: null };
  try {
    if (isOwn) removeLeftovers(first, systemClock.now());
    return { backups: [...listBackups(first), ...listAll(others)].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)), fault: null };
  } catch (thrown) {
    // The folder of our own is made with the first backup.
    const isFirstTime = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT' && first === defaultFolder(dirname(first));
    return { backups: listAll(others), fault: isFirstTime ? null : folderFault(thrown, first).toData() };
  }
}
