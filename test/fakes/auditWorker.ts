/** One auditor that works off the queue and leaves: run as a thread (workerData) or as a process (argv). */
import { isMainThread, workerData } from 'node:worker_threads';
import { systemClock } from '../../src-main/base/clock.ts';
import { runAuditor } from '../../src-main/audit/runAuditor.ts';

interface Start {
  readonly databasePath: string;
  readonly workerName: string;
  /** Never answers a reread: the worker stays in the middle of its batch. */
  readonly isHung?: boolean;
}

const start: Start = isMainThread ? (JSON.parse(process.argv[2] ?? '{}') as Start) : (workerData as Start);
const auditor = runAuditor({
  ...start,
  ports: {
    reread: () => (start.isHung === true ? new Promise(() => process.stdout.write('hung\n')) : Promise.resolve(null)),
    judge: () => Promise.resolve({ at: 'no-judge' }),
  },
  settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
  clock: systemClock,
  batch: 50,
  leaseMs: 60_000,
  onVerdicts: () => {},
  onTrouble: (message) => {
    throw new Error(message);
  },
});
if (start.isHung === true) setInterval(() => {}, 1_000);
await auditor.drain(new AbortController().signal);
auditor.close();
