/** The job table by windows: the core filters and sorts the whole plan, the screen holds only the rows near what is seen. */
import { create } from 'zustand';
import type { Freshness } from '../../../src-preload/contract/plan/plan.ts';
import type { JobTable, JobTableRow } from '../../../src-preload/contract/plan/planSnapshot.ts';
import type { FaultView } from '../../bridge/fault.ts';
import { ask } from '../../bridge/remote.ts';
import type { TableFilter } from '../planFilter.ts';

const WINDOW_ROWS = 100;
/** Windows kept beside those in sight: scrolling back a little costs nothing. */
const MOST_WINDOWS = 30;

type Windows = ReadonlyMap<number, readonly JobTableRow[]>;

interface TableState {
  readonly filter: TableFilter | null;
  /** The last answer's totals; null before the first one. */
  readonly totals: Pick<JobTable, 'matching' | 'groups' | 'byStatus'> | null;
  readonly freshness: Freshness | null;
  readonly windows: Windows;
  /** The rows belong to the filter before: they stay until the new ones are there. */
  readonly isOld: boolean;
  readonly fault: FaultView | null;
}

const EMPTY: TableState = { filter: null, totals: null, freshness: null, windows: new Map(), isOld: false, fault: null };
export const useTable = create<TableState>(() => EMPTY);
const { getState: get, setState: set } = useTable;

/** Grows with every new filter or refresh: answers asked for before are dropped. */
let generation = 0;
const inFlight = new Set<number>();
let seen: { readonly first: number; readonly last: number } = { first: 0, last: 0 };

export const rowAt = ({ windows }: Pick<TableState, 'windows'>, index: number): JobTableRow | null =>
  windows.get(Math.floor(index / WINDOW_ROWS))?.[index % WINDOW_ROWS] ?? null;

/** Where a loaded row stands; null when it is not among them. */
export function indexOf({ windows }: Pick<TableState, 'windows'>, jobId: string): number | null {
  for (const [window, rows] of windows) {
    const at = rows.findIndex(({ id }) => id === jobId);
    if (at >= 0) return window * WINDOW_ROWS + at;
  }
  return null;
}

/** Another engine's rows are forgotten; what is asked for stays. */
export function forgetTable(): void {
  generation += 1;
  inFlight.clear();
  set({ ...EMPTY, filter: get().filter });
}

/** Shows the rows of a filter from the top; the same filter again changes nothing. */
export async function showTable(filter: TableFilter): Promise<void> {
  if (JSON.stringify(filter) === JSON.stringify(get().filter)) return;
  seen = { first: 0, last: 0 };
  set({ filter, isOld: true });
  await again();
}

/** Reads what is in sight once more. */
export async function refreshTable(): Promise<void> {
  if (get().filter !== null) await again();
}

/** The rows in sight are replaced together, so that none is gone in between. */
async function again(): Promise<void> {
  generation += 1;
  inFlight.clear();
  const answers = await Promise.all(windowsOf(seen).map(fetchWindow));
  const read = answers.filter((answer) => answer !== null);
  if (read.length > 0) take(new Map(), read);
}

/** Scrolling far passes many windows; those in sight when it slows down are read. */
const SETTLE_MS = 60;
let settling: ReturnType<typeof setTimeout> | null = null;

/** Reads the windows of the rows in sight that are not there yet. */
export function seeRows(first: number, last: number): void {
  seen = { first, last };
  settling ??= setTimeout(() => {
    settling = null;
    for (const window of windowsOf(seen)) if (!get().windows.has(window)) void addWindow(window);
  }, SETTLE_MS);
}

/** The row at a place, read first where it is not there yet; null when there is none, or it could not be read. */
export async function reachRow(index: number): Promise<JobTableRow | null> {
  const window = Math.floor(index / WINDOW_ROWS);
  if (!get().windows.has(window)) {
    seen = { first: index, last: index };
    await addWindow(window);
  }
  return rowAt(get(), index);
}

function windowsOf({ first, last }: { readonly first: number; readonly last: number }): number[] {
  const from = Math.floor(first / WINDOW_ROWS);
  return Array.from({ length: Math.floor(last / WINDOW_ROWS) - from + 1 }, (_, at) => from + at);
}

async function addWindow(window: number): Promise<void> {
  if (inFlight.has(window)) return;
  const read = await fetchWindow(window);
  if (read === null) return;
  const before = get();
  // Rows of two states of the plan do not stand in one list.
  const isSameState = !before.isOld && before.freshness?.observedAt === read.freshness.observedAt;
  take(isSameState ? before.windows : new Map(), [read]);
  if (!isSameState) seeRows(seen.first, seen.last);
}

interface ReadWindow {
  readonly window: number;
  readonly data: JobTable;
  readonly freshness: Freshness;
}

/** null when it failed, or something newer was asked for meanwhile. */
async function fetchWindow(window: number): Promise<ReadWindow | null> {
  const { filter } = get();
  const asked = generation;
  if (filter === null) return null;
  inFlight.add(window);
  const answer = await ask((core) => core.plan.table({ ...filter, offset: window * WINDOW_ROWS, limit: WINDOW_ROWS }));
  if (asked !== generation) return null;
  inFlight.delete(window);
  if (answer.isOk) return { window, ...answer.value };
  set({ fault: answer.fault });
  return null;
}

function take(kept: Windows, read: readonly ReadWindow[]): void {
  const newest = read.at(-1);
  if (newest === undefined) return;
  const { rows: _rows, ...totals } = newest.data;
  const windows = new Map([...kept, ...read.map(({ window, data }) => [window, data.rows] as const)]);
  set({ totals, freshness: newest.freshness, fault: null, isOld: false, windows: nearest(windows) });
}

/** The windows nearest to what is in sight. */
function nearest(windows: Windows): Windows {
  if (windows.size <= MOST_WINDOWS) return windows;
  const middle = (seen.first + seen.last) / 2 / WINDOW_ROWS;
  const sorted = [...windows].sort(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle));
  return new Map(sorted.slice(0, MOST_WINDOWS));
}
