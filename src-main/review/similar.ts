/** Other items about the same things: one look decides them alike. */
import type { Db } from '../database/open.ts';
import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { SimilarItem } from '../../src-preload/contract/review.ts';

const MOST = 10;
/** Candidates by shared names, rarest names first to matter; bounded because a name may be everywhere. */
const CANDIDATES = 200;
/** Measured with the hashing embedder: paraphrases 0.6, strangers 0.04. */
const ALIKE = 0.42;

interface Candidate {
  readonly id: ReviewItemId;
  readonly question: string;
  readonly state: SimilarItem['state'];
  readonly memory_id: MemoryId;
  readonly shared: number;
}

/** Items that share a name and are worded alike, open ones first. Empty when the memory names nothing. */
export function readSimilar(db: Db, of: { readonly id: ReviewItemId; readonly memory_id: MemoryId }): SimilarItem[] {
  const candidates = db
    .prepare<[string, string, number], Candidate>(
      `SELECT review_item.id, question, review_item.state, review_item.memory_id, count(*) AS shared
       FROM mention AS mine JOIN mention AS other ON other.entity_id = mine.entity_id AND other.memory_id <> mine.memory_id
       JOIN review_item ON review_item.memory_id = other.memory_id JOIN memory ON memory.id = other.memory_id
       WHERE mine.memory_id = ? AND review_item.id <> ? GROUP BY review_item.id ORDER BY review_item.state = 'pending' DESC, shared DESC LIMIT ?`,
    )
    .all(of.memory_id, of.id, CANDIDATES);
  if (candidates.length === 0) return [];
  const vectorOf = db.prepare<[string], { vector: Buffer }>('SELECT vector FROM memory_embedding JOIN memory ON memory.seq = memory_seq WHERE memory.id = ?');
  const own = vectorOf.get(of.memory_id)?.vector;
  return candidates
    .map(({ id, question, state, memory_id, shared }) => {
      const other = vectorOf.get(memory_id)?.vector;
      const cosine = own === undefined || other === undefined ? 0 : cosineOf(own, other);
      return { item: { id, question, state, score: cosine + Math.log(shared) / 10 }, cosine };
    })
    .filter(({ cosine }) => cosine >= ALIKE)
    .map(({ item }) => item)
    .sort((a, b) => Number(b.state === 'pending') - Number(a.state === 'pending') || b.score - a.score)
    .slice(0, MOST);
}

/** Of two little-endian float32 vectors; 0 when they have not the same length or one has no direction. */
function cosineOf(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let at = 0; at < a.length; at += 4) {
    const x = a.readFloatLE(at);
    const y = b.readFloatLE(at);
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
