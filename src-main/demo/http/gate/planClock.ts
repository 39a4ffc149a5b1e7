/** The instant the plan is seen at: behind the clock by the mirror's lag, and standing still while batchman is down. */
import type { FaultSwitches } from '../faultSwitches.ts';

/** Once batchman lives again, what was missed has happened. */
export function createPlanClock(now: () => number, faults: Pick<FaultSwitches, 'mirrorLagMs' | 'batchman'>): () => number {
  let stoppedMs: number | null = null;
  return () => {
    stoppedMs = faults.batchman === 'LIVES' ? null : (stoppedMs ?? now());
    return (stoppedMs ?? now()) - faults.mirrorLagMs;
  };
}
