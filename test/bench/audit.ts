/** Audit throughput: one auditor, deterministic checks on real claims and receipts, on each queue, beside a plain insert loop as the limit. */
import { runAuditor } from '../../src-main/audit/runAuditor.ts';
import { systemClock } from '../../src-main/base/clock.ts';
import { outletFor } from '../fakes/outlet.ts';
import { details } from '../fakes/plan/plan.ts';
import { startRedis, whyNoRedis } from '../fakes/redisServer.ts';
import { openTestStore, type TestStore, writeTurn } from '../fakes/store.ts';
import { print } from './figures.ts';

const MEMORIES = 3_000;

export async function benchAudit(): Promise<void> {
  const inserted = await insertLoop();
  const audited = await throughput(null);
  const note = '2 claims and 1 receipt each; verdict, findings, memory state and review items in one transaction each batch';
  print({ name: 'audit throughput, one auditor', value: audited, unit: 'per second', n: MEMORIES, note });
  print({ name: 'plain insert loop, same file', value: inserted, unit: 'per second', n: MEMORIES, note: 'one row, one transaction: the limit' });
  print({ name: 'audit throughput / insert loop', value: audited / inserted, unit: 'ratio', n: MEMORIES });
  if (whyNoRedis !== null) {
    process.stderr.write(`${whyNoRedis}\n`);
    return;
  }
  await using redis = await startRedis();
  const ofTeam = await throughput(redis.url);
  print({
    name: 'audit throughput, one auditor, Redis queue',
    value: ofTeam,
    unit: 'per second',
    n: MEMORIES,
    note: 'the same work, handed out by a local redis-server',
  });
}

async function throughput(redisUrl: string | null): Promise<number> {
  await using store = await openTestStore();
  fill(store);
  const auditor = runAuditor({
    databasePath: store.path,
    workerName: 'bench',
    redis: redisUrl === null ? null : { url: redisUrl, outlet: outletFor('queue') },
    ports: { reread: async () => null, judge: async () => ({ at: 'no-judge' }) },
    settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
    clock: systemClock,
    batch: 50,
    leaseMs: 60_000,
    onVerdicts: () => {},
    onTrouble: (message) => {
      throw new Error(message);
    },
  });
  const from = performance.now();
  await auditor.drain(new AbortController().signal);
  const ms = performance.now() - from;
  await auditor.close();
  const done = store.db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM audit_job WHERE verdict IS NOT NULL`).get()?.n;
  if (done !== MEMORIES) throw new Error(`${done} of ${MEMORIES} have a verdict`);
  return (MEMORIES / ms) * 1_000;
}

function fill(store: TestStore): void {
  store.db.transaction(() => {
    for (let n = 0; n < MEMORIES; n++) {
      writeTurn(store, {
        question: `Why did LOAD_DWH abend, ${n}?`,
        receipts: [{ tool: 'job_details', data: details('LOAD_DWH') }],
        claims: [
          { kind: 'status', subject: 'job:LOAD_DWH', claimed: n % 10 === 0 ? 'SUCC' : 'ABEND', receipt: 0 },
          { kind: 'existence', subject: 'job:LOAD_DWH', claimed: 'exists', receipt: 0 },
        ],
      });
    }
  })();
}

async function insertLoop(): Promise<number> {
  await using store = await openTestStore();
  store.db.exec('CREATE TABLE plain (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = store.db.prepare('INSERT INTO plain (text) VALUES (?)');
  const from = performance.now();
  for (let n = 0; n < MEMORIES; n++) insert.run(`row ${n}`);
  return (MEMORIES / (performance.now() - from)) * 1_000;
}
