/** Follows running turns, one stream each, handing over events in small batches so that text flows without redrawing per token. */
import type { TurnEvent } from '../../../src-preload/contract/chat.ts';
import type { TurnId } from '../../../src-preload/contract/ids.ts';
import { watch } from '../../bridge/watch.ts';

/** Two screen frames: fast enough to read as flowing, slow enough to keep typing smooth. */
const BATCH_MS = 33;

const followed = new Map<TurnId, () => void>();

interface FollowOptions {
  /** The last sequence number seen: after a reconnect the core replays only what came later. */
  readonly seenSeq: () => number;
  readonly onEvents: (events: readonly TurnEvent[]) => void;
}

/** Stops by itself when the turn ends; a turn already followed is left alone. Leaving the screen never stops the turn. */
export function followTurn(turnId: TurnId, { seenSeq, onEvents }: FollowOptions): void {
  if (followed.has(turnId)) return;
  let waiting: TurnEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    const events = waiting;
    waiting = [];
    if (events.length > 0) onEvents(events);
  };
  const stop = watch({
    open: (core, signal) => core.chat.watch({ turnId, afterSeq: seenSeq() }, { signal }),
    onEvent: (event) => {
      waiting.push(event);
      if (event.type === 'ended') {
        followed.get(turnId)?.();
        if (timer !== null) clearTimeout(timer);
        flush();
      } else timer ??= setTimeout(flush, BATCH_MS);
    },
    isEndless: false,
  });
  followed.set(turnId, () => {
    followed.delete(turnId);
    stop();
  });
}
