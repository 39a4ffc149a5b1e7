/** What becomes of an answer: whether it may be remembered, and how much of it was checked. Pure. */
import type { Decided } from './verdict.ts';

/** How an answer came about: by rules from facts, by a model that refers to values, or by a model in its own words. */
export type AnswerOrigin = 'rules' | 'reference' | 'prose';
/** `unproven`: it stays in its conversation and is never recalled. */
export type ExchangeDecision = 'active' | 'unproven' | 'flagged';

interface Judged {
  readonly origin: AnswerOrigin;
  readonly decided: readonly Decided[];
  /** Sentences that state something and in which nothing was read. */
  readonly unread: number;
  /** Of all factual statements, this share must be confirmed: 0 to 1. */
  readonly leastCoverage: number;
}

/** Confirmed of all factual statements, 0 to 1; what is supposed or advised is none. An answer that states nothing is covered. */
export function coverageOf({ decided, unread }: Pick<Judged, 'decided' | 'unread'>): number {
  const factual = decided.filter(({ statement, verdict }) => !statement.isSupposed || verdict !== 'uncheckable');
  const all = factual.length + unread;
  return all === 0 ? 1 : factual.filter(({ verdict }) => verdict === 'confirmed').length / all;
}

/** A machine never rejects; a contradiction asks a person; prose never becomes memory by itself. */
export function decisionOf({ origin, decided, unread, leastCoverage }: Judged): ExchangeDecision {
  if (decided.some(({ verdict }) => verdict === 'contradicted')) return 'flagged';
  if (origin === 'prose' || decided.some(({ verdict }) => verdict === 'differs')) return 'unproven';
  return coverageOf({ decided, unread }) >= leastCoverage ? 'active' : 'unproven';
}
