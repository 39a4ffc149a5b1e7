/** The write side of `recording` and `plan_snapshot`: what was recorded from when until when, and of which plan. */
import type { Recording } from '../../../../src-preload/contract/plan/planHistory.ts';
import type { Db } from '../../../database/open.ts';
import { continues } from '../keep/stretch.ts';

export type GapReason = Recording['gaps'][number]['why'];

interface StretchRow {
  readonly id: number;
  readonly since_ms: number;
  readonly until_ms: number;
  readonly is_closed: number;
}

export interface WholeReading {
  readonly engineId: string;
  readonly planId: string;
  readonly observedAtMs: number;
  readonly longestPauseMs: number;
}

/** Call each inside a write transaction. */
export function recordingKeeping(db: Db) {
  const last = db.prepare<[string], StretchRow>(
    'SELECT id, since_ms, until_ms, is_closed FROM recording WHERE engine_id = ? ORDER BY until_ms DESC, id DESC LIMIT 1',
  );
  const extend = db.prepare<[number, number]>('UPDATE recording SET until_ms = max(until_ms, ?), interrupted_why = NULL WHERE id = ?');
  const begin = db.prepare<[string, number, number]>('INSERT INTO recording (engine_id, since_ms, until_ms) VALUES (?, ?, ?)');
  const close = db.prepare<[string, number]>('UPDATE recording SET is_closed = 1, interrupted_why = coalesce(interrupted_why, ?) WHERE id = ?');
  const interrupt = db.prepare<[string, number]>('UPDATE recording SET interrupted_why = coalesce(interrupted_why, ?) WHERE id = ?');
  const seePlan = db.prepare<[string, string, number, number]>(
    `INSERT INTO plan_snapshot (engine_id, plan_id, first_seen_ms, last_seen_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (engine_id, plan_id) DO UPDATE SET last_seen_ms = max(last_seen_ms, excluded.last_seen_ms)`,
  );
  return {
    /** The last row of a whole reading is being kept. */
    advance({ engineId, planId, observedAtMs, longestPauseMs }: WholeReading): void {
      seePlan.run(engineId, planId, observedAtMs, observedAtMs);
      const row = last.get(engineId) ?? null;
      const stretch = row === null ? null : { sinceMs: row.since_ms, untilMs: row.until_ms, isClosed: row.is_closed === 1 };
      if (row !== null && continues(stretch, observedAtMs, longestPauseMs)) {
        extend.run(observedAtMs, row.id);
        return;
      }
      if (row !== null) close.run('not-running', row.id);
      begin.run(engineId, observedAtMs, observedAtMs);
    },
    /** Something keeps the stretch from moving on. The first reason stays, until a reading moves it on after all. */
    interrupt(engineId: string, why: GapReason): void {
      const row = last.get(engineId);
      if (row !== undefined) interrupt.run(why, row.id);
    },
    /** Something was missed: whatever is read next begins a new stretch. */
    close(engineId: string, why: GapReason): void {
      const row = last.get(engineId);
      if (row !== undefined) close.run(why, row.id);
    },
  };
}
