/** Review items with their history as JSONL or CSV, a page at a time. */
import type { Db } from '../database/open.ts';
import { readTrail } from '../database/rows/reviewTrail.ts';
import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { ExportPage, ReviewItem } from '../../src-preload/contract/review.ts';
import { readItem } from './reviewRows.ts';

const PAGE = 200;
const COLUMNS = [
  ...['id', 'state', 'auditorVerdict', 'checks', 'reason', 'question', 'answer', 'memoryState', 'origin', 'durability', 'isDemo'],
  ...['createdAt', 'decidedAt', 'decidedBy', 'note', 'history'],
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], unknown>>;

export interface ExportInput {
  readonly format: 'jsonl' | 'csv';
  readonly state?: ReviewItem['state'] | undefined;
  readonly since?: string | undefined;
  /** Row number after which to go on, as text. */
  readonly cursor?: string | undefined;
}

/** In the order the items were opened; items opened meanwhile come last. CSV is RFC 4180 with a head line on the first page. */
export function exportItems(db: Db, input: ExportInput, now: string): ExportPage {
  const after = Number(input.cursor ?? 0) || 0;
  const ids = db
    .prepare<[{ after: number; state: string | null; since: string | null }], { rowid: number; id: ReviewItemId }>(
      `SELECT rowid, id FROM review_item WHERE rowid > @after AND (@state IS NULL OR state = @state)
         AND (@since IS NULL OR coalesce(decided_at, created_at) >= @since) ORDER BY rowid LIMIT ${PAGE + 1}`,
    )
    .all({ after, state: input.state ?? null, since: input.since ?? null });
  const page = ids.slice(0, PAGE);
  const rows = page.map(({ id }) => rowOf(db, id, now));
  const isCsv = input.format === 'csv';
  const head = isCsv && input.cursor === undefined ? [COLUMNS.join(',')] : [];
  const lines = [...head, ...rows.map((row) => (isCsv ? COLUMNS.map((column) => cell(row[column])).join(',') : JSON.stringify(row)))];
  const end = isCsv ? '\r\n' : '\n';
  return {
    fileName: `resync-review-${now.slice(0, 10)}.${input.format}`,
    mediaType: isCsv ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    text: lines.map((line) => line + end).join(''),
    nextCursor: ids.length > PAGE ? String(page.at(-1)?.rowid) : null,
  };
}

function rowOf(db: Db, id: ReviewItemId, now: string): Row {
  const item = readItem(db, id, now);
  const { memory } = item;
  return {
    ...{
      id,
      state: item.state,
      auditorVerdict: item.auditorVerdict,
      checks: item.checks,
      reason: item.reason,
      question: memory.question,
      answer: memory.answer,
    },
    ...{ memoryState: memory.state, origin: memory.origin, durability: memory.durability, isDemo: memory.isDemo },
    ...{ createdAt: item.createdAt, decidedAt: item.decidedAt, decidedBy: item.decidedBy, note: item.note },
    history: readTrail(db, id).map(({ at, who, what, note, hash }) => ({ at, who, what, note, hash })),
  };
}

/** RFC 4180; what a spreadsheet would take for a formula is given as text, because answers and logs are written by others. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
