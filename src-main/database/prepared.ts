/** Statements of a connection, compiled once: on the auditor's path compiling them again took longer than running them. */
import type Sqlite from 'better-sqlite3';
import type { Db } from './open.ts';

const byConnection = new WeakMap<Db, Map<string, Sqlite.Statement>>();

/** For a fixed text only (each stays as long as its connection), and never for `iterate`, which occupies its statement. */
export function prepared<Parameters extends unknown[], Row = unknown>(db: Db, sql: string): Sqlite.Statement<Parameters, Row> {
  let known = byConnection.get(db);
  if (known === undefined) byConnection.set(db, (known = new Map()));
  let statement = known.get(sql);
  if (statement === undefined) known.set(sql, (statement = db.prepare(sql)));
  // The same text has the same parameters and columns; only the caller knows their types, as with `prepare`.
  return statement as Sqlite.Statement<Parameters, Row>;
}
