/** Decides which found memories an answer is given, and in which order. Pure. */
import type { MemoryId } from '../../../src-preload/contract/ids.ts';
import type { MemoryState } from '../../../src-preload/contract/memory.ts';

export interface Candidate {
  readonly id: MemoryId;
  readonly state: MemoryState;
  readonly createdAt: string;
  readonly question: string;
  readonly answer: string;
  /** Cosine of the question with the memory's question, -1 to 1. */
  readonly cosine: number;
  /** Place in the full-text result, 1 first; null when not in it. */
  readonly textRank: number | null;
  /** Names the memory mentions. */
  readonly names: ReadonlySet<string>;
}

export interface RankedHit {
  readonly id: MemoryId;
  readonly score: number;
}

/** Reciprocal-rank fusion constant (Cormack et al., 2009). */
const RRF_K = 60;
/** A memory below both floors is about something else. Measured with the hashing embedder: paraphrases 0.6, strangers 0.04. */
const FLOOR_ALONE = 0.42;
const FLOOR_WITH_SHARED_NAME = 0.12;
const NAME_BOOST = 1 / RRF_K;
/** Questions this alike are the same question asked again. */
const SAME_QUESTION = 0.97;

/**
 * @param named names the question surely speaks of; a memory about other things only is left out
 * @param mentioned every known name found in the question, `named` included
 */
export function rankHits(
  candidates: readonly Candidate[],
  question: { readonly named: ReadonlySet<string>; readonly mentioned: ReadonlySet<string> },
  limit: number,
): RankedHit[] {
  const byCosine = [...candidates].sort((a, b) => b.cosine - a.cosine);
  const scored = byCosine
    .map((candidate, index) => {
      const shared = countShared(candidate.names, question.mentioned);
      const text = candidate.textRank === null ? 0 : 1 / (RRF_K + candidate.textRank);
      return { candidate, shared, score: 1 / (RRF_K + index + 1) + text + (shared > 0 ? NAME_BOOST * (1 + Math.log(shared)) : 0) };
    })
    .filter(({ candidate, shared }) => isRelevant(candidate, shared, question.named));
  const ordered = scored.sort((a, b) => tier(a.candidate) - tier(b.candidate) || b.score - a.score || (a.candidate.createdAt < b.candidate.createdAt ? 1 : -1));
  return withoutRepeats(ordered)
    .slice(0, limit)
    .map(({ candidate, score }) => ({ id: candidate.id, score }));
}

function isRelevant(candidate: Candidate, shared: number, named: ReadonlySet<string>): boolean {
  if (shared > 0) return candidate.cosine >= FLOOR_WITH_SHARED_NAME || candidate.textRank !== null;
  // "Why did A abend" is worded like "Why did B abend" and is about something else.
  if (named.size > 0 && candidate.names.size > 0) return false;
  return candidate.cosine >= FLOOR_ALONE;
}

function countShared(names: ReadonlySet<string>, mentioned: ReadonlySet<string>): number {
  let shared = 0;
  for (const name of mentioned) if (names.has(name)) shared++;
  return shared;
}

function tier(candidate: Candidate): number {
  return candidate.state === 'corrected' || candidate.state === 'approved' ? 0 : 1;
}

/** Of the same answer, or the same question answered again, only the first: ordered by trust, then relevance, then age. */
function withoutRepeats<T extends { readonly candidate: Candidate }>(ordered: readonly T[]): T[] {
  const kept: T[] = [];
  for (const next of ordered) {
    const isRepeat = kept.some(
      ({ candidate }) =>
        candidate.answer === next.candidate.answer ||
        // Both vectors are near the asked one only if the questions are alike; the same words settle it.
        sameQuestion(candidate, next.candidate),
    );
    if (!isRepeat) kept.push(next);
  }
  return kept;
}

function sameQuestion(a: Candidate, b: Candidate): boolean {
  return a.question === b.question || (a.cosine >= SAME_QUESTION && b.cosine >= SAME_QUESTION);
}
