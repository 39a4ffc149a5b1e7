/** Promise 4: exactly one verdict per memory, with any number of auditors in threads and processes, also when one is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { reclaimLeases } from '../../src-main/audit/auditQueue.ts';
import { details } from '../fakes/plan.ts';
import { exchange, openTestStore, type TestStore, writeTurn } from '../fakes/store.ts';

const MEMORIES = 5_000;
const worker = new URL('../fakes/auditWorker.ts', import.meta.url);

function inProcess(start: { databasePath: string; workerName: string; isHung?: boolean }): ChildProcess {
  return spawn(process.execPath, [worker.pathname, JSON.stringify(start)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

function expectOneVerdictEach(store: TestStore, memories: number): void {
  const count = (sql: string) => store.db.prepare<[], { n: number }>(sql).get()?.n;
  expect(count(`SELECT count(*) AS n FROM audit_job WHERE state = 'done' AND verdict IS NOT NULL`)).toBe(memories);
  expect(count(`SELECT count(*) AS n FROM memory WHERE state = 'quarantined'`)).toBe(0);
  // Each verdict moves the memory by one version, writes its findings once, and opens at most one review item.
  expect(count('SELECT count(*) AS n FROM memory WHERE version <> 2')).toBe(0);
  expect(count('SELECT count(*) AS n FROM (SELECT 1 FROM finding GROUP BY memory_id, check_name, claim_id HAVING count(*) > 1)')).toBe(0);
  expect(count('SELECT count(*) AS n FROM (SELECT 1 FROM review_item GROUP BY memory_id HAVING count(*) > 1)')).toBe(0);
}

test('16 auditors, 8 threads and 8 processes, give 5,000 memories exactly one verdict each', { timeout: 60_000 }, async () => {
  await using store = await openTestStore();
  store.db.transaction(() => {
    for (let n = 0; n < MEMORIES; n++) {
      if (n % 100 === 0) {
        // Some with evidence: one contradicted, one fine.
        const claims = [{ kind: 'status', subject: 'job:LOAD_DWH', claimed: n % 200 === 0 ? 'SUCC' : 'ABEND', receipt: 0 }] as const;
        writeTurn(store, { question: `Why did LOAD_DWH abend, ${n}?`, receipts: [{ tool: 'job_details', data: details('LOAD_DWH') }], claims });
      } else store.memory.remember(exchange({ question: `Question number ${n}`, answer: `Answer ${n}`, origin: 'rules' }));
    }
  })();
  const databasePath = store.path;
  const threads = Array.from({ length: 8 }, (_, n) => new Worker(worker, { workerData: { databasePath, workerName: `thread-${n}` } }));
  const processes = Array.from({ length: 8 }, (_, n) => inProcess({ databasePath, workerName: `process-${n}` }));
  await Promise.all([
    ...processes.map(ended),
    ...threads.map(async (thread) => {
      const [code] = (await once(thread, 'exit')) as [number];
      expect(code).toBe(0);
    }),
  ]);
  expectOneVerdictEach(store, MEMORIES);
  const verdicts = store.db.prepare('SELECT verdict, count(*) AS n FROM audit_job GROUP BY verdict ORDER BY verdict').all();
  expect(verdicts).toEqual([
    { verdict: 'pass', n: MEMORIES - 25 },
    { verdict: 'reject', n: 25 },
  ]);
  const workers = store.db.prepare<[], { n: number }>('SELECT count(DISTINCT verdict_by) AS n FROM audit_job').get()?.n ?? 0;
  expect(workers).toBeGreaterThan(4);
});

test('an auditor killed with -9 in the middle of its batch loses nothing and writes nothing twice', async () => {
  await using store = await openTestStore();
  for (let n = 0; n < 20; n++) {
    writeTurn(store, {
      question: `Why did LOAD_DWH abend, ${n}?`,
      receipts: [{ tool: 'job_details', data: details('LOAD_DWH') }],
      claims: [{ kind: 'status', subject: 'job:LOAD_DWH', claimed: 'ABEND', receipt: 0 }],
    });
  }
  const child = inProcess({ databasePath: store.path, workerName: 'doomed', isHung: true });
  await once(child.stdout!, 'data');
  expect(store.db.prepare(`SELECT count(*) AS n FROM audit_job WHERE state = 'leased'`).get()).toEqual({ n: 20 });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(store.db.prepare(`SELECT count(*) AS n FROM memory WHERE state = 'quarantined'`).get()).toEqual({ n: 20 });
  expect(reclaimLeases(store.db)).toBe(20);
  await ended(inProcess({ databasePath: store.path, workerName: 'second' }));
  expectOneVerdictEach(store, 20);
});
