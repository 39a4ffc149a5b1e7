/** Deletes what is older than the settings want, a little at a time. */
import type { Db } from '../../../database/open.ts';

const ROWS_AT_ONCE = 200;

export interface Retention {
  readonly runsSinceMs: number;
  readonly eventsSinceMs: number;
}

/** Spelled out, so that whoever looks for what writes a table finds it here. */
const REMOVE = {
  recording: 'DELETE FROM recording WHERE id = ?',
  status_event: 'DELETE FROM status_event WHERE id = ?',
  workstation_event: 'DELETE FROM workstation_event WHERE id = ?',
  run_history: 'DELETE FROM run_history WHERE id = ?',
  recorded_object: 'DELETE FROM recorded_object WHERE id = ?',
} as const;
type Table = keyof typeof REMOVE;

/** One short transaction; false: nothing old is left. */
export function deleteSomeOld(db: Db, { runsSinceMs, eventsSinceMs }: Retention): boolean {
  const oldest = Math.min(runsSinceMs, eventsSinceMs);
  const engines = db.prepare<[], { engine_id: string }>('SELECT DISTINCT engine_id FROM recorded_object').all();
  return (
    engines.some(
      ({ engine_id: engineId }) =>
        deleteOld(db, 'run_history', 'at_ms', engineId, runsSinceMs) || deleteOld(db, 'status_event', 'at_ms', engineId, eventsSinceMs),
    ) ||
    engines.some(
      ({ engine_id: engineId }) =>
        deleteOld(db, 'workstation_event', 'at_ms', engineId, eventsSinceMs) || deleteOld(db, 'recording', 'until_ms', engineId, oldest),
    ) ||
    db.prepare('DELETE FROM plan_snapshot WHERE last_seen_ms < ?').run(oldest).changes > 0 ||
    deleteForgotten(db, oldest)
  );
}

/** Looks first and deletes by number: whoever looks holds nobody up, whoever deletes holds up every writer of the store. */
function deleteOld(db: Db, table: Table, column: 'at_ms' | 'until_ms', engineId: string, beforeMs: number): boolean {
  const ids = db
    .prepare<[string, number, number], { id: number }>(`SELECT id FROM ${table} WHERE engine_id = ? AND ${column} < ? LIMIT ?`)
    .all(engineId, beforeMs, ROWS_AT_ONCE);
  return deleteRows(db, table, ids);
}

/** Jobs and streams of which nothing is told any more. */
function deleteForgotten(db: Db, beforeMs: number): boolean {
  const ids = db
    .prepare<[number, number], { id: number }>(
      `SELECT id FROM recorded_object object WHERE seen_at_ms < ? AND NOT EXISTS (SELECT 1 FROM run_history WHERE object_id = object.id)
         AND NOT EXISTS (SELECT 1 FROM status_event WHERE object_id = object.id) LIMIT ?`,
    )
    .all(beforeMs, ROWS_AT_ONCE);
  return deleteRows(db, 'recorded_object', ids);
}

function deleteRows(db: Db, table: Table, rows: readonly { readonly id: number }[]): boolean {
  const remove = db.prepare<[number]>(REMOVE[table]);
  if (rows.length > 0)
    db.transaction(() => {
      for (const { id } of rows) remove.run(id);
    }).immediate();
  return rows.length > 0;
}

/** Forgets an engine's past, watches aside; false: nothing is left. What was recorded is forgotten first, so that a half-deleted past claims nothing. */
export function forgetSome(db: Db, engineId: string): boolean {
  const tables = ['recording', 'status_event', 'workstation_event', 'run_history', 'recorded_object'] as const;
  const forget = (table: Table) =>
    deleteRows(db, table, db.prepare<[string, number], { id: number }>(`SELECT id FROM ${table} WHERE engine_id = ? LIMIT ?`).all(engineId, ROWS_AT_ONCE));
  return tables.some(forget) || db.prepare('DELETE FROM plan_snapshot WHERE engine_id = ?').run(engineId).changes > 0;
}
