/** The plans of the engine: the one in force, and those it has put away. */
import { createPlan } from './night/assemble.ts';
import { createNaming } from './night/naming.ts';
import { archivedAt } from './planIndexes.ts';
import type { SimulatedPlan } from './planModel.ts';

/** What a list of plans tells of each. */
export type PlanFacts = Pick<SimulatedPlan, 'id' | 'runNumber' | 'startMs' | 'endMs' | 'isArchived'>;

export interface ArchivedPlan extends PlanFacts {
  /** A large plan takes seconds to make: it is made when somebody looks into it, and kept. */
  open(): SimulatedPlan;
}

export interface PlanShelf {
  /** Asked at each request: it is another one after a rollover. */
  current(): SimulatedPlan;
  /** Newest first. */
  archived(): readonly ArchivedPlan[];
}

interface ShelfOptions {
  readonly plan: SimulatedPlan;
  readonly jobs: number;
  readonly seed: number;
  /** What the current plan was laid around, epoch ms. */
  readonly anchorMs: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** With the night before in its archive. */
export function createPlanShelf({ plan, jobs, seed, anchorMs }: ShelfOptions): PlanShelf {
  const nightBefore = anchorMs - DAY_MS;
  let opened: SimulatedPlan | undefined;
  const archived: ArchivedPlan = {
    id: createNaming(seed, nightBefore).planId,
    runNumber: plan.runNumber - 1,
    startMs: plan.startMs - DAY_MS,
    endMs: plan.endMs - DAY_MS,
    isArchived: true,
    open: () => (opened ??= archivedAt(createPlan({ jobs, seed, anchorMs: nightBefore }), plan.endMs - DAY_MS)),
  };
  return { current: () => plan, archived: () => [archived] };
}
