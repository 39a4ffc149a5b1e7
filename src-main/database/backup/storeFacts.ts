/** What a store holds, counted: what a person compares before one store takes the place of another. */
import type { StoreFacts } from '../../../src-preload/contract/backup.ts';
import type { Db } from '../open.ts';

/** The tables no store of Resync is without. */
const ESSENTIAL = ['conversation', 'turn', 'memory', 'review_item'] as const;

/** null when this is a database of something else, or has no tables at all. */
export function readFacts(db: Db): StoreFacts | null {
  const schema = Number(db.pragma('user_version', { simple: true }));
  const tables = new Set(tableNames(db));
  if (schema === 0 || !ESSENTIAL.every((name) => tables.has(name))) return null;
  const count = (from: string) => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${from}`).get()?.n ?? 0;
  return {
    schema,
    conversations: count('conversation'),
    turns: count('turn'),
    memories: count('memory'),
    decisions: count(`review_item WHERE state <> 'pending'`),
  };
}

/** Rows of every table that holds something of its own; the shadow tables of full text belong to it. */
export function countRows(db: Db): Record<string, number> {
  return Object.fromEntries(tableNames(db).map((name) => [name, db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0]));
}

function tableNames(db: Db): string[] {
  return db
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'memory\\_text\\_%' ESCAPE '\\'",
    )
    .all()
    .map(({ name }) => name);
}
