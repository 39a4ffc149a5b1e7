/** The `recorded_object` table: which number a job or stream has in the record. */
import type { Db } from '../../../database/open.ts';

export interface ObjectSeen {
  readonly kind: 'job' | 'stream';
  readonly key: string;
  readonly planObjectId: string;
  readonly name: string;
  readonly streamName: string;
  readonly workstation: string;
  readonly isCritical: boolean;
}

/** Call both inside a write transaction. */
export function objectNumbering(db: Db) {
  const upsert = db.prepare<[string, string, string, string, string, string, string, number, number], { id: number }>(
    `INSERT INTO recorded_object (engine_id, kind, object_key, plan_object_id, name, stream_name, workstation, is_critical, seen_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (engine_id, kind, object_key) DO UPDATE SET plan_object_id = excluded.plan_object_id, name = excluded.name, stream_name = excluded.stream_name,
       workstation = excluded.workstation, is_critical = excluded.is_critical, seen_at_ms = excluded.seen_at_ms
     RETURNING id`,
  );
  const add = db.prepare<[string, string, string, string, string, string, string, number, number], { id: number }>(
    `INSERT INTO recorded_object (engine_id, kind, object_key, plan_object_id, name, stream_name, workstation, is_critical, seen_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (engine_id, kind, object_key) DO UPDATE SET seen_at_ms = max(seen_at_ms, excluded.seen_at_ms)
     RETURNING id`,
  );
  const number = (statement: typeof upsert, engineId: string, seen: ObjectSeen, atMs: number): number => {
    const { kind, key, planObjectId, name, streamName, workstation, isCritical } = seen;
    const row = statement.get(engineId, kind, key, planObjectId, name, streamName, workstation, isCritical ? 1 : 0, atMs);
    if (row === undefined) throw new Error('an upsert with RETURNING gave no row');
    return row.id;
  };
  return {
    /** Numbers an object of the plan in force, and brings what is known of it up to date. */
    current: (engineId: string, seen: ObjectSeen, observedAtMs: number): number => number(upsert, engineId, seen, observedAtMs),
    /** Numbers an object of an archived plan; what is known of it today stays. */
    past: (engineId: string, seen: ObjectSeen, atMs: number): number => number(add, engineId, seen, atMs),
  };
}
