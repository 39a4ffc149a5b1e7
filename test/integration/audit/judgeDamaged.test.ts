/**
 * 500 damaged outputs of a judge, over the real wire into a real store: none deletes a memory, all end in a valid state. They are played to a judge
 * that has earned the right to reject, which well-formed outputs beside them show it can use.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeRequest, readOpinion } from '../../../src-main/audit/judge.ts';
import type { AuditPorts } from '../../../src-main/audit/ports.ts';
import { runAuditor } from '../../../src-main/audit/runAuditor.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { appendPolicy } from '../../../src-main/database/rows/checkPolicy.ts';
import { createModels, type Models } from '../../../src-main/llm/models.ts';
import { judgeWith } from '../../../src-main/compose/wiring.ts';
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import { DAMAGES, HANDWRITTEN } from '../../fakes/llm/damagedOpinions.ts';
import { type FakeLlm, type FakeReply, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { anywhere, outletFor } from '../../fakes/outlet.ts';
import { openTestStore, type TestStore, writeTurn } from '../../fakes/store.ts';

const SEED = 4;
const COUNT = 500;

interface Case {
  readonly kind: string;
  readonly reply: FakeReply;
}

const text = (said: string): FakeReply =>
  said === ''
    ? { kind: 'raw', pieces: ['data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'] }
    : { kind: 'text', text: said, pieces: 2 };
const wire: readonly Case[] = [
  { kind: 'wire: broken off', reply: { kind: 'cut', text: '{"is_incorrect": true, "confidence": 0.97' } },
  { kind: 'wire: ended politely, unfinished', reply: { kind: 'cut', text: '{"is_incorrect": true, "confidence": 0.97, "reason": "r1 says"}', how: 'end' } },
  { kind: 'wire: not JSON events', reply: { kind: 'garbage', text: '{"is_incorrect": true' } },
  { kind: 'wire: length limit', reply: { kind: 'text', text: '{"is_incorrect": true, "confidence": 0.97, "reason": "r1 sa', finish: 'length' } },
  { kind: 'wire: failing', reply: { kind: 'status', status: 400 } },
  { kind: 'wire: a tool call instead', reply: { kind: 'tools', calls: [{ name: 'is_incorrect', args: { is_incorrect: true } }] } },
];

/** A doubt that would reject, damaged in every way of the table, with the rest left to chance by a fixed seed. */
function damagedCases(): Case[] {
  const fixed: Case[] = [...HANDWRITTEN.map((said) => ({ kind: 'handwritten', reply: text(said) })), ...wire];
  const opinion = fc.record({
    is_incorrect: fc.constant(true),
    confidence: fc.constantFrom(0.9, 0.95, 0.97, 1),
    reason: fc.constantFrom('r1 says ABEND, the answer says SUCC.', 'A razão: «r2» diz 4.', 'He said "no" {twice}', 'line\nbreak'),
  });
  const damaged = fc
    .tuple(fc.constantFrom(...Object.entries(DAMAGES)), opinion, fc.infiniteStream(fc.nat(1_000_000)))
    .map(([[kind, damage], said, numbers]): Case => ({ kind, reply: text(damage(said, (below) => numbers.next().value % below)) }));
  return [...fixed, ...fc.sample(damaged, { seed: SEED, numRuns: COUNT - fixed.length })];
}

const right = (confidence: number, isIncorrect = true) => JSON.stringify({ is_incorrect: isIncorrect, confidence, reason: 'r1 says ABEND.' });
const CONTROL: readonly (readonly [string, 'active' | 'flagged' | 'rejected'])[] = [
  ...Array.from({ length: 10 }, () => [right(0.97), 'rejected'] as const),
  ...Array.from({ length: 10 }, () => [right(0.7), 'flagged'] as const),
  ...Array.from({ length: 10 }, () => [right(0.9, false), 'active'] as const),
  ...Array.from({ length: 10 }, () => [right(0.5), 'active'] as const),
];

/** Which case the judge is asked about. */
const asked = (shown: string): string => (JSON.parse(shown.split('\n')[1] ?? '') as { question: string }).question;

let store: TestStore;
let fake: FakeLlm;
let models: Models;
const cases = damagedCases();
const memories: { readonly id: MemoryId; readonly kind: string }[] = [];
const control: MemoryId[] = [];

