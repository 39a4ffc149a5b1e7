/** Other items about the same things: one look decides them alike. */

import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { SimilarItem } from '../../src-preload/contract/review.ts';
import type { Db } from '../database/open.ts';

const MOST_TOLD = 10;
/** Names looked at, and newest memories per name or text: bounded, because a name may be everywhere. */
const NAMES = 8;
const NEWEST = 200;
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

/** Items worded alike that share a name (or, when this one names nothing, its longest words): open ones first, then by score. At most 10. */
export function readSimilar(db: Db, of: { readonly id: ReviewItemId; readonly memory_id: MemoryId }): SimilarItem[] {
  return alike(db, of, '')
    .sort((a, b) => Number(b.state === 'pending') - Number(a.state === 'pending') || b.score - a.score)
    .slice(0, MOST_TOLD);
}

/** How many other open items `readSimilar` would find, were it not bounded to 10; itself bounded to 60. */
export function countSimilar(db: Db, of: { readonly id: ReviewItemId; readonly memory_id: MemoryId }): number {
  return alike(db, of, `AND review_item.state = 'pending'`).length;
}

function alike(db: Db, of: { readonly id: ReviewItemId; readonly memory_id: MemoryId }, condition: '' | `AND ${string}`): SimilarItem[] {
  const vectorOf = db.prepare<[string], Vector>('SELECT embedder_id, vector FROM memory JOIN memory_embedding ON memory_seq = seq WHERE memory.id = ?');
  const own = vectorOf.get(of.memory_id);
  if (own === undefined) return [];
  const names = db.prepare<[string, number], { id: number }>('SELECT entity_id AS id FROM mention WHERE memory_id = ? LIMIT ?').all(of.memory_id, NAMES);
  const shared = new Map<ReviewItemId, { candidate: Candidate; names: number }>();
  const found = names.length > 0 ? names.flatMap(({ id }) => sharingName(db, id, condition)) : sharingWords(db, of.memory_id, condition);
  for (const candidate of found) {
    if (candidate.itemId === of.id || candidate.memoryId === of.memory_id) continue;
    shared.set(candidate.itemId, { candidate, names: (shared.get(candidate.itemId)?.names ?? 0) + (names.length > 0 ? 1 : 0) });
  }
  return [...shared.values()]
    .sort((a, b) => b.names - a.names)
    .slice(0, COMPARED)
    .flatMap(({ candidate, names: inCommon }) => {
      const other = vectorOf.get(candidate.memoryId);
      const cosine = other?.embedder_id === own.embedder_id ? cosineOf(own.vector, other.vector) : 0;
      if (cosine < (inCommon > 0 ? ALIKE_WITH_SHARED_NAME : ALIKE_ALONE)) return [];
      return { ...candidate, score: cosine + Math.log1p(inCommon) / 10 };
    });
}

const JOINED = `JOIN review_item ON review_item.memory_id = near.memory_id JOIN memory ON memory.id = near.memory_id`;
const TOLD = 'review_item.id AS itemId, memory.id AS memoryId, question, review_item.state';

function sharingName(db: Db, entityId: number, condition: string): Candidate[] {
  return db
    .prepare<[number, number], Candidate>(
      `SELECT ${TOLD} FROM (SELECT memory_id FROM mention WHERE entity_id = ? ORDER BY memory_id DESC LIMIT ?) AS near ${JOINED} ${condition}`,
    )
    .all(entityId, NEWEST);
}

/** Only those that name nothing either: "why did it fail" is worded like the question about any job. */
function sharingWords(db: Db, memoryId: MemoryId, condition: string): Candidate[] {
  const question = db.prepare<[string], { question: string }>('SELECT question FROM memory WHERE id = ?').get(memoryId)?.question ?? '';
  const words = [...new Set(question.match(WORD) ?? [])].sort((a, b) => b.length - a.length).slice(0, WORDS);
  if (words.length === 0) return [];
  return db
    .prepare<[string, number], Candidate>(
      `SELECT ${TOLD} FROM (SELECT id AS memory_id FROM (SELECT rowid AS seq FROM memory_text WHERE memory_text MATCH ? ORDER BY rowid DESC LIMIT ?) JOIN memory USING (seq)
         WHERE NOT EXISTS (SELECT 1 FROM mention WHERE memory_id = memory.id)) AS near ${JOINED} ${condition}`,
    )
    .all(words.map((word) => `"${word}"`).join(' AND '), NEWEST);
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
