/** Weighs a claim against its receipt, the turn's other receipts, and the scheduler as it is now. */
import type { Check, CheckContext, CheckedClaim, FindingDraft } from './check.ts';
import type { Evidence } from './evidence.ts';

/** What one reading says about a claim. */
export interface Observation {
  readonly isMatch: boolean;
  /** The value the reading holds, for people. */
  readonly value: string;
  /** Likely, not certain: enough to ask a person, not to reject. */
  readonly isWeak?: boolean;
}

interface WitnessCheck {
  readonly name: string;
  readonly applies: (claim: CheckedClaim) => boolean;
  /** null when this reading cannot settle the claim. */
  readonly observe: (claim: CheckedClaim, evidence: Evidence) => Observation | null;
  /** Claims whose reading out of the answer is not certain enough to reject a memory for. */
  readonly asksOnly?: (claim: CheckedClaim) => boolean;
  /** Claims that need a reading behind them: unproven, a person is asked. */
  readonly needsProof?: (claim: CheckedClaim, context: CheckContext) => boolean;
}

/** A check that asks one question of each reading. Only the bound receipt can contradict; only a firm one can reject. */
export function witnessCheck({ name, applies, observe, asksOnly, needsProof }: WitnessCheck): Check {
  return {
    name,
    applies,
    run(claim, context) {
      const draft = (rest: Partial<FindingDraft> & Pick<FindingDraft, 'verdict' | 'reason'>): FindingDraft => ({
        check: name,
        claimId: claim.id,
        claimed: claim.claimed,
        evidence: null,
        live: null,
        confidence: null,
        calls: 'nothing',
        ...rest,
      });
      const unproven = needsProof?.(claim, context) === true ? 'flag' : 'nothing';
      const bound = context.evidence.find((evidence) => evidence.receiptId === claim.receiptId);
      if (claim.receiptId === null || bound === undefined)
        return draft({ verdict: 'uncheckable', reason: 'No readable receipt of this turn holds this.', calls: unproven });
      const seen = observe(claim, bound);
      const liveReading = context.live.get(claim.receiptId);
      // Another plan run has jobs of the same names: what they are like now is news, not a witness.
      const isSamePlan = liveReading?.planId == null || bound.planId === null || liveReading.planId === bound.planId;
      const now = liveReading === undefined ? null : observe(claim, liveReading);
      const values = { evidence: seen?.value ?? null, live: now?.value ?? null };
      if (seen === null)
        return draft({
          ...values,
          verdict: 'uncheckable',
          calls: unproven,
          reason: `Receipt ${bound.label} cannot settle this (not in it, cut short, or several answer to the name).`,
        });
      if (seen.isMatch) {
        if (now !== null && !now.isMatch && isFirm(liveReading)) {
          const since = isSamePlan ? 'the scheduler now says' : 'in the plan run of now it is';
          return draft({ ...values, verdict: 'changed-since', reason: `True when it was said (${seen.value}); ${since} ${now.value}.` });
        }
        return draft({ ...values, verdict: 'confirmed', reason: `Receipt ${bound.label} says ${seen.value}.` });
      }
      return contradiction({
        claim,
        context,
        bound,
        seen,
        now: isSamePlan ? now : null,
        observe,
        asksOnly: asksOnly?.(claim) === true,
        draft: (rest) => draft({ ...values, ...rest }),
      });
    },
  };
}

function contradiction(input: {
  claim: CheckedClaim;
  context: CheckContext;
  bound: Evidence;
  seen: Observation;
  now: Observation | null;
  observe: WitnessCheck['observe'];
  asksOnly: boolean;
  draft: (rest: Partial<FindingDraft> & Pick<FindingDraft, 'verdict' | 'reason'>) => FindingDraft;
}): FindingDraft {
  const { claim, context, bound, seen, now, draft } = input;
  const other = context.evidence.find((evidence) => evidence !== bound && input.observe(claim, evidence)?.isMatch === true);
  if (other !== undefined)
    return draft({ verdict: 'confirmed', evidence: claim.claimed, reason: `Receipt ${other.label} says so (${bound.label} says ${seen.value}).` });
  const both = `Claimed ${claim.claimed ?? 'nothing'}; receipt ${bound.label} says ${seen.value}`;
  // What a part shows may be made good by the rest: a doubt for a person, no contradiction.
  if (!isFirm(bound)) return draft({ verdict: 'uncheckable', calls: 'flag', reason: `${both}, but that receipt is not complete.` });
  if (input.asksOnly || seen.isWeak === true) return draft({ verdict: 'contradicted', calls: 'flag', reason: `${both}.` });
  // The scheduler agrees with the answer by now: a person decides which of the two was read wrongly.
  if (now?.isMatch === true) return draft({ verdict: 'contradicted', calls: 'flag', reason: `${both}; the scheduler now agrees with the answer.` });
  return draft({ verdict: 'contradicted', calls: 'reject', reason: now === null ? `${both}.` : `${both}, and so does the scheduler now (${now.value}).` });
}

function isFirm(evidence: Evidence | undefined): boolean {
  return evidence !== undefined && evidence.isComplete && !evidence.isTruncated;
}
