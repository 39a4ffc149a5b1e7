/** Backups as the core tells of them, and the one a person looks at. */
import { create } from 'zustand';
import type { BackupEntry, BackupList, RestorePreview } from '../../../src-preload/contract/backup.ts';
import { useConnection } from '../../bridge/connection.ts';
import { ask, LOADING, lastAsked, type Remote, readInto } from '../../bridge/remote.ts';
import { showToast } from '../../ui/toasts.ts';
import { sayFault } from '../../words/faultSay.ts';
import { say } from '../../words/words.ts';

interface BackupsState {
  /** Of the folder of the settings. */
  readonly list: Remote<BackupList>;
  readonly isMaking: boolean;
}

export const useBackups = create<BackupsState>(() => ({ list: LOADING, isMaking: false }));
const { getState: get, setState: set } = useBackups;

const askList = lastAsked();

export async function readBackups(): Promise<void> {
  const isNewest = askList();
  await readInto(
    () => get().list,
    (list) => {
      if (isNewest()) set({ list });
    },
    (core) => core.backups.list({}),
  );
}

export async function makeBackup(): Promise<void> {
  set({ isMaking: true });
  const answer = await ask((core) => core.backups.make());
  set({ isMaking: false });
  if (answer.isOk) showToast(say('backup.made', { name: answer.value.name }));
  else showToast(sayFault(answer.fault), { tone: 'bad' });
  await readBackups();
}

/** Where the backup lies, as the core is asked for it. */
const placeOf = ({ path, name }: BackupEntry) => ({ folder: path.slice(0, -name.length - 1), name });

/** How the dialog stands: one thing at a time. */
export type Restoring =
  | { readonly at: 'choosing'; readonly list: Remote<BackupList> }
  | { readonly at: 'looking'; readonly backup: BackupEntry; readonly preview: Remote<RestorePreview> }
  | { readonly at: 'doing'; readonly preview: RestorePreview };

/** The dialog shows what was asked for last: the check of a large backup that comes late must not put another one in its place. */
const askDialog = lastAsked();

export async function readFolder(folder: string, show: (next: Restoring) => void): Promise<void> {
  const isNewest = askDialog();
  show({ at: 'choosing', list: LOADING });
  const answer = await ask((core) => core.backups.list(folder === '' ? {} : { folder }));
  if (!isNewest()) return;
  show({ at: 'choosing', list: answer.isOk ? { at: 'ready', value: answer.value } : { at: 'failed', fault: answer.fault, last: null } });
}

export async function lookAt(backup: BackupEntry, show: (next: Restoring) => void): Promise<void> {
  const isNewest = askDialog();
  show({ at: 'looking', backup, preview: LOADING });
  const answer = await ask((core) => core.backups.preview(placeOf(backup)));
  if (!isNewest()) return;
  show({ at: 'looking', backup, preview: answer.isOk ? { at: 'ready', value: answer.value } : { at: 'failed', fault: answer.fault, last: null } });
}

const epochNow = (): number => {
  const { line } = useConnection.getState();
  return line.at === 'open' ? line.epoch : 0;
};

/** Resolves when there is another line than the one of `epoch`, also when there is already. */
function nextLine(epoch: number): Promise<void> {
  return new Promise((resolve) => {
    if (epochNow() > epoch) return resolve();
    const stop = useConnection.subscribe(() => {
      if (epochNow() <= epoch) return;
      stop();
      resolve();
    });
  });
}

/** True when it is done: the core broke the line and came back on the store that was put in place. */
export async function restore(backup: BackupEntry, withSettings: boolean): Promise<boolean> {
  const epoch = epochNow();
  const answer = await ask((core) => core.backups.restore({ ...placeOf(backup), withSettings }));
  if (!answer.isOk) {
    showToast(sayFault(answer.fault), { tone: 'bad' });
    return false;
  }
  await nextLine(epoch);
  const { keptAs } = answer.value;
  showToast(keptAs === null ? say('backup.done') : say('backup.doneKept', { path: keptAs }));
  return true;
}
