/** Makes one backup while the store is in use: a consistent copy, verified before it gets the name of a backup. */
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';
import { instantOf } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { openDatabase } from '../open.ts';
import { asStoreFault } from '../storeFault.ts';
import { backupName, describeBackup, hashOfFile, isRotated, whatIsWrong, writeNote } from './backupFile.ts';
import { chooseToDelete } from './chooseToDelete.ts';
import { flush, flushFolder } from '../../base/files/durable.ts';
import { folderFault } from './folderFault.ts';
import { defaultFolder, partName, removeLeftovers } from './listBackups.ts';
import { countRows, readFacts } from './storeFacts.ts';

export interface BackupOrder {
  readonly dataDir: string;
  readonly folder: string;
  readonly why: 'scheduled' | 'asked';
  /** Of Resync. */
  readonly version: string;
  readonly nowMs: number;
  /** How many to leave in the folder; null takes nothing away. */
  readonly keep: number | null;
}

/** Copied between two looks at whoever else has work on this thread: about a millisecond on a slow disk. */
const PAGES_A_STEP = 256;

/**
 * Runs on a connection of its own, beside whoever works on the store. Nothing bears the name of a backup before it is verified and on the disk.
 * Raises STORE_FAILED: the folder cannot be used, or the store itself is damaged (then no backup is made of it and none is taken away).
 */
export async function makeBackup(order: BackupOrder, onProgress: () => void = () => {}): Promise<BackupEntry> {
  const { dataDir, folder, nowMs } = order;
  const part = join(folder, partName(nowMs));
  try {
    useFolder(folder, dataDir);
    removeLeftovers(folder, nowMs);
    closeSync(openSync(part, 'wx', 0o600));
    const rows = await copyStore(join(dataDir, 'resync.db'), part, onProgress);
    finish(part, order, rows, onProgress);
    onProgress();
    const path = join(folder, backupName(nowMs, hashOfFile(part)));
    renameSync(part, path);
    flushFolder(folder);
    if (order.keep !== null) rotate(folder, order.keep);
    return describeBackup(path);
  } catch (thrown) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) removeQuietly(`${part}${suffix}`);
    throw folderFault(thrown, folder);
  }
}

/** A chosen folder that is not there is not made: behind it may stand a disk that is not connected, and the copy would lie on this one. */
function useFolder(folder: string, dataDir: string): void {
  if (folder === defaultFolder(dataDir)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}

/** Resolves to the rows of each table. */
async function copyStore(path: string, part: string, onProgress: () => void): Promise<Record<string, number>> {
  if (!existsSync(path)) throw new Fault('STORE_FAILED', `There is no store at ${path} to make a backup of.`, { retryable: false });
  const db = openDatabase({ path, isReadOnly: true });
  try {
    // One reading transaction around all steps: the copy is the store of this instant, and a write by another connection does not start it anew.
    db.exec('BEGIN');
    if (readFacts(db) === null) throw new Fault('STORE_FAILED', `${path} is not a store of Resync; no backup was made of it.`, { retryable: false });
    const rows = countRows(db);
    await db.backup(part, {
      progress: () => {
        onProgress();
        return PAGES_A_STEP;
      },
    });
    db.exec('COMMIT');
    return rows;
  } catch (thrown) {
    throw isDamage(thrown) ? asStoreFault(thrown) : thrown;
  } finally {
    db.close();
  }
}

/** Of the store that is read, not of the folder that is written. */
function isDamage(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'SQLITE_NOTADB' || String(thrown.code).startsWith('SQLITE_CORRUPT'));
}

function finish(part: string, { dataDir, why, version, nowMs }: BackupOrder, rows: Record<string, number>, onProgress: () => void): void {
  const db = openDatabase({ path: part });
  try {
    // The file alone must be the backup: no log beside it.
    db.pragma('journal_mode = DELETE');
    writeNote(db, {
      madeAt: instantOf(nowMs),
      why,
      version,
      rows,
      settings: textOf(join(dataDir, 'settings.json')),
      agents: textOf(join(dataDir, 'agents.json')),
    });
    onProgress();
    const wrong = whatIsWrong(db);
    if (wrong !== null) {
      throw new Fault(
        'STORE_FAILED',
        `No backup was made, and none was taken away: the store does not verify (${wrong.replace(/\.$/, '')}). See \`resync restore\` and \`resync rescue\`.`,
        {
          retryable: false,
        },
      );
    }
  } finally {
    db.close();
  }
  flush(part);
}

const MAX_TEXT_BYTES = 1 << 20;

/** null where there is none; a link, a pipe or something huge is not a settings file of ours. */
function textOf(path: string): string | null {
  const file = lstatSync(path, { throwIfNoEntry: false });
  return file?.isFile() === true && file.size <= MAX_TEXT_BYTES ? readFileSync(path, 'utf8') : null;
}

function rotate(folder: string, keep: number): void {
  const made = readdirSync(folder).filter(isRotated);
  for (const { path } of chooseToDelete(
    made.map((name) => describeBackup(join(folder, name))),
    keep,
  ))
    removeQuietly(path);
}

/** A file that does not go is in nobody's way: the next rotation tries again. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What keeps it from going was said before, or will be.
  }
}
