/** Starts a thread, asks it within bounds, replaces it when it crashes or hangs, and leaves it down when that happens too often. */
import type { WorkerOptions } from 'node:worker_threads';
import { asFault, Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import { THREAD_LIMITS, type ThreadName } from '../threadEntry.ts';
import { createBreaker } from './breaker.ts';
import { type Line, openLine } from './line.ts';
import { type Calls, callsOver, type Deadlines, type NoCalls, type ServedBy } from './shape.ts';
import { createWaitingCalls, type WaitingCalls } from './waiting.ts';
import type { Around } from './wire.ts';

interface ThreadDeps<D, T, C> {
  readonly name: ThreadName;
  readonly entry: URL;
  readonly limits?: NonNullable<WorkerOptions['resourceLimits']>;
  /** What it is started with, each time. */
  readonly data: () => D;
  /** Of what it serves. */
  readonly deadlines: Deadlines<T>;
  /** What the core serves to it, and how long each may take, in ms. */
  readonly core: C;
  readonly coreDeadlines: { readonly [N in keyof C]: number };
  /** What its callers are told: it was lost while they waited, or may not be started again yet. */
  readonly fault: (why: 'lost' | 'down', cause: Error) => Fault;
  /** It was lost; told before its callers are. */
  readonly onLost?: (cause: Error) => void;
  /** Started at once and whenever it is lost, not with the next call. */
  readonly isKeptRunning?: boolean;
  /** Asked of a running thread before it is ended. */
  readonly farewell?: (thread: Calls<NoInfer<T> & ServedBy<T>>) => Promise<unknown>;
  /** Milliseconds that only ever go on. */
  readonly stopwatch?: (() => number) | undefined;
  readonly log: Log;
}

export interface ThreadState {
  readonly name: ThreadName;
  /** `pausing`: lost three times within a minute. */
  readonly at: 'resting' | 'running' | 'pausing' | 'closed';
  /** How often it was lost. */
  readonly lost: number;
  readonly lastTrouble: string | null;
}

export interface SupervisedThread<T extends ServedBy<T>> extends AsyncDisposable {
  /** Each rejects with what the function throws, with the fault of a lost thread, and with STOPPED when its signal aborts or the thread is closed. */
  readonly calls: Calls<T>;
  state(): ThreadState;
  /** Ends within its bounds: the farewell's deadline and two seconds. */
  close(): Promise<void>;
}

interface Running {
  readonly line: Line;
  readonly waiting: WaitingCalls;
}

export function superviseThread<D, T extends ServedBy<T>, C extends ServedBy<C> = NoCalls>(deps: ThreadDeps<D, T, C>): SupervisedThread<T> {
  const { name, log } = deps;
  const breaker = createBreaker(deps.stopwatch ?? (() => performance.now()));
  const deadlines = new Map(Object.entries<Deadlines<T>[keyof T]>(deps.deadlines));
  const coreDeadlines = new Map(Object.entries<number>(deps.coreDeadlines));
  let running: Running | null = null;
  let isEnding = false;
  let isClosed = false;
  let lost = 0;
  let lastTrouble: string | null = null;
  let again: NodeJS.Timeout | undefined;

  const onLost = (gone: Running, thrown: unknown) => {
    if (running !== gone) return;
    const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
    running = null;
    lost++;
    lastTrouble = cause.message;
    breaker.note();
    log.error({ err: cause, thread: name, lost, isPausing: breaker.isOpen() }, 'thread lost');
    deps.onLost?.(cause);
    gone.waiting.refuseAll(deps.fault('lost', cause));
    void gone.line.end();
    if (deps.isKeptRunning === true && !isEnding) keepRunning();
  };

  const start = (): Running => {
    const waiting = createWaitingCalls((trouble) => onLost(started, new Error(trouble)));
    const around: Around = (call) => waiting.whileCoreAnswers(() => inTime(call, coreDeadlines.get(call.name) ?? 0));
    const line = openLine({
      entry: deps.entry,
      limits: deps.limits ?? THREAD_LIMITS,
      data: deps.data(),
      core: deps.core,
      around,
      onGone: (cause) => onLost(started, cause),
    });
    const started: Running = { line, waiting };
    return started;
  };
  const keepRunning = () => {
    clearTimeout(again);
    if (!breaker.isOpen()) {
      running ??= start();
      return;
    }
    again = setTimeout(keepRunning, breaker.openForMs());
    again.unref();
  };

  const ask = async (call: string, args: readonly unknown[]): Promise<unknown> => {
    if (isClosed) throw new Fault('STOPPED', 'Resync is ending.');
    if (breaker.isOpen()) throw deps.fault('down', new Error(`${name} thread was lost too often; last: ${lastTrouble ?? ''}`));
    try {
      running ??= start();
    } catch (thrown) {
      throw asFault(thrown);
    }
    return running.waiting.until(call, deadlines.get(call) ?? 0, running.line.ask(call, args));
  };
  const calls = callsOver<T>([...deadlines.keys()], ask);
  if (deps.isKeptRunning === true) keepRunning();

  const close = async () => {
    isEnding = true;
    clearTimeout(again);
    if (running !== null) await deps.farewell?.(calls).catch(() => undefined);
    isClosed = true;
    const last = running;
    running = null;
    last?.waiting.refuseAll(new Fault('STOPPED', 'Resync is ending.'));
    await last?.line.end();
  };
  return {
    calls,
    state: () => ({ name, at: isClosed ? 'closed' : breaker.isOpen() ? 'pausing' : running === null ? 'resting' : 'running', lost, lastTrouble }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The thread's question, answered in time or given up. */
async function inTime({ name, signal, run }: Parameters<Around>[0], deadlineMs: number): Promise<unknown> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Fault('INTERNAL', `Resync took longer than ${deadlineMs} ms for a part of its work.`, { retryable: true, detail: name }));
    }, deadlineMs);
  });
  try {
    return await Promise.race([run(AbortSignal.any([signal, late.signal])), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
