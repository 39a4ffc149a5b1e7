/** The write side of `run_history`: each run of the engine has one row, however often it is read. */
import type { Db } from '../../../database/open.ts';
import type { SeenRun } from '../../snapshot/changeFeed.ts';
import { outcomeOf, type RunOutcome } from '../outcomes.ts';

interface KnownRun {
  readonly id: number;
  readonly run_id: string | null;
  readonly plan_id: string | null;
  readonly attempt: number | null;
  readonly status: string;
  readonly outcome: RunOutcome;
  readonly return_code: number | null;
  readonly workstation: string;
  readonly started_at_ms: number | null;
  readonly ended_at_ms: number | null;
}

interface RunPlace {
  readonly engineId: string;
  readonly objectId: number;
  readonly planId: string | null;
  readonly observedAtMs: number;
}

/** @returns keeps one run and says whether it started, ended or turned out otherwise than the record knew. Call it inside a write transaction. */
export function runKeeping(db: Db) {
  const byRun = db.prepare<[string, string], KnownRun>('SELECT * FROM run_history WHERE engine_id = ? AND run_id = ?');
  // The same start of the same job in another plan: carried forward, with a new id.
  const byStart = db.prepare<[{ objectId: number; startedAtMs: number; attempt: number | null; planId: string | null }], KnownRun>(
    `SELECT * FROM run_history WHERE object_id = @objectId AND at_ms >= @startedAtMs AND started_at_ms = @startedAtMs
       AND (run_id IS NULL OR (plan_id IS NOT @planId AND attempt IS @attempt))`,
  );
  const insert = db.prepare(
    `INSERT INTO run_history (engine_id, object_id, run_id, plan_id, attempt, status, outcome, return_code, workstation, started_at_ms, ended_at_ms, at_ms)
     VALUES (@engineId, @objectId, @runId, @planId, @attempt, @status, @outcome, @returnCode, @workstation, @startedAtMs, @endedAtMs, @atMs)`,
  );
  const update = db.prepare(
    `UPDATE run_history SET run_id = @runId, plan_id = @planId, attempt = @attempt, status = @status, outcome = @outcome, return_code = @returnCode,
       workstation = @workstation, started_at_ms = @startedAtMs, ended_at_ms = @endedAtMs, at_ms = @atMs WHERE id = @id`,
  );
  const needsMeasuring = db.prepare<[number]>('UPDATE recorded_object SET needs_measuring = 1 WHERE id = ?');

  return ({ engineId, objectId, planId, observedAtMs }: RunPlace, run: SeenRun): boolean => {
    const runId = run.runId === '' ? null : run.runId;
    const { attempt, status, returnCode, workstation, startedAtMs, endedAtMs } = run;
    // Neither an id nor a start: it could not be told from the next one.
    if (runId === null && startedAtMs === null) return false;
    const outcome = outcomeOf(status, endedAtMs);
    // Planned, and nothing has happened to it.
    if (startedAtMs === null && endedAtMs === null && outcome !== 'failed') return false;
    const known =
      (runId === null ? undefined : byRun.get(engineId, runId)) ?? (startedAtMs === null ? undefined : byStart.get({ objectId, startedAtMs, attempt, planId }));
    if (known !== undefined && isSame(known, { runId, planId, attempt, status, returnCode, workstation, startedAtMs, endedAtMs })) return false;
    const row = { runId, planId, attempt, status, outcome, returnCode, workstation, startedAtMs, endedAtMs, atMs: endedAtMs ?? startedAtMs ?? observedAtMs };
    if (known === undefined) insert.run({ engineId, objectId, ...row });
    else update.run({ id: known.id, ...row });
    const isFresh = known === undefined || known.outcome !== outcome || known.started_at_ms !== startedAtMs || known.ended_at_ms !== endedAtMs;
    if (isFresh && (outcome === 'well' || known?.outcome === 'well')) needsMeasuring.run(objectId);
    return isFresh;
  };
}

type RunFields = Omit<SeenRun, 'runId'> & { readonly runId: string | null; readonly planId: string | null };

const isSame = (known: KnownRun, run: RunFields): boolean =>
  known.run_id === run.runId &&
  known.plan_id === run.planId &&
  known.attempt === run.attempt &&
  known.status === run.status &&
  known.return_code === run.returnCode &&
  known.workstation === run.workstation &&
  known.started_at_ms === run.startedAtMs &&
  known.ended_at_ms === run.endedAtMs;
