/** Which found claim answers to which label: the same kind, overlapping words, the same thing spoken of. */

import type { CheckedClaim } from '../../src-main/audit/checks/check.ts';
import { folded } from '../../src-main/chat/answers/folded.ts';
import type { Label, LabelledAnswer } from './labelled.ts';

export type FoundClaim = CheckedClaim & { readonly start: number; readonly end: number };

interface Pair {
  readonly label: Label | null;
  readonly claim: FoundClaim | null;
}

/** Every label once, then every found claim that nobody labelled. */
export function pairsOf({ answer, claims: labels }: LabelledAnswer, claims: readonly FoundClaim[]): Pair[] {
  const left = new Set(claims);
  const paired = labels.map((label): Pair => {
    const start = answer.indexOf(label.text);
    const able = [...left].filter(
      (claim) => claim.kind === label.kind && claim.start < start + label.text.length && start < claim.end && isAbout(claim, label),
    );
    const claim = able.find(({ claimed }) => claimed !== null && folded(label.says).includes(folded(claimed))) ?? able[0] ?? null;
    if (claim !== null) left.delete(claim);
    return { label, claim };
  });
  return [...paired, ...[...left].map((claim) => ({ label: null, claim }))];
}

/** Advice and what is told of the plan as a whole name nothing in their subject. */
const isAbout = (claim: FoundClaim, { about, kind }: Label): boolean =>
  kind === 'advice' || kind === 'run' || kind === 'cause' || folded(`${claim.subject ?? ''} ${claim.claimed ?? ''}`).includes(folded(about));
