/** A name in the answer that stands neither in a receipt, nor in the question, nor in a memory the answer was given. */
import type { Check } from './check.ts';
import { partsStandIn, referenceOf } from './reference.ts';

export const unsupportedEntity: Check = {
  name: 'unsupported-entity',
  applies: (claim) => claim.receiptId === null && referenceOf(claim.subject) !== null,
  run(claim, context) {
    const reference = referenceOf(claim.subject);
    if (reference === null) return null;
    const known = [context.question, ...context.recalled].map((text) => text.toUpperCase());
    if (known.some((text) => partsStandIn(reference.ref, text)) || context.evidence.some((evidence) => partsStandIn(reference.ref, evidence.text))) return null;
    return {
      check: 'unsupported-entity',
      claimId: claim.id,
      verdict: 'uncheckable',
      claimed: reference.ref,
      evidence: null,
      live: null,
      reason: `${reference.ref} stands in no receipt of this turn and was not asked about.`,
      confidence: null,
      calls: 'flag',
    };
  },
};
