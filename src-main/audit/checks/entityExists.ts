/** A job, stream or workstation the answer speaks of exists (or does not). */
import { type Evidence, textOf } from './evidence.ts';
import { referenceOf, standsIn } from './reference.ts';
import { witnessCheck } from './witness.ts';

export const entityExists = witnessCheck({
  name: 'entity-exists',
  applies: (claim) => claim.kind === 'existence' && claim.receiptId !== null,
  // "There is no X on Y" also names Y, which does exist: a person tells which of them was meant.
  asksOnly: (claim) => claim.claimed === 'absent',
  observe(claim, evidence) {
    const reference = referenceOf(claim.subject);
    if (reference === null) return null;
    const isThere = standsIn(reference.ref, namesText(evidence));
    if (!isThere && !couldHaveSeen(evidence)) return null;
    const value = isThere ? 'exists' : 'absent';
    return { isMatch: claim.claimed === value, value };
  },
});

/** The text without what was only asked for: an unresolved answer repeats the question's name. */
function namesText(evidence: Evidence): string {
  const { data } = evidence.reading;
  if (!('kind' in data)) return evidence.text;
  if (data.kind === 'unresolved') return textOf(data.candidates).toUpperCase();
  if (data.kind === 'unresolved-stream') return textOf(data.streams).toUpperCase();
  if (data.kind === 'unresolved-workstation') return textOf(data.workstations).toUpperCase();
  return evidence.text;
}

/** Absence is seen only by a complete look for that very thing. */
function couldHaveSeen(evidence: Evidence): boolean {
  if (!evidence.isComplete || evidence.isTruncated) return false;
  const { data, tool } = evidence.reading;
  if ('kind' in data) return data.kind !== 'found';
  return (
    (tool === 'find_jobs' || tool === 'find_streams' || tool === 'workstations') &&
    typeof evidence.args['name'] === 'string' &&
    Object.keys(evidence.args).every((key) => key === 'name' || key === 'limit')
  );
}
