/** What jobs usually take, for forecasts over the whole plan. */
import type { Db } from '../../../database/open.ts';
import { FEWEST_RUNS } from './baseline.ts';

interface MeasuredDuration {
  readonly jobKey: string;
  readonly medianMs: number;
  readonly p90Ms: number;
}

/** Every measured job of the engine, one after another: 200,000 of them are never in memory at once. */
export function* measuredDurations(db: Db, engineId: string): Generator<MeasuredDuration, void, void> {
  const rows = db.prepare<[string, number], MeasuredDuration>(
    `SELECT object_key AS jobKey, median_ms AS medianMs, p90_ms AS p90Ms FROM recorded_object
     WHERE engine_id = ? AND kind = 'job' AND measured_runs >= ? AND median_ms IS NOT NULL`,
  );
  yield* rows.iterate(engineId, FEWEST_RUNS);
}
