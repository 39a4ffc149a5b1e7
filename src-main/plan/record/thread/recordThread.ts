/** The record thread: its own connection to the store, so that neither writing nor reading the past takes the core's time. */
import { setTimeout as after } from 'node:timers/promises';
import { openThread } from '../../../base/thread/inThread.ts';
import { openDatabase } from '../../../database/open.ts';
import { asStoreFault } from '../../../database/storeFault.ts';
import { createRecordStore, type RecordStore } from '../recordStore.ts';
import type { RecordThreadData } from './recordClient.ts';

/** Between two transactions the store is free for so long, in ms: the core's own short writes wait for one transaction at most. */
const PAUSE_MS = 8;

const { data, serve } = openThread<RecordThreadData>();
const db = openDatabase({ path: data.databasePath });
// Half of what other connections wait for: the log is folded into the store here, never by the core's own small write.
db.pragma('wal_autocheckpoint = 500');
serve<RecordStore>(
  createRecordStore(db, () => after(PAUSE_MS)),
  asStoreFault,
);
