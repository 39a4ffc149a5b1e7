/** Events in order of time; those of the same instant in order of arrival. */
export interface TimeQueue<T> {
  add(atMs: number, item: T): void;
  take(): { readonly atMs: number; readonly item: T } | null;
}

/** A binary heap: a plan of 40,000 jobs has 100,000 events. */
export function createTimeQueue<T>(): TimeQueue<T> {
  const heap: { readonly atMs: number; readonly order: number; readonly item: T }[] = [];
  let arrived = 0;
  const isBefore = (a: number, b: number) => {
    const [one, other] = [heap[a]!, heap[b]!]; // both indexes are inside the heap
    return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
  };
  const swap = (a: number, b: number) => {
    const kept = heap[a]!; // both indexes are inside the heap
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  return {
    add(atMs, item) {
      heap.push({ atMs, order: arrived++, item });
      for (let at = heap.length - 1; at > 0 && isBefore(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
    },
    take() {
      const first = heap[0];
      if (first === undefined) return null;
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ; ) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && isBefore(child, least)) least = child;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
