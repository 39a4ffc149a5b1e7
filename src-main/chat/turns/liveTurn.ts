/** The events of a running turn: numbered without gaps, kept for whoever comes later, whether anybody watches or not. */
import type { TurnEvent } from '../../../src-preload/contract/chat.ts';

/** Distributes over the union, so that each event keeps its own shape. */
type TurnEventBody = TurnEvent extends infer E ? (E extends TurnEvent ? Omit<E, 'seq'> : never) : never;

export interface LiveTurn {
  emit(event: TurnEventBody): void;
  /** Text of the answer; neighbours are joined for at most one frame. */
  text(piece: string): void;
  /** Events after `afterSeq`, until the turn has ended or the signal aborts. */
  watch(afterSeq: number, signal: AbortSignal | undefined): AsyncGenerator<TurnEvent, void, void>;
}

/** One frame at 60 Hz: nobody sees the wait, and a fast model does not send an event per token. */
const FRAME_MS = 16;
const FRAME_CHARS = 256;

export function createLiveTurn(): LiveTurn {
  const events: TurnEvent[] = [];
  const wakers = new Set<() => void>();
  let pending = '';
  let timer: NodeJS.Timeout | undefined;

  const append = (event: TurnEventBody) => {
    // Nothing follows the end, whatever was still under way.
    if (events.at(-1)?.type === 'ended') return;
    events.push({ ...event, seq: events.length + 1 });
    for (const wake of wakers) wake();
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (pending === '') return;
    const text = pending;
    pending = '';
    append({ type: 'delta', text });
  };

  return {
    emit(event) {
      flush();
      append(event);
    },
    text(piece) {
      pending += piece;
      if (pending.length >= FRAME_CHARS) flush();
      else timer ??= setTimeout(flush, FRAME_MS);
    },
    async *watch(afterSeq, signal) {
      let next = afterSeq;
      while (signal?.aborted !== true) {
        const event = events[next];
        if (event === undefined) {
          // A watcher that has seen everything, the end included, has nothing to wait for.
          if (events.at(-1)?.type === 'ended') return;
          await nextEvent(wakers, signal);
          continue;
        }
        next += 1;
        yield event;
        if (event.type === 'ended') return;
      }
    },
  };
}

function nextEvent(wakers: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      wakers.delete(wake);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    wakers.add(wake);
    signal?.addEventListener('abort', wake, { once: true });
  });
}
