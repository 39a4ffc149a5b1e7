/** A name in the answer that stands neither in what the scheduler said (what scripts wrote into a log is not its word), nor in the question, nor in a memory the answer was given. */
import type { Check } from './check.ts';
import { type Evidence, textOf } from './evidence.ts';
import { partsStandIn, referenceOf } from './reference.ts';

export const unsupportedEntity: Check = {
  name: 'unsupported-entity',
  applies: (claim) => claim.receiptId === null && referenceOf(claim.subject) !== null,
  run(claim, context) {
    const reference = referenceOf(claim.subject);
    if (reference === null) return null;
    const known = [context.question, ...context.recalled].map((text) => text.toUpperCase());
    if (known.some((text) => partsStandIn(reference.ref, text)) || context.evidence.some((evidence) => partsStandIn(reference.ref, statedIn(evidence))))
      return null;
    const log = context.evidence.find((evidence) => partsStandIn(reference.ref, evidence.text));
    return {
      check: 'unsupported-entity',
      claimId: claim.id,
      verdict: 'uncheckable',
      claimed: reference.ref,
      evidence: null,
      live: null,
      reason:
        log === undefined
          ? `${reference.ref} stands in no receipt of this turn and was not asked about.`
          : `${reference.ref} stands only in the text of a log (${log.label}), which its script wrote; the scheduler did not name it.`,
      confidence: null,
      calls: 'flag',
    };
  },
};

const statedIn = ({ reading, text }: Evidence): string =>
  reading.tool === 'job_log' && reading.data.kind === 'found' ? textOf(reading.data.job).toUpperCase() : text;
