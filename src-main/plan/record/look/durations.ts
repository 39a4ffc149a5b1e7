/** What jobs usually take, for forecasts over the whole plan. */
import type { Db } from '../../../database/open.ts';
import { FEWEST_RUNS } from './baseline.ts';

/** As many as the keys asked for; NaN: not measured often enough. */
export interface Durations {
  readonly medianMs: Float64Array<ArrayBuffer>;
  readonly p90Ms: Float64Array<ArrayBuffer>;
}

/** One look into the index for each key: a plan is asked for in parts, each as large as its own answer only. */
export function readDurations(db: Db, engineId: string, jobKeys: readonly string[]): Durations {
  const usual = db.prepare<[string, string, number], { median: number; p90: number }>(
    `SELECT median_ms AS median, p90_ms AS p90 FROM recorded_object
     WHERE engine_id = ? AND kind = 'job' AND object_key = ? AND measured_runs >= ? AND median_ms IS NOT NULL`,
  );
  const medianMs = new Float64Array(jobKeys.length).fill(Number.NaN);
  const p90Ms = new Float64Array(jobKeys.length).fill(Number.NaN);
  for (const [place, key] of jobKeys.entries()) {
    const row = usual.get(engineId, key, FEWEST_RUNS);
    if (row === undefined) continue;
    medianMs[place] = row.median;
    p90Ms[place] = row.p90;
  }
  return { medianMs, p90Ms };
}
