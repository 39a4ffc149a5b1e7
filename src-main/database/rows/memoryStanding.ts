/** Everything that writes the `memory` table: how a memory begins, what decisions change of it, and what is left when its time is over. */
import type { EngineId, MemoryId, TurnId } from '../../../src-preload/contract/ids.ts';
import type { Memory, MemoryState } from '../../../src-preload/contract/memory.ts';
import type { AuditVerdict } from '../../../src-preload/contract/review/audit.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

/** The name machines sign with; the database lets nothing signed so overwrite a human's decision. */
export const AUDITOR = 'Resync auditor';

export interface NewMemory {
  readonly id: MemoryId;
  readonly engineId: EngineId | null;
  readonly turnId: TurnId | null;
  readonly question: string;
  readonly answer: string;
  readonly durableAnswer: string | null;
  /** Unique: the same content is one memory. */
  readonly contentHash: string;
  readonly durability: Memory['durability'];
  readonly isTainted: boolean;
  readonly at: string;
  readonly observedAt: string;
  readonly planId: string | null;
  readonly purpose: Memory['purpose'];
  /** A person's correction is in use at once; everything else begins in quarantine. */
  readonly from: { readonly origin: 'rules' | 'model' } | { readonly origin: 'human'; readonly by: string; readonly corrects: MemoryId };
}

/** @returns its `seq`, which keys full text and vector. */
export function insertMemory(db: Db, { from, isTainted, ...row }: NewMemory): number | bigint {
  const decided = from.origin === 'human' ? { by: from.by, corrects: from.corrects, decidedAt: row.at } : { by: null, corrects: null, decidedAt: null };
  return prepared(
    db,
    `INSERT INTO memory (id, engine_id, turn_id, question, answer, content_hash, state, durability, origin, is_tainted, created_at, observed_at, plan_id,
       decided_by, decided_at, is_human_decided, supersedes, durable_answer, purpose)
     VALUES (@id, @engineId, @turnId, @question, @answer, @contentHash, @state, @durability, @origin, @isTainted, @at, @observedAt, @planId,
       @by, @decidedAt, @isHumanDecided, @corrects, @durableAnswer, @purpose)`,
  ).run({
    ...row,
    ...decided,
    origin: from.origin,
    state: from.origin === 'human' ? 'corrected' : 'quarantined',
    isHumanDecided: from.origin === 'human' ? 1 : 0,
    isTainted: isTainted ? 1 : 0,
  }).lastInsertRowid;
}

/** The part of a memory that decisions change. */
export interface Standing {
  readonly state: MemoryState;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly is_human_decided: number;
  readonly superseded_by: MemoryId | null;
  readonly version: number;
}

export function readStanding(db: Db, memoryId: MemoryId): Standing | undefined {
  return prepared<[string], Standing>(db, 'SELECT state, decided_by, decided_at, is_human_decided, superseded_by, version FROM memory WHERE id = ?').get(
    memoryId,
  );
}

/** Puts a memory back to `standing`, with a new version; false when it is no longer at `expectedVersion`. */
export function restoreStanding(db: Db, memoryId: MemoryId, standing: Omit<Standing, 'version'>, expectedVersion: number): boolean {
  return (
    db
      .prepare(
        `UPDATE memory SET state = ?, decided_by = ?, decided_at = ?, is_human_decided = ?, superseded_by = ?, version = version + 1 WHERE id = ? AND version = ?`,
      )
      .run(standing.state, standing.decided_by, standing.decided_at, standing.is_human_decided, standing.superseded_by, memoryId, expectedVersion).changes === 1
  );
}

const STATE_OF: Record<AuditVerdict, MemoryState> = { pass: 'active', flag: 'flagged', reject: 'rejected' };

/** The auditor's word on what still waits for it. @returns false when a person was faster; a canary keeps its state. */
export function judgeQuarantined(db: Db, memoryId: MemoryId, verdict: AuditVerdict, at: string): boolean {
  return (
    prepared(
      db,
      `UPDATE memory SET state = ?, decided_by = ?, decided_at = ?, version = version + 1 WHERE id = ? AND state = 'quarantined' AND is_human_decided = 0
         AND purpose <> 'canary'`,
    ).run(STATE_OF[verdict], AUDITOR, at, memoryId).changes === 1
  );
}

/** The answer goes, the question stays. */
export function stubMemory(db: Db, memoryId: MemoryId, at: string): void {
  db.prepare(`UPDATE memory SET answer = '', durable_answer = NULL, stubbed_at = ?, version = version + 1 WHERE id = ?`).run(at, memoryId);
}
