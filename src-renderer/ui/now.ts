/** One ticking clock for every age on screen. */
import { useSyncExternalStore } from 'react';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

const minute = () => Math.floor(now / 60_000) * 60_000;
const second = () => now;

/** The time, to the minute: for what depends on the day only, so that a table is not redrawn each second. */
export const useMinute = (): number => useSyncExternalStore(subscribe, minute, minute);

/** The time, to the second. */
export const useNow = (): number => useSyncExternalStore(subscribe, second, second);
