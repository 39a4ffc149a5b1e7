/** Gathers what could answer a question: full text and vectors over retrievable memories of one engine. Runs in the search thread. */

import type { EngineId, MemoryId } from '../../../src-preload/contract/ids.ts';
import { type MemoryState, RETRIEVABLE_STATES } from '../../../src-preload/contract/memory.ts';
import type { Db } from '../../database/open.ts';
import { EMBEDDER_ID, embed, vectorBytes, wordsOf } from './embed.ts';
import { addName, namesIn } from '../names.ts';
import { type Candidate, type RankedHit, rankHits } from './rankHits.ts';

export interface SearchInput {
  readonly question: string;
  readonly engineId: EngineId | null;
  readonly limit: number;
  readonly names: readonly string[];
}

/** From each of the two searches; far more than any limit, so that floors and repeats leave enough. */
const CANDIDATES = 50;
/** Longer questions are cut here: the words that matter come first, and a query has a price per word. */
const MAX_QUERY_WORDS = 40;
const STATES = RETRIEVABLE_STATES.map((state) => `'${state}'`).join(', ');
/** Neither planted answers nor proposed rules, whatever their state. */
const RETRIEVABLE = `memory.purpose = 'knowledge' AND memory.state IN (${STATES})`;

interface CandidateRow {
  readonly seq: number;
  readonly id: MemoryId;
  readonly state: MemoryState;
  readonly created_at: string;
  readonly question: string;
  readonly answer: string;
}

/** The memories to use, best first. */
export function searchMemories(db: Db, input: SearchInput): RankedHit[] {
  const named = namesIn(input.question);
  for (const name of input.names) addName(named, name);
  const mentioned = new Set([...named, ...knownNames(db, input.question)]);
  const textRanks = searchText(db, input, mentioned);
  const vector = vectorBytes(embed(input.question));
  const cosines = searchVectors(db, input, vector);
  return rankHits(readCandidates(db, { textRanks, cosines, vector }), { named, mentioned }, input.limit);
}

/** Plain words of the question that are names of known entities ("the backup job" when a job is called BACKUP). */
function knownNames(db: Db, question: string): string[] {
  const find = db.prepare<[string], { name: string }>(`SELECT name FROM entity WHERE kind = 'name' AND name = ?`);
  return wordsOf(question)
    .slice(0, MAX_QUERY_WORDS)
    .filter((word) => word.length >= 3)
    .flatMap((word) => find.get(word.toUpperCase())?.name ?? []);
}

function searchText(db: Db, input: SearchInput, mentioned: ReadonlySet<string>): Map<number, number> {
  const words = [...new Set([...wordsOf(input.question), ...mentioned])].slice(0, MAX_QUERY_WORDS);
  if (words.length === 0) return new Map();
  // Each word as a quoted string: what a person types is never query syntax.
  const query = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
  const rows = db
    .prepare<[string, string | null], { seq: number }>(
      `SELECT memory.seq FROM memory_text JOIN memory ON memory.seq = memory_text.rowid
       WHERE memory_text MATCH ? AND memory.engine_id IS ? AND ${RETRIEVABLE}
       ORDER BY bm25(memory_text, 2.0, 1.0, 4.0) LIMIT ${CANDIDATES}`,
    )
    .all(query, input.engineId);
  return new Map(rows.map(({ seq }, index) => [seq, index + 1]));
}

/** Cosine of the nearest memories, by seq. */
function searchVectors(db: Db, input: SearchInput, vector: Buffer): Map<number, number> {
  const rows = db
    .prepare<[Buffer, string | null, string], { seq: number; distance: number | null }>(
      `SELECT memory.seq, vec_distance_cosine(vector, ?) AS distance FROM memory JOIN memory_embedding ON memory_embedding.memory_seq = memory.seq
       WHERE memory.engine_id IS ? AND ${RETRIEVABLE} AND embedder_id = ? ORDER BY distance LIMIT ${CANDIDATES}`,
    )
    .all(vector, input.engineId, EMBEDDER_ID);
  // A question without words has no direction, hence no distance.
  return new Map(rows.flatMap(({ seq, distance }): [number, number][] => (distance === null ? [] : [[seq, 1 - distance]])));
}

function readCandidates(db: Db, found: { textRanks: ReadonlyMap<number, number>; cosines: ReadonlyMap<number, number>; vector: Buffer }): Candidate[] {
  const read = db.prepare<[number], CandidateRow>('SELECT seq, id, state, created_at, question, answer FROM memory WHERE seq = ?');
  const readCosine = db.prepare<[Buffer, number, string], { cosine: number | null }>(
    'SELECT 1 - vec_distance_cosine(vector, ?) AS cosine FROM memory_embedding WHERE memory_seq = ? AND embedder_id = ?',
  );
  const readNames = db.prepare<[string], { name: string }>('SELECT name FROM mention JOIN entity ON entity.id = entity_id WHERE memory_id = ?');
  return [...new Set([...found.textRanks.keys(), ...found.cosines.keys()])].flatMap((seq) => {
    const row = read.get(seq);
    if (row === undefined) return [];
    return {
      id: row.id,
      state: row.state,
      createdAt: row.created_at,
      question: row.question,
      answer: row.answer,
      cosine: found.cosines.get(seq) ?? readCosine.get(found.vector, seq, EMBEDDER_ID)?.cosine ?? 0,
      textRank: found.textRanks.get(seq) ?? null,
      names: new Set(readNames.all(row.id).map(({ name }) => name)),
    };
  });
}
