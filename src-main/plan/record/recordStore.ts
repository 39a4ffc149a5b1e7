/** The recorded past of every engine in the store: what may be written, and what may be asked. Runs in the record thread. */
import type { PlanChanges, Recording, RunHistory, WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';
import type { Db } from '../../database/open.ts';
import type { PlanChangeBatch } from '../snapshot/changeFeed.ts';
import { type ArchivedJob, keepArchived } from './keep/keepArchived.ts';
import { type Keeping, keepBatch } from './keep/keepBatch.ts';
import { measureSome } from './keep/measure.ts';
import { deleteSomeOld, forgetSome, type Retention } from './keep/retention.ts';
import { withoutFlush } from './keep/withoutFlush.ts';
import { keepWorkstations, type WorkstationSeen } from './keep/workstations.ts';
import { readChanges } from './look/changeRows.ts';
import { type Durations, readDurations } from './look/durations.ts';
import { type AskedWindow, recordingOf } from './look/gaps.ts';
import { readHistory } from './look/history.ts';
import { readPlans, readStretches } from './look/recordingRows.ts';
import type { HistoryQuery } from './recordReads.ts';
import { type GapReason, recordingKeeping } from './rows/stretchRows.ts';
import { addWatch, listWatches, markTold, removeWatch, untoldWatches } from './rows/watchRows.ts';

export interface RecordSize {
  readonly runs: number;
  readonly events: number;
}

/** Everything is about one engine's id. Each raises STORE_FAILED or STORE_LOCKED when the store refuses. */
export interface RecordStore {
  /** Resolves when the batch is on disk. `isAnotherPast`: a plan the record does not know means that its past is of another world (the demo). */
  keep(batch: PlanChangeBatch, keeping: Keeping & { readonly isAnotherPast: boolean }): Promise<void>;
  /** Runs of a plan the engine has put away. */
  keepArchived(engineId: string, planId: string, jobs: readonly ArchivedJob[]): Promise<void>;
  /** Looks through all runs when there is none: for the first day of a record. */
  hasRunsOf(engineId: string, planId: string): Promise<boolean>;
  keepWorkstations(engineId: string, seen: readonly WorkstationSeen[], observedAtMs: number): Promise<void>;
  /** Why the record does not move on; `missed`: something was lost, so that the next reading begins anew. */
  interrupt(engineId: string, why: GapReason, how: 'for-now' | 'missed'): Promise<void>;
  /** At a start: every stretch ended when Resync did, unless it is known why it ended before. */
  begin(): Promise<void>;
  deleteOld(retention: Retention): Promise<void>;
  history(engineId: string, query: HistoryQuery, timeZone: string | null): Promise<Omit<RunHistory, 'recording'>>;
  changes(engineId: string, sinceMs: number, untilMs: number): Promise<Omit<PlanChanges, 'recording'>>;
  recording(engineId: string, window: AskedWindow): Promise<Recording>;
  durations(engineId: string, jobKeys: readonly string[]): Promise<Durations>;
  /** The key under which a job of the plan is recorded; null: never seen. */
  keyOf(engineId: string, planJobId: string): Promise<string | null>;
  size(engineId: string): Promise<RecordSize>;
  watches(engineId: string): Promise<WatchRule[]>;
  addWatch(engineId: string, rule: WatchRule): Promise<WatchRule>;
  removeWatch(engineId: string, id: string): Promise<void>;
  untold(): Promise<WatchRule[]>;
  markTold(ids: readonly string[], at: string): Promise<void>;
}

const MOST_WATCHES = 200;

/** @param pause awaited between the transactions of one call: other writers of the store go first */
export function createRecordStore(db: Db, pause: () => Promise<void>): RecordStore {
  let writing: Promise<void> = Promise.resolve();
  /** One write after another: a batch must not be woven into another. */
  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const result = writing.then(write);
    writing = result.catch(() => undefined);
    return result;
  };
  const untilDone = async (step: () => boolean) => {
    while (withoutFlush(db, step)) await pause();
  };
  /** Plans whose first reading has begun here: they are known from its last batch on. */
  const begun = new Set<string>();
  const isUnknownPlan = ({ engineId, planId, kind }: PlanChangeBatch): boolean => {
    const plan = `${engineId} ${planId ?? ''}`;
    const isBegun = begun.has(plan);
    begun.add(plan);
    return kind === 'first' && !isBegun && !readPlans(db, engineId).some((seen) => seen.planId === (planId ?? ''));
  };
  return {
    keep: (batch, { isAnotherPast, ...keeping }) =>
      inTurn(async () => {
        if (isAnotherPast && isUnknownPlan(batch)) await untilDone(() => forgetSome(db, batch.engineId));
        await keepBatch(db, batch, keeping, pause);
        if (batch.isLast) await untilDone(() => measureSome(db));
      }),
    keepArchived: (engineId, planId, jobs) =>
      inTurn(async () => {
        await keepArchived(db, engineId, planId, jobs, pause);
        await untilDone(() => measureSome(db));
      }),
    hasRunsOf: async (engineId, planId) =>
      db.prepare<[string, string], { id: number }>('SELECT id FROM run_history WHERE engine_id = ? AND plan_id = ? LIMIT 1').get(engineId, planId) !==
      undefined,
    keepWorkstations: (engineId, seen, observedAtMs) => inTurn(async () => keepWorkstations(db, engineId, seen, observedAtMs)),
    interrupt: (engineId, why, how) =>
      inTurn(async () => {
        const recording = recordingKeeping(db);
        const step = how === 'missed' ? recording.close : recording.interrupt;
        db.transaction(() => step(engineId, why)).immediate();
      }),
    begin: () =>
      inTurn(async () => {
        db.prepare("UPDATE recording SET interrupted_why = 'not-running' WHERE interrupted_why IS NULL AND is_closed = 0").run();
      }),
    deleteOld: (retention) => inTurn(() => untilDone(() => deleteSomeOld(db, retention))),
    history: async (engineId, query, timeZone) => readHistory(db, engineId, query, timeZone),
    changes: async (engineId, sinceMs, untilMs) => readChanges(db, engineId, sinceMs, untilMs),
    recording: async (engineId, window) => recordingOf(readStretches(db, engineId), window),
    durations: async (engineId, jobKeys) => readDurations(db, engineId, jobKeys),
    keyOf: async (engineId, planJobId) =>
      db
        .prepare<[string, string], { key: string }>("SELECT object_key AS key FROM recorded_object WHERE engine_id = ? AND plan_object_id = ? AND kind = 'job'")
        .get(engineId, planJobId)?.key ?? null,
    size: async (engineId) => ({ runs: rowsOf(db, 'run_history', engineId), events: rowsOf(db, 'status_event', engineId) }),
    watches: async (engineId) => listWatches(db, engineId),
    addWatch: async (engineId, rule) => addWatch(db, engineId, rule, MOST_WATCHES),
    removeWatch: async (engineId, id) => removeWatch(db, engineId, id),
    untold: async () => untoldWatches(db),
    markTold: async (ids, at) => markTold(db, ids, at),
  };
}

const rowsOf = (db: Db, table: 'run_history' | 'status_event', engineId: string): number =>
  db.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE engine_id = ?`).get(engineId)?.n ?? 0;
