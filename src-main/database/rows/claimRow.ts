/** Everything that writes the `claim` table: what an answer said, and what a check saw of it. */
import type { Claim } from '../../../src-preload/contract/chat.ts';
import type { ClaimId, TurnId } from '../../../src-preload/contract/ids.ts';
import { newId } from '../../base/ids.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

export function insertClaim(db: Db, turnId: TurnId, { kind, text, start, end, subject, claimed, receiptId }: Omit<Claim, 'id' | 'verdict' | 'observed'>): void {
  prepared(
    db,
    `INSERT INTO claim (id, turn_id, kind, text, start_at, end_at, subject, claimed, receipt_id)
     VALUES (@id, @turnId, @kind, @text, @start, @end, @subject, @claimed, @receiptId)`,
  ).run({ id: newId('clm'), turnId, kind, text, start, end, subject, claimed, receiptId });
}

export function markClaim(db: Db, claimId: ClaimId, { verdict, observed }: Pick<Claim, 'verdict' | 'observed'>): void {
  prepared(db, 'UPDATE claim SET verdict = ?, observed = ? WHERE id = ?').run(verdict, observed, claimId);
}

/** What the claims of a turn quoted; where they stood and what became of them stays. */
export function blankClaims(db: Db, turnId: TurnId): void {
  db.prepare(`UPDATE claim SET text = '', claimed = NULL, observed = NULL WHERE turn_id = ?`).run(turnId);
}
