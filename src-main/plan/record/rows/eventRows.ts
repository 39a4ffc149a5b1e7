/** The write side of `status_event`, and how the record last knew each job. */
import type { Db } from '../../../database/open.ts';
import type { KnownState, StatusEvent } from '../keep/eventsOf.ts';

interface StateRow {
  readonly plan_id: string;
  readonly to_status: string;
  readonly at_ms: number;
  readonly is_failing: number;
  readonly is_late: number;
  readonly is_canceled: number;
}

const lateNumber = (isLate: boolean | null): number => (isLate === null ? -1 : isLate ? 1 : 0);
export const lateOf = (told: number): boolean | null => (told === -1 ? null : told === 1);

/** Call both inside a write transaction. */
export function eventKeeping(db: Db) {
  const last = db.prepare<[number, string], StateRow>(
    'SELECT plan_id, to_status, at_ms, is_failing, is_late, is_canceled FROM status_event WHERE object_id = ? AND instance = ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const insert = db.prepare(
    `INSERT OR IGNORE INTO status_event (engine_id, object_id, instance, plan_id, at_ms, is_dated, observed_at_ms, from_status, to_status, to_common,
       return_code, is_failing, is_late, is_canceled, is_notable)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    known(objectId: number, instance: string): KnownState | null {
      const row = last.get(objectId, instance);
      if (row === undefined) return null;
      return {
        planId: row.plan_id,
        status: row.to_status,
        atMs: row.at_ms,
        isFailing: row.is_failing === 1,
        isLate: lateOf(row.is_late),
        isCanceled: row.is_canceled === 1,
      };
    },
    keep(engineId: string, objectId: number, instance: string, event: StatusEvent): void {
      insert.run(
        engineId,
        objectId,
        instance,
        event.planId,
        event.atMs,
        event.isDated ? 1 : 0,
        event.observedAtMs,
        event.from,
        event.status,
        event.common,
        event.returnCode,
        event.isFailing ? 1 : 0,
        lateNumber(event.isLate),
        event.isCanceled ? 1 : 0,
        event.isNotable ? 1 : 0,
      );
    },
  };
}
