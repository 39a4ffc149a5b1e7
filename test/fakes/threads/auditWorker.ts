/** One auditor that works off the queue and leaves: run as a thread (workerData) or as a process (argv). Says a line for each batch it has settled. */
import { setTimeout as after } from 'node:timers/promises';
import { isMainThread, workerData } from 'node:worker_threads';
import { runAuditor } from '../../../src-main/audit/runAuditor.ts';
import { outletFor } from '../outlet.ts';

export interface AuditWorkerStart {
  readonly databasePath: string;
  readonly workerName: string;
  /** Never answers a reread: the worker stays in the middle of its batch. */
  readonly isHung?: boolean;
  /** How far the clock of its machine is off. */
  readonly clockAheadMs?: number;
  /** Stays until nobody has work left, so that it takes over what a killed auditor held. */
  readonly isPatient?: boolean;
  readonly leaseMs?: number;
  /** The queue of a team; without it the store itself. */
  readonly redisUrl?: string;
}

const start: AuditWorkerStart = isMainThread ? (JSON.parse(process.argv[2] ?? '{}') as AuditWorkerStart) : (workerData as AuditWorkerStart);
const { clockAheadMs = 0, isHung = false, isPatient = false, leaseMs = 60_000 } = start;
const auditor = runAuditor({
  databasePath: start.databasePath,
  workerName: start.workerName,
  redis: start.redisUrl === undefined ? null : { url: start.redisUrl, outlet: outletFor('queue') },
  leaseMs,
  ports: {
    reread: () => (isHung ? new Promise(() => process.stdout.write('hung\n')) : Promise.resolve(null)),
    judge: () => Promise.resolve({ at: 'no-judge' }),
  },
  settings: () => ({ isEnabled: true, rejectAbove: 0.85, flagAbove: 0.6 }),
  clock: { now: () => Date.now() + clockAheadMs },
  batch: 50,
  onVerdicts: ({ length }) => isMainThread && process.stdout.write(`${length}\n`),
  onTrouble: (message) => {
    throw new Error(message);
  },
});
if (isHung) setInterval(() => {}, 1_000);
await auditor.drain(new AbortController().signal);
for (let dueInMs = await auditor.dueInMs(); isPatient && dueInMs !== null; dueInMs = await auditor.dueInMs()) {
  await after(dueInMs + 1);
  await auditor.drain(new AbortController().signal);
}
await auditor.close();
