/** A one-event emitter whose subscribe returns its undo, and an async-iterable view of it. */
export interface Emitter<T> {
  emit(value: T): void;
  subscribe(listener: (value: T) => void): () => void;
  /**
   * `first`, then values from now on, until the signal aborts. Subscribes when the first value is asked for, before it is given:
   * nothing emitted after `first` was seen is missed. At most `bound` wait unread: beyond that the oldest are dropped.
   */
  iterate(signal: AbortSignal | undefined, options: { readonly first: T; readonly bound?: number }): AsyncGenerator<T, void, void>;
}

export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  const subscribe = (listener: (value: T) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    emit: (value) => {
      for (const listener of listeners) listener(value);
    },
    subscribe,
    async *iterate(signal, { first, bound = 1_000 }) {
      const waiting: { readonly value: T }[] = [{ value: first }];
      let wake: () => void = () => {};
      const undo = subscribe((value) => {
        waiting.push({ value });
        if (waiting.length > bound) waiting.shift();
        wake();
      });
      const onAbort = () => wake();
      signal?.addEventListener('abort', onAbort);
      try {
        while (!signal?.aborted) {
          const next = waiting.shift();
          if (next !== undefined) yield next.value;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        undo();
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}
