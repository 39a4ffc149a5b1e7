/** The auditor thread: works off what is due, then sleeps until it is woken or the next job is due. */
import { clockAt, systemClock } from '../base/clock.ts';
import { destinationOf } from '../base/egress/destination.ts';
import { createGate } from '../base/egress/gate.ts';
import { Fault } from '../base/fault.ts';
import { openThread } from '../base/thread/inThread.ts';
import type { AuditCore, AuditPorts, AuditSide, AuditThreadData } from './ports.ts';
import { runAuditor } from './runAuditor.ts';

/** Longest sleep: a wake may be lost, the table is the truth. */
const MAX_SLEEP_MS = 30_000;
/** How soon a queue that could not be reached is asked again. */
const RETRY_MS = 5_000;

const { data, core, serve } = openThread<AuditThreadData, AuditCore>();
let { settings, teamQueue } = data;
let wake: () => void = () => {};
let isWoken = false;
const stopping = new AbortController();
const ended = Promise.withResolvers<void>();
/** Answered in the order they were sent. */
let lastTold: Promise<unknown> = Promise.resolve();

/** Whether the core could make use of it is the core's own affair. */
function tell(told: Promise<unknown>): void {
  lastTold = told.catch(() => undefined);
}

function wakeUp(): void {
  isWoken = true;
  wake();
}

serve<AuditSide>({
  wake: (newSettings, newQueue) => {
    [settings, teamQueue] = [newSettings, newQueue];
    wakeUp();
  },
  stop: () => {
    stopping.abort();
    wakeUp();
    return ended.promise;
  },
});

const ports: AuditPorts = {
  reread: (request) => core.reread(request).catch(() => null),
  judge: (input) => core.judge(input).catch(() => ({ at: 'failed', why: 'no answer in time' })),
};

const outlet = createGate((entry) => tell(core.traffic(entry))).outlet('queue', () => {
  const { refusal, isUnencryptedAllowed } = teamQueue ?? { refusal: null, isUnencryptedAllowed: false };
  if (refusal !== null) return new Fault(refusal.code, refusal.message, { detail: refusal.detail });
  return { origins: new Set(teamQueue === null ? [] : [destinationOf(teamQueue.url).origin]), isUnencryptedAllowed };
});

const urlNow = () => teamQueue?.url ?? null;
let openedWith = urlNow();
const open = () =>
  runAuditor({
    databasePath: data.databasePath,
    workerName: data.workerName,
    redis: openedWith === null ? null : { url: openedWith, outlet },
    ports,
    settings: () => settings,
    clock: systemClock,
    stamps: clockAt(data.standsAtMs),
    batch: 8,
    // Six rereads and the judge, with room.
    leaseMs: 10 * 60_000,
    onVerdicts: (events) => tell(core.verdicts(events)),
    onTrouble: (message) => tell(core.trouble(message)),
  });
let auditor = open();

while (!stopping.signal.aborted) {
  isWoken = false;
  if (urlNow() !== openedWith) {
    await auditor.close();
    openedWith = urlNow();
    auditor = open();
  }
  tell(core.working(true));
  try {
    await auditor.drain(stopping.signal);
    tell(core.queue(null));
  } catch (thrown) {
    // A full disk, a busy store, a queue out of reach: the jobs stay leased to us until given back, and the next round tries again.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    // Of the store and the queue, only the queue names its host.
    tell(thrown instanceof Fault && thrown.detail !== undefined ? core.queue(message) : core.trouble(message));
  }
  tell(core.working(false));
  const dueInMs = (await due()) ?? Number.POSITIVE_INFINITY;
  await sleep(Math.min(MAX_SLEEP_MS, Math.max(1_000, dueInMs)));
}
await auditor.close();
await lastTold;
ended.resolve();

/** A queue that cannot be reached is asked again soon; `drain` has said so. */
async function due(): Promise<number | null> {
  try {
    return await auditor.dueInMs();
  } catch {
    return RETRY_MS;
  }
}

function sleep(ms: number): Promise<void> {
  if (isWoken) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
