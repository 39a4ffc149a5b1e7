/** Nights as they are made: as many as are asked for, a day apart. */
import { archivedAt } from '../plan/planIndexes.ts';
import type { Nights } from '../plan/planShelf.ts';
import { createPlan } from './assemble.ts';
import { createNaming } from './naming.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Raises what `createPlan` raises. */
export function generatedNights(options: Parameters<typeof createPlan>[0]): Nights {
  const { seed, anchorMs } = options;
  const plan = createPlan(options);
  const after = (nights: number) => createPlan({ ...options, anchorMs: anchorMs + nights * DAY_MS });
  const endMs = plan.endMs - DAY_MS;
  return {
    plan,
    before: {
      id: createNaming(seed, anchorMs - DAY_MS).planId,
      runNumber: plan.runNumber - 1,
      startMs: plan.startMs - DAY_MS,
      endMs,
      isArchived: true,
      open: () => archivedAt(after(-1), endMs),
    },
    after,
  };
}
