/** What a check is given and what it says. Checks are pure: the same claim and evidence give the same finding. */
import type { Claim, ClaimVerdict } from '../../../src-preload/contract/chat.ts';
import type { ClaimId } from '../../../src-preload/contract/ids.ts';
import type { Evidence } from './evidence.ts';

export type CheckedClaim = Pick<Claim, 'id' | 'kind' | 'text' | 'subject' | 'claimed' | 'receiptId'>;

export interface CheckContext {
  readonly question: string;
  readonly origin: 'rules' | 'model' | 'human';
  /** Readable receipts of the turn, in order. */
  readonly evidence: readonly Evidence[];
  /** The same calls repeated at audit time, by receipt id; missing where the scheduler could not be asked. */
  readonly live: ReadonlyMap<string, Evidence>;
  /** Human-decided knowledge the answer was given: it may be repeated without a receipt. */
  readonly support: readonly string[];
  /** All audited memories the answer was given: a name in them was not invented. */
  readonly recalled: readonly string[];
}

export interface FindingDraft {
  readonly check: string;
  readonly claimId: ClaimId | null;
  readonly verdict: ClaimVerdict;
  readonly claimed: string | null;
  readonly evidence: string | null;
  readonly live: string | null;
  readonly reason: string;
  readonly confidence: number | null;
  /** What this finding alone asks for. */
  readonly calls: 'nothing' | 'flag' | 'reject';
}

export interface Check {
  readonly name: string;
  readonly applies: (claim: CheckedClaim) => boolean;
  /** null when the check has nothing to say on this claim. */
  readonly run: (claim: CheckedClaim, context: CheckContext) => FindingDraft | null;
}
