/** The time as a dependency, so that tests decide it. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The instant as ISO-8601 UTC with milliseconds. */
export function instantOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
