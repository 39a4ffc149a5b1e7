/** A full disk loses nothing: what was caught by it goes on when there is space again, and everybody is told meanwhile. */
import { afterEach, describe, expect, test } from 'vitest';
import { runAuditor } from '../../../src-main/audit/runAuditor.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { migrateDatabase } from '../../../src-main/database/migrate.ts';
import { type Db, openDatabase } from '../../../src-main/database/open.ts';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../fakes/hostile/smallDisk.ts';
import { rememberSome } from '../../fakes/store.ts';

const why = whyNoSmallDisk();
if (why !== null) console.info(`skipped: ${why}`);

const MEMORIES = 4;

describe.skipIf(why !== null)('on a small disk', () => {
  let disk: SmallDisk | undefined;
  let db: Db | undefined;
  afterEach(() => {
    db?.close();
    disk?.[Symbol.dispose]();
  });

  test('memories whose verdicts a full disk refused are decided when space returns, without being examined again', async () => {
    disk = mountSmallDisk(4);
    const path = `${disk.path}/resync.db`;
    await migrateDatabase({ path, clock: systemClock, log: createSilentLog() });
    db = openDatabase({ path });
    rememberSome(db, MEMORIES);
    const full = disk;
    let judged = 0;
    const auditor = runAuditor({
      databasePath: path,
      workerName: 'test',
      redis: null,
      settings: () => ({ isEnabled: true, flagAbove: 0.6, rejectAbove: 0.85 }),
      ports: {
        reread: () => Promise.resolve(null),
        // The disk fills up while they are examined: they are leased by then, and their verdicts are not written yet.
        judge: () => {
          judged++;
          full.fill();
          return Promise.resolve({ at: 'no-judge' as const });
        },
      },
      clock: systemClock,
      batch: MEMORIES,
      leaseMs: 10 * 60_000,
      onVerdicts: () => {},
      onTrouble: () => {},
    });
    try {
      const { signal } = new AbortController();
      const quarantined = () => db?.prepare<[], { n: number }>(`SELECT count(*) AS n FROM memory WHERE state = 'quarantined'`).get()?.n;
      await expect(auditor.drain(signal)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
      await expect(auditor.drain(signal)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
      expect(quarantined()).toBe(MEMORIES);
      // Soon, not when the lease ends ten minutes later.
      expect(await auditor.dueInMs()).toBeLessThanOrEqual(5_000);
      disk.free();
      await auditor.drain(signal);
      expect(quarantined()).toBe(0);
      expect(judged).toBe(MEMORIES);
    } finally {
      await auditor.close();
    }
  });
});
