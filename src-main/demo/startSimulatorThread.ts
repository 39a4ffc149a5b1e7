/** Runs the simulator beside the core, in its own thread, so that the demo never takes the core's time. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Fault } from '../base/fault.ts';
import { THREAD_LIMITS, threadEntry } from '../base/threadEntry.ts';
import type { SimulatorOptions } from './simulator.ts';
import type { SimulatorMessage } from './simulatorMessages.ts';

interface RunningSimulator {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly apiKey: string;
  readonly ca: string;
  close(): Promise<void>;
}

const START_DEADLINE_MS = 30_000;
/** A plan of 200,000 jobs takes seconds to make, with a small nursery several times as many. */
const LARGE_PLAN = { jobs: 10_000, deadlineMs: 120_000, limits: { maxYoungGenerationSizeMb: 64 } } as const;
const CLOSE_DEADLINE_MS = 2_000;

/** Raises NO_ENGINE when the thread does not come up in time. Does not keep the process alive. */
export async function startSimulatorThread(options: Omit<SimulatorOptions, 'onRequest'>): Promise<RunningSimulator> {
  const isLarge = (options.jobs ?? 0) >= LARGE_PLAN.jobs;
  const thread = new Worker(threadEntry('simulator', import.meta.url, './simulatorThread.ts'), {
    resourceLimits: isLarge ? LARGE_PLAN.limits : THREAD_LIMITS,
    workerData: options,
  });
  // Later failures show as an engine that does not answer; without a listener they would end the core.
  thread.on('error', () => {});
  try {
    const said = await firstMessage(thread, isLarge ? LARGE_PLAN.deadlineMs : START_DEADLINE_MS);
    if (said.kind !== 'started') throw new Error(said.kind === 'failed' ? said.reason : 'closed before it started');
    thread.unref();
    const { url, user, password, apiKey, ca } = said;
    return { url, user, password, apiKey, ca, close: () => stop(thread) };
  } catch (cause) {
    await thread.terminate();
    throw new Fault('NO_ENGINE', 'The demo scheduler could not be started: start Resync again, or connect a real engine in Settings.', { cause });
  }
}

async function firstMessage(thread: Worker, deadlineMs: number): Promise<SimulatorMessage> {
  const gone = new AbortController();
  thread.once('exit', () => gone.abort(new Error('the thread ended')));
  const [message] = await once(thread, 'message', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(deadlineMs)]) });
  return message as SimulatorMessage; // only simulatorThread.ts speaks on this port
}

async function stop(thread: Worker): Promise<void> {
  thread.postMessage('close');
  await once(thread, 'message', { signal: AbortSignal.timeout(CLOSE_DEADLINE_MS) }).catch(() => {});
  await thread.terminate();
}
