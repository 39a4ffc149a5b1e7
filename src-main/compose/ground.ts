/** What every part stands on: one data directory held by this process, its log, store, settings, backups, and the one way out. */
import { join } from 'node:path';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import { clockAt, runningClock } from '../base/clock.ts';
import { createGate } from '../base/egress/gate.ts';
import { createFileLog } from '../base/log.ts';
import { createBackups } from '../database/backup/backups.ts';
import { foldersOfDataDirectory, latestBackup, newestBackup } from '../database/backup/listBackups.ts';
import { finishRestore } from '../database/backup/restore.ts';
import { guardStore } from '../database/guard/guardStore.ts';
import { admitStore } from '../database/guard/openStore.ts';
import { lockDataDirectory } from '../database/lock.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import { createEgressLedger } from '../health/egress.ts';
import { createMetrics } from '../health/metrics.ts';
import type { AppConfig } from './config.ts';
import { openSettings } from './openSettings.ts';

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** Raises STORE_LOCKED, StoreRefusal and STORE_FAILED; what was opened by then is in `closers`. */
export async function openGround(config: AppConfig, closers: AsyncDisposableStack) {
  const { dataDir, env, night, version } = config;
  const isDemo = config.isDemo || night !== undefined;
  const clock = clockAt(night?.atMs);
  closers.adopt(lockDataDirectory(dataDir), (lock) => lock.release());
  const { log } = closers.adopt(
    withStoreFaults(() => createFileLog(join(dataDir, 'logs'))),
    (file) => file.close(),
  );
  const place = { dataDir, newestBackup: () => latestBackup(foldersOfDataDirectory(dataDir)), clock: runningClock(clock), log };
  finishRestore(dataDir, log);
  // Named to a person who has to choose: read whole, to be sure of it.
  await admitStore({ ...place, newestBackup: () => newestBackup(foldersOfDataDirectory(dataDir)), isAccepted: config.isStoreAccepted ?? false });
  const store = closers.adopt(guardStore(place), (guard) => guard.close());
  const egress = closers.adopt(createEgressLedger({ db: store.db, log }), (ledger) => ledger.stop());
  const metrics = closers.adopt(createMetrics(), (registry) => registry.stop());
  const settings = closers.adopt(openSettings({ dataDir, env, isDemo, log }), (opened) => opened.stop());
  const backups = closers.adopt(createBackups({ dataDir, settings: () => settings.current().backup, version, clock: runningClock(clock), log }), (running) =>
    running.stop(),
  );
  const onEgress = (entry: EgressEntry) => {
    egress.record(entry);
    metrics.recordOutgoing(entry);
  };
  const gate = createGate(onEgress);
  await settings.loadConfirmed();
  return {
    db: store.db,
    databasePath: join(dataDir, 'resync.db'),
    clock,
    log,
    store,
    settings,
    backups,
    egress,
    onEgress,
    gate,
    metrics,
    /** Threads have connections of their own: they are told to rest where the core's own connection refuses. */
    whileWritable: <T extends { readonly isEnabled: boolean }>(wanted: T): T => ({ ...wanted, isEnabled: wanted.isEnabled && !store.isHalted() }),
  };
}
