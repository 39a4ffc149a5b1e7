/** Promise 4: exactly one verdict per memory, with any number of auditors in threads and processes, also when one is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { reclaimLeases } from '../../../src-main/database/rows/auditJob.ts';
import type { AuditWorkerStart } from '../../fakes/threads/auditWorker.ts';
import { details } from '../../fakes/plan/plan.ts';
import { exchange, openTestStore, type TestStore, writeTurn } from '../../fakes/store.ts';

const MEMORIES = 10_000;
const TEN_MINUTES = 10 * 60_000;
const worker = new URL('../../fakes/threads/auditWorker.ts', import.meta.url);

function inProcess(start: AuditWorkerStart): ChildProcess {
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

function fill(store: TestStore, memories: number): void {
  store.db.transaction(() => {
    for (let n = 0; n < memories; n++) {
      if (n % 100 === 0) {
        // Some with evidence: one contradicted, one fine.
        const claims = [{ kind: 'status', subject: 'job:LOAD_DWH', claimed: n % 200 === 0 ? 'SUCC' : 'ABEND', receipt: 0 }] as const;
        writeTurn(store, { question: `Why did LOAD_DWH abend, ${n}?`, receipts: [{ tool: 'job_details', data: details('LOAD_DWH') }], claims });
      } else store.memory.remember(exchange({ question: `Question number ${n}`, answer: `Answer ${n}`, origin: 'rules' }));
    }
  })();
}

/** Killed with -9 once it has settled so many batches; its successor takes over. */
async function killedAfter(batches: number, start: AuditWorkerStart): Promise<void> {
  const doomed = inProcess(start);
  const gone = once(doomed, 'exit');
  let settled = 0;
  createInterface({ input: doomed.stdout! }).on('line', () => {
    settled++;
    if (settled === batches) doomed.kill('SIGKILL');
  });
  await gone;
  await ended(inProcess({ ...start, workerName: `${start.workerName}-again` }));
}

test('16 auditors, 8 threads and 8 processes, give 10,000 memories one verdict each, though some are killed and clocks are ten minutes off', {
  timeout: 120_000,
}, async () => {
  await using store = await openTestStore();
  fill(store, MEMORIES);
  const shared = { databasePath: store.path, isPatient: true, leaseMs: 4_000 };
  const threads = Array.from({ length: 8 }, (_, n) => new Worker(worker, { workerData: { ...shared, workerName: `thread-${n}` } }));
  const processes = Array.from({ length: 8 }, (_, n) => {
    const start = { ...shared, workerName: `process-${n}`, clockAheadMs: [0, TEN_MINUTES, -TEN_MINUTES][n % 3]! };
    return n < 5 ? killedAfter(1 + n, start) : ended(inProcess(start));
  });
  await Promise.all([
    ...processes,
    ...threads.map(async (thread) => {
      const [code] = (await once(thread, 'exit')) as [number];
      expect(code).toBe(0);
    }),
  ]);
  expectOneVerdictEach(store, MEMORIES);
  const verdicts = store.db.prepare<[], { verdict: string; n: number }>('SELECT verdict, count(*) AS n FROM audit_job GROUP BY verdict').all();
  const given = Object.fromEntries(verdicts.map(({ verdict, n }) => [verdict, n]));
  // What an auditor died over twice goes to a person; everything else is judged as if nobody had died.
  expect(given['reject']! + (given['flag'] ?? 0)).toBeGreaterThanOrEqual(MEMORIES / 200);
  expect(given['reject']).toBeLessThanOrEqual(MEMORIES / 200);
  expect(given['flag'] ?? 0).toBeLessThan(MEMORIES / 100);
  const workers = store.db.prepare<[], { n: number }>('SELECT count(DISTINCT verdict_by) AS n FROM audit_job').get()?.n ?? 0;
  expect(workers).toBeGreaterThan(4);
});

test('an auditor whose clock is ten minutes ahead takes nothing from one that is at work', async () => {
  await using store = await openTestStore();
  fill(store, 200);
  const busy = inProcess({ databasePath: store.path, workerName: 'busy', isHung: true });
  await once(busy.stdout!, 'data');
  const held = () => store.db.prepare(`SELECT memory_id, fence, crashes FROM audit_job WHERE leased_by = 'busy' ORDER BY memory_id`).all();
  const before = held();
  expect(before.length).toBeGreaterThan(0);
  await ended(inProcess({ databasePath: store.path, workerName: 'ahead', clockAheadMs: TEN_MINUTES }));
  expect(held()).toEqual(before);
  busy.kill('SIGKILL');
  await once(busy, 'exit');
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
