/** Which store this is and how far it had come, from the store itself and from what was recorded beside it when it was last seen. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../../base/files/durable.ts';
import { readPlainFile } from '../../base/files/plainFile.ts';
import type { Db } from '../open.ts';

const counters = {
  memories: z.number().int(),
  turns: z.number().int(),
  /** Only ever grow: a store that has less of one than it had is an older copy. */
  memorySeq: z.number().int(),
  reviewSeq: z.number().int(),
};
const seenSchema = z.strictObject({
  id: z.string(),
  schema: z.number().int(),
  ...counters,
  bytes: z.number(),
  /** The file the store is in: what lies beside it belongs to this one. */
  file: z.string(),
  seenAt: z.string(),
  /** Ended in good order, with its log folded in. */
  isClosed: z.boolean(),
  /** What was found wrong while it ran: it is then looked through as a whole before it is opened again, however large. */
  damage: z.string().nullable(),
});
/** The store as it was when it was last looked at. */
export type SeenStore = z.infer<typeof seenSchema>;
export type StoreFacts = Pick<SeenStore, 'schema' | keyof typeof counters> & { /** null before schema 4. */ readonly id: string | null };

export const recordPath = (dataDir: string): string => join(dataDir, 'store.json');

/** null when no store was ever recorded here, or the record cannot be used. */
export function readSeen(dataDir: string): SeenStore | null {
  const file = readPlainFile(recordPath(dataDir));
  if (file.at !== 'read') return null;
  try {
    return seenSchema.parse(JSON.parse(file.text));
  } catch {
    return null;
  }
}

/** Raises what the file system does. */
export function writeSeen(dataDir: string, seen: SeenStore): void {
  replaceFile(recordPath(dataDir), `${JSON.stringify(seen, null, 2)}\n`);
}

/** Each is one step down an index, but for the count of memories (2 ms for 100,000). Call it on a store of ours only. */
export function readFacts(db: Db): StoreFacts {
  const schema = Number(db.pragma('user_version', { simple: true }));
  const one = (sql: string) => db.prepare<[], { n: number | null }>(sql).get()?.n ?? 0;
  return {
    id: schema < 4 ? null : (db.prepare<[], { id: string }>('SELECT id FROM store_identity').get()?.id ?? null),
    schema,
    memories: one('SELECT count(*) AS n FROM memory'),
    turns: one('SELECT count(*) AS n FROM turn'),
    memorySeq: one('SELECT max(seq) AS n FROM memory'),
    reviewSeq: one('SELECT max(rowid) AS n FROM review_event'),
  };
}

/** The file behind a path, as the operating system knows it; null when there is none. Without the device, whose number may be another after a restart. */
export function fileAt(path: string): string | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino.toString() ?? null;
}

/** Pure: what is wrong with the store that is there, seen beside the one that was there. */
export function compareStores(seen: SeenStore | null, found: StoreFacts): 'same' | 'another' | 'older' {
  if (seen === null) return 'same';
  if (found.id === null) return 'older';
  if (found.id !== seen.id) return 'another';
  const fellBehind = (['memories', 'turns', 'memorySeq', 'reviewSeq', 'schema'] as const).some((counter) => found[counter] < seen[counter]);
  return fellBehind ? 'older' : 'same';
}
