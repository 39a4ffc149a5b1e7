/** How the store that is open is doing, in words. Pure. */
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';
import type { StoreState } from '../../../src-preload/contract/health.ts';
import { asFault } from '../../base/fault.ts';
import { asStoreFault, isDamage, refusalOf } from '../storeFault.ts';
import { backupSentence } from './storeRefusal.ts';

type RunningTrouble = NonNullable<StoreState['trouble']>;

export type StoreCondition =
  /** `doubts`: what is not as it should be although everything is kept, a sentence each. */
  { readonly at: 'kept'; readonly doubts: readonly string[] } | { readonly at: 'failing'; readonly trouble: RunningTrouble; readonly finding: string | null };

/** The file is not the one that was opened any more, or not whole: nothing is written to it until the next start. */
const FINAL: ReadonlySet<RunningTrouble> = new Set<RunningTrouble>(['deleted', 'replaced', 'log-lost', 'cut-off', 'damaged']);
export const isFinal = (trouble: RunningTrouble): boolean => FINAL.has(trouble);

export const failing = (trouble: RunningTrouble, finding: string | null = null): StoreCondition => ({ at: 'failing', trouble, finding });

/** What follows from a write that was refused. A store that is only busy is as it was. */
export function conditionAfter(thrown: unknown, before: StoreCondition): StoreCondition {
  if (isDamage(thrown)) return failing('damaged', 'a page cannot be read');
  switch (refusalOf(thrown)) {
    case 'busy':
      return before;
    case 'full':
      return failing('full');
    case 'read-only':
      return failing('read-only');
    case null:
      return failing('unwritten', asFault(asStoreFault(thrown)).message.replace(/\.$/, ''));
  }
}

interface Place {
  readonly path: string;
  readonly dataDir: string;
  readonly backup: BackupEntry | null;
  /** Where what was still held was written to; null: not (yet). */
  readonly saved: string | null;
  readonly isFolderGone: boolean;
}

/** What happened, what became of what was kept, and what to do. */
export function conditionSentence(trouble: RunningTrouble, finding: string | null, { path, dataDir, backup, saved, isFolderGone }: Place): string {
  const newest = backupSentence(backup, dataDir);
  switch (trouble) {
    case 'deleted':
      if (saved === null && isFolderGone)
        return `The folder ${dataDir} was deleted or moved away while Resync was running, and the store with it. Do not end Resync: put the folder back, and what the store held is saved there.`;
      return saved === null
        ? `The store ${path} was deleted or moved away while Resync was running, and what it held could not be saved yet: do not end Resync, and make room on its disk. ${newest}`
        : `The store ${path} was deleted or moved away while Resync was running. Everything it held was saved again as ${saved}: restart Resync so that answers are kept again.`;
    case 'replaced':
      return `Another file was put in the place of ${path} while Resync was running. ${saved === null ? 'What the store held could not be saved yet: do not end Resync.' : `Everything the store held was saved as ${saved}.`} Restart Resync to look at the new file.`;
    case 'log-lost':
      return `${path}-wal, the log beside the store, was deleted or replaced while Resync was running. ${saved === null ? 'What it held could not be brought into the store yet: do not end Resync.' : 'What it held was brought into the store: restart Resync so that answers are kept again.'}`;
    case 'cut-off':
      return `The store ${path} was emptied or cut off while Resync was running; nothing is written to it any more. ${newest} Restart Resync to go back to one.`;
    case 'damaged':
      return `The store ${path} is damaged${finding === null ? '' : ` (${finding})`}; nothing is written to it any more. ${newest} Restart Resync to go back to one.`;
    case 'full':
      return `The disk with ${dataDir} is full: nothing can be kept until some space is free. Nothing already stored is lost, and what waits goes on by itself.`;
    case 'read-only':
      return `The store ${path} cannot be written: its disk, folder or file is read-only. Make ${dataDir} writable; it goes on by itself.`;
    case 'unwritten':
      return `The store ${path} does not keep what is written to it${finding === null ? '' : ` (${finding})`}. Check its disk; it is tried again every second. ${newest}`;
  }
}
