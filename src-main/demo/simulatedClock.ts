/** The simulated time: runs with the real one, faster, or only when told to. */
import type { Clock } from '../base/clock.ts';

export interface SimulatedClock extends Clock {
  /** Moves on by so many simulated milliseconds. */
  advance(ms: number): void;
}

/** @param speed simulated milliseconds for each real one; 0 = stands still */
export function createSimulatedClock({ startAtMs, speed }: { readonly startAtMs: number; readonly speed: number }): SimulatedClock {
  const began = performance.now();
  let advanced = 0;
  return {
    now: () => Math.round(startAtMs + advanced + (performance.now() - began) * speed),
    advance: (ms) => {
      advanced += ms;
    },
  };
}
