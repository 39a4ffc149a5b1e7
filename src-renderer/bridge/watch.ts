/** Follows a stream of the core for as long as somebody looks, across reconnects. */
import { backOffMs, useConnection } from './connection.ts';
import { type FaultView, faultOf } from './fault.ts';
import type { Core } from './line.ts';

interface WatchOptions<T> {
  /** Called again for each new line; resume from what was seen last. */
  readonly open: (core: Core, signal: AbortSignal) => Promise<AsyncIterable<T>>;
  readonly onEvent: (event: T) => void;
  readonly onFault?: (fault: FaultView) => void;
  /** Whether a stream that ended by itself is asked for again. */
  readonly isEndless: boolean;
}

/** Returns its undo. A stream that fails while the line stands is opened again with back-off. */
export function watch<T>({ open, onEvent, onFault, isEndless }: WatchOptions<T>): () => void {
  const stop = new AbortController();
  let current: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;

  const run = async (core: Core) => {
    current?.abort();
    if (timer !== null) clearTimeout(timer);
    const mine = new AbortController();
    current = mine;
    try {
      for await (const event of await open(core, mine.signal)) {
        if (mine.signal.aborted) return;
        failures = 0;
        onEvent(event);
      }
      if (!mine.signal.aborted && isEndless) again(core);
    } catch (error) {
      if (mine.signal.aborted) return;
      onFault?.(faultOf(error));
      again(core);
    }
  };
  const again = (core: Core) => {
    failures += 1;
    timer = setTimeout(() => {
      const { line } = useConnection.getState();
      if (line.at === 'open' && line.core === core && !stop.signal.aborted) void run(core);
    }, backOffMs(failures));
  };

  const { line } = useConnection.getState();
  if (line.at === 'open') void run(line.core);
  const unsubscribe = useConnection.subscribe(({ line: now }, { line: before }) => {
    if (now.at === 'open' && now !== before) void run(now.core);
  });
  return () => {
    stop.abort();
    unsubscribe();
    current?.abort();
    if (timer !== null) clearTimeout(timer);
  };
}
