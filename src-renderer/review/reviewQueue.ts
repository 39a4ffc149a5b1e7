/** Pure steps of the review desk. */
import type { Finding } from '../../src-preload/contract/audit.ts';
import type { ReviewItem } from '../../src-preload/contract/review.ts';

/** The item to open once `id` leaves the queue: the one after it, else the one before. */
export function neighbourOf(items: readonly Pick<ReviewItem, 'id'>[], id: ReviewItem['id']): ReviewItem['id'] | null {
  const at = items.findIndex((item) => item.id === id);
  return (items[at + 1] ?? items[at - 1])?.id ?? null;
}

export interface Stretch {
  readonly text: string;
  /** The finding that doubts this stretch; null for plain text. */
  readonly finding: Finding | null;
}

const WORST: readonly Finding['verdict'][] = ['contradicted', 'uncheckable', 'changed-since', 'confirmed'];

/** The answer cut so that each doubted claim stands alone. A claim whose words are not in the answer marks nothing. */
export function doubtedStretches(answer: string, findings: readonly Finding[]): Stretch[] {
  const doubted = findings
    .filter(({ verdict, claimText }) => verdict !== 'confirmed' && claimText !== null && claimText !== '')
    .sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));
  const marks: { readonly from: number; readonly to: number; readonly finding: Finding }[] = [];
  for (const finding of doubted) {
    const from = answer.indexOf(finding.claimText ?? '');
    const to = from + (finding.claimText ?? '').length;
    if (from >= 0 && marks.every((mark) => to <= mark.from || from >= mark.to)) marks.push({ from, to, finding });
  }
  marks.sort((a, b) => a.from - b.from);
  const stretches: Stretch[] = [];
  let at = 0;
  for (const { from, to, finding } of marks) {
    if (from > at) stretches.push({ text: answer.slice(at, from), finding: null });
    stretches.push({ text: answer.slice(from, to), finding });
    at = to;
  }
  if (at < answer.length) stretches.push({ text: answer.slice(at), finding: null });
  return stretches;
}

/** Worst first: what decides the item stands on top of the truth pane. */
export const byDoubt = (findings: readonly Finding[]): Finding[] => findings.toSorted((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));

/** Whether two values of the truth pane say different things; an unknown value differs from nothing. */
export const differs = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.trim() !== b.trim();
