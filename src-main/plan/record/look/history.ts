/** Runs out of the record, with the usual duration of the job and how failures spread. */
import type { DurationBaseline, RecordedRun, RunHistory } from '../../../../src-preload/contract/plan/planHistory.ts';
import { wallClock, zoneOf } from '../../../../src-preload/shared/zone.ts';
import { instantOf } from '../../../base/clock.ts';
import type { Db } from '../../../database/open.ts';
import type { HistoryQuery } from '../recordReads.ts';
import { anomalyOf, baselineOf, MEASURED_RUNS, type Usual, usualOf } from './baseline.ts';
import { readGroups } from './groups.ts';
import { type Selection, selectionOf } from './selection.ts';

interface RunRow {
  readonly object_key: string;
  readonly name: string;
  readonly stream_name: string;
  readonly workstation: string;
  readonly plan_id: string | null;
  readonly run_id: string | null;
  readonly attempt: number | null;
  readonly status: string;
  readonly outcome: string;
  readonly return_code: number | null;
  readonly started_at_ms: number | null;
  readonly ended_at_ms: number | null;
  readonly measured_runs: number;
  readonly median_ms: number | null;
  readonly p90_ms: number | null;
  readonly mad_ms: number | null;
}

/** `timeZone` is the engine's; null: not told, UTC then. */
export function readHistory(db: Db, engineId: string, query: HistoryQuery, timeZone: string | null): Omit<RunHistory, 'recording'> {
  const zone = zoneOf(timeZone);
  return db.transaction(() => {
    const selection = selectionOf(engineId, query);
    const totals = readTotals(db, selection);
    const measured = query.jobKey === undefined ? null : readMeasured(db, engineId, query.jobKey, zone);
    return {
      runs: readRuns(db, selection, query.limit, measured?.usual),
      ...totals,
      baseline: measured?.baseline ?? null,
      groups: query.groupBy === undefined ? null : readGroups(db, selection, query.groupBy, zone),
    };
  })();
}

function readTotals(db: Db, { where, values }: Selection): { total: number; failed: number } {
  const row = db
    .prepare<[Selection['values']], { total: number; failed: number | null }>(`SELECT count(*) AS total, sum(outcome = 'failed') AS failed ${where}`)
    .get(values);
  return { total: row?.total ?? 0, failed: row?.failed ?? 0 };
}

/** @param usual of the one job asked for; undefined: what is kept with each job */
function readRuns(db: Db, { where, values }: Selection, limit: number, usual: Usual | null | undefined): RecordedRun[] {
  return db
    .prepare<[Selection['values'] & { limit: number }], RunRow>(
      `SELECT object_key, name, stream_name, run.workstation, plan_id, run_id, attempt, status, outcome, return_code, started_at_ms, ended_at_ms,
              measured_runs, median_ms, p90_ms, mad_ms
       ${where} ORDER BY at_ms DESC, run.id DESC LIMIT @limit`,
    )
    .all({ ...values, limit })
    .map((row) => runOf(row, usual === undefined ? usualOfRow(row) : usual));
}

function usualOfRow({ measured_runs, median_ms, p90_ms, mad_ms }: RunRow): Usual | null {
  if (median_ms === null || p90_ms === null || mad_ms === null) return null;
  return { runs: measured_runs, medianMs: median_ms, p90Ms: p90_ms, deviationMs: mad_ms };
}

function runOf(row: RunRow, usual: Usual | null): RecordedRun {
  const durationMs = row.started_at_ms === null || row.ended_at_ms === null ? null : row.ended_at_ms - row.started_at_ms;
  // How long a run took until it failed says nothing of how long it should take.
  const anomaly = row.outcome === 'well' ? anomalyOf(durationMs, usual) : null;
  return {
    jobKey: row.object_key,
    jobName: row.name,
    streamName: row.stream_name,
    workstation: row.workstation,
    planId: row.plan_id,
    runId: row.run_id,
    attempt: row.attempt,
    status: row.status,
    returnCode: row.return_code,
    startedAt: row.started_at_ms === null ? null : instantOf(row.started_at_ms),
    endedAt: row.ended_at_ms === null ? null : instantOf(row.ended_at_ms),
    durationMs,
    anomaly,
    usualMs: anomaly === null ? null : (usual?.medianMs ?? null),
  };
}

function readMeasured(db: Db, engineId: string, jobKey: string, zone: string): { baseline: DurationBaseline; usual: Usual | null } {
  const runs = db
    .prepare<[string, string, number], { startedAtMs: number; durationMs: number }>(
      `SELECT started_at_ms AS startedAtMs, ended_at_ms - started_at_ms AS durationMs FROM run_history
       WHERE object_id = (SELECT id FROM recorded_object WHERE engine_id = ? AND kind = 'job' AND object_key = ?)
         AND outcome = 'well' AND started_at_ms IS NOT NULL AND ended_at_ms >= started_at_ms ORDER BY at_ms DESC LIMIT ?`,
    )
    .all(engineId, jobKey, MEASURED_RUNS);
  return { baseline: baselineOf(runs, (atMs) => wallClock(atMs, zone).weekday), usual: usualOf(runs.map(({ durationMs }) => durationMs)) };
}
