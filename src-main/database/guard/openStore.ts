/** Opens the store of a data directory, or refuses it in words: nothing that is not the store used here before is taken for it. */
import { lstatSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { type MigrationOutcome, migrateDatabase, NEWEST_SCHEMA } from '../migrate.ts';
import { withStoreFaults } from '../storeFault.ts';
import { recordPath, readSeen } from './identity.ts';
import { lookAtFiles, STORE_SUFFIXES } from './lookAtFiles.ts';
import { lookInside } from './lookInside.ts';
import { StoreRefusal, type StoreTrouble } from './storeRefusal.ts';

interface Admission {
  readonly dataDir: string;
  /** A person said to go on with what is there. */
  readonly isAccepted: boolean;
  readonly newestBackup: () => BackupEntry | null;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Looks at the store, then makes or upgrades it. Call it while holding the data directory's lock and before opening the store.
 * Raises StoreRefusal, or STORE_FAILED when the store cannot be opened or upgraded.
 */
export async function admitStore({ dataDir, isAccepted, newestBackup, clock, log }: Admission): Promise<MigrationOutcome> {
  const path = join(dataDir, 'resync.db');
  const seen = readSeen(dataDir);
  const settle = (trouble: StoreTrouble | null) => {
    if (trouble === null) return;
    const refusal = new StoreRefusal(trouble, { dataDir, backup: newestBackup() });
    if (!isAccepted || refusal.goingOn === null) throw refusal;
    log.warn({ trouble: trouble.at, finding: refusal.finding }, 'the store is gone on with deliberately');
    putAside(trouble, path, instantOf(clock.now()));
    // What was known is about what is no more; the store that is opened now is recorded anew.
    rmSync(recordPath(dataDir), { force: true });
  };
  withStoreFaults(() => settle(lookAtFiles(dataDir, seen)));
  // Where backups are there was a store, whether or not the record of it is still there.
  if (!isAccepted && seen === null && !isThere(path) && newestBackup() !== null) settle({ at: 'missing', seen });
  if (isThere(path)) settle(lookInside({ path, seen: readSeen(dataDir), newestSchema: NEWEST_SCHEMA }));
  return migrateDatabase({ path, clock, log });
}

/** Renamed, never deleted: what is in there may be saved yet. A log stays with the file it was beside. */
function putAside(trouble: StoreTrouble, path: string, at: string): void {
  if (trouble.at === 'another' || trouble.at === 'older') return;
  const aside = `${path.replace(/\.db$/, '')}-aside-${at.replaceAll(/[:.]/g, '-')}.db`;
  for (const suffix of STORE_SUFFIXES) {
    const stays = trouble.at === 'foreign-log' && suffix === '';
    if (!stays && isThere(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`);
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
