/** Planted answers measure the auditor: they are audited like any answer, and no answer, list or count ever meets them. */
import { expect, test } from 'vitest';
import { readCounts } from '../../../src-main/audit/auditState.ts';
import { createCanaries } from '../../../src-main/audit/canary/canaries.ts';
import { checkNames } from '../../../src-main/audit/checks/runChecks.ts';
import { runAuditor } from '../../../src-main/audit/runAuditor.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { createPlanter } from '../../../src-main/compose/measure/canaries.ts';
import { createConversationStore } from '../../../src-main/chat/turns/conversationStore.ts';
import { createTools } from '../../../src-main/chat/tools/tools.ts';
import { withRecall } from '../../../src-main/compose/checks/componentChecks.ts';
import { startSimulator } from '../../../src-main/demo/simulator.ts';
import { createReview } from '../../../src-main/review/review.ts';
import { createScorecard } from '../../../src-main/review/scorecard/scorecard.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { readsOver } from '../../fakes/plan/livePlan.ts';
import { ENGINE, exchange, openTestStore, settle } from '../../fakes/store.ts';

test('a canary can never be retrieved, even if it stood in a retrievable state with everything that finds a memory', async () => {
  await using store = await openTestStore();
  const { db, memory } = store;
  const canary = memory.plantCanary(exchange({ question: 'Why did LOAD_DWH abend?' }));
  const known = memory.remember(exchange({ question: 'Why did LOAD_DWH abend?', answer: 'LOAD_DWH ended in ABEND because its tablespace is full.' }));
  settle(db, known, 'active');
  for (const state of ['active', 'approved', 'corrected']) {
    expect(() => db.prepare('UPDATE memory SET state = ? WHERE id = ?').run(state, canary)).toThrow(/never retrievable|not allowed/);
  }
  // Past every guard of the database, with the other one's words and vector.
  db.exec('DROP TRIGGER memory_canary_never_sings');
  settle(db, canary, 'active');
  const seq = (id: string) => db.prepare<[string], { seq: number }>('SELECT seq FROM memory WHERE id = ?').get(id)!.seq;
  const [mine, others] = [seq(canary), seq(known)];
  db.prepare('INSERT INTO memory_text (rowid, question, answer, names) SELECT ?, question, answer, names FROM memory_text WHERE rowid = ?').run(mine, others);
  db.prepare('INSERT INTO memory_embedding SELECT ?, embedder_id, dimensions, vector FROM memory_embedding WHERE memory_seq = ?').run(mine, others);
  db.prepare('INSERT INTO mention SELECT ?, entity_id FROM mention WHERE memory_id = ?').run(canary, known);
  const uses = await memory.retrieve({ question: 'Why did LOAD_DWH abend?', engineId: exchange().engineId, limit: 10 });
  expect(uses.map(({ memoryId }) => memoryId)).toEqual([known]);
});

test('a canary is audited, and stands in no list, count or index', async () => {
  await using store = await openTestStore();
  const { db, memory } = store;
  const canary = memory.plantCanary(exchange());
  expect(memory.get(canary)).toMatchObject({ purpose: 'canary', state: 'quarantined' });
  expect(db.prepare('SELECT state FROM audit_job WHERE memory_id = ?').get(canary)).toEqual({ state: 'queued' });
  expect(memory.list({ limit: 10 })).toEqual({ memories: [], total: 0, byState: {} });
  expect(memory.recent()).toEqual([]);
  expect((await memory.health()).memories).toBe(0);
  for (const table of ['memory_text', 'memory_embedding', 'mention']) expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
});

