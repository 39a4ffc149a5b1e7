/** Whether a reading continues what was recorded before it, or begins anew after a gap: pure. */

export interface Stretch {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Nothing may extend it: something was missed after it. */
  readonly isClosed: boolean;
}

/**
 * Readings at most `longestPauseMs` apart make one stretch: what happened in between is still told by the rows (reruns, times).
 * A clock that was set back begins a new one.
 */
export function continues(last: Stretch | null, observedAtMs: number, longestPauseMs: number): last is Stretch {
  if (last === null || last.isClosed || observedAtMs < last.sinceMs) return false;
  return observedAtMs - last.untilMs <= longestPauseMs;
}

/** Three intervals: two readings may be late or fail. */
export const longestPauseMs = (intervalMs: number): number => 3 * intervalMs;
