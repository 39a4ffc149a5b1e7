/** The plans of the engine: the one in force, and those it has put away. */
import { rolledOver } from '../life/rollOver.ts';
import { archivedAt } from './planIndexes.ts';
import type { SimulatedPlan } from './planModel.ts';

/** What a list of plans tells of each. */
export type PlanFacts = Pick<SimulatedPlan, 'id' | 'runNumber' | 'startMs' | 'endMs' | 'isArchived'>;

interface ArchivedPlan extends PlanFacts {
  /** A large plan takes seconds to make: it is made when somebody looks into it, and kept. */
  open(): SimulatedPlan;
}

/** Where the plans come from. */
export interface Nights {
  readonly plan: SimulatedPlan;
  /** The one before it. */
  readonly before: ArchivedPlan;
  /** As it was planned for so many days later; null: nobody planned it. */
  after(nights: number): SimulatedPlan | null;
}

export interface PlanShelf {
  /** Asked at each request: it is another one after a rollover. */
  current(): SimulatedPlan;
  /** Newest first. */
  archived(): readonly ArchivedPlan[];
  /** Ends the current plan now, and goes on with the next. Raises RangeError where there is none. */
  rollOver(): void;
}

interface ShelfOptions {
  readonly nights: Nights;
  /** Simulated time. */
  readonly now: () => number;
  /** Nothing makes the next plan: the current one stays in force beyond its end. */
  readonly isStopped: () => boolean;
}

const DAY_MS = 24 * 60 * 60_000;
const MOST_ARCHIVED = 3;

/** With the night before in its archive. At the end of a plan the next one follows by itself, if there is one, seen when it is asked for. */
export function createPlanShelf({ nights: { plan, before, after }, now, isStopped }: ShelfOptions): PlanShelf {
  let current = plan;
  let night = 0;
  let opened: SimulatedPlan | undefined;
  let archived: readonly ArchivedPlan[] = [{ ...before, open: () => (opened ??= before.open()) }];
  /** @param nights how many at once: a clock may be moved on by days */
  const roll = (nights: number, atMs: number): boolean => {
    const fresh = after(night + nights);
    if (fresh === null) return false;
    night += nights;
    const next = rolledOver(current, fresh, atMs);
    const old = archivedAt(current, atMs);
    archived = [{ ...factsOf(old), open: () => old }, ...archived].slice(0, MOST_ARCHIVED);
    current = next;
    return true;
  };
  return {
    current() {
      const late = now() - current.endMs;
      if (late >= 0 && !isStopped()) roll(Math.floor(late / DAY_MS) + 1, current.endMs + Math.floor(late / DAY_MS) * DAY_MS);
      return current;
    },
    archived: () => archived,
    rollOver() {
      if (!roll(1, now())) throw new RangeError('No plan follows this one.');
    },
  };
}

const factsOf = ({ id, runNumber, startMs, endMs, isArchived }: SimulatedPlan): PlanFacts => ({ id, runNumber, startMs, endMs, isArchived });
