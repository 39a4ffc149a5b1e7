/** Runs the simulator beside the core, in its own thread, so that the demo never takes the core's time. */
import { Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { superviseThread } from '../base/thread/superviseThread.ts';
import { THREAD_LIMITS, threadEntry } from '../base/threadEntry.ts';
import type { SimulatorOptions } from './simulator.ts';

interface SimulatorPlace {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly apiKey: string;
  readonly ca: string;
}
interface RunningSimulator extends SimulatorPlace {
  close(): Promise<void>;
}

export type ThreadOptions = Omit<SimulatorOptions, 'onRequest'>;
export interface SimulatorSide {
  start(): Promise<SimulatorPlace>;
  close(): Promise<void>;
}

const START_DEADLINE_MS = 30_000;
/** A plan of 200,000 jobs takes seconds to make, with a small nursery several times as many. */
const LARGE_PLAN = { jobs: 10_000, deadlineMs: 120_000, limits: { maxYoungGenerationSizeMb: 64 } } as const;
const CLOSE_DEADLINE_MS = 2_000;

/**
 * Raises NO_ENGINE when the thread does not come up in time. Does not keep the process alive. One that is lost later shows as an engine that does not
 * answer: another would have another address and another plan.
 */
export async function startSimulatorThread(options: ThreadOptions, log: Log): Promise<RunningSimulator> {
  const isLarge = (options.jobs ?? 0) >= LARGE_PLAN.jobs;
  const noEngine = (cause: unknown) =>
    new Fault('NO_ENGINE', 'The demo scheduler could not be started: start Resync again, or connect a real engine in Settings.', { cause });
  const thread = superviseThread<ThreadOptions, SimulatorSide>({
    name: 'simulator',
    entry: threadEntry('simulator', import.meta.url, './simulatorThread.ts'),
    limits: isLarge ? LARGE_PLAN.limits : THREAD_LIMITS,
    data: () => options,
    deadlines: { start: isLarge ? LARGE_PLAN.deadlineMs : START_DEADLINE_MS, close: CLOSE_DEADLINE_MS },
    core: {},
    coreDeadlines: {},
    fault: (_, cause) => noEngine(cause),
    farewell: ({ close }) => close(),
    log,
  });
  try {
    return { ...(await thread.calls.start()), close: thread.close };
  } catch (thrown) {
    await thread.close();
    throw noEngine(thrown);
  }
}
