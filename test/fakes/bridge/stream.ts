/** One stream somebody watches: the test pushes, fails and ends it. */
import type { FaultCode } from '../../../src-preload/contract/fault.ts';
import { type EventOf, type InputOf, refuseUnlessSendable, type StreamName } from './names.ts';
import { type FaultFacts, typedFault } from './typedFault.ts';

export interface FakeStream<N extends StreamName> {
  readonly input: InputOf<N>;
  push(...events: EventOf<N>[]): void;
  fail(code: FaultCode, facts?: FaultFacts): void;
  end(): void;
  isOpen(): boolean;
  /** Settles when nobody watches any more, or it has ended. */
  readonly closed: Promise<void>;
}

type Item<Event> = { readonly event: Event } | { readonly error: unknown } | 'end';

/** Returns the test's end, and the one the core would hand over. */
export function openStream<N extends StreamName>(name: N, input: InputOf<N>, signal: AbortSignal | undefined) {
  const waiting: Item<EventOf<N>>[] = [];
  const closed = Promise.withResolvers<void>();
  let isOpen = true;
  let wake: (() => void) | null = null;
  const give = (item: Item<EventOf<N>>) => {
    if (!isOpen) throw new Error(`Nobody watches this stream of ${name} any more`);
    waiting.push(item);
    wake?.();
  };
  const close = () => {
    isOpen = false;
    closed.resolve();
    wake?.();
  };
  signal?.addEventListener('abort', close, { once: true });

  async function* events(): AsyncGenerator<EventOf<N>, void, void> {
    try {
      for (;;) {
        const item = waiting.shift();
        if (item === undefined) {
          if (!isOpen) return;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else if (item === 'end') return;
        else if ('error' in item) throw item.error;
        else yield item.event;
      }
    } finally {
      close();
    }
  }

  const stream: FakeStream<N> = {
    input,
    push: (...pushed) => {
      for (const event of pushed) {
        refuseUnlessSendable(name, event);
        give({ event });
      }
    },
    fail: (code, facts) => give({ error: typedFault(code, facts) }),
    end: () => give('end'),
    isOpen: () => isOpen,
    closed: closed.promise,
  };
  return { stream, events: events() };
}
