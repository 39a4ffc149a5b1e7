/** A cause names something a receipt holds; a model's advice stands in what a person approved, or a person is asked. */
import type { Check, CheckContext, CheckedClaim, FindingDraft } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import { standsIn } from '../reference.ts';

type Judged = Pick<FindingDraft, 'verdict' | 'calls' | 'reason' | 'evidence'>;

export const causeSupport: Check = {
  name: 'cause-support',
  applies: (claim) => claim.kind === 'cause' || claim.kind === 'advice',
  run: (claim, context) => ({ check: 'cause-support', claimId: claim.id, claimed: claim.claimed, live: null, confidence: null, ...judged(claim, context) }),
};

function judged(claim: CheckedClaim, context: CheckContext): Judged {
  const text = (claim.claimed ?? claim.text).toUpperCase();
  const bound = claim.receiptId === null ? undefined : context.evidence.find(({ receiptId }) => receiptId === claim.receiptId);
  if (context.origin !== 'model') return bound === undefined ? uncheckable('nothing', 'Given by a rule, not read from the scheduler.') : namedIn(text, bound);
  const isKnown = context.support.some((known) => overlap(text, known.toUpperCase()) >= ENOUGH_OVERLAP);
  if (isKnown && (bound === undefined || claim.kind === 'advice')) return uncheckable('nothing', 'Repeats what a person approved or corrected.');
  if (bound === undefined) return uncheckable('flag', `A model gave this ${claim.kind} and no receipt supports it.`);
  if (claim.kind === 'cause') return namedIn(text, bound);
  // That an error stands in a log proves the error, not the remedy; and whoever wrote the log may have written the remedy.
  if (bound.reading.tool === 'job_log') return uncheckable('flag', `A model advises this after reading a job log (${bound.label}); a person decides.`);
  return uncheckable('nothing', restsOn(bound));
}

function namedIn(text: string, bound: Evidence): Judged {
  const mark = (text.match(MARK) ?? []).find((candidate) => standsIn(candidate, bound.text));
  if (mark === undefined) return uncheckable('nothing', restsOn(bound));
  return { verdict: 'confirmed', calls: 'nothing', evidence: mark, reason: `Names ${mark}, which stands in receipt ${bound.label}.` };
}

const uncheckable = (calls: 'flag' | 'nothing', reason: string): Judged => ({ verdict: 'uncheckable', calls, reason, evidence: null });
const restsOn = ({ label }: Evidence): string => `Rests on receipt ${label}; whether it is right cannot be checked without a person.`;

/** Message ids (ORA-01653, AWSBHT021E, RC=8) and names in capitals with a separator. */
const MARK = /(?<![A-Z0-9])(?:[A-Z][A-Z0-9]{0,20}-\d{2,9}[A-Z]?|[A-Z]{3,20}\d{3,9}[A-Z]?|[A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,20})/g;
const ENOUGH_OVERLAP = 0.6;
const WORD = /[\p{L}\p{N}_-]{4,}/gu;

/** Share of the longer words of `text` that stand in `known`. */
function overlap(text: string, known: string): number {
  const words = [...new Set(text.match(WORD) ?? [])];
  if (words.length === 0) return 0;
  return words.filter((word) => standsIn(word, known)).length / words.length;
}
