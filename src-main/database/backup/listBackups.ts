/** The backups in a folder, newest first; and what half-written ones left there. */
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';
import { readPlainFile } from '../../base/files/plainFile.ts';
import { describeBackup, isBackupName, verifyBackup } from './backupFile.ts';

/** Always there, and the home of what migrations keep. */
export const defaultFolder = (dataDir: string): string => join(dataDir, 'backups');

/** The folder of the settings, and beside it the one where migrations keep the old store. */
export function backupFolders(dataDir: string, chosen: string | null): string[] {
  return [...new Set([chosen === null ? defaultFolder(dataDir) : resolve(chosen), defaultFolder(dataDir)])];
}

/** Of one folder. Raises what the file system raises. */
export function listBackups(folder: string): BackupEntry[] {
  return readdirSync(folder)
    .filter(isBackupName)
    .map((name) => describeBackup(join(folder, name)))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** Of several folders; one that cannot be read adds nothing. */
export function listAll(folders: readonly string[]): BackupEntry[] {
  return folders
    .flatMap((folder) => {
      try {
        return listBackups(folder);
      } catch {
        return [];
      }
    })
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** The newest backup that is whole, every byte of it read now; null when there is none. Never throws. */
export function newestBackup(folders: readonly string[]): BackupEntry | null {
  for (const backup of listAll(folders)) {
    if (backup.problem !== null) continue;
    try {
      verifyBackup(backup.path);
      return backup;
    } catch {
      // The next older one may be whole.
    }
  }
  return null;
}

/** The newest one that opens as a store, found in milliseconds: named in words, and verified by whoever puts it in place. Never throws. */
export function latestBackup(folders: readonly string[]): BackupEntry | null {
  return listAll(folders).find(({ problem }) => problem === null) ?? null;
}

/** The folder a data directory's settings name, read without trusting them: for when the settings themselves are not in force yet. */
export function foldersOfDataDirectory(dataDir: string): string[] {
  let chosen: unknown = null;
  const file = readPlainFile(join(dataDir, 'settings.json'));
  try {
    if (file.at === 'read') chosen = (JSON.parse(file.text) as { backup?: { folder?: unknown } }).backup?.folder;
  } catch {
    // No settings, or none that can be read: the default folder.
  }
  return backupFolders(dataDir, typeof chosen === 'string' && chosen !== '' ? chosen : null);
}

const PART = /^\.resync-part-(.+)-(\d+)-\d+$/;
const ABANDONED_MS = 24 * 3_600_000;

export const partName = (nowMs: number): string => `.resync-part-${hostname()}-${process.pid}-${nowMs}`;

/** Removes what a backup that never ended left behind; another machine's only when a day old, for it may be at work. */
export function removeLeftovers(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    const [, host, pid] = PART.exec(name.replace(/-(wal|shm|journal)$/, '')) ?? [];
    if (host === undefined) continue;
    const path = join(folder, name);
    const isOver = host === hostname() ? !isAlive(Number(pid)) : nowMs - (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? nowMs) > ABANDONED_MS;
    if (isOver) rmSync(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
