/** The auditor thread: works off what is due, then sleeps until it is woken or the next job is due. */
import { parentPort, workerData } from 'node:worker_threads';
import { clockAt, systemClock } from '../base/clock.ts';
import { destinationOf } from '../base/egress/destination.ts';
import { createGate } from '../base/egress/gate.ts';
import { Fault } from '../base/fault.ts';
import type { AuditPorts, AuditThreadData, FromThread, JudgeAnswer, RereadAnswer, ToThread } from './ports.ts';
import { runAuditor } from './runAuditor.ts';

const port = parentPort;
if (port === null) throw new Error('auditThread runs as a worker thread only');
const data = workerData as AuditThreadData; // written by auditor.ts

const REREAD_DEADLINE_MS = 45_000;
const JUDGE_DEADLINE_MS = 120_000;
/** Longest sleep: a wake message may be lost, the table is the truth. */
const MAX_SLEEP_MS = 30_000;
/** How soon a queue that could not be reached is asked again. */
const RETRY_MS = 5_000;

let { settings, teamQueue } = data;
let wake: () => void = () => {};
let isWoken = false;
const stopping = new AbortController();
const waiting = new Map<number, (value: RereadAnswer | JudgeAnswer | null) => void>();
let nextId = 1;

function say(message: FromThread): void {
  port?.postMessage(message, []);
}

/** One question to the core; `late` when it does not answer in time. */
function ask<T extends RereadAnswer | JudgeAnswer | null>(question: (id: number) => FromThread, deadlineMs: number, late: T): Promise<T> {
  const id = nextId++;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(id);
      resolve(late);
    }, deadlineMs);
    waiting.set(id, (value) => {
      clearTimeout(timer);
      waiting.delete(id);
      // The core answers each question with that question's own type.
      resolve(value as T);
    });
    say(question(id));
  });
}

const ports: AuditPorts = {
  reread: (request) => ask<RereadAnswer | null>((id) => ({ type: 'ask-reread', id, request }), REREAD_DEADLINE_MS, null),
  judge: (input) => ask<JudgeAnswer>((id) => ({ type: 'ask-judge', id, input }), JUDGE_DEADLINE_MS, { at: 'failed', why: 'no answer in time' }),
};

port.on('message', (message: ToThread) => {
  if (message.type === 'answer') waiting.get(message.id)?.(message.value);
  if (message.type === 'wake') ({ settings, teamQueue } = message);
  if (message.type === 'stop') stopping.abort();
  if (message.type !== 'answer') {
    isWoken = true;
    wake();
  }
});

const outlet = createGate((entry) => say({ type: 'traffic', entry })).outlet('queue', () => {
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
    onVerdicts: (events) => say({ type: 'verdicts', events }),
    onTrouble: (message) => say({ type: 'trouble', message }),
  });
let auditor = open();

while (!stopping.signal.aborted) {
  isWoken = false;
  if (urlNow() !== openedWith) {
    await auditor.close();
    openedWith = urlNow();
    auditor = open();
  }
  say({ type: 'working', isWorking: true });
  try {
    await auditor.drain(stopping.signal);
    say({ type: 'queue', fault: null });
  } catch (thrown) {
    // A full disk, a busy store, a queue out of reach: the jobs stay leased to us until given back, and the next round tries again.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    // Of the store and the queue, only the queue names its host.
    say(thrown instanceof Fault && thrown.detail !== undefined ? { type: 'queue', fault: message } : { type: 'trouble', message });
  }
  say({ type: 'working', isWorking: false });
  const dueInMs = (await due()) ?? Number.POSITIVE_INFINITY;
  await sleep(Math.min(MAX_SLEEP_MS, Math.max(1_000, dueInMs)));
}
await auditor.close();
port.close();

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
