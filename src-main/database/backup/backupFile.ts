/**
 * One backup is one file: the store as any SQLite tool can open it, with one table more that says what it is and carries settings and agents.
 * A person can copy it like any file, and the store's encryption can cover it whole. Its name ends with the first digits of its SHA-256,
 * because the hash cannot stand inside of what it is the hash of.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, lstatSync, openSync, readSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import type { BackupEntry, StoreFacts } from '../../../src-preload/contract/backup.ts';
import { instantOf } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { NEWEST_SCHEMA } from '../migrate.ts';
import { type Db, openDatabase } from '../open.ts';
import { countRows, readFacts } from './storeFacts.ts';

/** `resync-2026-11-30T120000123Z.1f0c9a7be4d25588.db` */
const BACKUP_NAME = /^resync-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.([0-9a-f]{16})\.db$/;
/** As `migrateDatabase` names what it keeps. */
const MIGRATION_NAME = /^schema-\d+-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.db$/;

const HASH_DIGITS = 16;

/** Only what bears such a name is listed; a person may name any file by its path. */
export const isBackupName = (name: string): boolean => BACKUP_NAME.test(name) || MIGRATION_NAME.test(name);
/** The rotation touches nothing else. */
export const isRotated = (name: string): boolean => BACKUP_NAME.test(name);

export const backupName = (madeAtMs: number, hash: string): string => `resync-${instantOf(madeAtMs).replaceAll(/:|\./g, '')}.${hash.slice(0, HASH_DIGITS)}.db`;

/** Kept in the file as the one row of the table `backup`. */
const noteSchema = z.strictObject({
  madeAt: z.string(),
  why: z.enum(['scheduled', 'asked']),
  /** Of Resync. */
  version: z.string(),
  /** Rows of each table of the store when it was copied. */
  rows: z.record(z.string(), z.number()),
  /** Texts of the files; null where there was none. */
  settings: z.string().nullable(),
  agents: z.string().nullable(),
});
export type BackupNote = z.infer<typeof noteSchema>;

export function writeNote(db: Db, note: BackupNote): void {
  db.exec('CREATE TABLE backup (note TEXT NOT NULL) STRICT');
  db.prepare('INSERT INTO backup VALUES (?)').run(JSON.stringify(note));
}

/** A store in use has no note. */
export const dropNote = (db: Db): void => void db.exec('DROP TABLE IF EXISTS backup');

export function readNote(db: Db): BackupNote | null {
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup'").get() !== undefined;
  if (!isThere) return null;
  const row = db.prepare<[], { note: string }>('SELECT note FROM backup').get();
  const parsed = row === undefined ? null : noteSchema.safeParse(JSON.parse(row.note));
  return parsed?.success === true ? parsed.data : null;
}

/** What the file says of itself, read in milliseconds; never throws: a file that cannot be read is an entry with its problem. */
export function describeBackup(path: string): BackupEntry {
  const name = basename(path);
  const file = lstatSync(path, { throwIfNoEntry: false });
  const named = {
    name,
    path,
    at: instantOf(timeOf(name) ?? file?.mtimeMs ?? 0),
    bytes: file?.size ?? 0,
    kind: MIGRATION_NAME.test(name) ? 'migration' : 'other',
  } as const;
  const unusable = (problem: string): BackupEntry => ({ ...named, facts: null, hasSettings: false, hasAgents: false, problem });
  if (file === undefined) return unusable('There is no such file.');
  // A pipe would hold whoever opens it for ever.
  if (!file.isFile()) return unusable('It is not a plain file.');
  try {
    return reading(path, (db) => {
      const facts = readFacts(db);
      if (facts === null) return unusable('It is not a store of Resync.');
      const note = readNote(db);
      const about = note === null ? named : { ...named, at: note.madeAt, kind: note.why };
      return {
        ...about,
        facts,
        hasSettings: note?.settings != null,
        hasAgents: note?.agents != null,
        problem: facts.schema > NEWEST_SCHEMA ? newerWords(facts) : null,
      };
    });
  } catch (thrown) {
    return unusable(thrown instanceof Fault ? 'It is damaged: it cannot be opened as a store.' : `It is damaged: ${wordsOf(thrown)}.`);
  }
}

/**
 * Reads every page and every row: the hash in its name, SQLite's own check, the keys, and the rows it said it holds.
 * Raises STORE_FAILED (damaged, or of something else) and CONFLICT (written by a newer Resync).
 */
export function verifyBackup(path: string): StoreFacts {
  const entry = describeBackup(path);
  const refused = (why: string) => new Fault('STORE_FAILED', `The backup ${path} cannot be used: ${why}`, { retryable: false });
  if (entry.facts === null) throw refused(entry.problem ?? 'it cannot be read.');
  if (entry.facts.schema > NEWEST_SCHEMA) throw new Fault('CONFLICT', `The backup ${path} cannot be used: ${newerWords(entry.facts)}`);
  const hash = BACKUP_NAME.exec(entry.name)?.[6];
  if (hash !== undefined && !hashOfFile(path).startsWith(hash)) throw refused('it is not what was written (its SHA-256 is another than its name says).');
  const wrong = reading(path, (db) => whatIsWrong(db));
  if (wrong !== null) throw refused(wrong);
  return entry.facts;
}

/** A sentence; null when the file is whole. Raises what SQLite raises where it cannot even look. */
export function whatIsWrong(db: Db): string | null {
  try {
    const integrity = String(db.pragma('integrity_check(1)', { simple: true }));
    if (integrity !== 'ok') return `it is damaged (${integrity.replaceAll(/\s+/g, ' ')}).`;
    const broken = db.prepare<[], { table: string }>('SELECT "table" FROM pragma_foreign_key_check').get();
    if (broken !== undefined) return `rows of ${broken.table} point at nothing.`;
    const note = readNote(db);
    if (note === null) return null;
    const { backup: _, ...rows } = countRows(db);
    const missing = Object.entries(note.rows).find(([table, count]) => rows[table] !== count);
    return missing === undefined ? null : `${missing[0]} had ${missing[1]} rows and has ${rows[missing[0]] ?? 0}.`;
  } catch (thrown) {
    return `it is damaged (${wordsOf(thrown)}).`;
  }
}

const CHUNK_BYTES = 1 << 20;

/** SHA-256 of the file, in hexadecimal. */
export function hashOfFile(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** Leaves nothing beside a backup: of one that keeps a log (what migrations keep) SQLite makes an empty log to read it. A file of another name may be in use. */
function reading<T>(path: string, read: (db: Db) => T): T {
  const isAlone = isBackupName(basename(path)) && !existsSync(`${path}-wal`);
  const db = openDatabase({ path, isReadOnly: true });
  try {
    return read(db);
  } finally {
    db.close();
    for (const suffix of isAlone ? ['-wal', '-shm'] : []) rmSync(`${path}${suffix}`, { force: true });
  }
}

/** When it was made, as its name says, epoch ms; null for other names. */
export function timeOf(name: string): number | null {
  const parts = BACKUP_NAME.exec(name) ?? MIGRATION_NAME.exec(name);
  if (parts === null) return null;
  const [, day, hour, minute, second, ms] = parts;
  const at = Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at) ? null : at;
}

const newerWords = ({ schema }: StoreFacts): string =>
  `it was written by a newer Resync (schema ${schema}, this one knows ${NEWEST_SCHEMA}); install that version to restore it.`;

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
