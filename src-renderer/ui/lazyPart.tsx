/** Parts of the window whose code comes when it is needed: the first screen does not wait for the others. */
import { type ComponentType, createElement, Suspense, use, useState } from 'react';
import { Loading } from './data/States.tsx';

export interface LazyPart<Props extends object> {
  readonly Part: ComponentType<Props>;
  /** Fetches the code before it is needed; after a failure, once more. */
  readonly prefetch: () => void;
}

/**
 * Code that is there is drawn in the same breath; while it comes, the place says that it is loading.
 * Raises to the screen's boundary when it cannot be fetched.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<ComponentType<Props>> | null = null;

  const fetchPart = (): Promise<ComponentType<Props>> => {
    const mine = load().then((part) => {
      loaded = part;
      return part;
    });
    loading = mine;
    return mine;
  };

  function Coming(props: Props) {
    return createElement(use(loading ?? fetchPart()), props);
  }

  function Part(props: Props) {
    // `use` would show the fallback for a moment even for code that came long ago.
    const [already] = useState(() => loaded);
    if (already !== null) return createElement(already, props);
    return (
      <Suspense fallback={<Loading />}>
        <Coming {...props} />
      </Suspense>
    );
  }

  return {
    Part,
    prefetch: () => {
      if (loading !== null) return;
      fetchPart().catch(() => {
        loading = null;
      });
    },
  };
}

/** Fetches one part after another, each when the window has nothing else to do; returns its undo. */
export function prefetchWhenIdle(parts: readonly Pick<LazyPart<object>, 'prefetch'>[]): () => void {
  const [next, ...rest] = parts;
  if (next === undefined) return () => undefined;
  let undoRest = () => undefined as void;
  const handle = requestIdleCallback(() => {
    next.prefetch();
    undoRest = prefetchWhenIdle(rest);
  });
  return () => {
    cancelIdleCallback(handle);
    undoRest();
  };
}
