/** `resync migrate`: brings the store to this version's schema, and its open audits from one queue to the other, without starting anything else. */
import { join } from 'node:path';
import { settingsSchema } from '../../../../src-preload/contract/settings.ts';
import { moveQueue } from '../../../audit/queue/moveQueue.ts';
import { redisHost } from '../../../audit/queue/redisConnection.ts';
import { systemClock } from '../../../base/clock.ts';
import { createGate } from '../../../base/egress/gate.ts';
import { Fault } from '../../../base/fault.ts';
import { createFileLog, type Log } from '../../../base/log.ts';
import { dataDirectory } from '../../../config/dataDirectory.ts';
import { readEnvironment } from '../../../config/environment.ts';
import { openSettingsFile } from '../../../config/settingsFile.ts';
import { foldersOfDataDirectory, latestBackup } from '../../../database/backup/listBackups.ts';
import { finishRestore } from '../../../database/backup/restore.ts';
import { lockDataDirectory } from '../../../database/lock.ts';
import { admitStore } from '../../../database/guard/openStore.ts';
import { openDatabase } from '../../../database/open.ts';
import { openSettings } from '../../../compose/openSettings.ts';
import { createEgressLedger } from '../../../health/egress.ts';

interface MigrateOptions {
  readonly dataDir: string | undefined;
  readonly isDemo: boolean;
  /** Where the audits are to be queued from now on; null leaves that as it is. */
  readonly queue: 'redis' | 'sqlite' | null;
}

/** Raises STORE_LOCKED while another Resync runs on the data, STORE_FAILED when Redis cannot be reached, INVALID_INPUT when it is not named. */
export async function migrate({ dataDir, isDemo, queue }: MigrateOptions): Promise<number> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const lock = lockDataDirectory(directory);
  const { log, close } = createFileLog(join(directory, 'logs'));
  try {
    const path = join(directory, 'resync.db');
    finishRestore(directory, log);
    const { from, to, backup } = await admitStore({
      dataDir: directory,
      isAccepted: false,
      newestBackup: () => latestBackup(foldersOfDataDirectory(directory)),
      clock: systemClock,
      log,
    });
    const what = from === to ? `is at schema ${to} already` : from === 0 ? `was created with schema ${to}` : `went from schema ${from} to ${to}`;
    process.stdout.write(`The store in ${directory} ${what}${backup === null ? '' : `; the old one is kept as ${backup}`}.\n`);
    if (queue !== null) process.stdout.write(await migrateQueue({ directory, path, isDemo, queue, log }));
    return 0;
  } finally {
    await close();
    lock.release();
  }
}

interface QueueMove {
  readonly directory: string;
  readonly path: string;
  readonly isDemo: boolean;
  readonly queue: 'redis' | 'sqlite';
  readonly log: Log;
}

async function migrateQueue({ directory, path, isDemo, queue, log }: QueueMove): Promise<string> {
  const file = openSettingsFile(directory);
  const reading = file.read();
  const ofEnvironment = readEnvironment(process.env, isDemo).redisUrl;
  const settings = reading.at === 'good' ? reading.settings : settingsSchema.parse({});
  const stored = settings.auditor.redisUrl;
  const redisUrl = ofEnvironment ?? stored;
  if (queue === 'redis' && redisUrl === null) {
    throw new Fault('INVALID_INPUT', 'Say which Redis: set RESYNC_REDIS_URL to an address like redis://host:6379, or the audit queue in Settings.');
  }
  const db = openDatabase({ path });
  const ledger = createEgressLedger({ db, log });
  const confirmed = openSettings({ dataDir: directory, env: process.env, isDemo, log });
  const outlet = createGate(ledger.record).outlet('queue', () => confirmed.permission('queue'));
  try {
    await confirmed.loadConfirmed();
    const redis = redisUrl === null ? null : { url: redisUrl, outlet };
    const open = await moveQueue({ db, to: queue, redis, clock: systemClock });
    if (queue === 'redis') return `${open} open audits wait in Redis at ${redisHost(redisUrl ?? '')}, which is used from the next start on.\n`;
    if (stored !== null) file.write({ ...settings, auditor: { ...settings.auditor, redisUrl: null } });
    const unset = ofEnvironment === null ? '' : ' Start without RESYNC_REDIS_URL from now on, or they move back.';
    return `${open} open audits wait in the store itself.${unset}\n`;
  } finally {
    confirmed.stop();
    ledger.stop();
    db.close();
  }
}
