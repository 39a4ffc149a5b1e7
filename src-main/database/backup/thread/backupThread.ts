/** The thread of one backup task: does it, says how it goes, ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { asFault } from '../../../base/fault.ts';
import { createSilentLog } from '../../../base/log.ts';
import { asStoreFault } from '../../storeFault.ts';
import { type BackupTask, doBackupTask, type TaskMessage } from './backupTask.ts';

// Handed over by `backupClient` of the same build.
const task = workerData as BackupTask;
const tell = (message: TaskMessage) => parentPort?.postMessage(message);

try {
  tell({ at: 'done', result: await doBackupTask(task, createSilentLog(), () => tell({ at: 'going-on' })) });
} catch (thrown) {
  const fault = asFault(asStoreFault(thrown));
  const cause = fault.code === 'INTERNAL' && thrown instanceof Error ? { detail: thrown.message } : {};
  tell({ at: 'failed', fault: { ...fault.toData(), ...cause } });
}
