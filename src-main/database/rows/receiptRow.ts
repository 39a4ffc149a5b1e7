/** The `receipt` table as the contract speaks of it; everything that writes it. */
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import type { ReceiptId, TurnId } from '../../../src-preload/contract/ids.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

interface ReceiptRow {
  readonly id: ReceiptId;
  readonly turn_id: TurnId;
  readonly label: string;
  readonly tool: string;
  readonly args: string;
  readonly outcome: Receipt['outcome'];
  readonly fault: string | null;
  readonly observed_at: string;
  readonly plan_id: string | null;
  readonly is_complete: number;
  readonly is_truncated: number;
  readonly is_demo: number;
  readonly age_ms: number;
  readonly duration_ms: number;
  readonly rows: number;
  readonly data: string;
  readonly hash: string;
}

/** The receipts of one turn in the order of their calls. */
export function readReceipts(db: Db, turnId: TurnId): Receipt[] {
  return prepared<[string], ReceiptRow>(db, 'SELECT * FROM receipt WHERE turn_id = ? ORDER BY rowid').all(turnId).map(receiptOf);
}

function receiptOf(row: ReceiptRow): Receipt {
  return {
    id: row.id,
    turnId: row.turn_id,
    label: row.label,
    tool: row.tool,
    args: JSON.parse(row.args) as Receipt['args'], // written by us from a validated object
    outcome: row.outcome,
    fault: row.fault === null ? null : (JSON.parse(row.fault) as Receipt['fault']), // written by us from FaultData
    observedAt: row.observed_at,
    planId: row.plan_id,
    isComplete: row.is_complete === 1,
    isTruncated: row.is_truncated === 1,
    isDemo: row.is_demo === 1,
    ageMs: row.age_ms,
    durationMs: row.duration_ms,
    rows: row.rows,
    data: JSON.parse(row.data) as unknown,
    hash: row.hash,
  };
}

export function insertReceipt(db: Db, receipt: Receipt): void {
  prepared(
    db,
    `INSERT INTO receipt (id, turn_id, label, tool, args, outcome, fault, observed_at, plan_id, is_complete, is_truncated, is_demo, age_ms, duration_ms, rows, data, hash)
     VALUES (@id, @turnId, @label, @tool, @args, @outcome, @fault, @observedAt, @planId, @isComplete, @isTruncated, @isDemo, @ageMs, @durationMs, @rows, @data, @hash)`,
  ).run({
    ...receipt,
    args: JSON.stringify(receipt.args),
    fault: receipt.fault === null ? null : JSON.stringify(receipt.fault),
    data: JSON.stringify(receipt.data ?? null),
    isComplete: receipt.isComplete ? 1 : 0,
    isTruncated: receipt.isTruncated ? 1 : 0,
    isDemo: receipt.isDemo ? 1 : 0,
  });
}

/** What the receipts of a turn saw; the seals on it stay. */
export function blankReceipts(db: Db, turnId: TurnId): void {
  db.prepare(`UPDATE receipt SET data = 'null' WHERE turn_id = ?`).run(turnId);
}
