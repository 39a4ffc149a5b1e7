/** A one-event emitter whose subscribe returns its undo, and an async-iterable view of it. */
export interface Emitter<T> {
  emit(value: T): void;
  subscribe(listener: (value: T) => void): () => void;
  /** Values from now on, until the signal aborts. At most `bound` wait unread: beyond that the oldest are dropped. */
  iterate(signal: AbortSignal | undefined, bound?: number): AsyncGenerator<T, void, void>;
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
    async *iterate(signal, bound = 1_000) {
      const waiting: T[] = [];
      let wake: () => void = () => {};
      const undo = subscribe((value) => {
        waiting.push(value);
        if (waiting.length > bound) waiting.shift();
        wake();
      });
      const onAbort = () => wake();
      signal?.addEventListener('abort', onAbort);
      try {
        while (!signal?.aborted) {
          const next = waiting.shift();
          if (next !== undefined) yield next;
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