beforeAll(async () => {
  store = await openTestStore();
  fake = await startFakeLlm();
  models = createModels({
    settings: () => ({ url: fake.url, model: fake.model, idleTimeoutMs: 5_000, loadTimeoutMs: 0, isUnencryptedAllowed: false }),
    apiKey: async () => null,
    permission: anywhere,
    outlet: outletFor('llm'),
    log: createSilentLog(),
  });
  await models.apply();
  appendPolicy(store.db, { check: 'judge', level: 'may-reject', reason: 'earned', by: 'test', at: '2026-11-20T00:00:00.000Z' });
  const replies = new Map<string, FakeReply>();
  const remember = (question: string, reply: FakeReply) => {
    replies.set(question, reply);
    return writeTurn(store, { question, answer: 'It went well.', claims: [] }).memoryId;
  };
  store.db.transaction(() => {
    cases.forEach(({ kind, reply }, at) => memories.push({ id: remember(`Damaged ${at}?`, reply), kind }));
    CONTROL.forEach(([said], at) => control.push(remember(`Well-formed ${at}?`, { kind: 'text', text: said })));
  })();
  fake.script({ when: () => true, reply: (request) => replies.get(asked(request.question))! });
  await audit();
}, 30_000);

afterAll(async () => {
  await models.close();
  await fake.close();
  await store[Symbol.asyncDispose]();
});

/** Until nothing is left to audit, the waiting times between the tries passed at once. */
async function audit(): Promise<void> {
  const judge: AuditPorts['judge'] = async (input) => {
    try {
      const opinion = readOpinion(await judgeWith(models, { isOff: () => false })!(judgeRequest(input, AbortSignal.timeout(5_000))));
      return opinion === null ? { at: 'failed', why: 'its answer could not be read' } : { at: 'opinion', opinion };
    } catch (thrown) {
      return { at: 'failed', why: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  };
  const auditor = runAuditor({
    redis: null,
    databasePath: store.path,
    workerName: 'test',
    ports: { reread: () => Promise.resolve(null), judge },
    settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
    clock: store.clock,
    batch: 60,
    leaseMs: 600_000,
    onVerdicts: () => {},
    onTrouble: (message) => {
      throw new Error(message);
    },
  });
  for (let round = 0; round < 4; round++) {
    await auditor.drain(new AbortController().signal);
    store.clock.advance(20 * 60_000);
  }
  await auditor.close();
}

const stateOf = (id: MemoryId) => store.memory.get(id).state;
const findingsOf = (id: MemoryId) =>
  store.db.prepare<[string], { check_name: string; calls: string }>('SELECT check_name, calls FROM finding WHERE memory_id = ?').all(id);

test('there are 500, of every kind', () => {
  expect(cases).toHaveLength(COUNT);
  expect(new Set(cases.map(({ kind }) => kind))).toEqual(new Set(['handwritten', ...wire.map(({ kind }) => kind), ...Object.keys(DAMAGES)]));
});

test('no damaged output deletes, and none turns a doubt into a pass: a person is asked', () => {
  expect(memories.map(({ id, kind }) => [kind, stateOf(id)]).filter(([, state]) => state !== 'flagged')).toEqual([]);
  expect(store.db.prepare('SELECT count(*) AS n FROM tombstone').get()).toEqual({ n: 10 });
});

test('all end in a valid state: one verdict, its reason as a finding, one item for the reviewer, nothing left in the queue', () => {
  for (const { id, kind } of memories) {
    const job = store.db.prepare('SELECT state, verdict FROM audit_job WHERE memory_id = ?').all(id);
    expect(job, kind).toEqual([{ state: 'done', verdict: 'flag' }]);
    expect(findingsOf(id), kind).toHaveLength(1);
    expect(store.db.prepare('SELECT state, auditor_verdict FROM review_item WHERE memory_id = ?').all(id), kind).toEqual([
      { state: 'pending', auditor_verdict: 'flag' },
    ]);
  }
});

test('what could not be read was asked for again before a person was, and what could be read was asked for once', () => {
  const timesAsked = Map.groupBy(fake.requests, ({ question }) => asked(question));
  for (const [at, { id, kind }] of memories.entries()) {
    // The wire asks once more by itself where that is safe, and without the parts a server may refuse.
    if (kind.startsWith('wire')) continue;
    const [finding] = findingsOf(id);
    expect([kind, finding?.check_name, timesAsked.get(`Damaged ${at}?`)?.length]).toEqual(
      finding?.check_name === 'judge' ? [kind, 'judge', 1] : [kind, 'auditor', 3],
    );
  }
});

test('well-formed outputs are opinions: they pass, flag, and here, where it was earned, reject', () => {
  expect(control.map(stateOf)).toEqual(CONTROL.map(([, state]) => state));
  for (const id of control) expect(findingsOf(id).map(({ check_name }) => check_name)).toEqual(['judge']);
});
