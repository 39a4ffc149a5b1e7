/** What every queue of audits promises, asked of each: the store itself, and a real Redis. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuditQueue, Lease } from '../../src-main/audit/auditQueue.ts';
import { moveQueue } from '../../src-main/audit/queue/moveQueue.ts';
import { openQueue } from '../../src-main/audit/queue/openQueue.ts';
import type { Db } from '../../src-main/database/open.ts';
import type { AuditVerdict } from '../../src-preload/contract/review/audit.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';
import { outletFor } from '../fakes/outlet.ts';
import { type RedisServer, startRedis, whyNoRedis } from '../fakes/redisServer.ts';
import { exchange, openTestStore, type TestStore } from '../fakes/store.ts';

const redisAt = (url: string | null) => (url === null ? null : { url, outlet: outletFor('queue') });
const LONG_MS = 60_000;
/** A lease that ends while the test looks on. */
const SHORT_MS = 150;

/** Somebody's own Redis: its suites leave nothing behind but keys under the id of a store that is gone. */
const given = process.env['RESYNC_TEST_REDIS_URL'];
let redis: RedisServer | null = null;
beforeAll(async () => {
  if (whyNoRedis === null) redis = await startRedis();
  else process.stdout.write(`${whyNoRedis}\n`);
  if (given === undefined) process.stdout.write('RESYNC_TEST_REDIS_URL is not set: the audit queue is not tested on a Redis of yours.\n');
});
afterAll(() => redis?.[Symbol.asyncDispose]());

const kinds = [
  { kind: 'the store itself', isHere: true, url: () => null },
  { kind: 'Redis', isHere: whyNoRedis === null, url: () => redis?.url ?? null },
  ...(given === undefined ? [] : [{ kind: 'the given Redis', isHere: true, url: () => given }]),
];

