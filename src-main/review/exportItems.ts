/** Review items with their history as JSONL or CSV, a page at a time. */

import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { ExportPage, ReviewItem } from '../../src-preload/contract/review/review.ts';
import { mapInSlices } from '../base/text/slices.ts';
import type { Db } from '../database/open.ts';
import { readTrail } from '../database/rows/reviewTrail.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import { csvLine } from './csv.ts';
import { readExported } from './reviewRows.ts';

const PAGE = 500;

export interface ExportInput {
  readonly format: 'jsonl' | 'csv';
  readonly state?: ReviewItem['state'] | undefined;
  readonly since?: string | undefined;
  /** Row number after which to go on, in digits. */
  readonly cursor?: string | undefined;
}

/**
 * In the order the items were opened; items opened meanwhile come last. Each item is one reading; between two, others may decide.
 * CSV has a head line on the first page. Raises STORE_FAILED.
 */
export async function exportItems(db: Db, input: ExportInput, now: string): Promise<ExportPage> {
  const found = withStoreFaults(() => readIds(db, input));
  const page = found.slice(0, PAGE);
  const rows = await mapInSlices(page, ({ id }) => withStoreFaults(() => db.transaction(() => exportedOf(db, id, now))()));
  const isCsv = input.format === 'csv';
  const head = isCsv && input.cursor === undefined ? [csvLine(COLUMNS)] : [];
  const text = [...head, ...rows.map((row) => (isCsv ? csvLine(COLUMNS.map((column) => row[column])) : `${JSON.stringify(row)}\n`))].join('');
  return {
    fileName: `resync-review-${now.slice(0, 10)}.${input.format}`,
    mediaType: isCsv ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    text,
    nextCursor: found.length > PAGE ? String(page.at(-1)?.rowid) : null,
  };
}

/** One more than a page, to know whether there is another. Row numbers grow with each opening; the ids of one millisecond are in no order. */
function readIds(db: Db, { state, since, cursor }: ExportInput): { rowid: number; id: ReviewItemId }[] {
  return db
    .prepare<[{ after: number; state: string | null; since: string | null }], { rowid: number; id: ReviewItemId }>(
      `SELECT rowid, id FROM review_item WHERE rowid > @after AND (@state IS NULL OR state = @state)
         AND (@since IS NULL OR coalesce(decided_at, created_at) >= @since) ORDER BY rowid LIMIT ${PAGE + 1}`,
    )
    .all({ after: Number(cursor ?? 0), state: state ?? null, since: since ?? null });
}

type Exported = ReturnType<typeof exportedOf>;

function exportedOf(db: Db, id: ReviewItemId, now: string) {
  const { item, correction } = readExported(db, id, now);
  const { memory } = item;
  return {
    id,
    state: item.state,
    auditorVerdict: item.auditorVerdict,
    checks: item.checks,
    reason: item.reason,
    value: item.value,
    memoryId: memory.id,
    purpose: memory.purpose,
    question: memory.question,
    answer: memory.answer,
    correction,
    memoryState: memory.state,
    origin: memory.origin,
    durability: memory.durability,
    isTainted: memory.isTainted,
    engineId: memory.engineId,
    isDemo: memory.isDemo,
    createdAt: item.createdAt,
    decidedAt: item.decidedAt,
    decidedBy: item.decidedBy,
    note: item.note,
    /** Oldest first; each hash covers the event and the hash before it in the whole trail. */
    history: readTrail(db, id).map(({ seq, at, who, what, note, hash }) => ({ seq, at, who, what, note, hash })),
  };
}

const COLUMNS = [
  'id',
  'state',
  'auditorVerdict',
  'checks',
  'reason',
  'value',
  'memoryId',
  'purpose',
  'question',
  'answer',
  'correction',
  'memoryState',
  'origin',
  'durability',
  'isTainted',
  'engineId',
  'isDemo',
  'createdAt',
  'decidedAt',
  'decidedBy',
  'note',
  'history',
] as const satisfies readonly (keyof Exported)[];
