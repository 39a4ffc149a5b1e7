/** Keeps a thread down that went down too often. Pure but for the stopwatch. */

/** So many within the window open it; it stays open as long again. */
const MOST = 3;
const WINDOW_MS = 60_000;

export interface Breaker {
  note(): void;
  isOpen(): boolean;
  /** How long it stays open; 0 when it is not. */
  openForMs(): number;
}

/** @param nowMs of a stopwatch: a wall clock may stand still or jump */
export function createBreaker(nowMs: () => number): Breaker {
  let troubles: number[] = [];
  let openUntilMs = Number.NEGATIVE_INFINITY;
  const openForMs = () => Math.max(0, openUntilMs - nowMs());
  return {
    note() {
      const now = nowMs();
      troubles = [...troubles.filter((at) => now - at < WINDOW_MS), now];
      if (troubles.length < MOST) return;
      openUntilMs = now + WINDOW_MS;
      troubles = [];
    },
    isOpen: () => openForMs() > 0,
    openForMs,
  };
}
