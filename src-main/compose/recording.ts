/** The recorded past of the engine in force with the review queue beside it, and the recorder that keeps it. */
import type { WatchRule } from '../../src-preload/contract/plan/planHistory.ts';
import type { RecorderSettings } from '../../src-preload/contract/settings.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Db } from '../database/open.ts';
import type { Engines } from '../engines/engines.ts';
import { createArchiveReads } from '../plan/record/archiveReads.ts';
import { createRecordReads } from '../plan/record/reads.ts';
import { createRecorder, type RecorderDeps } from '../plan/record/recorder.ts';
import type { RecordStore } from '../plan/record/recordStore.ts';
import { createRecordClient } from '../plan/record/thread/recordClient.ts';
import { readApprovedSince, readOpenDoubts } from '../review/handoverRows.ts';

interface RecordingDeps {
  readonly db: Db;
  readonly databasePath: string;
  readonly engines: Engines;
  readonly settings: () => RecorderSettings;
  readonly clock: Clock;
  readonly log: Log;
}

const MOST_WORKSTATIONS = 10_000;

export function createRecording({ db, databasePath, engines, settings, clock, log }: RecordingDeps) {
  const store = createRecordClient({ databasePath, log });
  const past = createRecordReads({
    store,
    engine: engines.active,
    settings,
    workstations: async () => engines.active().client.workstations({ limit: MOST_WORKSTATIONS }, { why: 'handover' }),
    openDoubts: (engineId) => readOpenDoubts(db, engineId),
    approvedSince: (engineId, since) => readApprovedSince(db, engineId, since),
    clock,
  });
  return { store, past, thread: store.state, close: store.close };
}

interface RecorderWiring extends Pick<RecordingDeps, 'engines' | 'settings' | 'clock' | 'log'> {
  readonly store: RecordStore;
  readonly livePlan: Pick<RecorderDeps['plan'], 'onChanges'> & { read(how: { readonly why: string; readonly signal: AbortSignal }): Promise<void> };
  readonly notify: (notice: { readonly title: string; readonly body: string }) => void;
  readonly onReading: RecorderDeps['onReading'];
}

const why = 'recorder';

export function startRecorder({ engines, livePlan, notify, ...deps }: RecorderWiring) {
  return createRecorder({
    ...deps,
    plan: { onChanges: livePlan.onChanges, read: (signal) => livePlan.read({ why, signal }) },
    engine: () => engines.describe().engine,
    workstations: async (signal) => engines.active().client.workstations({ limit: MOST_WORKSTATIONS }, { signal, maxAgeMs: 0, why }),
    archive: createArchiveReads(() => engines.active().client),
    tell: (rule) => notify({ title: 'Resync', body: sentenceOf(rule) }),
  });
}

const EVENT_WORDS: Readonly<Record<WatchRule['event'], string>> = {
  failed: 'failed',
  late: 'is late',
  started: 'started',
  ended: 'ended',
  'any-change': 'changed',
};
const sentenceOf = ({ jobKey, event, seen }: WatchRule): string => `${jobKey} ${EVENT_WORDS[event]}${seen === null || seen === 'late' ? '' : `: ${seen}`}.`;
