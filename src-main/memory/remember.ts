/** Writes a memory with everything that finds it again, inside the caller's transaction. */

import type { EngineId, MemoryId, TurnId } from '../../src-preload/contract/ids.ts';
import { hashOf } from '../base/text/canonicalJson.ts';
import { instantOf } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { Db } from '../database/open.ts';
import { queueAudit } from '../database/rows/auditJob.ts';
import { insertMemory } from '../database/rows/memoryStanding.ts';
import { DIMENSIONS, EMBEDDER_ID, embed, vectorBytes } from './search/embed.ts';
import type { CorrectionInput, RememberInput } from './memoryStore.ts';
import { addName, namesIn } from './names.ts';

/** One memory for each turn: the same turn again (a repeated write) is the memory it already has. Retrieval shows near-equals once. */
export function insertExchange(db: Db, input: RememberInput, purpose: 'knowledge' | 'canary', nowMs: number): MemoryId {
  const contentHash = hashOf({ turnId: input.turnId, engineId: input.engineId, question: input.question, answer: input.answer });
  const known = db.prepare<[string], { id: MemoryId }>('SELECT id FROM memory WHERE content_hash = ?').get(contentHash);
  if (known !== undefined) return known.id;
  const id = newId('mem');
  const at = instantOf(nowMs);
  const { names, origin, ...row } = input;
  const seq = insertMemory(db, { ...row, id, at, contentHash, purpose, from: { origin } });
  // What no search may find is not indexed either, and its names make nothing else look more often spoken of.
  if (purpose === 'knowledge') indexMemory(db, { id, seq, question: input.question, answer: input.answer, names });
  queueAudit(db, id, at);
  return id;
}

interface Corrected {
  readonly engine_id: EngineId | null;
  readonly turn_id: TurnId | null;
  readonly question: string;
}

/** @returns undefined when there is no such memory to correct. */
export function insertCorrection(db: Db, input: CorrectionInput, nowMs: number): MemoryId | undefined {
  const wrong = db.prepare<[string], Corrected>('SELECT engine_id, turn_id, question FROM memory WHERE id = ?').get(input.corrects);
  if (wrong === undefined) return undefined;
  const id = newId('mem');
  const at = instantOf(nowMs);
  const seq = insertMemory(db, {
    id,
    at,
    engineId: wrong.engine_id,
    turnId: wrong.turn_id,
    question: wrong.question,
    answer: input.answer,
    durableAnswer: input.answer,
    durability: 'durable',
    isTainted: false,
    observedAt: at,
    planId: null,
    purpose: 'knowledge',
    // A human may give the same correction again after taking it back: each one is its own memory.
    contentHash: hashOf({ correctionId: id }),
    from: { origin: 'human', by: input.by, corrects: input.corrects },
  });
  const names = namesToKeep(db, input.corrects, wrong.question);
  indexMemory(db, { id, seq, question: wrong.question, answer: input.answer, names });
  return id;
}

/** Names the wrong answer brought in do not describe the right one, unless the question names nothing itself ("why did it fail?"). */
function namesToKeep(db: Db, corrects: MemoryId, question: string): string[] {
  const names = db
    .prepare<[string], { name: string }>('SELECT name FROM mention JOIN entity ON entity.id = entity_id WHERE memory_id = ?')
    .all(corrects)
    .map(({ name }) => name);
  const asked = names.filter((name) => question.toUpperCase().includes(name));
  return asked.length > 0 ? asked : names;
}

interface Indexed {
  readonly id: MemoryId;
  readonly seq: number | bigint;
  readonly question: string;
  readonly answer: string;
  readonly names: readonly string[];
}

/** The text index, the vector and the names of a memory that has none of them. */
export function indexMemory(db: Db, entry: Indexed): void {
  const names = namesIn(`${entry.question}\n${entry.answer}`);
  for (const name of entry.names) addName(names, name);
  db.prepare('INSERT INTO memory_text (rowid, question, answer, names) VALUES (?, ?, ?, ?)').run(entry.seq, entry.question, entry.answer, [...names].join(' '));
  db.prepare('INSERT INTO memory_embedding (memory_seq, embedder_id, dimensions, vector) VALUES (?, ?, ?, ?)').run(
    entry.seq,
    EMBEDDER_ID,
    DIMENSIONS,
    vectorBytes(embed(entry.question)),
  );
  const addEntity = db.prepare(`INSERT INTO entity (kind, name) VALUES ('name', ?) ON CONFLICT DO NOTHING`);
  const addMention = db.prepare(`INSERT INTO mention (memory_id, entity_id) SELECT ?, id FROM entity WHERE kind = 'name' AND name = ? ON CONFLICT DO NOTHING`);
  for (const name of names) {
    addEntity.run(name);
    addMention.run(entry.id, name);
  }
}

/** Nothing finds the memory by what it said any more. */
export function dropFromIndex(db: Db, { id, seq }: Pick<Indexed, 'id' | 'seq'>): void {
  db.prepare('DELETE FROM memory_text WHERE rowid = ?').run(seq);
  db.prepare('DELETE FROM memory_embedding WHERE memory_seq = ?').run(seq);
  db.prepare('DELETE FROM mention WHERE memory_id = ?').run(id);
}
