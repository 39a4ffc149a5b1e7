/** The plan as a whole: how far it has been read, the engine's own summary, the workstations. */
import { create } from 'zustand';
import type { Freshness, PlanSummary, Workstation } from '../../src-preload/contract/plan/plan.ts';
import type { SnapshotState } from '../../src-preload/contract/plan/planSnapshot.ts';
import { ask, LOADING, lastOf, type Remote, readInto } from '../bridge/remote.ts';
import { forgetChanges } from './changes/changesStore.ts';
import { forgetGraph } from './graph/graphStore.ts';
import { forgetJob } from './job/jobStore.ts';
import { forgetTable, refreshTable } from './table/tableStore.ts';
import { forgetTimeline } from './timeline/timelineStore.ts';

interface Reading<T> {
  readonly data: T;
  readonly freshness: Freshness;
}

interface PlanState {
  /** Whose plan this is; null until the core has said which engine is in force. */
  readonly engineId: string | null;
  readonly snapshot: Remote<SnapshotState>;
  readonly summary: Remote<Reading<PlanSummary>>;
  readonly workstations: Remote<Reading<readonly Workstation[]>>;
}

const UNREAD = { snapshot: LOADING, summary: LOADING, workstations: LOADING } as const;

export const usePlan = create<PlanState>(() => ({ ...UNREAD, engineId: null }));
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
  forgetTable();
  forgetJob();
  forgetGraph();
  forgetTimeline();
  forgetChanges();
  void readPlan();
}

type Part = keyof typeof UNREAD;

async function readPart(key: Part, call: Parameters<typeof readInto>[2]): Promise<void> {
  const asked = generation;
  await readInto(
    () => get()[key] as Remote<unknown>, // each key is read by its own call only
    (value) => {
      if (generation === asked) set({ [key]: value });
    },
    call,
  );
}

/**
 * Asks for what changed since the last reading (or the whole plan, the first time), then shows it. The summary is asked for when that has
 * ended: before, the engine would have to list every failed and late job for it, and the reading of a large plan waits in the same line.
 */
export async function readPlan(options: { readonly isWhole?: boolean } = {}): Promise<void> {
  await Promise.all([
    readPart('snapshot', (core) => core.plan.refresh({ isWhole: options.isWhole ?? false })).then(followReading),
    readPart('workstations', (core) => core.plan.workstations()),
  ]);
}

export async function cancelReading(): Promise<void> {
  const answer = await ask((core) => core.plan.cancelReading());
  if (answer.isOk) set({ snapshot: { at: 'ready', value: answer.value } });
}

const LOOK_EVERY_MS = 700;
let timer: ReturnType<typeof setTimeout> | null = null;

/** While the plan is being read, looks how far it is; shows the rows and the summary when it has ended. */
async function followReading(): Promise<void> {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const state = lastOf(get().snapshot);
  if (state?.progress) {
    timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    return;
  }
  await Promise.all([refreshTable(), readPart('summary', (core) => core.plan.summary())]);
}

async function look(): Promise<void> {
  const asked = generation;
  const answer = await ask((core) => core.plan.snapshot());
  if (generation !== asked) return;
  set({ snapshot: answer.isOk ? { at: 'ready', value: answer.value } : { at: 'failed', fault: answer.fault, last: lastOf(get().snapshot) } });
  if (answer.isOk) await followReading();
}
