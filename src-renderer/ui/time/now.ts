/** One ticking clock for every age on screen; on a kept night it stands still, as the core's does. */
import { useSyncExternalStore } from 'react';

let standsAtMs: number | null = null;
/** The time that what is shown is dated by. */
export const nowMs = (): number => standsAtMs ?? Date.now();

let now = nowMs();
/** Of this machine, for what is waited for. */
let running = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function tick(): void {
  now = nowMs();
  running = Date.now();
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** @param at the instant of a kept night; null: the time runs */
export function followNight(at: string | null): void {
  const next = at === null ? null : Date.parse(at);
  if (next === standsAtMs) return;
  standsAtMs = next;
  tick();
}

const minute = () => Math.floor(now / 60_000) * 60_000;
const second = () => now;
const runningSecond = () => running;

/** The time, to the minute: for what depends on the day only, so that a table is not redrawn each second. */
export const useMinute = (): number => useSyncExternalStore(subscribe, minute, minute);

/** The time, to the second. */
export const useNow = (): number => useSyncExternalStore(subscribe, second, second);

/** This machine's time, to the second, which no night stops. */
export const useRunningNow = (): number => useSyncExternalStore(subscribe, runningSecond, runningSecond);