async function openSimulated() {
  const simulator = await startSimulator({ jobs: 400, seed: 7 });
  const store = await openTestStore();
  const { db, memory, clock } = store;
  const client = createTwsClient(clientDeps(simulator, { credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }) }));
  const engine = { id: ENGINE, name: 'SIM', isDemo: true, timeZone: simulator.plan.timeZone };
  const { live, reads } = readsOver(client, { engine });
  const tools = createTools({ plan: reads });
  let connected: typeof engine | null = engine;
  const canaries = createCanaries({
    db,
    engine: () => connected,
    read: async (tool, args, signal) => ({ tool, ...(await tools.run(tool, args, { signal, why: 'canary' })) }),
    plant: createPlanter({ db, memory, clock }),
    checkNames,
    clock,
  });
  const scorecard = createScorecard({ db, checkNames, settings: () => ({ rejectAbove: 0.85, spotChecksPerDay: 2 }), clock, log: createSilentLog() });
  const audit = async () => {
    const auditor = runAuditor({
      redis: null,
      databasePath: store.path,
      workerName: 'auditor-test',
      ports: { reread: () => Promise.resolve(null), judge: () => Promise.resolve({ at: 'no-judge' }) },
      settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
      clock,
      batch: 50,
      leaseMs: 60_000,
      onVerdicts: () => {},
      onTrouble: (message) => expect(message).toBe(''),
    });
    await auditor.drain(new AbortController().signal);
    await auditor.close();
  };
  return {
    store,
    canaries,
    scorecard,
    audit,
    disconnect: () => {
      connected = null;
    },
    async [Symbol.asyncDispose]() {
      await live.close();
      await client.close();
      await simulator.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

const never = new AbortController().signal;

const WRITTEN =
  'answered-blind cause-support count-match dependency-direction entity-exists log-quote return-code status-match time-match unsupported-entity'.split(' ');

test('today’s plan gives a wrong answer and its right twin for each check; the wrong ones are caught by their check, the right ones by none', async () => {
  await using opened = await openSimulated();
  const { store, canaries, scorecard, audit } = opened;
  const planting = await canaries.plant(never);
  if (planting.at !== 'planted') throw new Error(planting.why);
  expect(planting.canaries.map(({ scenario }) => scenario).sort()).toEqual(WRITTEN.flatMap((check) => [`${check}/right`, `${check}/wrong`]));
  expect(scorecard.read(90).canaries.days).toEqual([{ day: planting.day, planted: 10, caught: 0, missed: 0, falseAlarms: 0 }]);
  expect(scorecard.canaryRecall()).toBeNull();
  await audit();
  const calls = store.db
    .prepare(
      `SELECT DISTINCT scenario FROM canary JOIN finding ON finding.memory_id = canary.memory_id
       WHERE finding.calls <> 'nothing' AND finding.check_name = canary.check_name ORDER BY scenario`,
    )
    .pluck()
    .all();
  expect(calls).toEqual(WRITTEN.map((check) => `${check}/wrong`));
  const { canaries: measured } = scorecard.read(90);
  expect(measured.days).toEqual([{ day: planting.day, planted: 10, caught: 10, missed: 0, falseAlarms: 0 }]);
  expect(measured.byCheck).toEqual(WRITTEN.map((check) => ({ check, caught: 1, missed: 0 })));
  expect(scorecard.canaryRecall()).toMatchObject({ value: 1, n: 10 });
});

test('a canary changes nothing but the measurement: no conversation, no memory, no review item, no retrieval; it stays in quarantine', async () => {
  await using opened = await openSimulated();
  const { store, canaries, audit } = opened;
  const planting = await canaries.plant(never);
  if (planting.at !== 'planted') throw new Error(planting.why);
  await audit();
  const { db, memory, clock } = store;
  expect(db.prepare(`SELECT DISTINCT state, purpose, is_human_decided FROM memory`).all()).toEqual([
    { state: 'quarantined', purpose: 'canary', is_human_decided: 0 },
  ]);
  expect(db.prepare(`SELECT DISTINCT state FROM audit_job`).pluck().all()).toEqual(['done']);
  expect(readCounts(db)).toMatchObject({ queued: 0, audited: 0, passed: 0, flagged: 0, rejected: 0 });
  expect(memory.list({ limit: 100 })).toEqual({ memories: [], total: 0, byState: {} });
  expect(createReview({ db, clock, log: createSilentLog(), storeCorrection: memory.storeCorrection }).counters()).toEqual({
    pending: 0,
    approved: 0,
    corrected: 0,
    rejected: 0,
  });
  const conversations = createConversationStore(db);
  expect(conversations.list({ limit: 100 })).toEqual([]);
  expect(conversations.list({ limit: 100, search: 'LOAD' })).toEqual([]);
  for (const id of db.prepare<[], ConversationId>('SELECT id FROM conversation').pluck().all()) {
    expect(() => conversations.restore(id, clock.now())).toThrow('no such conversation');
  }
  const { question } = memory.get(planting.canaries[0]!.memoryId);
  expect(await memory.retrieve({ question, engineId: ENGINE, limit: 50 })).toEqual([]);
});

test('asked again the same day nothing is planted twice; the next day it is planted anew', async () => {
  await using opened = await openSimulated();
  const { store, canaries } = opened;
  const both = await Promise.all([canaries.plant(never), canaries.plant(never)]);
  expect(both[0]).toBe(both[1]);
  expect(canaries.hasPlantedToday()).toBe(true);
  store.clock.advance(24 * 3_600_000);
  expect(canaries.hasPlantedToday()).toBe(false);
  expect(await canaries.plant(never)).toMatchObject({ at: 'planted' });
  const planted = store.db.prepare('SELECT count(*) FROM canary').pluck();
  expect(planted.get()).toBe(40);
  await canaries.plant(never);
  expect(planted.get()).toBe(40);
});

test('without an engine nothing is planted, and it says so', async () => {
  await using opened = await openSimulated();
  opened.disconnect();
  expect(await opened.canaries.plant(never)).toMatchObject({ at: 'not-planted', why: 'No engine is connected: there is no plan to plant over.' });
  expect(opened.store.db.prepare('SELECT count(*) FROM memory').pluck().get()).toBe(0);
});

test('a canary the auditor misses lowers recall, and the auditor is no longer healthy', async () => {
  await using opened = await openSimulated();
  const { store, canaries, scorecard, audit } = opened;
  await canaries.plant(never);
  // A check that has lost its eyes: two wrong answers lose what they can be known by.
  store.db.exec(`UPDATE claim SET receipt_id = NULL WHERE turn_id IN (SELECT turn_id FROM memory JOIN canary ON canary.memory_id = memory.id
    WHERE scenario IN ('status-match/wrong', 'return-code/wrong')) AND kind <> 'existence'`);
  await audit();
  expect(scorecard.read(90).canaries.days).toMatchObject([{ caught: 8, missed: 2 }]);
  const healthy = { state: 'healthy', detail: '0 waiting, 20 audited.' } as const;
  expect(withRecall(healthy, scorecard.canaryRecall())).toEqual({
    state: 'degraded',
    detail: '0 waiting, 20 audited. It missed 2 of 10 wrong answers planted in the last seven days: what passes now may be wrong (see the scorecard).',
  });
  expect(withRecall(healthy, null)).toBe(healthy);
  expect(withRecall(healthy, { value: 0.9, low: 0.5, high: 1, n: 10 })).toBe(healthy);
  expect(withRecall({ state: 'unhealthy', detail: 'Stopped.' }, scorecard.canaryRecall()).state).toBe('unhealthy');
});
