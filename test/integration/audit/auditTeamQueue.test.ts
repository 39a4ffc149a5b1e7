/** Promise 4 with Redis as the queue of a team: one verdict each, whatever clocks say and whoever dies; Redis down is said, and nothing is lost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createAuditor } from '../../../src-main/audit/auditor.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { auditorAnswer } from '../../../src-main/compose/checks/componentChecks.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import type { AuditWorkerStart } from '../../fakes/threads/auditWorker.ts';
import { details } from '../../fakes/plan/plan.ts';
import { startRedis, whyNoRedis } from '../../fakes/redisServer.ts';
import { exchange, openTestStore, type TestStore, writeTurn } from '../../fakes/store.ts';

const TEN_MINUTES = 10 * 60_000;
const worker = new URL('../../fakes/threads/auditWorker.ts', import.meta.url);

function inProcess(start: AuditWorkerStart): ChildProcess {
  return spawn(process.execPath, [worker.pathname, JSON.stringify(start)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function ended(child: ChildProcess): Promise<void> {
  child.stdout?.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

function fill(store: TestStore, memories: number): void {
  store.db.transaction(() => {
    for (let n = 0; n < memories; n++) store.memory.remember(exchange({ question: `Question ${n}`, answer: `Answer ${n}`, origin: 'rules' }));
  })();
}

function expectOneVerdictEach(store: TestStore, memories: number): void {
  const count = (sql: string) => store.db.prepare<[], { n: number }>(sql).get()?.n;
  expect(count(`SELECT count(*) AS n FROM audit_job WHERE state = 'done' AND verdict IS NOT NULL`)).toBe(memories);
  expect(count(`SELECT count(*) AS n FROM memory WHERE state = 'quarantined'`)).toBe(0);
  // Each verdict moves the memory by one version and opens at most one review item.
  expect(count('SELECT count(*) AS n FROM memory WHERE version <> 2')).toBe(0);
  expect(count('SELECT count(*) AS n FROM (SELECT 1 FROM review_item GROUP BY memory_id HAVING count(*) > 1)')).toBe(0);
}

beforeAll(() => {
  if (whyNoRedis !== null) process.stdout.write(`${whyNoRedis}\n`);
});

describe.runIf(whyNoRedis === null)('Redis as the queue of a team', () => {
  test('two machines whose clocks are ten minutes apart, and one killed with -9: one verdict each', { timeout: 60_000 }, async () => {
    await using store = await openTestStore();
    await using redis = await startRedis();
    fill(store, 600);
    const shared = { databasePath: store.path, redisUrl: redis.url, isPatient: true, leaseMs: 1_500 };
    const doomed = inProcess({ ...shared, workerName: 'doomed' });
    const died = once(doomed, 'exit');
    const living = [ended(inProcess({ ...shared, workerName: 'ahead', clockAheadMs: TEN_MINUTES })), ended(inProcess({ ...shared, workerName: 'right' }))];
    doomed.stdout!.once('data', () => doomed.kill('SIGKILL'));
    await Promise.all([died, ...living]);
    expectOneVerdictEach(store, 600);
  });

  test('a machine ten minutes ahead takes nothing from one that is at work', { timeout: 20_000 }, async () => {
    await using store = await openTestStore();
    await using redis = await startRedis();
    for (let n = 0; n < 60; n++) {
      writeTurn(store, {
        question: `Why did LOAD_DWH abend, ${n}?`,
        receipts: [{ tool: 'job_details', data: details('LOAD_DWH') }],
        claims: [{ kind: 'status', subject: 'job:LOAD_DWH', claimed: 'ABEND', receipt: 0 }],
      });
    }
    const { db } = store;
    const busy = inProcess({ databasePath: store.path, redisUrl: redis.url, workerName: 'busy', isHung: true });
    await once(busy.stdout!, 'data');
    const held = () => db.prepare(`SELECT memory_id, fence, crashes FROM audit_job WHERE leased_by = 'busy' ORDER BY memory_id`).all();
    const before = held();
    expect(before).toHaveLength(50);
    await ended(inProcess({ databasePath: store.path, redisUrl: redis.url, workerName: 'ahead', clockAheadMs: TEN_MINUTES }));
    expect(held()).toEqual(before);
    busy.kill('SIGKILL');
    await once(busy, 'exit');
  });

  test('the core says that Redis is down, keeps the work, and goes on when it is back', { timeout: 30_000 }, async () => {
    await using store = await openTestStore();
    await using redis = await startRedis();
    await redis.kill();
    fill(store, 3);
    const left: EgressEntry[] = [];
    const auditor = createAuditor({
      db: store.db,
      databasePath: store.path,
      settings: () => ({
        isEnabled: true,
        rejectAbove: 0.85,
        flagAbove: 0.6,
        schedule: '*/15 * * * *',
        judgeRestAfter: 5,
        judgeRestMinutes: 10,
        judgeCallsPerHour: 240,
      }),
      teamQueue: () => ({ url: redis.url.replace('//', '//someone:hidden@'), isUnencryptedAllowed: false, refusal: null }),
      onEgress: (entry) => left.push(entry),
      reread: () => Promise.resolve(null),
      judge: () => null,
      clock: systemClock,
      log: createSilentLog(),
    });
    try {
      const { host } = new URL(redis.url);
      await vi.waitFor(() => expect(auditor.state().queue.fault).not.toBeNull(), { timeout: 10_000, interval: 20 });
      const down = auditor.state();
      expect(down).toMatchObject({ queued: 3, queue: { kind: 'redis', host } });
      expect(down.queue.fault).toContain(host);
      expect(JSON.stringify([down, left])).not.toContain('hidden');
      expect(left).toContainEqual(expect.objectContaining({ host, purpose: 'queue', why: 'audit', outcome: 'failed' }));
      expect(auditorAnswer(down).state).toBe('unhealthy');
    } finally {
      await auditor.stop();
    }
    expect(store.db.prepare(`SELECT count(*) AS n FROM audit_job WHERE state = 'queued' AND attempts = 0`).get()).toEqual({ n: 3 });
    await redis.restart();
    await ended(inProcess({ databasePath: store.path, redisUrl: redis.url, workerName: 'again' }));
    expectOneVerdictEach(store, 3);
  });
});
