/** A cause or an advice a model gave names something a receipt, or a human's correction, holds. */
import type { Check, FindingDraft } from './check.ts';
import { standsIn } from './reference.ts';

export const causeSupport: Check = {
  name: 'cause-support',
  applies: (claim) => claim.kind === 'cause' || claim.kind === 'advice',
  run(claim, context) {
    const draft = (rest: Pick<FindingDraft, 'verdict' | 'calls' | 'reason'> & { evidence?: string | null }): FindingDraft => ({
      check: 'cause-support',
      claimId: claim.id,
      claimed: claim.claimed,
      evidence: null,
      live: null,
      confidence: null,
      ...rest,
    });
    const text = (claim.claimed ?? claim.text).toUpperCase();
    const marks = text.match(MARK) ?? [];
    const bound = context.evidence.find((evidence) => evidence.receiptId === claim.receiptId);
    if (claim.receiptId !== null && bound !== undefined) {
      const mark = marks.find((candidate) => standsIn(candidate, bound.text));
      return mark === undefined
        ? draft({
            verdict: 'uncheckable',
            calls: 'nothing',
            reason: `Rests on receipt ${bound.label}; whether it is the cause cannot be checked without a person.`,
          })
        : draft({ verdict: 'confirmed', calls: 'nothing', evidence: mark, reason: `Names ${mark}, which stands in receipt ${bound.label}.` });
    }
    if (context.origin !== 'model') return draft({ verdict: 'uncheckable', calls: 'nothing', reason: 'Given by a rule, not read from the scheduler.' });
    if (context.support.some((known) => overlap(text, known.toUpperCase()) >= ENOUGH_OVERLAP)) {
      return draft({ verdict: 'uncheckable', calls: 'nothing', reason: 'Repeats what a person approved or corrected.' });
    }
    return draft({ verdict: 'uncheckable', calls: 'flag', reason: `A model gave this ${claim.kind} and no receipt supports it.` });
  },
};

/** Message ids (ORA-01653, AWSBHT021E, RC=8) and names in capitals with a separator. */
const MARK = /[A-Z][A-Z0-9]*-\d{2,}[A-Z]?|[A-Z]{3,}\d{3,}[A-Z]?|[A-Z0-9]+(?:_[A-Z0-9]+)+/g;
const ENOUGH_OVERLAP = 0.6;
const WORD = /[\p{L}\p{N}_-]{4,}/gu;

/** Share of the longer words of `text` that stand in `known`. */
function overlap(text: string, known: string): number {
  const words = [...new Set(text.match(WORD) ?? [])];
  if (words.length === 0) return 0;
  return words.filter((word) => standsIn(word, known)).length / words.length;
}
