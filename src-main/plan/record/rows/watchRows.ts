/** The `watch_rule` table. */
import type { WatchRule } from '../../../../src-preload/contract/plan/planHistory.ts';
import { Fault } from '../../../base/fault.ts';
import type { Db } from '../../../database/open.ts';

interface WatchRow {
  readonly id: string;
  readonly job_key: string;
  readonly event: WatchRule['event'];
  readonly created_at: string;
  readonly fired_at: string | null;
  readonly seen: string | null;
}

const ruleOf = (row: WatchRow): WatchRule => ({
  id: row.id,
  jobKey: row.job_key,
  event: row.event,
  createdAt: row.created_at,
  firedAt: row.fired_at,
  seen: row.seen,
});

/** Rules that have not fired first, newest first within each. */
export function listWatches(db: Db, engineId: string): WatchRule[] {
  return db
    .prepare<[string], WatchRow>('SELECT * FROM watch_rule WHERE engine_id = ? ORDER BY fired_at IS NOT NULL, created_at DESC, id DESC')
    .all(engineId)
    .map(ruleOf);
}

/** A rule that is still open for the same job and event is given back instead. Raises CONFLICT when there are too many. */
export function addWatch(db: Db, engineId: string, rule: WatchRule, most: number): WatchRule {
  return db
    .transaction(() => {
      const open = db
        .prepare<[string, string, string], WatchRow>('SELECT * FROM watch_rule WHERE engine_id = ? AND job_key = ? AND event = ? AND fired_at IS NULL')
        .get(engineId, rule.jobKey, rule.event);
      if (open !== undefined) return ruleOf(open);
      const { n } = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM watch_rule WHERE engine_id = ?').get(engineId) ?? { n: 0 };
      if (n >= most) throw new Fault('CONFLICT', `There are ${most} watches already: remove some that have fired first.`);
      db.prepare('INSERT INTO watch_rule (id, engine_id, job_key, event, created_at) VALUES (?, ?, ?, ?, ?)').run(
        rule.id,
        engineId,
        rule.jobKey,
        rule.event,
        rule.createdAt,
      );
      return rule;
    })
    .immediate();
}

/** Raises NOT_FOUND. */
export function removeWatch(db: Db, engineId: string, id: string): void {
  if (db.prepare('DELETE FROM watch_rule WHERE engine_id = ? AND id = ?').run(engineId, id).changes === 0)
    throw new Fault('NOT_FOUND', 'There is no such watch; it may have been removed already.');
}

/** Open rules by job key. */
export function openWatches(db: Db, engineId: string): ReadonlyMap<string, readonly WatchRule[]> {
  const rows = db.prepare<[string], WatchRow>('SELECT * FROM watch_rule WHERE engine_id = ? AND fired_at IS NULL').all(engineId);
  return Map.groupBy(rows.map(ruleOf), ({ jobKey }) => jobKey);
}

/** Call it inside the transaction that keeps what it saw. False: it had fired, or is gone. */
export function fireWatch(db: Db, id: string, firedAt: string, seen: string): boolean {
  return db.prepare('UPDATE watch_rule SET fired_at = ?, seen = ? WHERE id = ? AND fired_at IS NULL').run(firedAt, seen, id).changes === 1;
}

/** Fired, and the person has not been told: also those of a Resync that was killed in between. */
export function untoldWatches(db: Db): WatchRule[] {
  return db.prepare<[], WatchRow>('SELECT * FROM watch_rule WHERE fired_at IS NOT NULL AND notified_at IS NULL ORDER BY fired_at').all().map(ruleOf);
}

export function markTold(db: Db, ids: readonly string[], at: string): void {
  const told = db.prepare('UPDATE watch_rule SET notified_at = ? WHERE id = ?');
  db.transaction(() => {
    for (const id of ids) told.run(at, id);
  }).immediate();
}
