/** Keeps with each job what it usually takes, so that a forecast over the whole plan reads one column. */
import type { Db } from '../../../database/open.ts';
import { MEASURED_RUNS, usualOf } from '../look/baseline.ts';

const JOBS_AT_ONCE = 100;

/** Measures some of the jobs whose runs changed; false: none is left. One short transaction. */
export function measureSome(db: Db): boolean {
  const due = db.prepare<[number], { id: number }>('SELECT id FROM recorded_object WHERE needs_measuring = 1 LIMIT ?');
  const runs = db.prepare<[number, number], { ms: number }>(
    `SELECT ended_at_ms - started_at_ms AS ms FROM run_history
     WHERE object_id = ? AND outcome = 'well' AND started_at_ms IS NOT NULL AND ended_at_ms >= started_at_ms ORDER BY at_ms DESC LIMIT ?`,
  );
  const keep = db.prepare('UPDATE recorded_object SET measured_runs = ?, median_ms = ?, p90_ms = ?, mad_ms = ?, needs_measuring = 0 WHERE id = ?');
  return db
    .transaction(() => {
      const ids = due.all(JOBS_AT_ONCE);
      for (const { id } of ids) {
        const durations = runs.all(id, MEASURED_RUNS).map(({ ms }) => ms);
        const usual = usualOf(durations);
        keep.run(durations.length, usual?.medianMs ?? null, usual?.p90Ms ?? null, usual?.deviationMs ?? null, id);
      }
      return ids.length === JOBS_AT_ONCE;
    })
    .immediate();
}
