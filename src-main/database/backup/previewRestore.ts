/** What putting a backup in place would do, found out without doing any of it. */
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RestorePreview, StoreFacts } from '../../../src-preload/contract/backup.ts';
import { asFault, type Fault } from '../../base/fault.ts';
import { openDatabase } from '../open.ts';
import { asStoreFault } from '../storeFault.ts';
import { describeBackup, verifyBackup } from './backupFile.ts';
import { backupFolders, listAll, newestBackup } from './listBackups.ts';
import { readFacts } from './storeFacts.ts';

/** Reads the backup whole. Never throws for what is wrong with either: that is what the preview tells. */
export function previewRestore({
  dataDir,
  backupPath,
  folder,
}: {
  readonly dataDir: string;
  readonly backupPath: string;
  readonly folder: string | null;
}): RestorePreview {
  const fault = faultOf(() => verifyBackup(backupPath));
  const folders = [...new Set([dirname(backupPath), ...backupFolders(dataDir, folder)])];
  const nextPath = fault === null ? undefined : newestBackup(folders)?.path;
  return {
    backup: describeBackup(backupPath),
    ...presentStore(dataDir),
    hasPresentSettings: existsSync(join(dataDir, 'settings.json')),
    fault: fault?.toData() ?? null,
    nextGood: listAll(folders).find(({ path }) => path === nextPath) ?? null,
  };
}

function presentStore(dataDir: string): { present: StoreFacts | null; presentProblem: string | null } {
  const path = join(dataDir, 'resync.db');
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return { present: null, presentProblem: 'There is no store now.' };
  // A pipe would hold whoever opens it for ever.
  if (!file.isFile()) return { present: null, presentProblem: 'In its place is something that is not a plain file.' };
  let present: StoreFacts | null = null;
  const fault = faultOf(() => {
    const db = openDatabase({ path, isReadOnly: true });
    try {
      present = readFacts(db);
    } finally {
      db.close();
    }
  });
  if (fault !== null) return { present: null, presentProblem: 'The store cannot be read: it is damaged.' };
  return { present, presentProblem: present === null ? 'The store is empty, or is not one of Resync.' : null };
}

function faultOf(work: () => unknown): Fault | null {
  try {
    work();
    return null;
  } catch (thrown) {
    return asFault(asStoreFault(thrown));
  }
}
