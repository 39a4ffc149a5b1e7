/** The recorded past of the engine in force, with the review queue beside it. */
import type { RecorderSettings } from '../src-preload/contract/settings.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Db } from './database/open.ts';
import type { Engines } from './engines.ts';
import { createRecordReads } from './plan/record/reads.ts';
import { createRecordClient } from './plan/record/thread/recordClient.ts';
import { readApprovedSince, readOpenDoubts } from './review/handoverRows.ts';

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
  const store = createRecordClient({ databasePath, clock, log });
  const past = createRecordReads({
    store,
    engine: engines.active,
    settings,
    workstations: async () => engines.active().client.workstations({ limit: MOST_WORKSTATIONS }, { why: 'handover' }),
    openDoubts: (engineId) => readOpenDoubts(db, engineId),
    approvedSince: (engineId, since) => readApprovedSince(db, engineId, since),
    clock,
  });
  return {
    past,
    close: () => store.close(),
  };
}
