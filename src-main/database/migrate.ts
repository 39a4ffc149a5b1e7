/** Brings the store to the newest schema: on a copy, verified, with the old file kept. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Clock, instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import { flush, flushFolder } from '../base/files/durable.ts';
import type { Log } from '../base/log.ts';
import { first } from './migrations/001-first.ts';
import { second } from './migrations/002-history.ts';
import { third } from './migrations/003-evidence.ts';
import { fourth } from './migrations/004-identity.ts';
import { type Db, openDatabase } from './open.ts';
import { asStoreFault } from './storeFault.ts';

export interface Migration {
  /** 1, 2, 3, ...: kept in the file as `user_version`. */
  readonly version: number;
  readonly sql: string;
  /** Tables that may lose rows here, and why is in the migration's comment; any other loss stops the migration. */
  readonly mayShrink?: readonly string[];
}

const MIGRATIONS: readonly Migration[] = [first, second, third, fourth];
/** The schema this program works with. */
export const NEWEST_SCHEMA = MIGRATIONS.at(-1)?.version ?? 0;

/** A new store of an older schema, for what is brought into it. Nothing may be there yet. Raises STORE_FAILED. */
export async function createStore({
  path,
  schema,
  clock,
  log,
}: {
  readonly path: string;
  readonly schema: number;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  await migrateDatabase({ path, clock, log, migrations: MIGRATIONS.filter(({ version }) => version <= schema) });
}

export interface MigrationOutcome {
  readonly from: number;
  readonly to: number;
  /** The old file as it was, when there was one to change. */
  readonly backup: string | null;
}

/**
 * Makes or upgrades the store at `path`. Call it while holding the data directory's lock and before opening the store.
 * The file at `path` is either the old one or the finished new one, at every instant.
 * Raises STORE_FAILED when the store is newer than this program, damaged, or the copy does not verify.
 */
export async function migrateDatabase(options: {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly migrations?: readonly Migration[];
}): Promise<MigrationOutcome> {
  const migrations = options.migrations ?? MIGRATIONS;
  const to = migrations.at(-1)?.version ?? 0;
  const from = existsSync(options.path) ? versionOf(options.path) : 0;
  if (from > to) {
    throw new Fault(
      'STORE_FAILED',
      `The store was written by a newer Resync (schema ${from}, this one knows ${to}); start that version, or restore a backup.`,
      {
        retryable: false,
      },
    );
  }
  if (from === to) return { from, to, backup: null };
  const copy = `${options.path}.migrating`;
  removeFile(copy);
  try {
    const backup = from === 0 ? null : await backUp(options.path, from, options.clock);
    if (from > 0) await copyDatabase(options.path, copy);
    upgradeCopy(
      copy,
      migrations.filter((migration) => migration.version > from),
    );
    swap(copy, options.path);
    options.log.info({ from, to, backup }, 'store migrated');
    return { from, to, backup };
  } catch (thrown) {
    removeFile(copy);
    throw asStoreFault(thrown);
  }
}

/** An empty store of the newest schema that lasts as long as its connection: for what a store that keeps nothing cannot take. */
export function openSpareDatabase(): Db {
  const db = openDatabase({ path: ':memory:' });
  for (const { sql } of MIGRATIONS) db.exec(sql);
  return db;
}

/** For who only reads. Raises STORE_FAILED when the store is not of this program's schema. */
export function requireSchema(path: string): void {
  const db = openDatabase({ path, isReadOnly: true });
  const found = Number(db.pragma('user_version', { simple: true }));
  db.close();
  if (found === NEWEST_SCHEMA) return;
  throw new Fault('STORE_FAILED', `The store has schema ${found} and this Resync works with ${NEWEST_SCHEMA}; run \`resync migrate\` first.`, {
    retryable: false,
  });
}

/** 0 for a file without our tables. Leaves no write-ahead log behind, so that the file alone is the store. */
function versionOf(path: string): number {
  const db = openDatabase({ path });
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    return Number(db.pragma('user_version', { simple: true }));
  } catch (thrown) {
    throw asStoreFault(thrown);
  } finally {
    db.close();
  }
}

async function backUp(path: string, version: number, clock: Clock): Promise<string> {
  const directory = join(dirname(path), 'backups');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const backup = join(directory, `schema-${version}-${instantOf(clock.now()).replaceAll(/[:.]/g, '-')}.db`);
  await copyDatabase(path, backup);
  return backup;
}

/** Page by page through SQLite, so that a write-ahead log left by a crash is part of the copy. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const db = openDatabase({ path: from });
  try {
    await db.backup(to);
  } finally {
    db.close();
  }
  flush(to);
}

function upgradeCopy(copy: string, migrations: readonly Migration[]): void {
  const db = openDatabase({ path: copy });
  try {
    const before = rowCounts(db);
    // Off while tables are rebuilt; `foreign_key_check` below looks at the result as a whole.
    db.pragma('foreign_keys = OFF');
    for (const migration of migrations) {
      db.transaction(() => {
        db.exec(migration.sql);
        db.pragma(`user_version = ${migration.version}`);
      })();
    }
    verify(db, before, new Set(migrations.flatMap((migration) => migration.mayShrink ?? [])));
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  flush(copy);
}

function verify(db: Db, before: ReadonlyMap<string, number>, mayShrink: ReadonlySet<string>): void {
  const integrity = db.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') throw refused(`the copy is damaged (${String(integrity)})`);
  const broken = db.prepare<[], { table: string }>('SELECT "table" FROM pragma_foreign_key_check').get();
  if (broken !== undefined) throw refused(`rows of ${broken.table} point at nothing`);
  const after = rowCounts(db);
  for (const [table, rows] of before) {
    if (mayShrink.has(table)) continue;
    if ((after.get(table) ?? 0) < rows) throw refused(`${table} had ${rows} rows and would have ${after.get(table) ?? 0}`);
  }
}

function refused(why: string): Fault {
  return new Fault('STORE_FAILED', `The store was not upgraded: ${why}. The old store is untouched; keep using the previous Resync and report this.`, {
    retryable: false,
  });
}

function rowCounts(db: Db): Map<string, number> {
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .all()
    // The shadow tables of full text belong to it: their row counts mean nothing to us.
    .filter(({ name }) => !name.startsWith('memory_text_'));
  return new Map(tables.map(({ name }) => [name, db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0]));
}

function swap(copy: string, path: string): void {
  // The old file was closed with an empty log; what remains of it must not be replayed into the new file.
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  renameSync(copy, path);
  flushFolder(dirname(path));
}

function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}