describe.each(kinds)('the audit queue in $kind', ({ url, isHere }) => {
  const open = (store: TestStore, workerName: string, leaseMs = LONG_MS) =>
    openQueue({ db: store.db, workerName, clock: store.clock, leaseMs, redis: redisAt(url()) });
  const remember = (store: TestStore, n: number): MemoryId[] =>
    Array.from({ length: n }, (_, index) => store.memory.remember(exchange({ question: `Question ${index}`, answer: `Answer ${index}` })));
  const decide = async (db: Db, queue: AuditQueue, lease: Lease, verdict: AuditVerdict = 'pass') => {
    const isOurs = db.transaction(() => queue.decide(lease, verdict)).immediate();
    await queue.settled([lease]);
    return isOurs;
  };
  const row = (db: Db, id: MemoryId) => db.prepare('SELECT state, verdict, verdict_by, attempts, crashes FROM audit_job WHERE memory_id = ?').get(id);

  test.runIf(isHere)('what was remembered is handed out once, in order, at most as much as asked for', async () => {
    await using store = await openTestStore();
    const ids = remember(store, 5);
    const [one, two] = [open(store, 'one'), open(store, 'two')];
    const taken = [...(await one.lease(3)), ...(await two.lease(3)), ...(await one.lease(3)), ...(await two.lease(3))];
    expect(taken.map(({ memoryId }) => memoryId).sort()).toEqual([...ids].sort());
    expect(await one.pending()).toEqual({ queued: 0, leased: 5 });
    await Promise.all([one.close(), two.close()]);
  });

  test.runIf(isHere)('a decided job never comes back; its verdict carries who gave it', async () => {
    await using store = await openTestStore();
    const [id] = remember(store, 1);
    const queue = open(store, 'one');
    const [lease] = await queue.lease(1);
    expect(await decide(store.db, queue, lease!, 'flag')).toBe(true);
    expect(row(store.db, id!)).toMatchObject({ state: 'done', verdict: 'flag', verdict_by: 'one' });
    expect(await queue.lease(1)).toEqual([]);
    await queue.add([id!]);
    expect(await queue.lease(1)).toEqual([]);
    expect(await queue.pending()).toEqual({ queued: 0, leased: 0 });
    expect(await queue.dueInMs()).toBeNull();
    await queue.close();
  });

  test.runIf(isHere)('a lease that is not settled in time goes to another; the late auditor writes nothing', async () => {
    await using store = await openTestStore();
    const [id] = remember(store, 1);
    const [late, other] = [open(store, 'late', SHORT_MS), open(store, 'other', SHORT_MS)];
    const [first] = await late.lease(1);
    expect(await other.lease(1)).toEqual([]);
    const second = await vi.waitFor(
      async () => {
        const [lease] = await other.lease(1);
        expect(lease).toBeDefined();
        return lease!;
      },
      { timeout: 5_000, interval: 20 },
    );
    expect(second.fence).toBeGreaterThan(first!.fence);
    expect(second.crashes).toBe(1);
    expect(await decide(store.db, late, first!, 'reject')).toBe(false);
    expect(row(store.db, id!)).toMatchObject({ state: 'leased', verdict: null });
    expect(await decide(store.db, other, second)).toBe(true);
    expect(row(store.db, id!)).toMatchObject({ state: 'done', verdict: 'pass', verdict_by: 'other' });
    await Promise.all([late.close(), other.close()]);
  });

  test.runIf(isHere)('what an auditor did not come back from comes alone, after all that is fresh', async () => {
    await using store = await openTestStore();
    const doomed = remember(store, 3);
    const first = open(store, 'first', SHORT_MS);
    expect(await first.lease(3)).toHaveLength(3);
    const fresh = store.memory.remember(exchange({ question: 'fresh', answer: 'fresh' }));
    const second = open(store, 'second', SHORT_MS);
    const lease = await second.lease(10);
    expect(lease.map(({ memoryId }) => memoryId)).toEqual([fresh]);
    await decide(store.db, second, lease[0]!);
    const seen = new Set<MemoryId>();
    await vi.waitFor(
      async () => {
        const leases = await second.lease(10);
        expect(leases.length).toBeLessThanOrEqual(1);
        for (const one of leases) {
          expect(one.crashes).toBeGreaterThan(0);
          seen.add(one.memoryId);
          await decide(store.db, second, one);
        }
        expect(seen.size).toBe(3);
      },
      { timeout: 5_000, interval: 10 },
    );
    expect([...seen].sort()).toEqual([...doomed].sort());
    await Promise.all([first.close(), second.close()]);
  });

  test.runIf(isHere)('put off, it waits, says for how long, and counts the try; given back, it counts nothing', async () => {
    await using store = await openTestStore();
    const [id] = remember(store, 1);
    const queue = open(store, 'one');
    const [lease] = await queue.lease(1);
    store.db.transaction(() => queue.postpone(lease!, { why: 'no answer', delayMs: 60_000, isTry: true })).immediate();
    await queue.settled([lease!]);
    expect(await queue.lease(1)).toEqual([]);
    const waitMs = await queue.dueInMs();
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(row(store.db, id!)).toMatchObject({ state: 'queued', attempts: 1, crashes: 0 });
    const [other] = remember(store, 2).slice(1);
    const [held] = await queue.lease(1);
    expect(held!.memoryId).toBe(other);
    await queue.release();
    expect(row(store.db, other!)).toMatchObject({ state: 'queued', attempts: 0, crashes: 0 });
    expect((await queue.lease(1)).map(({ memoryId }) => memoryId)).toEqual([other]);
    await queue.close();
  });

  test.runIf(isHere)('a removed job is closed without a verdict, also while somebody holds it', async () => {
    await using store = await openTestStore();
    const [waiting, held] = remember(store, 2);
    const queue = open(store, 'one');
    const leases = await queue.lease(2);
    const lease = leases.find(({ memoryId }) => memoryId === held);
    await queue.release();
    const [again] = await queue.lease(1);
    await queue.remove(waiting!);
    await queue.remove(held!);
    expect(await decide(store.db, queue, again!)).toBe(false);
    expect(await decide(store.db, queue, lease!)).toBe(false);
    expect(row(store.db, held!)).toMatchObject({ state: 'done', verdict: null });
    expect(await queue.lease(2)).toEqual([]);
    expect(await queue.pending()).toEqual({ queued: 0, leased: 0 });
    await queue.close();
  });

  test.runIf(isHere)('two stores never meet in it', async () => {
    await using mine = await openTestStore();
    await using theirs = await openTestStore();
    remember(mine, 2);
    const [here, there] = [open(mine, 'one'), open(theirs, 'one')];
    expect(await there.lease(5)).toEqual([]);
    expect(await here.lease(5)).toHaveLength(2);
    expect(await there.pending()).toEqual({ queued: 0, leased: 0 });
    await Promise.all([here.close(), there.close()]);
  });
});

