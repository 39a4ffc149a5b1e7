/** `resync migrate`: brings the store to this version's schema, and its open audits from one queue to the other, without starting anything else. */
import { join } from 'node:path';
import { moveQueue } from '../../audit/queue/moveQueue.ts';
import { redisHost } from '../../audit/queue/redisConnection.ts';
import { systemClock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { createFileLog } from '../../base/log.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { readEnvironment } from '../../config/environment.ts';
import { openSettingsFile } from '../../config/settingsFile.ts';
import { finishRestore } from '../../database/backup/restore.ts';
import { lockDataDirectory } from '../../database/lock.ts';
import { migrateDatabase } from '../../database/migrate.ts';
import { openDatabase } from '../../database/open.ts';

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
    const { from, to, backup } = await migrateDatabase({ path, clock: systemClock, log });
    const what = from === to ? `is at schema ${to} already` : from === 0 ? `was created with schema ${to}` : `went from schema ${from} to ${to}`;
    process.stdout.write(`The store in ${directory} ${what}${backup === null ? '' : `; the old one is kept as ${backup}`}.\n`);
    if (queue !== null) process.stdout.write(await migrateQueue({ directory, path, isDemo, queue }));
    return 0;
  } finally {
    await close();
    lock.release();
  }
}

async function migrateQueue(input: { readonly directory: string; readonly path: string; readonly isDemo: boolean; readonly queue: 'redis' | 'sqlite' }) {
  const { directory, path, isDemo, queue } = input;
  const file = openSettingsFile(directory);
  const reading = file.read();
  const ofEnvironment = readEnvironment(process.env, isDemo).redisUrl;
  const stored = reading.at === 'good' ? reading.settings.auditor.redisUrl : null;
  const redisUrl = ofEnvironment ?? stored;
  if (queue === 'redis' && redisUrl === null) {
    throw new Fault('INVALID_INPUT', 'Say which Redis: set RESYNC_REDIS_URL to an address like redis://host:6379, or the audit queue in Settings.');
  }
  const db = openDatabase({ path });
  try {
    const open = await moveQueue({ db, to: queue, redisUrl, clock: systemClock });
    if (queue === 'redis') return `${open} open audits wait in Redis at ${redisHost(redisUrl ?? '')}, which is used from the next start on.\n`;
    if (reading.at === 'good' && stored !== null) file.write({ ...reading.settings, auditor: { ...reading.settings.auditor, redisUrl: null } });
    const unset = ofEnvironment === null ? '' : ' Start without RESYNC_REDIS_URL from now on, or they move back.';
    return `${open} open audits wait in the store itself.${unset}\n`;
  } finally {
    db.close();
  }
}
