/** Readings of the review queue. */

import type { MemoryId, ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { Memory } from '../../src-preload/contract/memory.ts';
import type { ReviewCounters, ReviewDetails, ReviewFilter, ReviewItem } from '../../src-preload/contract/review/review.ts';
import { Fault } from '../base/fault.ts';
import { mapInSlices } from '../base/text/slices.ts';
import type { Db } from '../database/open.ts';
import { readFindings } from '../database/rows/findingRow.ts';
import { type MemoryRow, memoryOf, SELECT_MEMORY } from '../database/rows/memoryRow.ts';
import { readReceipts } from '../database/rows/receiptRow.ts';
import { readTrail } from '../database/rows/reviewTrail.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import { createSimilarItems } from './similar.ts';

export interface ItemRow {
  readonly id: ReviewItemId;
  readonly memory_id: MemoryId;
  readonly state: ReviewItem['state'];
  readonly auditor_verdict: ReviewItem['auditorVerdict'];
  readonly reason: string;
  readonly value: number;
  readonly created_at: string;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly note: string | null;
  readonly correction_id: MemoryId | null;
  readonly claimed_by: string | null;
  readonly claimed_until: string | null;
  readonly version: number;
}

/** Raises NOT_FOUND. */
export function readItemRow(db: Db, id: ReviewItemId): ItemRow {
  const row = db.prepare<[string], ItemRow>('SELECT * FROM review_item WHERE id = ?').get(id);
  if (row === undefined) throw new Fault('NOT_FOUND', 'There is no such review item.');
  return row;
}

export function readItem(db: Db, id: ReviewItemId, now: string): ReviewItem {
  const row = readItemRow(db, id);
  return { ...createItemReader(db, now)(row), similar: createSimilarItems(db).count(row) };
}

/** An item with the wording of its correction; how many are similar is left out, because it changes with every other item. */
export function readExported(db: Db, id: ReviewItemId, now: string): { item: Omit<ReviewItem, 'similar'>; correction: string | null } {
  const row = readItemRow(db, id);
  return { item: createItemReader(db, now)(row), correction: row.correction_id === null ? null : readMemory(db, row.correction_id).answer };
}

const ORDERS: Readonly<Record<ReviewFilter['sort'], Readonly<Record<'open' | 'decided', string>>>> = {
  value: { open: 'value DESC, review_item.created_at, review_item.rowid', decided: 'review_item.decided_at DESC, review_item.rowid DESC' },
  newest: { open: 'review_item.created_at DESC, review_item.rowid DESC', decided: 'review_item.decided_at DESC, review_item.rowid DESC' },
  oldest: { open: 'review_item.created_at, review_item.rowid', decided: 'review_item.decided_at, review_item.rowid' },
};

/**
 * Items and counters from one reading, so that they never disagree. Pending: most valuable first; decided: newest decision first.
 * How many are similar is counted after that reading, in slices: it is a hint, and comparing takes its time.
 */
export async function listItems(
  db: Db,
  filter: ReviewFilter,
  asked: { readonly now: string; readonly who: string },
): Promise<{ items: ReviewItem[]; total: number; counters: ReviewCounters }> {
  const { rows, ...read } = withStoreFaults(() => readList(db, filter, asked));
  const similar = withStoreFaults(() => createSimilarItems(db));
  const items = await mapInSlices(rows, ({ row, item }) => ({ ...item, similar: withStoreFaults(() => similar.count(row)) }));
  return { items, ...read };
}

function readList(db: Db, filter: ReviewFilter, asked: { readonly now: string; readonly who: string }) {
  const { now, who } = asked;
  const named = {
    state: filter.state,
    search: filter.search?.trim() || null,
    verdict: filter.verdict ?? null,
    check: filter.check ?? null,
    origin: filter.origin ?? null,
    purpose: filter.purpose ?? null,
    claimed: filter.claimed ?? null,
    since: filter.since ?? null,
    now,
    who,
  };
  const from = `FROM review_item JOIN memory ON memory.id = review_item.memory_id
    WHERE review_item.state = @state
      AND (@search IS NULL OR instr(lower(question || char(10) || answer || char(10) || reason), lower(@search)) > 0)
      AND (@verdict IS NULL OR auditor_verdict = @verdict) AND (@origin IS NULL OR origin = @origin) AND (@purpose IS NULL OR purpose = @purpose)
      AND (@check IS NULL OR EXISTS (SELECT 1 FROM finding WHERE finding.memory_id = memory.id AND check_name = @check AND ${ASKED_FOR_IT}))
      AND (@since IS NULL OR coalesce(review_item.decided_at, review_item.created_at) >= @since)
      AND (@claimed IS NULL OR (CASE WHEN claimed_until > @now THEN claimed_by END) IS CASE @claimed WHEN 'mine' THEN @who END)`;
  const isNarrowed = Object.entries(named).some(([name, value]) => !['state', 'now', 'who'].includes(name) && value !== null);
  const order = ORDERS[filter.sort][filter.state === 'pending' ? 'open' : 'decided'];
  const itemOf = createItemReader(db, now);
  return db.transaction(() => ({
    rows: db
      .prepare<[typeof named & { limit: number; offset: number }], ItemRow>(`SELECT review_item.* ${from} ORDER BY ${order} LIMIT @limit OFFSET @offset`)
      .all({ ...named, limit: filter.limit, offset: filter.offset })
      .map((row) => ({ row, item: itemOf(row) })),
    ...totals(db, filter.state, isNarrowed ? () => db.prepare<[typeof named], { n: number }>(`SELECT count(*) AS n ${from}`).get(named)?.n ?? 0 : null),
  }))();
}

/** Where nothing narrows the list, its total is the counter of its state: counting again would visit every memory of it. */
function totals(db: Db, state: ReviewFilter['state'], count: (() => number) | null): { total: number; counters: ReviewCounters } {
  const counters = readCounters(db);
  return { total: count === null ? counters[state] : count(), counters };
}

/** Findings from before this was kept called for something when they contradicted. */
const ASKED_FOR_IT = `(calls IN ('flag', 'reject') OR calls IS NULL AND finding.verdict = 'contradicted')`;

export function readCounters(db: Db): ReviewCounters {
  const rows = db.prepare<[], { state: ReviewItem['state']; n: number }>('SELECT state, count(*) AS n FROM review_item GROUP BY state').all();
  return { pending: 0, approved: 0, corrected: 0, rejected: 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
}

export function readDetails(db: Db, id: ReviewItemId, now: string): ReviewDetails {
  return db.transaction(() => {
    const row = readItemRow(db, id);
    const similar = createSimilarItems(db);
    const item = { ...createItemReader(db, now)(row), similar: similar.count(row) };
    return {
      item,
      findings: readFindings(db, row.memory_id),
      receipts: item.memory.turnId === null ? [] : readReceipts(db, item.memory.turnId),
      history: readTrail(db, id).map(({ at, who, what, note, hash }) => ({ at, who, what, note, hash })),
      similar: similar.tell(row),
      correction: row.correction_id === null ? null : readMemory(db, row.correction_id),
    };
  })();
}

/** Prepares its statements once: for a whole list that is most of the work. */
function createItemReader(db: Db, now: string): (row: ItemRow) => Omit<ReviewItem, 'similar'> {
  const memoryStatement = db.prepare<[string], MemoryRow>(`${SELECT_MEMORY} WHERE memory.id = ?`);
  const checks = db.prepare<[string], { check_name: string }>(
    `SELECT check_name FROM finding WHERE memory_id = ? AND ${ASKED_FOR_IT} GROUP BY check_name ORDER BY max(calls = 'reject') DESC, min(rowid)`,
  );
  return (row) => {
    const isClaimed = row.claimed_until !== null && row.claimed_until > now;
    return {
      id: row.id,
      state: row.state,
      auditorVerdict: row.auditor_verdict,
      reason: row.reason,
      value: row.value,
      memory: memoryFrom(memoryStatement.get(row.memory_id)),
      checks: checks.all(row.memory_id).map(({ check_name }) => check_name),
      createdAt: row.created_at,
      decidedAt: row.decided_at,
      decidedBy: row.decided_by,
      note: row.note,
      claimedBy: isClaimed ? row.claimed_by : null,
      claimedUntil: isClaimed ? row.claimed_until : null,
      version: row.version,
    };
  };
}

function readMemory(db: Db, id: MemoryId): Memory {
  return memoryFrom(db.prepare<[string], MemoryRow>(`${SELECT_MEMORY} WHERE memory.id = ?`).get(id));
}

function memoryFrom(row: MemoryRow | undefined): Memory {
  if (row === undefined) throw new Fault('NOT_FOUND', 'The memory of this review item is missing.');
  return memoryOf(row);
}
