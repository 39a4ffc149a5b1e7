/** The plans of the engine: the one in force, and those it has put away. */
import { createPlan } from './night/assemble.ts';
import type { SimulatedPlan } from './planModel.ts';

export interface PlanShelf {
  /** Asked at each request: it is another one after a rollover. */
  current(): SimulatedPlan;
  /** Newest first. */
  archived(): readonly SimulatedPlan[];
}

interface ShelfOptions {
  readonly plan: SimulatedPlan;
  readonly jobs: number;
  readonly seed: number;
  /** What the current plan was laid around, epoch ms. */
  readonly anchorMs: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** The night before is archived; it is made when somebody first asks for it. */
export function createPlanShelf({ plan, jobs, seed, anchorMs }: ShelfOptions): PlanShelf {
  let archived: SimulatedPlan[] | undefined;
  return {
    current: () => plan,
    archived: () => (archived ??= [{ ...createPlan({ jobs, seed, anchorMs: anchorMs - DAY_MS }), isArchived: true }]),
  };
}
