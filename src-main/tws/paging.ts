/** Reads a list page by page until it is complete, enough, or honestly not complete. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Page } from './decode.ts';
import type { Read } from './reader.ts';

interface PagingPlan<W, T> {
  readonly page: (offset: number, size: number) => Promise<Read<Page<W>>>;
  /** Rows wanted after filtering. */
  readonly limit: number;
  /** Null when the engine's filter is exact; otherwise every row is read (up to the bound) and the matching ones counted. */
  readonly keep: ((row: T) => boolean) | null;
  readonly convert: (row: W) => T;
  readonly idOf: (row: W) => string;
  readonly planIdOf: (row: W) => string | null;
  /** Called when a page after the first fails: the rows so far are returned as incomplete. */
  readonly onLost: (error: unknown) => void;
  readonly isStop: (error: unknown) => boolean;
}

export interface Paged<T> {
  readonly rows: T[];
  readonly observedAtMs: number;
  readonly planId: string | null;
  readonly isComplete: boolean;
  readonly isTruncated: boolean;
  readonly total: number | null;
}

/** Rows per request: the JSON of one page (about 1 MB) is parsed in one piece, which must not be felt. */
const PAGE_SIZE = 250;
/** Most rows read for one question. */
const MOST_ROWS = 20_000;

/** Raises what the first page raises; a later failure makes the reading incomplete. */
export async function readPages<W, T>(plan: PagingPlan<W, T>): Promise<Paged<T>> {
  const seen = new Set<string>();
  const rows: T[] = [];
  const plans = new Set<string>();
  let matching = 0;
  let observedAtMs = Number.POSITIVE_INFINITY;
  let count: number | null = null;
  let isIntact = true;
  let offset: number | null = 0;
  while (offset !== null && seen.size < MOST_ROWS && !(plan.keep === null && rows.length >= plan.limit)) {
    const at: number = offset;
    const size = plan.keep === null ? Math.min(PAGE_SIZE, plan.limit - rows.length) : PAGE_SIZE;
    let read: Read<Page<W>>;
    try {
      read = await plan.page(at, size);
    } catch (error) {
      if (at === 0 || plan.isStop(error)) throw error;
      plan.onLost(error);
      isIntact = false;
      break;
    }
    const page = read.value;
    observedAtMs = Math.min(observedAtMs, read.observedAtMs);
    count = page.count ?? count;
    if (page.unreadable > 0) isIntact = false;
    for (const wire of page.rows) {
      // The plan moves between pages: a row may come twice.
      if (seen.has(plan.idOf(wire))) continue;
      seen.add(plan.idOf(wire));
      const planId = plan.planIdOf(wire);
      if (planId !== null) plans.add(planId);
      const row = plan.convert(wire);
      if (plan.keep !== null && !plan.keep(row)) continue;
      matching++;
      if (rows.length < plan.limit) rows.push(row);
    }
    offset = nextOffset(page, at, count);
    if (offset !== null) await breathe();
  }
  const isAllRead = offset === null && isIntact;
  return {
    rows,
    observedAtMs,
    planId: plans.size === 1 ? ([...plans][0] ?? null) : null,
    // Two plan ids: the plan rolled over while it was read. Fewer rows than counted: some moved past the reader.
    isComplete: isIntact && plans.size <= 1 && !(offset === null && count !== null && seen.size < count),
    isTruncated: offset !== null || matching > rows.length,
    total: plan.keep === null ? count : isAllRead ? matching : null,
  };
}

function nextOffset<W>(page: Page<W>, at: number, count: number | null): number | null {
  const read = page.rows.length + page.unreadable;
  if (page.nextOffset !== null && page.nextOffset > at) return page.nextOffset;
  return read > 0 && count !== null && at + read < count ? at + read : null;
}
