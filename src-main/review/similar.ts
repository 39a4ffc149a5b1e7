/** Other items about the same things: one look decides them alike. */

import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { SimilarItem } from '../../src-preload/contract/review/review.ts';
import type { Db } from '../database/open.ts';

const MOST_TOLD = 10;
/** Names looked at, and newest memories per name or text: bounded, because a name may be everywhere. */
const NAMES = 4;
const NEWEST = 100;
/** Candidates whose vectors are compared, those with most names in common first. */
const COMPARED = 60;
/** Cosines of questions; measured with the hashing embedder: paraphrases 0.6, strangers 0.04. */
const ALIKE_WITH_SHARED_NAME = 0.42;
const ALIKE_ALONE = 0.6;
/** Of a question that names nothing: its longest words find candidates, all of them must be there. */
const WORDS = 3;
const WORD = /[\p{L}\p{N}_#@$]{4,}/gu;

interface Candidate {
  readonly itemId: ReviewItemId;
  readonly memoryId: MemoryId;
  readonly question: string;
  readonly state: SimilarItem['state'];
}
interface Vector {
  readonly embedder_id: string;
  readonly vector: Buffer;
}

interface Compared {
  readonly id: ReviewItemId;
  readonly memory_id: MemoryId;
}

export interface SimilarItems {
  /** Items worded alike that share a name (or, when this one names nothing, its longest words): open ones first, then by score. At most 10. */
  tell(of: Compared): SimilarItem[];
  /** How many other open items `tell` would find, were it not bounded to 10; itself bounded to 60. */
  count(of: Compared): number;
}

const TOLD = 'review_item.id AS itemId, memory.id AS memoryId, question, review_item.state';
const JOINED = 'JOIN review_item ON review_item.memory_id = near.memory_id JOIN memory ON memory.id = near.memory_id';

/** Prepares its statements once: for a whole list that is most of the work. */
export function createSimilarItems(db: Db): SimilarItems {
  const readOwn = db.prepare<[string], Vector & { question: string }>(
    'SELECT embedder_id, vector, question FROM memory JOIN memory_embedding ON memory_seq = seq WHERE memory.id = ?',
  );
  const readVector = db.prepare<[string], Vector>('SELECT embedder_id, vector FROM memory JOIN memory_embedding ON memory_seq = seq WHERE memory.id = ?');
  const readNames = db.prepare<[string], { id: number; name: string }>('SELECT id, name FROM mention JOIN entity ON entity.id = entity_id WHERE memory_id = ?');
  const sharing = (condition: string) => ({
    name: db.prepare<[number], Candidate>(
      `SELECT ${TOLD} FROM (SELECT memory_id FROM mention WHERE entity_id = ? ORDER BY memory_id DESC LIMIT ${NEWEST}) AS near ${JOINED} ${condition}`,
    ),
    // Only those that name nothing either: "why did it fail" is worded like the question about any job.
    words: db.prepare<[string], Candidate>(
      `SELECT ${TOLD} FROM (SELECT id AS memory_id FROM (SELECT rowid AS seq FROM memory_text WHERE memory_text MATCH ? ORDER BY rowid DESC LIMIT ${NEWEST})
         JOIN memory USING (seq) WHERE NOT EXISTS (SELECT 1 FROM mention WHERE memory_id = memory.id)) AS near ${JOINED} ${condition}`,
    ),
  });
  const inAnyState = sharing('');
  const open = sharing(`WHERE review_item.state = 'pending'`);

  const alike = (of: Compared, found: ReturnType<typeof sharing>): SimilarItem[] => {
    const own = readOwn.get(of.memory_id);
    if (own === undefined) return [];
    const names = tellingNames(readNames.all(of.memory_id), own.question);
    const query = wordQuery(own.question);
    const candidates = names.length > 0 ? names.flatMap((id) => found.name.all(id)) : query === '' ? [] : found.words.all(query);
    return mostShared(candidates.filter(({ itemId, memoryId }) => itemId !== of.id && memoryId !== of.memory_id)).flatMap(({ candidate, times }) => {
      const other = readVector.get(candidate.memoryId);
      const cosine = other?.embedder_id === own.embedder_id ? cosineOf(own.vector, other.vector) : 0;
      const shared = names.length > 0 ? times : 0;
      return cosine < (shared > 0 ? ALIKE_WITH_SHARED_NAME : ALIKE_ALONE) ? [] : { ...candidate, score: cosine + Math.log1p(shared) / 10 };
    });
  };
  return {
    tell: (of) =>
      alike(of, inAnyState)
        .sort((a, b) => Number(b.state === 'pending') - Number(a.state === 'pending') || b.score - a.score)
        .slice(0, MOST_TOLD),
    count: (of) => alike(of, open).length,
  };
}

/** Names the question itself speaks of before those of the answer, longer ones (a whole key) before their parts. */
function tellingNames(names: readonly { id: number; name: string }[], question: string): number[] {
  const asked = question.toUpperCase();
  const rank = ({ name }: { name: string }) => name.length + (asked.includes(name) ? 1_000 : 0);
  return names
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, NAMES)
    .map(({ id }) => id);
}

/** Each word as a quoted string: what a person types is never query syntax. */
function wordQuery(question: string): string {
  const words = [...new Set(question.match(WORD) ?? [])].sort((a, b) => b.length - a.length).slice(0, WORDS);
  return words.map((word) => `"${word}"`).join(' AND ');
}

function mostShared(candidates: readonly Candidate[]): { candidate: Candidate; times: number }[] {
  const byItem = new Map<ReviewItemId, { candidate: Candidate; times: number }>();
  for (const candidate of candidates) byItem.set(candidate.itemId, { candidate, times: (byItem.get(candidate.itemId)?.times ?? 0) + 1 });
  return [...byItem.values()].sort((a, b) => b.times - a.times).slice(0, COMPARED);
}

/** Of two little-endian float32 vectors; 0 when they have not the same length or one has no direction. */
function cosineOf(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 0;
  // Much faster than the checked reads of Buffer.
  const left = new DataView(a.buffer, a.byteOffset, a.byteLength);
  const right = new DataView(b.buffer, b.byteOffset, b.byteLength);
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let at = 0; at < a.length; at += 4) {
    const x = left.getFloat32(at, true);
    const y = right.getFloat32(at, true);
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
