/** Promise 6: kill -9 the core at 100 random moments of a conversation; nothing it acknowledged is ever missing or half-written. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../../src-main/demo/simulator.ts';
import type { Turn } from '../../../src-preload/contract/chat.ts';
import type { Memory } from '../../../src-preload/contract/memory.ts';
import { type Core, startCore } from '../../fakes/core.ts';

const KILLS = Number(process.env.RESYNC_TEST_KILLS ?? 100);
const QUESTIONS = ['how is the plan?', 'which jobs failed in the last 4 hours?', 'why did LOAD_DWH abend?', 'quais estações têm problema?', '/late'];

/** What the core acknowledged so far; everything in here must be found again. */
interface Acknowledged {
  readonly asked: Map<string, string>;
  readonly ended: Map<string, Turn>;
  readonly verdicts: Map<string, Memory>;
}

/** A seeded generator (mulberry32), so that a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long the first answer of a fresh core takes here and now: kills come between at once and a few answers later, on any machine. */
async function firstAnswerMs(dataDir: string, env: Record<string, string>): Promise<number> {
  const core = await startCore({ dataDir, env });
  const startedAt = performance.now();
  await core.ask(QUESTIONS[1]!);
  const ms = performance.now() - startedAt;
  await core.kill('SIGTERM');
  return ms;
}

/** Asks until the core is gone; every answer of the core is noted the moment it arrives. */
async function converse(core: Core, acknowledged: Acknowledged, next: () => number): Promise<void> {
  try {
    for (;;) {
      const question = QUESTIONS[Math.floor(next() * QUESTIONS.length)]!;
      const { turnId } = await core.call<{ turnId: string }>('POST', '/chat', { question });
      acknowledged.asked.set(turnId, question);
      for await (const event of core.watch(turnId)) if (event.type === 'ended') acknowledged.ended.set(turnId, event.turn);
      const { memories } = await core.call<{ memories: Memory[] }>('GET', '/memory?limit=20');
      for (const memory of memories) if (memory.state !== 'quarantined') acknowledged.verdicts.set(memory.id, memory);
    }
  } catch {
    // The core was killed under us: that is the test.
  }
}

async function expectAllKept(core: Core, acknowledged: Acknowledged, kill: number): Promise<void> {
  for (const [turnId, question] of acknowledged.asked) {
    const turn = await core.call<Turn>('GET', `/chat/${turnId}`);
    expect(turn.question, `question of ${turnId} after kill ${kill}`).toBe(question);
    expect(turn.state.at, `state of ${turnId} after kill ${kill}`).not.toBe('running');
    const before = acknowledged.ended.get(turnId);
    if (before === undefined) continue;
    expect(turn.answer).toBe(before.answer);
    expect(turn.state).toEqual(before.state);
    expect(turn.receipts.map((receipt) => receipt.hash)).toEqual(before.receipts.map((receipt) => receipt.hash));
    if (before.memoryId !== null) await core.call<Memory>('GET', `/memory/${before.memoryId}`);
  }
  for (const [memoryId, before] of acknowledged.verdicts) {
    const memory = await core.call<Memory>('GET', `/memory/${memoryId}`);
    expect(memory.state, `verdict of ${memoryId} after kill ${kill}`).toBe(before.state);
  }
}

function expectNothingHalfWritten(path: string): void {
  const db = new Database(path, { readonly: true });
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const count = (sql: string) => (db.prepare(sql).get() as { n: number }).n;
    expect(
      count(
        `SELECT count(*) n FROM turn WHERE state = 'done' AND memory_id IS NULL AND EXISTS (SELECT 1 FROM receipt WHERE turn_id = turn.id AND outcome <> 'failed')`,
      ),
    ).toBe(0);
    expect(count("SELECT count(*) n FROM memory WHERE origin <> 'human' AND id NOT IN (SELECT memory_id FROM audit_job)")).toBe(0);
    expect(count(`SELECT count(*) n FROM audit_job JOIN memory ON memory.id = memory_id WHERE audit_job.state = 'done' AND memory.state = 'quarantined'`)).toBe(
      0,
    );
    expect(count(`SELECT count(*) n FROM audit_job WHERE state = 'done' AND verdict IS NULL`)).toBe(0);
  } finally {
    db.close();
  }
}

test(`kill -9 at ${KILLS} random moments: no acknowledged turn, memory or verdict is missing`, { timeout: 600_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'resync-kill-'));
  const simulator = await startSimulator({ seed: 7 });
  onTestFinished(async () => {
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const caPath = join(dataDir, 'ca.pem');
  writeFileSync(caPath, simulator.ca);
  const env = { RESYNC_TWS_URL: simulator.url, RESYNC_TWS_USER: simulator.user, RESYNC_TWS_PASSWORD: simulator.password, RESYNC_TWS_CA: caPath };
  const next = random(20261121);
  const spanMs = 1.2 * (await firstAnswerMs(dataDir, env));
  const acknowledged: Acknowledged = { asked: new Map(), ended: new Map(), verdicts: new Map() };
  for (let kill = 1; kill <= KILLS; kill++) {
    const core = await startCore({ dataDir, env });
    const talk = converse(core, acknowledged, next);
    // The moment is the experiment: random, between at once and a few turns in.
    await after(next() * spanMs);
    await core.kill('SIGKILL');
    await talk;
    // Checking everything each time would be quadratic: every tenth kill, and the last.
    if (kill % 10 === 0 || kill === KILLS) {
      const check = await startCore({ dataDir, env });
      await expectAllKept(check, acknowledged, kill);
      await check.kill('SIGTERM');
      expectNothingHalfWritten(join(dataDir, 'resync.db'));
    }
  }
  console.log(
    `${KILLS} kills: ${acknowledged.asked.size} questions, ${acknowledged.ended.size} answers and ${acknowledged.verdicts.size} verdicts acknowledged, all kept`,
  );
  expect(acknowledged.ended.size).toBeGreaterThan(0);
  expect(acknowledged.verdicts.size).toBeGreaterThan(0);
});
