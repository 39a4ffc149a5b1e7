/** A real store in a fresh directory, and turns written the way the chat writes them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../src-main/base/ids.ts';
import { createSilentLog } from '../../src-main/base/log.ts';
import { migrateDatabase } from '../../src-main/database/migrate.ts';
import { type Db, openDatabase } from '../../src-main/database/open.ts';
import { createMemory } from '../../src-main/memory/memory.ts';
import { insertExchange } from '../../src-main/memory/remember.ts';
import type { MemoryStore, RememberInput } from '../../src-main/memory/memoryStore.ts';
import type { Claim, Receipt } from '../../src-preload/contract/chat.ts';
import type { ClaimId, EngineId, MemoryId, ReceiptId, TurnId } from '../../src-preload/contract/ids.ts';

export const ENGINE = 'eng_test' as EngineId;

export interface TestClock {
  now(): number;
  advance(ms: number): void;
}

export function createTestClock(startMs = Date.parse('2026-11-20T23:00:00Z')): TestClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

export interface TestStore extends AsyncDisposable {
  readonly db: Db;
  readonly path: string;
  readonly directory: string;
  readonly clock: TestClock;
  readonly memory: MemoryStore;
}

export async function openTestStore(clock: TestClock = createTestClock()): Promise<TestStore> {
  const directory = mkdtempSync(join(tmpdir(), 'resync-store-'));
  const path = join(directory, 'resync.db');
  const log = createSilentLog();
  await migrateDatabase({ path, clock, log });
  const db = openDatabase({ path });
  const memory = createMemory({ db, databasePath: path, clock, log });
  return {
    db,
    path,
    directory,
    clock,
    memory,
    async [Symbol.asyncDispose]() {
      await memory.close();
      db.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function exchange(changes: Partial<RememberInput> = {}): RememberInput {
  return {
    engineId: ENGINE,
    turnId: null,
    question: 'Why did LOAD_DWH abend?',
    answer: 'LOAD_DWH ended in ABEND with return code 8.',
    durability: 'perishable',
    durableAnswer: null,
    origin: 'model',
    isTainted: false,
    observedAt: '2026-11-20T22:59:00.000Z',
    planId: null,
    names: [],
    ...changes,
  };
}

/** What an auditor would have decided, for tests that are not about auditing. */
export function settle(db: Db, memoryId: MemoryId, state: 'active' | 'flagged'): void {
  db.prepare(`UPDATE memory SET state = ?, decided_by = 'Resync auditor', version = version + 1 WHERE id = ?`).run(state, memoryId);
  db.prepare(`UPDATE audit_job SET state = 'done', verdict = ? WHERE memory_id = ?`).run(state === 'active' ? 'pass' : 'flag', memoryId);
}

export interface TurnParts {
  readonly question?: string;
  readonly answer?: string;
  readonly origin?: 'rules' | 'model';
  readonly receipts?: readonly (Partial<Receipt> & Pick<Receipt, 'tool' | 'data'>)[];
  /** `receipt` is the index of the receipt the claim is bound to. */
  readonly claims?: readonly (Partial<Omit<Claim, 'receiptId'>> & Pick<Claim, 'kind'> & { readonly receipt?: number })[];
}

/** A finished turn with evidence and its memory in quarantine, in one transaction. */
export function writeTurn(store: Pick<TestStore, 'db' | 'memory'>, parts: TurnParts): { memoryId: MemoryId; turnId: TurnId; claimIds: ClaimId[] } {
  const { db, memory } = store;
  const question = parts.question ?? 'Why did LOAD_DWH abend?';
  const answer = parts.answer ?? 'LOAD_DWH ended in ABEND with return code 8.';
  const origin = parts.origin ?? 'model';
  const at = '2026-11-20T22:59:00.000Z';
  const turnId = newId('trn');
  const claimIds: ClaimId[] = [];
  const memoryId = db.transaction(() => {
    db.prepare(`INSERT OR IGNORE INTO conversation VALUES ('con_test', 'test', 1, ?, ?, NULL)`).run(at, at);
    db.prepare(
      `INSERT INTO turn (id, conversation_id, engine_id, is_demo, agent_id, question, asked_at, state, finished_at, answered_by, answer)
       VALUES (?, 'con_test', ?, 1, 'operator', ?, ?, 'done', ?, ?, ?)`,
    ).run(turnId, ENGINE, question, at, at, origin, answer);
    const receiptIds = (parts.receipts ?? []).map((receipt, index) => writeReceipt(db, turnId, index, receipt));
    for (const claim of parts.claims ?? [])
      claimIds.push(writeClaim(db, turnId, claim, claim.receipt === undefined ? null : (receiptIds[claim.receipt] ?? null)));
    const id = memory.remember(exchange({ turnId, question, answer, origin }));
    db.prepare('UPDATE turn SET memory_id = ? WHERE id = ?').run(id, turnId);
    return id;
  })();
  return { memoryId, turnId, claimIds };
}

function writeReceipt(db: Db, turnId: TurnId, index: number, receipt: Partial<Receipt> & Pick<Receipt, 'tool' | 'data'>): ReceiptId {
  const id = newId('rcp');
  db.prepare(
    `INSERT INTO receipt (id, turn_id, label, tool, args, outcome, fault, observed_at, plan_id, is_complete, is_truncated, is_demo, age_ms, duration_ms, rows, data, hash)
     VALUES (?, ?, ?, ?, ?, ?, NULL, ?, NULL, ?, ?, 1, 0, 5, 1, ?, 'hash')`,
  ).run(
    id,
    turnId,
    `r${index + 1}`,
    receipt.tool,
    JSON.stringify(receipt.args ?? {}),
    receipt.outcome ?? 'ok',
    receipt.observedAt ?? '2026-11-20T22:59:00.000Z',
    receipt.isComplete === false ? 0 : 1,
    receipt.isTruncated === true ? 1 : 0,
    JSON.stringify(receipt.data),
  );
  return id;
}

function writeClaim(db: Db, turnId: TurnId, claim: Partial<Claim> & Pick<Claim, 'kind'>, receiptId: ReceiptId | null): ClaimId {
  const id = newId('clm');
  db.prepare('INSERT INTO claim (id, turn_id, kind, text, start_at, end_at, subject, claimed, receipt_id) VALUES (?, ?, ?, ?, 0, 1, ?, ?, ?)').run(
    id,
    turnId,
    claim.kind,
    claim.text ?? `${claim.subject ?? ''} ${claim.claimed ?? ''}`,
    claim.subject ?? null,
    claim.claimed ?? null,
    receiptId,
  );
  return id;
}

/** Memories of an engine, as answers leave them, all in quarantine. */
export function rememberSome(db: Db, count: number): void {
  const known = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM memory').get()?.n ?? 0;
  db.transaction(() => {
    for (let at = known; at < known + count; at++)
      insertExchange(
        db,
        exchange({ question: `Why did JOB_${at} abend?`, answer: `JOB_${at} ended in ABEND with return code ${at}.` }),
        'knowledge',
        Date.parse('2026-11-20T23:00:00Z') + at,
      );
  })();
}
