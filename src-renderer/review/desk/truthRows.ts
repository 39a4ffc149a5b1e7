/** What was claimed, what the evidence said then, what the scheduler says now: one row per finding. Pure. */
import type { Finding } from '../../../src-preload/contract/review/audit.ts';
import type { Reverification } from '../../../src-preload/contract/review/reverify.ts';
import { byDoubt } from '../reviewQueue.ts';

export interface TruthRow {
  readonly finding: Finding;
  /** The verdict of now, where the claim was looked at again. */
  readonly verdict: Finding['verdict'];
  readonly live: string | null;
  /** When the live value was read; null when the scheduler was not asked. */
  readonly liveAt: string | null;
  /** Looked at again by Re-verify, not only by the auditor. */
  readonly isNow: boolean;
}

/** Worst first by the verdict of now. */
export function truthRows(findings: readonly Finding[], again: Reverification | null): TruthRow[] {
  const looked = new Map(again?.claims.map((claim) => [claim.claimId, claim]));
  const rows = findings.map((finding): TruthRow => {
    const claim = finding.claimId === null || finding.check === 'judge' ? undefined : looked.get(finding.claimId);
    if (claim === undefined || again === null) {
      return { finding, verdict: finding.verdict, live: finding.live, liveAt: finding.live === null ? null : finding.at, isNow: false };
    }
    return { finding, verdict: claim.now, live: claim.observed, liveAt: again.at, isNow: true };
  });
  const order = byDoubt(rows.map(({ finding, verdict }) => ({ ...finding, verdict }))).map(({ id }) => id);
  return rows.toSorted((a, b) => order.indexOf(a.finding.id) - order.indexOf(b.finding.id));
}
