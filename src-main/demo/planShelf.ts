/** The plans of the engine: the one in force, and those it has put away. */
import { rolledOver } from './life/rollOver.ts';
import { createPlan } from './night/assemble.ts';
import { createNaming } from './night/naming.ts';
import { archivedAt } from './planIndexes.ts';
import type { SimulatedPlan } from './planModel.ts';

/** What a list of plans tells of each. */
export type PlanFacts = Pick<SimulatedPlan, 'id' | 'runNumber' | 'startMs' | 'endMs' | 'isArchived'>;

interface ArchivedPlan extends PlanFacts {
  /** A large plan takes seconds to make: it is made when somebody looks into it, and kept. */
  open(): SimulatedPlan;
}

export interface PlanShelf {
  /** Asked at each request: it is another one after a rollover. */
  current(): SimulatedPlan;
  /** Newest first. */
  archived(): readonly ArchivedPlan[];
  /** Ends the current plan now, and goes on with the next. */
  rollOver(): void;
}

interface ShelfOptions {
  readonly plan: SimulatedPlan;
  readonly jobs: number;
  readonly seed: number;
  readonly oddities?: boolean | undefined;
  /** What the current plan was laid around, epoch ms. */
  readonly anchorMs: number;
  /** Simulated time. */
  readonly now: () => number;
  /** Nothing makes the next plan: the current one stays in force beyond its end. */
  readonly isStopped: () => boolean;
}

const DAY_MS = 24 * 60 * 60_000;
const MOST_ARCHIVED = 3;

/** With the night before in its archive. At the end of a plan the next one follows by itself, seen when it is asked for. */
export function createPlanShelf({ plan, jobs, seed, oddities, anchorMs, now, isStopped }: ShelfOptions): PlanShelf {
  const nightAt = (night: number) => createPlan({ jobs, seed, oddities, anchorMs: anchorMs + night * DAY_MS });
  let current = plan;
  let night = 0;
  let opened: SimulatedPlan | undefined;
  let archived: readonly ArchivedPlan[] = [
    {
      id: createNaming(seed, anchorMs - DAY_MS).planId,
      runNumber: plan.runNumber - 1,
      startMs: plan.startMs - DAY_MS,
      endMs: plan.endMs - DAY_MS,
      isArchived: true,
      open: () => (opened ??= archivedAt(nightAt(-1), plan.endMs - DAY_MS)),
    },
  ];
  /** @param nights how many at once: a clock may be moved on by days */
  const roll = (nights: number, atMs: number) => {
    night += nights;
    const next = rolledOver(current, nightAt(night), atMs);
    const old = archivedAt(current, atMs);
    archived = [{ ...factsOf(old), open: () => old }, ...archived].slice(0, MOST_ARCHIVED);
    current = next;
  };
  return {
    current() {
      const late = now() - current.endMs;
      if (late >= 0 && !isStopped()) roll(Math.floor(late / DAY_MS) + 1, current.endMs + Math.floor(late / DAY_MS) * DAY_MS);
      return current;
    },
    archived: () => archived,
    rollOver: () => roll(1, now()),
  };
}

const factsOf = ({ id, runNumber, startMs, endMs, isArchived }: SimulatedPlan): PlanFacts => ({ id, runNumber, startMs, endMs, isArchived });
