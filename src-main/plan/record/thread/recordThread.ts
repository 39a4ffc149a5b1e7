/** The record thread: its own connection to the store, so that neither writing nor reading the past takes the core's time. */
import { setTimeout as after } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { asFault } from '../../../base/fault.ts';
import { openDatabase } from '../../../database/open.ts';
import { asStoreFault } from '../../../database/storeFault.ts';
import { createRecordStore } from '../recordStore.ts';
import type { RecordAnswer, RecordRequest, RecordThreadData } from './recordMessages.ts';

/** Between two transactions the store is free for so long, in ms: the core's own short writes wait for one transaction at most. */
const PAUSE_MS = 8;

const { databasePath } = workerData as RecordThreadData; // written by recordClient.ts
const db = openDatabase({ path: databasePath });
// Half of what other connections wait for: the log is folded into the store here, never by the core's own small write.
db.pragma('wal_autocheckpoint = 500');
const store = createRecordStore(db, () => after(PAUSE_MS));

parentPort?.on('message', (request: RecordRequest) => {
  void answer(request).then((answered) => parentPort?.postMessage(answered, []));
});

async function answer({ id, method, args }: RecordRequest): Promise<RecordAnswer> {
  try {
    // The client's types paired the method with its arguments.
    const call = store[method] as (...given: readonly unknown[]) => Promise<unknown>;
    return { id, at: 'done', value: await call(...args) };
  } catch (thrown) {
    return { id, at: 'failed', fault: asFault(asStoreFault(thrown)).toData() };
  }
}
