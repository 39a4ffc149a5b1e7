/** What arrives for the test, in order, for `await inbox.next()`. */

/** The page's own clock may be a fake one; this patience is not the page's. */
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;
const PATIENCE_MS = 2_000;

export interface Inbox<T> {
  put(item: T): void;
  readonly next: () => Promise<T>;
}

/** @param what is waited for, said when it does not come */
export function createInbox<T>(what: string): Inbox<T> {
  const waiting: T[] = [];
  const takers: ((item: T) => void)[] = [];
  return {
    put: (item) => {
      const taker = takers.shift();
      if (taker) taker(item);
      else waiting.push(item);
    },
    next: () =>
      new Promise((resolve, reject) => {
        const item = waiting.shift();
        if (item !== undefined) return resolve(item);
        const timer = startTimer(() => reject(new Error(`No ${what} came within ${PATIENCE_MS} ms`)), PATIENCE_MS);
        takers.push((taken) => {
          stopTimer(timer);
          resolve(taken);
        });
      }),
  };
}
