/** The chosen job with everything known about it. */
import { create } from 'zustand';
import type { Freshness, ImpactResult, JobDetails, LogExcerpt, WaitReason } from '../../../src-preload/contract/plan/plan.ts';
import type { CriticalPath } from '../../../src-preload/contract/plan/planGraph.ts';
import type { RunHistory } from '../../../src-preload/contract/plan/planHistory.ts';
import type { Core } from '../../bridge/line.ts';
import { LOADING, lastAsked, type Remote, readInto } from '../../bridge/remote.ts';

interface Reading<T> {
  readonly data: T;
  readonly freshness: Freshness;
}

interface ChosenJob {
  readonly details: Remote<Reading<JobDetails>>;
  readonly why: Remote<Reading<readonly WaitReason[]>>;
  readonly log: Remote<Reading<LogExcerpt>>;
  readonly impact: Remote<Reading<ImpactResult>>;
  readonly path: Remote<Reading<CriticalPath>>;
  readonly history: Remote<RunHistory>;
}

interface JobState {
  readonly id: string | null;
  readonly chosen: ChosenJob;
  /** What the log is searched for; empty: its end. */
  readonly logSearch: string;
}

const NOTHING_READ: ChosenJob = { details: LOADING, why: LOADING, log: LOADING, impact: LOADING, path: LOADING, history: LOADING };

export const useJob = create<JobState>(() => ({ id: null, chosen: NOTHING_READ, logSearch: '' }));
const { getState: get, setState: set } = useJob;

/** Grows when another engine takes over. */
let generation = 0;

/** Another engine's job is not this one's, whatever its id. */
export function forgetJob(): void {
  generation += 1;
  const { id } = get();
  set({ chosen: NOTHING_READ, logSearch: '' });
  if (id !== null) void readJob(id);
}

export async function chooseJob(id: string | null): Promise<void> {
  set({ id, chosen: NOTHING_READ, logSearch: '' });
  if (id !== null) await readJob(id);
}

const READERS: { readonly [K in keyof ChosenJob]: (core: Core, id: string) => Promise<unknown> } = {
  details: (core, id) => core.plan.job({ id }),
  why: (core, id) => core.plan.why({ id }),
  log: (core, id) => core.plan.jobLog({ id }),
  impact: (core, id) => core.plan.impact({ id }),
  path: (core, id) => core.plan.criticalPath({ id }),
  history: (core, id) => core.plan.history({ id }),
};

/** Reads one job's parts, each on its own: one that fails leaves the others standing. */
async function readJob(id: string): Promise<void> {
  // Each reader fills its own part only.
  const parts = Object.entries(READERS) as [keyof ChosenJob, (core: Core, id: string) => Promise<unknown>][];
  await Promise.all(parts.map(([part, read]) => readPart(id, part, (core) => read(core, id))));
}

const ASK: { readonly [K in keyof ChosenJob]: ReturnType<typeof lastAsked> } = {
  details: lastAsked(),
  why: lastAsked(),
  log: lastAsked(),
  impact: lastAsked(),
  path: lastAsked(),
  history: lastAsked(),
};

async function readPart(id: string, part: keyof ChosenJob, call: (core: Core) => Promise<unknown>): Promise<void> {
  const asked = generation;
  const isNewest = ASK[part]();
  await readInto<unknown>(
    () => get().chosen[part],
    (value) => {
      if (isNewest() && generation === asked && get().id === id) set({ chosen: { ...get().chosen, [part]: value } });
    },
    call,
  );
}

/** The lines around a text, or the end of the log again for an empty one. */
export async function searchLog(search: string): Promise<void> {
  const { id } = get();
  set({ logSearch: search });
  if (id === null) return;
  const wanted = search.trim();
  await readPart(id, 'log', (core) => core.plan.jobLog({ id, ...(wanted === '' ? {} : { search: wanted }) }));
}
