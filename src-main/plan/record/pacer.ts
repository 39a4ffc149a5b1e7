/** When the recorder reads: one reading in flight, never faster than the interval, slower and slower while it fails. */
import type { Log } from '../../base/log.ts';

/** However long the engine is away, it is asked four times an hour. */
const LONGEST_WAIT_MS = 15 * 60_000;

interface PacerDeps {
  readonly intervalMs: () => number;
  /** Once, before the first beat; one that fails is tried again. */
  readonly first: () => Promise<void>;
  /** `idle`: there was nothing to do. */
  readonly beat: () => Promise<'done' | 'failed' | 'idle'>;
  readonly log: Log;
}

/** Pure: the wait after so many failures in a row. */
export function waitMs(intervalMs: number, failures: number): number {
  return Math.max(intervalMs, Math.min(LONGEST_WAIT_MS, intervalMs * 2 ** Math.min(failures, 10)));
}

export function createPacer({ intervalMs, first, beat, log }: PacerDeps) {
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  let hasBegun = false;
  let isStopped = false;

  const run = async (): Promise<void> => {
    try {
      if (!hasBegun) await first();
      hasBegun = true;
      const outcome = await beat();
      failures = outcome === 'failed' ? failures + 1 : 0;
    } catch (thrown) {
      failures += 1;
      log.error({ err: thrown }, 'the recorder stumbled');
    }
  };
  /** Whoever asks while one runs waits for that one. */
  const now = (): Promise<void> => {
    if (isStopped) return Promise.resolve();
    clearTimeout(timer);
    running ??= run().finally(() => {
      running = null;
      schedule(isAskedAgain ? 0 : waitMs(intervalMs(), failures));
      isAskedAgain = false;
    });
    return running;
  };
  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void now(), ms).unref();
  };
  schedule(0);
  return {
    now,
    /** Something it depends on changed: soon, after the one that runs. */
    wake() {
      if (running !== null) isAskedAgain = true;
      else schedule(0);
    },
    /** Resolves when nothing runs any more; the beat must end soon after its own signal. */
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