describe.runIf(whyNoRedis === null)('Redis as the queue of a team', () => {
  const open = (store: TestStore, server: RedisServer, workerName = 'one', leaseMs = LONG_MS) =>
    openQueue({ db: store.db, workerName, clock: store.clock, leaseMs, redis: redisAt(server.url) });
  const rememberOne = (store: TestStore, question = 'q') => store.memory.remember(exchange({ question, answer: question }));

  test('a worker that died between the verdict and telling Redis: delivered again, found done, closed', async () => {
    await using store = await openTestStore();
    await using server = await startRedis();
    rememberOne(store);
    const first = open(store, server, 'first', SHORT_MS);
    const [lease] = await first.lease(1);
    store.db.transaction(() => first.decide(lease!, 'flag')).immediate();
    await first.close();
    const second = open(store, server, 'second', SHORT_MS);
    await vi.waitFor(
      async () => {
        expect(await second.lease(1)).toEqual([]);
        expect(await second.pending()).toEqual({ queued: 0, leased: 0 });
      },
      { timeout: 5_000, interval: 20 },
    );
    expect(store.db.prepare('SELECT verdict, verdict_by, fence FROM audit_job').get()).toEqual({ verdict: 'flag', verdict_by: 'first', fence: lease!.fence });
    await second.close();
  });

  test('Redis that forgot everything is told again, and its fences go on from where the store is', async () => {
    await using store = await openTestStore();
    await using server = await startRedis();
    for (let n = 0; n < 20; n++) rememberOne(store, `q${n}`);
    const queue = open(store, server);
    const before = await queue.lease(5);
    await server.restart();
    // The broken connection may be met once, by name, or have been noticed already.
    const after: Lease[] = await queue.lease(10).catch((thrown: unknown) => {
      expect(thrown).toMatchObject({ code: 'STORE_FAILED', detail: new URL(server.url).host });
      return [];
    });
    for (let leases = await queue.lease(10); leases.length > 0; leases = await queue.lease(10)) after.push(...leases);
    expect(new Set(after.map(({ memoryId }) => memoryId)).size).toBe(20);
    const newest = new Map(after.map(({ memoryId, fence }) => [memoryId, fence]));
    for (const { memoryId, fence } of before) {
      expect(newest.get(memoryId)).toBeGreaterThan(fence);
      expect(store.db.transaction(() => queue.decide({ memoryId, fence, attempts: 0, crashes: 0 }, 'reject')).immediate()).toBe(false);
    }
    await queue.close();
  });

  test('what Redis lost under a connection that held is given again', async () => {
    await using store = await openTestStore();
    await using server = await startRedis();
    const queue = open(store, server);
    expect(await queue.lease(1)).toEqual([]);
    const ids = [rememberOne(store, 'a'), rememberOne(store, 'b')];
    await queue.add(ids);
    const { createClient } = await import('@redis/client');
    const admin = createClient({ url: server.url });
    await admin.connect();
    await admin.flushAll();
    await admin.close();
    expect((await queue.lease(5)).map(({ memoryId }) => memoryId).sort()).toEqual([...ids].sort());
    await queue.close();
  });

  test('down or frozen, it is said where and never waited for without end; back again, the work goes on', { timeout: 20_000 }, async () => {
    await using store = await openTestStore();
    await using server = await startRedis();
    const id = rememberOne(store);
    const queue = open(store, server);
    server.freeze();
    await expect(queue.lease(1)).rejects.toThrow(/127\.0\.0\.1:\d+.*The audits wait/);
    server.thaw();
    await server.kill();
    await expect(queue.lease(1)).rejects.toThrow(/cannot be used/);
    expect(store.db.prepare('SELECT state, crashes FROM audit_job').get()).toEqual({ state: 'queued', crashes: 0 });
    await server.restart();
    expect((await queue.lease(1)).map(({ memoryId }) => memoryId)).toEqual([id]);
    await queue.close();
  });

  test('the open audits move from the store to Redis and back, and no verdict comes twice', async () => {
    await using store = await openTestStore();
    await using server = await startRedis();
    const { db, clock } = store;
    for (let n = 0; n < 30; n++) rememberOne(store, `q${n}`);
    const here = openQueue({ db, workerName: 'here', clock, leaseMs: LONG_MS, redis: null });
    const first = await here.lease(10);
    for (const lease of first.slice(0, 5)) db.transaction(() => here.decide(lease, 'pass')).immediate();
    // Five are done, five were held by an auditor that is gone.
    expect(await moveQueue({ db, to: 'redis', redis: redisAt(server.url), clock })).toBe(25);
    const there = open(store, server, 'there');
    expect(await there.pending()).toEqual({ queued: 25, leased: 0 });
    const second = await there.lease(10);
    expect(second).toHaveLength(10);
    for (const lease of second) {
      db.transaction(() => there.decide(lease, 'flag')).immediate();
      expect(db.transaction(() => here.decide(lease, 'reject')).immediate()).toBe(false);
    }
    await there.settled(second);
    await there.lease(1);
    expect(await moveQueue({ db, to: 'sqlite', redis: redisAt(server.url), clock })).toBe(15);
    expect(await there.pending()).toEqual({ queued: 0, leased: 0 });
    const rest: Lease[] = [];
    for (let leases = await here.lease(10); leases.length > 0; leases = await here.lease(10)) rest.push(...leases);
    expect(rest).toHaveLength(15);
    for (const lease of rest) db.transaction(() => here.decide(lease, 'pass')).immediate();
    expect(db.prepare('SELECT verdict, count(*) AS n FROM audit_job GROUP BY verdict ORDER BY verdict').all()).toEqual([
      { verdict: 'flag', n: 10 },
      { verdict: 'pass', n: 20 },
    ]);
    // Once more to Redis: what it gives out now is newer than anything before.
    const [late] = second;
    const id = rememberOne(store, 'late');
    expect(await moveQueue({ db, to: 'redis', redis: redisAt(server.url), clock })).toBe(1);
    const [last] = await there.lease(1);
    expect(last).toMatchObject({ memoryId: id });
    expect(last!.fence).toBeGreaterThan(late!.fence);
    await there.close();
  });
});
