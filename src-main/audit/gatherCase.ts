/** Gathers what one audit looks at: the memory, the claims of its answer, and the receipts they rest on. */

import type { ClaimVerdict, Receipt } from '../../src-preload/contract/chat.ts';
import type { ClaimId, EngineId, MemoryId, ReceiptId, TurnId } from '../../src-preload/contract/ids.ts';
import type { Memory, MemoryUse } from '../../src-preload/contract/memory.ts';
import type { Db } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import { type MemoryRow, memoryOf, SELECT_MEMORY } from '../database/rows/memoryRow.ts';
import { readReceipts } from '../database/rows/receiptRow.ts';
import type { CheckedClaim } from './checks/check.ts';
import { type Evidence, evidenceOf } from './checks/evidence.ts';

export interface AuditCase {
  readonly memory: Memory;
  readonly claims: readonly CheckedClaim[];
  readonly receipts: readonly Receipt[];
  readonly evidence: readonly Evidence[];
  /** Answers a human approved or wrote, that this answer was given. */
  readonly support: readonly string[];
  /** Question and answer of every memory this answer was given. */
  readonly recalled: readonly string[];
}

interface ClaimRow {
  readonly id: ClaimId;
  readonly kind: CheckedClaim['kind'];
  readonly text: string;
  readonly subject: string | null;
  readonly claimed: string | null;
  readonly receipt_id: ReceiptId | null;
  readonly verdict: ClaimVerdict | null;
}

/** From one reading; undefined when there is no such memory. */
export function gatherCase(db: Db, memoryId: MemoryId): AuditCase | undefined {
  const row = prepared<[string], MemoryRow>(db, `${SELECT_MEMORY} WHERE memory.id = ?`).get(memoryId);
  if (row === undefined) return undefined;
  const memory = memoryOf(row);
  if (memory.turnId === null) return { memory, claims: [], receipts: [], evidence: [], support: [], recalled: [] };
  return { memory, ...readTurn(db, memory.turnId) };
}

export interface AnswerEvidence extends Omit<AuditCase, 'memory' | 'claims'> {
  readonly engineId: EngineId | null;
  readonly question: string;
  readonly origin: 'rules' | 'model';
  /** With the verdicts shown beside them until now. */
  readonly claims: readonly (CheckedClaim & { readonly verdict: ClaimVerdict | null })[];
}

/** What one answer rests on, remembered or not; undefined when there is no such turn. */
export function gatherAnswer(db: Db, turnId: TurnId): AnswerEvidence | undefined {
  return db.transaction(() => {
    const turn = prepared<[string], { engine_id: EngineId | null; question: string; answered_by: 'rules' | 'model' }>(
      db,
      'SELECT engine_id, question, answered_by FROM turn WHERE id = ?',
    ).get(turnId);
    return turn === undefined ? undefined : { engineId: turn.engine_id, question: turn.question, origin: turn.answered_by, ...readTurn(db, turnId) };
  })();
}

function readTurn(db: Db, turnId: TurnId): Omit<AnswerEvidence, 'engineId' | 'question' | 'origin'> {
  const receipts = readReceipts(db, turnId);
  const claims = prepared<[string], ClaimRow>(
    db,
    'SELECT id, kind, text, subject, claimed, receipt_id, verdict FROM claim WHERE turn_id = ? ORDER BY start_at, rowid',
  ).all(turnId);
  return {
    claims: claims.map(({ receipt_id, ...claim }) => ({ ...claim, receiptId: receipt_id })),
    receipts,
    evidence: receipts.flatMap((receipt) => evidenceOf(receipt) ?? []),
    ...readUses(db, turnId),
  };
}

function readUses(db: Db, turnId: string): Pick<AuditCase, 'support' | 'recalled'> {
  const row = prepared<[string], { memories: string }>(db, 'SELECT memories FROM turn WHERE id = ?').get(turnId);
  const uses = JSON.parse(row?.memories ?? '[]') as MemoryUse[]; // written by the chat from validated uses
  return {
    support: uses.filter((use) => use.state === 'corrected' || use.state === 'approved').map((use) => use.answer),
    recalled: uses.map((use) => `${use.question}\n${use.answer}`),
  };
}
