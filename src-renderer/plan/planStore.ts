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
  /** Whose plan this is; null until the core has said which engine is in force. */
  readonly engineId: string | null;
  readonly jobs: Remote<Reading<readonly Job[]>>;
  readonly summary: Remote<Reading<PlanSummary>>;
  readonly workstations: Remote<Reading<readonly Workstation[]>>;
  readonly chosenId: string | null;
  readonly chosen: ChosenJob;
}

const NOTHING_READ: ChosenJob = { details: LOADING, why: LOADING, log: LOADING, impact: LOADING };

const UNREAD = { jobs: LOADING, summary: LOADING, workstations: LOADING, chosen: NOTHING_READ } as const;

export const usePlan = create<PlanState>(() => ({ ...UNREAD, engineId: null, chosenId: null }));
const { getState: get, setState: set } = usePlan;

/** Grows when another engine takes over: what was asked of the one before is not taken any more. */
let generation = 0;

/** Another engine's plan is not an old version of this one's: it is forgotten, so that it is never shown under this one's name. */
export function planOf(engineId: string | null): void {
  const before = get();
  if (engineId === null || engineId === before.engineId) return;
  set({ engineId });
  if (before.engineId === null) return;
  generation += 1;
  set(UNREAD);
  void readPlan();
  void chooseJob(before.chosenId);
}

/** The most rows asked for at once; beyond it the list is marked as cut off. */
const MOST_JOBS = 10_000;

export async function readPlan(): Promise<void> {
  const asked = generation;
  const take = (part: Partial<PlanState>) => {
    if (generation === asked) set(part);
  };
  await Promise.all([
    readInto(
      () => get().jobs,
      (jobs) => take({ jobs }),
      (core) => core.plan.jobs({ limit: MOST_JOBS }),
    ),
    readInto(
      () => get().summary,
      (summary) => take({ summary }),
      (core) => core.plan.summary(),
    ),
    readInto(
      () => get().workstations,
      (workstations) => take({ workstations }),
      (core) => core.plan.workstations(),
    ),
  ]);
}

/** Reads one job's parts, each on its own: one that fails leaves the others standing. */
export async function chooseJob(id: string | null): Promise<void> {
  set({ chosenId: id, chosen: NOTHING_READ });
  if (id === null) return;
  const asked = generation;
  const into = <K extends keyof ChosenJob>(key: K, value: ChosenJob[K]) => {
    if (generation === asked && get().chosenId === id) set({ chosen: { ...get().chosen, [key]: value } });
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
