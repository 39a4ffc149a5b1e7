/** The plan thread of one engine as the core sees it: starts with the first call, gets its pages here. */
import { Fault } from '../../../base/fault.ts';
import type { Log } from '../../../base/log.ts';
import { handOver } from '../../../base/thread/handOver.ts';
import type { Deadlines } from '../../../base/thread/shape.ts';
import { type SupervisedThread, superviseThread } from '../../../base/thread/superviseThread.ts';
import { threadEntry } from '../../../base/threadEntry.ts';
import type { CoreSide, PlanThreadData, ThreadSide } from './planMessages.ts';

export type PlanClient = Pick<SupervisedThread<ThreadSide>, 'calls' | 'state' | 'close'>;

interface PlanClientDeps {
  readonly data: PlanThreadData;
  readonly core: CoreSide;
  /** The thread was lost, and the plan with it; told before whoever waited is. */
  readonly onLost: () => void;
  readonly log: Log;
  /** Another thread file, deadlines and stopwatch, for tests of its crashes and hangs. */
  readonly entry?: URL;
  readonly deadlines?: Deadlines<ThreadSide>;
  readonly stopwatch?: () => number;
}

const DEADLINES: Deadlines<ThreadSide> = {
  // Of any length, but it asks for the next page in a moment; what takes longest between two is the graph of 200,000 jobs.
  read: { silentMs: 60_000 },
  // A page of a running reading, and what follows from it, may come first.
  view: 20_000,
};

/** The engine's client gives up on each request earlier; a batch is kept within the record's own deadline, or is not. */
const CORE_DEADLINE_MS = 5 * 60_000;

export function createPlanClient({ data, core, onLost, log, entry, deadlines = DEADLINES, stopwatch }: PlanClientDeps): PlanClient {
  return superviseThread<PlanThreadData, ThreadSide, CoreSide>({
    name: 'plan',
    entry: entry ?? threadEntry('plan', import.meta.url, './planThread.ts'),
    data: () => data,
    deadlines,
    core: {
      ...core,
      page: async (request) => {
        const page = await core.page(request);
        return handOver(page, [page.bytes]);
      },
    },
    coreDeadlines: {
      page: CORE_DEADLINE_MS,
      counts: CORE_DEADLINE_MS,
      waits: CORE_DEADLINE_MS,
      dependents: CORE_DEADLINE_MS,
      keep: CORE_DEADLINE_MS,
      progress: CORE_DEADLINE_MS,
      durations: CORE_DEADLINE_MS,
    },
    fault: (why, cause) =>
      new Fault(
        'INTERNAL',
        why === 'lost'
          ? 'The part of Resync that holds the plan stopped; it starts again with the next question.'
          : 'The part of Resync that holds the plan stopped several times; it is tried again within a minute.',
        { retryable: true, detail: cause.message, cause },
      ),
    onLost,
    stopwatch,
    log,
  });
}
