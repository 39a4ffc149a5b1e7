/** Reads a list page by page until it is complete, enough, or honestly not complete. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Read } from '../reader.ts';
import type { Page } from '../rows/wire/decode.ts';
import { endsTooSoon, type Following, PAGE_SIZE, whatFollows } from './following.ts';

interface PagingPlan<W, T> {
  readonly page: (offset: number, size: number) => Promise<Read<Page<W>>>;
  /** Rows wanted after filtering. */
  readonly limit: number;
  /** Null when nothing is filtered; otherwise every row is read (up to the bound) and the matching ones counted. Its null: cannot tell. */
  readonly keep: ((row: T) => boolean | null) | null;
  readonly convert: (row: W) => T;
  readonly idOf: (row: W) => string;
  readonly planIdOf: (row: W) => string | null;
  /** Called when a page after the first fails: the rows so far are returned as incomplete. */
  readonly onLost: (error: unknown) => void;
  readonly isStop: (error: unknown) => boolean;
}

export interface Paged<T> {
  readonly rows: T[];
  /** Rows that do not say enough to be told wanted or not; not among `rows`. */
  readonly undecided: T[];
  readonly observedAtMs: number;
  readonly planId: string | null;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly total: number | null;
}

/** Most rows read for one question, and most requests, for engines that give fewer rows than they are asked for. */
const MOST_ROWS = 20_000;
const MOST_PAGES = 500;

/** Raises what the first page raises; a later failure makes the reading incomplete. */
export async function readPages<W, T>(plan: PagingPlan<W, T>): Promise<Paged<T>> {
  const gathered = gatherer(plan);
  let observedAtMs = Number.POSITIVE_INFINITY;
  let count: number | null = null;
  let isIntact = true;
  let next: Following | null = { offset: 0, isCertain: true };
  for (let pages = 0; next !== null && pages < MOST_PAGES && gathered.seen() < MOST_ROWS && !gathered.isEnough(); pages++) {
    const at: number = next.offset;
    const size = plan.keep === null ? Math.min(PAGE_SIZE, plan.limit - gathered.rows.length) : PAGE_SIZE;
    let read: Read<Page<W>>;
    try {
      read = await plan.page(at, size);
    } catch (error) {
      if (at === 0 || plan.isStop(error)) throw error;
      plan.onLost(error);
      isIntact = false;
      break;
    }
    observedAtMs = Math.min(observedAtMs, read.observedAtMs);
    const isNews = gathered.add(read.value);
    count = read.value.count ?? count;
    const seen = { ...read.value, count, at, size, isNews };
    const wasCertain: boolean = next.isCertain;
    next = whatFollows(seen);
    if (next === null && endsTooSoon(seen, wasCertain, gathered.seen())) isIntact = false;
    if (next !== null) await breathe();
  }
  if (count !== null && count < gathered.seen()) count = null;
  isIntact &&= gathered.isIntact();
  const isAllRead = next === null && isIntact;
  const { rows, undecided, matching } = gathered;
  return {
    rows,
    undecided,
    observedAtMs,
    planId: gathered.planId(),
    // Two plan ids: the plan rolled over while it was read. Fewer rows than counted: some moved past the reader.
    isComplete: isIntact && !gathered.isRolledOver() && !(next === null && count !== null && gathered.seen() < count),
    isTruncated: (next !== null && (next.isCertain || count === null)) || matching() > rows.length,
    total: plan.keep === null ? (count ?? (isAllRead ? rows.length : null)) : isAllRead ? matching() : null,
  };
}

function gatherer<W, T>(plan: PagingPlan<W, T>) {
  const ids = new Set<string>();
  const plans = new Set<string>();
  const rows: T[] = [];
  const undecided: T[] = [];
  let matching = 0;
  let isIntact = true;
  const addRow = (wire: W) => {
    const planId = plan.planIdOf(wire);
    if (planId !== null) plans.add(planId);
    const row = plan.convert(wire);
    const isWanted = plan.keep === null ? true : plan.keep(row);
    if (isWanted === null) undecided.push(row);
    if (isWanted !== true) return;
    matching++;
    if (rows.length < plan.limit) rows.push(row);
  };
  return {
    rows,
    undecided,
    /** @returns whether the page held anything that was not seen before. The plan moves between pages: a row may come twice. */
    add(page: Page<W>): boolean {
      if (page.unreadable > 0) isIntact = false;
      const before = ids.size;
      for (const wire of page.rows) {
        const id = plan.idOf(wire);
        if (ids.has(id)) continue;
        ids.add(id);
        addRow(wire);
      }
      return ids.size > before;
    },
    seen: () => ids.size,
    matching: () => matching,
    isEnough: () => plan.keep === null && rows.length >= plan.limit,
    isIntact: () => isIntact,
    isRolledOver: () => plans.size > 1,
    planId: () => (plans.size === 1 ? ([...plans][0] ?? null) : null),
  };
}
