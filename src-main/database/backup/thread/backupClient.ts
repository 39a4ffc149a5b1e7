/** Has a backup task done in a thread of its own, and gives it up when its folder hangs. */
import { Worker } from 'node:worker_threads';
import { Fault } from '../../../base/fault.ts';
import { THREAD_LIMITS, threadEntry } from '../../../base/threadEntry.ts';
import type { BackupTask, ResultOf, TaskMessage } from './backupTask.ts';

export interface BackupClient {
  /** Raises what the task raises, and STORE_FAILED when nothing moves for too long. */
  run<T extends BackupTask>(task: T): Promise<ResultOf<T>>;
  /** Ends what runs; what was not renamed by then is no backup, and what was not decided is no restore. */
  close(): void;
}

/** Checking a file of gigabytes says nothing for a while; a share of the network that is gone says nothing at all. */
const SILENT_MS = { list: 15_000, preview: 600_000, make: 300_000, decide: 600_000 } as const;

export function createBackupClient({
  entry = threadEntry('backup', import.meta.url, './backupThread.ts'),
  silentMs = SILENT_MS,
}: {
  readonly entry?: URL;
  readonly silentMs?: Readonly<Record<BackupTask['do'], number>>;
} = {}): BackupClient {
  const running = new Set<Worker>();
  return {
    run: <T extends BackupTask>(task: T) =>
      new Promise<ResultOf<T>>((resolve, reject) => {
        const thread = new Worker(entry, { resourceLimits: THREAD_LIMITS, workerData: task });
        running.add(thread);
        // A thread that hangs in the system must not keep the process.
        thread.unref();
        const leave = () => {
          clearTimeout(timer);
          running.delete(thread);
          // Not waited for: it may never come back from the folder it hangs in.
          void thread.terminate();
        };
        const giveUp = () => {
          leave();
          reject(silence(task, silentMs[task.do]));
        };
        let timer = setTimeout(giveUp, silentMs[task.do]);
        thread.on('message', (message: TaskMessage) => {
          clearTimeout(timer);
          if (message.at === 'going-on') {
            timer = setTimeout(giveUp, silentMs[task.do]);
            return;
          }
          leave();
          // The thread answers a task with that task's result.
          if (message.at === 'done') resolve(message.result as ResultOf<T>);
          else reject(new Fault(message.fault.code, message.fault.message, { retryable: message.fault.retryable, detail: message.fault.detail }));
        });
        const onGone = (cause: unknown) => {
          if (!running.has(thread)) return;
          leave();
          reject(new Fault('STORE_FAILED', 'The thread of the backup ended before its work was done; try again.', { cause }));
        };
        thread.on('error', onGone);
        thread.on('exit', onGone);
      }),
    close: () => {
      for (const thread of running) void thread.terminate();
    },
  };
}

function silence(task: BackupTask, ms: number): Fault {
  const where = task.do === 'make' ? task.order.folder : task.do === 'list' ? (task.folders[0] ?? '') : task.backupPath;
  return new Fault(
    'STORE_FAILED',
    `${where} has not answered for ${Math.round(ms / 1000)} s: its disk or network share hangs. Check it, or choose another backup folder.`,
  );
}
