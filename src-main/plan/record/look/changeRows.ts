/** What changed between two instants, out of the record. */
import type { PlanChanges } from '../../../../src-preload/contract/plan/planHistory.ts';
import { instantOf } from '../../../base/clock.ts';
import type { Db } from '../../../database/open.ts';
import { lateOf } from '../rows/eventRows.ts';
import { changesOf, type NotableEvent } from './changes.ts';
import { plansInForce, readPlans, rolloversIn, type SeenPlan } from './recordingRows.ts';

interface EventRow {
  readonly kind: 'job' | 'stream';
  readonly object_key: string;
  readonly name: string;
  readonly stream_name: string;
  readonly is_critical: number;
  readonly instance: string;
  readonly plan_id: string;
  readonly at_ms: number;
  readonly is_dated: number;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly to_common: string;
  readonly return_code: number | null;
  readonly is_failing: number;
  readonly is_late: number;
  readonly is_canceled: number;
}

/** (sinceMs, untilMs]. From one reading of the store, so that lists and counts never disagree. */
export function readChanges(db: Db, engineId: string, sinceMs: number, untilMs: number): Omit<PlanChanges, 'recording'> {
  return db.transaction(() => {
    const plans = readPlans(db, engineId);
    const inForce = plansInForce(plans, sinceMs, untilMs);
    const folded = changesOf(readNotable(db, engineId, inForce, untilMs), { sinceMs, untilMs, planId: inForce.at(-1)?.planId ?? null });
    return {
      since: instantOf(sinceMs),
      until: instantOf(untilMs),
      ...bounded({ ...folded, workstations: readWorkstationChanges(db, engineId, sinceMs, untilMs) }),
      counts: readCounts(db, engineId, sinceMs, untilMs),
      rollovers: rolloversIn(plans, sinceMs, untilMs),
    };
  })();
}

/** A night in which everything fails must not flood the thread it is told to; what was left out is counted. */
const MOST_LISTED = 500;

type Lists = Pick<PlanChanges, keyof PlanChanges['totals']>;

function bounded(lists: Lists): Lists & Pick<PlanChanges, 'totals' | 'isTruncated'> {
  const { newFailures, recovered, stillFailed, newlyLate, canceled, streamsInTrouble, workstations } = lists;
  return {
    newFailures: newFailures.slice(0, MOST_LISTED),
    recovered: recovered.slice(0, MOST_LISTED),
    stillFailed: stillFailed.slice(0, MOST_LISTED),
    newlyLate: newlyLate.slice(0, MOST_LISTED),
    canceled: canceled.slice(0, MOST_LISTED),
    streamsInTrouble: streamsInTrouble.slice(0, MOST_LISTED),
    // Told in the order they happened: the last ones say how it stands.
    workstations: workstations.slice(-MOST_LISTED),
    totals: {
      newFailures: newFailures.length,
      recovered: recovered.length,
      stillFailed: stillFailed.length,
      newlyLate: newlyLate.length,
      canceled: canceled.length,
      streamsInTrouble: streamsInTrouble.length,
      workstations: workstations.length,
    },
    isTruncated: Object.values(lists).some(({ length }) => length > MOST_LISTED),
  };
}

function readNotable(db: Db, engineId: string, plans: readonly SeenPlan[], untilMs: number): NotableEvent[] {
  const events = db.prepare<[string, string, number], EventRow>(
    `SELECT kind, object_key, name, stream_name, is_critical, instance, status_event.plan_id, at_ms, is_dated, from_status, to_status, to_common, return_code,
            is_failing, is_late, is_canceled
     FROM status_event JOIN recorded_object ON recorded_object.id = object_id
     WHERE status_event.engine_id = ? AND status_event.plan_id = ? AND at_ms <= ? AND is_notable = 1 ORDER BY at_ms, status_event.id`,
  );
  return plans.flatMap(({ planId }) => events.all(engineId, planId, untilMs).map(eventOf));
}

const eventOf = (row: EventRow): NotableEvent => ({
  kind: row.kind,
  key: row.object_key,
  name: row.name,
  streamName: row.stream_name,
  isCritical: row.is_critical === 1,
  instance: row.instance,
  planId: row.plan_id,
  atMs: row.at_ms,
  isDated: row.is_dated === 1,
  from: row.from_status,
  to: row.to_status,
  common: row.to_common,
  returnCode: row.return_code,
  isFailing: row.is_failing === 1,
  isLate: lateOf(row.is_late),
  isCanceled: row.is_canceled === 1,
});

function readCounts(db: Db, engineId: string, sinceMs: number, untilMs: number): PlanChanges['counts'] {
  const started = db
    .prepare<[string, number, number], { n: number }>('SELECT count(*) AS n FROM run_history WHERE engine_id = ? AND started_at_ms > ? AND started_at_ms <= ?')
    .get(engineId, sinceMs, untilMs);
  const ended = db
    .prepare<[string, number, number], { outcome: string; n: number }>(
      'SELECT outcome, count(*) AS n FROM run_history WHERE engine_id = ? AND at_ms > ? AND at_ms <= ? GROUP BY outcome',
    )
    .all(engineId, sinceMs, untilMs);
  const countOf = (outcome: string) => ended.find((row) => row.outcome === outcome)?.n ?? 0;
  return { started: started?.n ?? 0, endedWell: countOf('well'), failed: countOf('failed') };
}

function readWorkstationChanges(db: Db, engineId: string, sinceMs: number, untilMs: number): PlanChanges['workstations'] {
  return db
    .prepare<[string, number, number], { name: string; from_state: string; to_state: string; at_ms: number }>(
      'SELECT name, from_state, to_state, at_ms FROM workstation_event WHERE engine_id = ? AND at_ms > ? AND at_ms <= ? AND from_state IS NOT NULL ORDER BY at_ms, id',
    )
    .all(engineId, sinceMs, untilMs)
    .map((row) => ({ name: row.name, from: row.from_state, to: row.to_state, at: instantOf(row.at_ms) }));
}
