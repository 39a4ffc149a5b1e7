/** `resync migrate`: brings the store to this version's schema without starting anything else. */
import { join } from 'node:path';
import { systemClock } from '../../base/clock.ts';
import { createFileLog } from '../../base/log.ts';
import { dataDirectory } from '../../config/dataDirectory.ts';
import { lockDataDirectory } from '../../database/lock.ts';
import { migrateDatabase } from '../../database/migrate.ts';

/** Raises STORE_LOCKED while another Resync runs on the data. */
export async function migrate({ dataDir, isDemo }: { readonly dataDir: string | undefined; readonly isDemo: boolean }): Promise<number> {
  const directory = dataDirectory({ env: process.env, platform: process.platform, given: dataDir, isDemo });
  const lock = lockDataDirectory(directory);
  const { log, close } = createFileLog(join(directory, 'logs'));
  try {
    const { from, to, backup } = await migrateDatabase({ path: join(directory, 'resync.db'), clock: systemClock, log });
    const what = from === to ? `is at schema ${to} already` : from === 0 ? `was created with schema ${to}` : `went from schema ${from} to ${to}`;
    process.stdout.write(`The store in ${directory} ${what}${backup === null ? '' : `; the old one is kept as ${backup}`}.\n`);
    return 0;
  } finally {
    await close();
    lock.release();
  }
}
