/** A data directory whose auditor has doubted some answers, written by the code that writes them in a running core. */
import { join } from 'node:path';
import { newId } from '../../src-main/base/ids.ts';
import { createSilentLog } from '../../src-main/base/log.ts';
import { migrateDatabase } from '../../src-main/database/migrate.ts';
import { openDatabase } from '../../src-main/database/open.ts';
import { appendTrail } from '../../src-main/database/rows/reviewTrail.ts';
import { AUDITOR } from '../../src-main/database/rows/memoryStanding.ts';
import { createMemory } from '../../src-main/memory/memory.ts';
import { settle, writeTurn } from './store.ts';

/** The name of the nth job: its letters keep the items from being alike. */
export const jobOf = (index: number): string => `JOB_${String(index + 1).padStart(3, '0')}`;

/** Writes `count` items, the nth about `jobOf(n)`, the first the most valuable. Only while no core runs on the directory. */
export async function seedReviewQueue(dataDir: string, count: number): Promise<void> {
  const path = join(dataDir, 'resync.db');
  const log = createSilentLog();
  const clock = { now: () => Date.now() };
  await migrateDatabase({ path, clock, log });
  const db = openDatabase({ path });
  const memory = createMemory({ db, databasePath: path, clock, log });
  try {
    for (let index = 0; index < count; index++) {
      const job = jobOf(index);
      const { memoryId, claimIds } = writeTurn(
        { db, memory },
        {
          question: `Why did ${job} abend?`,
          answer: `${job} ended in ABEND with return code 8 [r1]. The network to its agent was lost.`,
          receipts: [{ tool: 'job_details', args: { job }, data: { job, status: 'ABEND', returnCode: 12 } }],
          claims: [{ kind: 'return-code', text: 'return code 8', subject: job, claimed: '8', receipt: 0 }],
        },
      );
      settle(db, memoryId, 'flagged');
      const at = new Date(clock.now()).toISOString();
      db.prepare(
        `INSERT INTO finding (id, memory_id, check_name, claim_id, verdict, claimed, evidence, live, reason, confidence, calls, at)
         VALUES (?, ?, 'return-code', ?, 'contradicted', '8', '12', '12', 'The evidence says 12, the answer 8.', NULL, 'flag', ?)`,
      ).run(newId('fnd'), memoryId, claimIds[0], at);
      const itemId = newId('rev');
      db.prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', 'flag', ?, ?, ?)`).run(
        itemId,
        memoryId,
        `The return code of ${job} is not what the scheduler says.`,
        count - index,
        at,
      );
      appendTrail(db, { itemId, at, who: AUDITOR, what: 'opened', note: null, before: null });
    }
  } finally {
    await memory.close();
    db.close();
  }
}
