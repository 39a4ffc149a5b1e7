/** The `finding` table, with the claim each finding is about; everything that writes it. */
import type { Finding } from '../../../src-preload/contract/review/audit.ts';
import type { ClaimVerdict } from '../../../src-preload/contract/chat.ts';
import type { ClaimId, FindingId, MemoryId } from '../../../src-preload/contract/ids.ts';
import { newId } from '../../base/ids.ts';
import type { Db } from '../open.ts';
import { prepared } from '../prepared.ts';

interface FindingRow {
  readonly id: FindingId;
  readonly memory_id: MemoryId;
  readonly check_name: string;
  readonly claim_id: ClaimId | null;
  readonly claim_text: string | null;
  readonly claim_kind: Finding['claimKind'];
  readonly verdict: ClaimVerdict;
  readonly claimed: string | null;
  readonly evidence: string | null;
  readonly live: string | null;
  readonly reason: string;
  readonly confidence: number | null;
  readonly at: string;
}

/** All findings on one memory, in the order they were written. */
export function readFindings(db: Db, memoryId: MemoryId): Finding[] {
  return db
    .prepare<[string], FindingRow>(
      `SELECT finding.id, memory_id, check_name, claim_id, claim.text AS claim_text, claim.kind AS claim_kind, finding.verdict, finding.claimed, evidence, live,
              reason, confidence, at
       FROM finding LEFT JOIN claim ON claim.id = finding.claim_id WHERE memory_id = ? ORDER BY finding.rowid`,
    )
    .all(memoryId)
    .map((row) => ({
      id: row.id,
      memoryId: row.memory_id,
      check: row.check_name,
      claimId: row.claim_id,
      claimText: row.claim_text,
      claimKind: row.claim_kind,
      verdict: row.verdict,
      claimed: row.claimed,
      evidence: row.evidence,
      live: row.live,
      reason: row.reason,
      confidence: row.confidence,
      at: row.at,
    }));
}

export interface NewFinding extends Pick<Finding, 'check' | 'claimId' | 'verdict' | 'claimed' | 'evidence' | 'live' | 'reason' | 'confidence'> {
  /** What it called for. */
  readonly calls: 'nothing' | 'flag' | 'reject';
}

export function insertFinding(db: Db, memoryId: MemoryId, at: string, finding: NewFinding): void {
  const { check, claimId, verdict, claimed, evidence, live, reason, confidence, calls } = finding;
  prepared(
    db,
    `INSERT INTO finding (id, memory_id, check_name, claim_id, verdict, claimed, evidence, live, reason, confidence, calls, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(newId('fnd'), memoryId, check, claimId, verdict, claimed, evidence, live, reason, confidence, calls, at);
}

/** What the findings on a memory quoted; what they concluded stays. */
export function blankFindings(db: Db, memoryId: MemoryId): void {
  db.prepare('UPDATE finding SET claimed = NULL, evidence = NULL, live = NULL WHERE memory_id = ?').run(memoryId);
}
