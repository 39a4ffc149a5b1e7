/** The plan as last read, and the chosen job with everything known about it. */
import { create } from 'zustand';
import type { Freshness, ImpactResult, Job, JobDetails, LogExcerpt, PlanSummary, WaitReason, Workstation } from '../../src-preload/contract/plan.ts';
import { LOADING, type Remote, readInto } from '../bridge/remote.ts';

interface Reading<T> {
  readonly data: T;
  readonly freshness: Freshness;
}

interface ChosenJob {
  readonly details: Remote<Reading<JobDetails>>;
  readonly why: Remote<Reading<readonly WaitReason[]>>;
  readonly log: Remote<Reading<LogExcerpt>>;
  readonly impact: Remote<Reading<ImpactResult>>;
}

interface PlanState {
  readonly jobs: Remote<Reading<readonly Job[]>>;
  readonly summary: Remote<Reading<PlanSummary>>;
  readonly workstations: Remote<Reading<readonly Workstation[]>>;
  readonly chosenId: string | null;
  readonly chosen: ChosenJob;
}

const NOTHING_READ: ChosenJob = { details: LOADING, why: LOADING, log: LOADING, impact: LOADING };

export const usePlan = create<PlanState>(() => ({ jobs: LOADING, summary: LOADING, workstations: LOADING, chosenId: null, chosen: NOTHING_READ }));
const { getState: get, setState: set } = usePlan;

/** The most rows asked for at once; beyond it the list is marked as cut off. */
const MOST_JOBS = 10_000;

export async function readPlan(): Promise<void> {
  await Promise.all([
    readInto(
      () => get().jobs,
      (jobs) => set({ jobs }),
      (core) => core.plan.jobs({ limit: MOST_JOBS }),
    ),
    readInto(
      () => get().summary,
      (summary) => set({ summary }),
      (core) => core.plan.summary(),
    ),
    readInto(
      () => get().workstations,
      (workstations) => set({ workstations }),
      (core) => core.plan.workstations(),
    ),
  ]);
}

/** Reads one job's parts, each on its own: one that fails leaves the others standing. */
export async function chooseJob(id: string | null): Promise<void> {
  set({ chosenId: id, chosen: NOTHING_READ });
  if (id === null) return;
  const into = <K extends keyof ChosenJob>(key: K, value: ChosenJob[K]) => {
    if (get().chosenId === id) set({ chosen: { ...get().chosen, [key]: value } });
  };
  await Promise.all([
    readInto(
      () => get().chosen.details,
      (value) => into('details', value),
      (core) => core.plan.job({ id }),
    ),
    readInto(
      () => get().chosen.why,
      (value) => into('why', value),
      (core) => core.plan.why({ id }),
    ),
    readInto(
      () => get().chosen.log,
      (value) => into('log', value),
      (core) => core.plan.jobLog({ id }),
    ),
    readInto(
      () => get().chosen.impact,
      (value) => into('impact', value),
      (core) => core.plan.impact({ id }),
    ),
  ]);
}
