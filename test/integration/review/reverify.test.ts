/** Re-verify now against the simulated scheduler: real tools read, the plan is changed by hand, and the changes are told. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadingChange } from '../../../src-main/audit/reverify/readingChanges.ts';
import { createReverifier, type Reverifier } from '../../../src-main/audit/reverify/reverify.ts';
import { instantOf, systemClock } from '../../../src-main/base/clock.ts';
import { createTools, type Tools } from '../../../src-main/chat/tools/tools.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import type { LivePlan } from '../../../src-main/plan/snapshot/livePlan.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { readsOver } from '../../fakes/plan/livePlan.ts';
import { ENGINE, openTestStore, type TestStore, writeTurn } from '../../fakes/store.ts';

const NIGHT_MS = Date.parse('2026-11-20T23:30:00Z');
let simulator: Simulator;
let client: TwsClient;
let store: TestStore;
let tools: Tools;
let live: LivePlan;
let reverifier: Reverifier;

beforeEach(async () => {
  simulator = await startSimulator({ jobs: 250, clock: { startAtMs: NIGHT_MS, speed: 0 } });
  store = await openTestStore();
  client = createTwsClient(
    clientDeps(simulator, {
      requestTimeoutMs: 20_000,
      credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    }),
  );
  const engine = { id: 'eng_1', name: 'SIM', isDemo: true, timeZone: simulator.plan.timeZone };
  const over = readsOver(client, { engine });
  live = over.live;
  tools = createTools({ plan: over.reads });
  reverifier = createReverifier({
    db: store.db,
    clock: systemClock,
    reread: async ({ engineId, tool, args }, signal) => {
      if (engineId !== ENGINE) return null;
      const { observedAtMs, ...run } = await tools.run(tool, args, { signal, maxAgeMs: 0, why: 'audit' });
      return { ...run, observedAt: instantOf(observedAtMs) };
    },
  });
});
afterEach(async () => {
  await live.close();
  await client.close();
  await simulator.close();
  await store[Symbol.asyncDispose]();
});

async function receiptsOf(calls: readonly (readonly [string, Readonly<Record<string, unknown>>])[]) {
  const receipts: (Partial<Receipt> & Pick<Receipt, 'tool' | 'data'>)[] = [];
  for (const [tool, args] of calls) {
    const run = await tools.run(tool, args, { why: 'test', maxAgeMs: 0 });
    expect(run, tool).toMatchObject({ outcome: 'ok', fault: null });
    receipts.push({ tool, args: { ...run.args }, data: run.data, isComplete: run.isComplete, isTruncated: run.isTruncated });
  }
  return receipts;
}

const textOf = (value: number | boolean | null): string | null => (value === null ? null : String(value));
const sorted = (changes: readonly ReadingChange[]) => changes.map((change) => JSON.stringify([change.subject, change.field, change.was, change.now])).sort();
const EVERY_TOOL = [
  ['plan_summary', {}],
  ['workstations', {}],
  ['find_streams', { limit: 500 }],
  ['resources', {}],
  ['prompts', { only_open: false }],
  ['files', {}],
  ['find_jobs', { limit: 500 }],
  ['find_jobs', { statuses: ['ERROR'], since_hours: 4 }],
  ['job_details', { job: 'LOAD_DWH' }],
  ['job_log', { job: 'LOAD_DWH' }],
  ['why_not_running', { job: 'LOAD_DWH' }],
  ['impact', { job: 'LOAD_DWH' }],
  ['stream_details', { stream: 'DWH_NIGHT' }],
  ['workstation_details', { workstation: 'AGT_DWH2' }],
] as const;

const some = <T>(rows: Iterable<T>, count: number): T[] => {
  const first = [...rows].slice(0, count);
  expect(first).toHaveLength(count);
  return first;
};

test('when 20 known fields flip, these 20 are told and no other', async () => {
  const { plan, edit } = simulator;
  const workstations = some(plan.workstations.values(), 5);
  const streams = some(plan.streams.values(), 4);
  const resources = some(plan.resources.values(), 1);
  const waiting = [...plan.jobs.values()].filter((job) => job.readyMs > NIGHT_MS && job.runs[0]!.startMs > NIGHT_MS);
  const jobs = some(waiting, 3);
  const receipts = await receiptsOf([
    ['workstations', {}],
    ['find_streams', { limit: 500 }],
    ['resources', {}],
    ['find_jobs', { limit: 500 }],
    ...jobs.map((job) => ['job_details', { job: job.id }] as const),
    ...streams.map((stream) => ['stream_details', { stream: stream.id }] as const),
  ]);
  const { turnId } = writeTurn(store, { receipts, claims: [] });

  const expected: ReadingChange[] = [];
  const flips = (subject: string, values: Record<string, readonly [number | boolean | null, number | boolean | null]>) => {
    for (const [field, [was, now]] of Object.entries(values)) expected.push({ subject, field, was: textOf(was), now: textOf(now) });
  };
  const rowsIn = (index: number, list: string) => (receipts[index]!.data as Record<string, { key?: string; name: string; id?: string }[]>)[list]!;
  for (const { name, limit, fence } of workstations) {
    edit.workstation(name, { limit: limit + 7, fence: fence + 1 });
    flips(name, { limit: [limit < 0 ? null : limit, limit + 7], fence: [fence, fence + 1] });
  }
  for (const { id, limit, priority } of streams) {
    edit.stream(id, { limit: limit + 3, priority: priority + 1 });
    flips(rowsIn(1, 'streams').find((stream) => stream.id === id)!.key!, { limit: [limit < 0 ? null : limit, limit + 3], priority: [priority, priority + 1] });
  }
  for (const { id, name, quantity } of resources) {
    edit.resource(id, { quantity: quantity + 2 });
    flips(name, { quantity: [quantity, quantity + 2] });
  }
  const [job] = jobs;
  edit.job(job!.id, { priority: job!.priority + 5 });
  flips(rowsIn(3, 'jobs').find(({ id }) => id === job!.id)!.key!, { priority: [job!.priority, job!.priority + 5] });
  expect(expected).toHaveLength(20);

  const { changes, receipts: outcomes, isTruncated } = await reverifier.reverify(turnId, 'ana');
  expect(outcomes.map(({ outcome }) => outcome)).not.toContain('unreadable');
  expect(sorted(changes.map(({ labels: _labels, ...change }) => change))).toEqual(sorted(expected));
  expect(isTruncated).toBe(false);
  expect(reverifier.last(turnId)?.changes).toEqual(changes);
});

test('while nothing moves nothing is told, although the clock does', async () => {
  const receipts = await receiptsOf(EVERY_TOOL);
  const { turnId } = writeTurn(store, { receipts, claims: [] });
  const { changes, receipts: outcomes } = await reverifier.reverify(turnId, 'ana');
  expect(changes).toEqual([]);
  expect(outcomes.every(({ outcome }) => outcome === 'same')).toBe(true);
});

test('a claim that was true and is no longer has changed since; it was not wrong', async () => {
  const job = [...simulator.plan.jobs.values()].find(({ readyMs }) => readyMs > NIGHT_MS)!;
  const receipts = await receiptsOf([['job_details', { job: job.id }]]);
  const { key, status } = (receipts[0]!.data as { job: { key: string; status: { internal: string } } }).job;
  const { turnId, claimIds, memoryId } = writeTurn(store, {
    receipts,
    claims: [{ kind: 'status', subject: `job:${key}`, claimed: status.internal, receipt: 0, text: `${job.name} is in ${status.internal}` }],
  });
  expect((await reverifier.reverify(turnId, 'ana')).claims).toEqual([expect.objectContaining({ claimId: claimIds[0], now: 'confirmed' })]);
  simulator.edit.job(job.id, { status: 'ABEND', returnCode: 8 });
  const { claims, changes } = await reverifier.reverifyMemory(memoryId, 'ana');
  expect(claims).toEqual([expect.objectContaining({ claimId: claimIds[0], now: 'changed-since', observed: expect.stringContaining('ABEND') })]);
  expect(changes).toContainEqual(expect.objectContaining({ subject: key, field: 'status', now: expect.stringContaining('ABEND') }));
});

test('a scheduler that cannot be asked makes no value look changed', async () => {
  const receipts = await receiptsOf([
    ['workstations', {}],
    ['job_details', { job: [...simulator.plan.jobs.keys()][0]! }],
  ]);
  const claims = [{ kind: 'count', subject: 'count:workstations', claimed: '999', receipt: 0 }] as const;
  const { turnId } = writeTurn(store, { receipts, claims });
  await simulator.close();
  const { receipts: outcomes, changes, claims: lookedAt } = await reverifier.reverify(turnId, 'ana');
  expect(lookedAt).toEqual([]);
  expect(outcomes).toEqual([
    expect.objectContaining({ label: 'r1', outcome: 'unreadable', fault: expect.objectContaining({ code: expect.any(String) }) }),
    expect.objectContaining({ label: 'r2', outcome: 'unreadable' }),
  ]);
  expect(changes).toEqual([]);
});

test('what rests on no reading cannot be asked again, and is said so', async () => {
  const { turnId } = writeTurn(store, { receipts: [], claims: [] });
  await expect(reverifier.reverify(turnId, 'ana')).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(reverifier.reverify('trn_none' as never, 'ana')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(reverifier.last(turnId)).toBeNull();
});
