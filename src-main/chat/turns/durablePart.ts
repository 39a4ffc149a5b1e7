/** Separates what outlives a plan run (cause, remedy, definition) from what was true of one run only. Pure. */

import type { ClaimDraft } from '../answerPort.ts';
import { withoutCitations } from '../withoutCitations.ts';

export interface DurableInput {
  readonly answer: string;
  readonly claims: readonly Pick<ClaimDraft, 'kind' | 'start' | 'end' | 'receiptId'>[];
}

/**
 * The sentences of proven causes and of advice that stands on a reading, in the order of the answer and without citations: their receipts belong to the turn.
 * An answer that says nothing about the plan (a definition) lasts as a whole. null: nothing of it outlives the run.
 */
export function durablePart({ answer, claims }: DurableInput): string | null {
  const lasting = claims.filter(({ kind, receiptId }) => (kind === 'cause' || kind === 'advice') && receiptId !== null);
  if (lasting.length > 0) {
    const sentences = lasting.toSorted((a, b) => a.start - b.start).map(({ start, end }) => withoutCitations(answer.slice(start, end)).trim());
    return [...new Set(sentences)].filter((sentence) => sentence !== '').join('\n') || null;
  }
  const isDefinition = claims.length > 0 && claims.every(({ kind, receiptId }) => kind === 'other' && receiptId === null);
  return isDefinition ? withoutCitations(answer).trim() : null;
}

/** What of a memory is told: what lasts of it, else the whole, which then is history of its day. */
export const toldOf = ({ answer, durableAnswer }: { readonly answer: string; readonly durableAnswer: string | null }): string => durableAnswer ?? answer;
