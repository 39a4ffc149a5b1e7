/** The time as a dependency, so that tests decide it. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Where it stands still, the instant it stands at: what a thread is given to have the same time. */
  readonly standsAtMs?: number | undefined;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * The time of a stored night, which stands still, so that the same question has the same answer. Only what is dated follows it: whoever waits,
 * rests or lets something run out takes the system's clock or a stopwatch. Without an instant it is the system's clock.
 */
export const clockAt = (standsAtMs: number | undefined): Clock => (standsAtMs === undefined ? systemClock : { now: () => standsAtMs, standsAtMs });

/** For whoever waits: the same clock where it runs, the system's where it stands still. */
export const runningClock = (clock: Clock): Clock => (clock.standsAtMs === undefined ? clock : systemClock);

/** The instant as ISO-8601 UTC with milliseconds. */
export function instantOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
