/** The questions to the held plan: pure and synchronous, each answered with what can be passed to another thread. */
import type { JobTable, JobTableQuery } from '../../../../src-preload/contract/plan/planSnapshot.ts';
import type { HeldPlan } from '../held/heldPlan.ts';
import { createNeighbourhood } from './drawn/neighbourhood.ts';
import { createRisks, type Risks } from './risks.ts';
import { createTable } from './table.ts';
import { createTally } from './tally.ts';
import { createTexts } from './texts.ts';
import { createTimeline } from './drawn/timeline.ts';
import { createWalks, type Walks } from './walks.ts';
import { createWorkings, type ViewAnswer, type ViewDeps } from './workings.ts';

export interface PlanViews extends Walks, Risks {
  /** Raises INVALID_INPUT for a word that is no status. */
  table(query: JobTableQuery): ViewAnswer<JobTable>;
  neighbourhood: ReturnType<typeof createNeighbourhood>;
  timeline: ReturnType<typeof createTimeline>;
}

/** Questions about one job raise TWS_NOT_FOUND when it is not in the plan. What answers are made of is kept until the plan changes. */
export function createPlanViews(held: HeldPlan, deps: ViewDeps): PlanViews {
  const workings = createWorkings(held, deps);
  const tally = createTally(workings);
  const texts = createTexts(workings);
  return {
    table: createTable(workings, tally, texts),
    ...createWalks(workings),
    ...createRisks(workings),
    neighbourhood: createNeighbourhood(workings),
    timeline: createTimeline(workings, tally, texts),
  };
}
