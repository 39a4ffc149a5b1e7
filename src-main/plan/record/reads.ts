/** The recorded past of the engine in force, as tools, commands and screens ask for it. */
import type { Workstation } from '../../../src-preload/contract/plan/plan.ts';
import type { Handover, Recording, RunHistory } from '../../../src-preload/contract/plan/planHistory.ts';
import type { RecorderSettings } from '../../../src-preload/contract/settings.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import { newId } from '../../base/ids.ts';
import { longestPauseMs } from './keep/stretch.ts';
import type { Durations } from './look/durations.ts';
import type { RecordedEngine } from './recorder.ts';
import type { HistoryQuery, RecordReads } from './recordReads.ts';
import type { RecordStore } from './recordStore.ts';

interface ReadsDeps {
  readonly store: RecordStore;
  /** Raises NO_ENGINE when none is in force. */
  readonly engine: () => RecordedEngine;
  readonly settings: () => RecorderSettings;
  /** How the workstations stand now. */
  readonly workstations: () => Promise<{ readonly data: readonly Workstation[] }>;
  /** Of the engine: memories that wait for review, and what people approved or corrected since an instant, newest first. */
  readonly openDoubts: (engineId: string) => Handover['openDoubts'];
  readonly approvedSince: (engineId: string, since: string) => Handover['approved'];
  readonly clock: Clock;
}

export interface RecordedPast extends RecordReads {
  /** What jobs usually take, for forecasts: as long as `jobKeys`, NaN where too few runs were measured. */
  durationsFor(jobKeys: readonly string[]): Promise<Durations>;
  /** How far the window was recorded. */
  recordedSince(sinceMs: number): Promise<Recording>;
  /** The history of a job by its id in the plan or its key. Raises NOT_FOUND for an id nothing is recorded of. */
  historyOfJob(idOrKey: string, limit: number): Promise<RunHistory>;
}

const DEFAULT_WINDOW_MS = 12 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const isKey = (text: string): boolean => /^[^#]*#.+\../.test(text);

export function createRecordReads(deps: ReadsDeps): RecordedPast {
  const { store, clock } = deps;

  const recordingIn = (engineId: string, sinceMs: number | null, untilMs: number, retentionDays: number): Promise<Recording> => {
    const nowMs = clock.now();
    const keptSinceMs = nowMs - retentionDays * DAY_MS;
    return store.recording(engineId, { sinceMs, untilMs, nowMs, keptSinceMs, longestPauseMs: longestPauseMs(deps.settings().intervalS * 1_000) });
  };

  const runHistory = async (query: HistoryQuery): Promise<RunHistory> => {
    const { id, timeZone } = deps.engine();
    refuseInverted(query.sinceMs, query.untilMs);
    const [history, recording] = await Promise.all([
      store.history(id, query, timeZone),
      recordingIn(id, query.sinceMs ?? null, query.untilMs ?? clock.now(), deps.settings().runRetentionDays),
    ]);
    return { ...history, recording };
  };

  const changesBetween: RecordReads['changesBetween'] = async (window) => {
    const { id } = deps.engine();
    const untilMs = Math.min(window.untilMs ?? clock.now(), clock.now());
    const sinceMs = window.sinceMs ?? untilMs - DEFAULT_WINDOW_MS;
    refuseInverted(sinceMs, untilMs);
    const [changes, recording] = await Promise.all([
      store.changes(id, sinceMs, untilMs),
      recordingIn(id, sinceMs, untilMs, deps.settings().eventRetentionDays),
    ]);
    return { ...changes, recording };
  };

  return {
    runHistory,
    changesBetween,
    async handover({ sinceMs }) {
      const { id } = deps.engine();
      const [changes, workstationsDown] = await Promise.all([changesBetween({ sinceMs }), readDown(deps)]);
      return { changes, workstationsDown, openDoubts: deps.openDoubts(id), approved: deps.approvedSince(id, changes.since) };
    },
    async historyOfJob(idOrKey, limit) {
      const jobKey = isKey(idOrKey) ? idOrKey : await store.keyOf(deps.engine().id, idOrKey);
      if (jobKey === null) throw new Fault('NOT_FOUND', 'Nothing is recorded of this job yet.');
      return runHistory({ jobKey, limit });
    },
    recordedSince: (sinceMs) => recordingIn(deps.engine().id, sinceMs, clock.now(), deps.settings().eventRetentionDays),
    durationsFor: (jobKeys) => store.durations(deps.engine().id, jobKeys),
    watches: () => store.watches(deps.engine().id),
    async watchJob({ jobKey, event }) {
      const { id } = deps.engine();
      const key = isKey(jobKey) ? jobKey : await store.keyOf(id, jobKey);
      if (key === null) throw new Fault('INVALID_INPUT', 'A watch needs the full key of the job, e.g. /WS#/FOLDER/STREAM.JOB.');
      const nowMs = clock.now();
      return store.addWatch(id, { id: newId('wat'), jobKey: key, event, createdAt: instantOf(nowMs), firedAt: null, seen: null });
    },
    async unwatch(ruleId) {
      const { id } = deps.engine();
      await store.removeWatch(id, ruleId);
      return store.watches(id);
    },
  };
}

/** null: they could not be read now, which is not the same as none. */
async function readDown({ workstations }: ReadsDeps): Promise<Handover['workstationsDown']> {
  try {
    const { data } = await workstations();
    return data.filter(({ problem }) => problem !== null);
  } catch (thrown) {
    if (asFault(thrown).code === 'INTERNAL') throw thrown;
    return null;
  }
}

function refuseInverted(sinceMs: number | undefined, untilMs: number | undefined): void {
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs > untilMs) throw new Fault('INVALID_INPUT', 'The window ends before it begins.');
}
