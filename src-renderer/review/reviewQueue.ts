/** Pure steps of the review desk. */
import type { Finding } from '../../src-preload/contract/review/audit.ts';
import type { ReviewItem } from '../../src-preload/contract/review/review.ts';

/** The item to open once `id` leaves the queue: the one after it, else the one before. */
export function neighbourOf(items: readonly Pick<ReviewItem, 'id'>[], id: ReviewItem['id']): ReviewItem['id'] | null {
  const at = items.findIndex((item) => item.id === id);
  return (items[at + 1] ?? items[at - 1])?.id ?? null;
}

const WORST: readonly Finding['verdict'][] = ['contradicted', 'uncheckable', 'changed-since', 'confirmed'];

export interface DoubtedClaim {
  /** The finding's id: what the marks and the truth pane point to each other by. */
  readonly id: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly verdict: Finding['verdict'];
}

/** Where the doubted words stand in the answer, the worst finding winning where two overlap. Words that are not in it mark nothing. */
export function doubtedClaims(answer: string, findings: readonly Finding[]): DoubtedClaim[] {
  const claims: DoubtedClaim[] = [];
  for (const { id, claimText, verdict } of byDoubt(findings)) {
    if (verdict === 'confirmed' || claimText === null || claimText === '') continue;
    const start = answer.indexOf(claimText);
    const end = start + claimText.length;
    if (start >= 0 && claims.every((claim) => end <= claim.start || start >= claim.end)) claims.push({ id, text: claimText, start, end, verdict });
  }
  return claims.sort((one, other) => one.start - other.start);
}

/** Worst first: what decides the item stands on top of the truth pane. */
export const byDoubt = (findings: readonly Finding[]): Finding[] => findings.toSorted((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));

/** Whether two values of the truth pane say different things; an unknown value differs from nothing. */
export const differs = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.trim() !== b.trim();
