/** The durations the recorder measured, for every job of the plan. */
import type { Durations } from '../../graph/forecast/forecast.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import type { CoreSide } from './planMessages.ts';

/** Keys handed over at once: the core passes them on, and must not feel it. */
const KEYS_AT_ONCE = 10_000;

/** Raises what the recorder's store raises. */
export async function readDurations({ jobs }: HeldPlan, durations: CoreSide['durations']): Promise<Durations> {
  const measured = { medianMs: new Float64Array(jobs.count), p90Ms: new Float64Array(jobs.count) };
  for (let from = 0; from < jobs.count; from += KEYS_AT_ONCE) {
    const keys = Array.from({ length: Math.min(KEYS_AT_ONCE, jobs.count - from) }, (_, at) => jobs.keyOf(from + at));
    const some = await durations(keys);
    measured.medianMs.set(some.medianMs, from);
    measured.p90Ms.set(some.p90Ms, from);
  }
  return measured;
}
