/** Finds the rows of each table in the pages: along its tree from the root, and where the tree is broken, page by page by what a row looks like. */
import { type Row, readPage } from './cells.ts';
import type { Pages } from './pages.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** A row from before the column was added has none. */
  readonly isLater: boolean;
  /** Given by the row id: it is stored as nothing. */
  readonly isRowid: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly hasRowid: boolean;
  /** The prefix of its ids, e.g. `mem_`; null where it has none. */
  readonly idPrefix: string | null;
}

interface SavedRow {
  readonly table: string;
  readonly row: Row;
  /** From a page no table points to any more: it may be an older version of the row. */
  readonly isStray: boolean;
}

export interface Finds {
  readonly rows: Iterable<SavedRow>;
  /** Cells that could not be read, by table; known when `rows` has been read through. */
  readonly unreadable: ReadonlyMap<string, number>;
  /** Whether the list of tables itself could be read. */
  readonly hasSchema: boolean;
}

interface Root {
  readonly type: 'table' | 'index';
  readonly name: string;
  readonly page: number;
}

/** `rows` can be read through once. */
export function salvage(pages: Pages, tables: readonly Table[]): Finds {
  const unreadable = new Map<string, number>();
  const roots = readRoots(pages);
  const wanted = new Map(tables.map((table) => [table.name, table]));
  const count = (table: string, rows: number) => unreadable.set(table, (unreadable.get(table) ?? 0) + rows);

  function* rows(): Generator<SavedRow> {
    const seen = new Set<number>();
    for (const root of roots) {
      const table = wanted.get(root.name);
      for (const { number, rows: found } of walk(pages, root.page, seen)) {
        if (table === undefined) continue;
        const fitting = found.filter((row) => row !== null && fits(row, table));
        // A broken pointer leads into another table: its page is left to that.
        if (fitting.length * 2 < found.filter((row) => row !== null).length) {
          seen.delete(number);
          continue;
        }
        count(table.name, found.length - fitting.length);
        for (const row of fitting) if (row !== null) yield { table: table.name, row, isStray: false };
      }
    }
    const free = freePages(pages);
    for (let number = 2; number <= pages.count; number++) {
      if (seen.has(number) || free.has(number)) continue;
      const content = readPage(pages, number);
      if (content?.kind !== 'table-leaf') continue;
      const whole = content.rows.filter((row) => row !== null);
      const owner = ownerOf(whole, tables);
      if (owner === null) continue;
      count(owner.name, content.rows.length - whole.length);
      for (const row of whole) yield { table: owner.name, row, isStray: true };
    }
  }
  return { rows: rows(), unreadable, hasSchema: roots.length > 0 };
}

/** Out of the table of tables, whose root is page 1. Indexes as well, so that their pages are known. */
function readRoots(pages: Pages): Root[] {
  const roots: Root[] = [];
  for (const { rows } of walk(pages, 1, new Set())) {
    for (const row of rows) {
      const [type, name, , page] = row?.values ?? [];
      if ((type === 'table' || type === 'index') && typeof name === 'string' && typeof page === 'number' && page > 1) roots.push({ type, name, page });
    }
  }
  // A page that a broken index claims as well belongs to the table.
  return roots.toSorted((a, b) => (a.type === b.type ? 0 : a.type === 'table' ? -1 : 1));
}

interface PageRows {
  readonly number: number;
  /** null for each that cannot be read. */
  readonly rows: readonly (Row | null)[];
}

/** The rows of every page of the tree. A page seen before is not read again: a broken tree may point in circles. */
function* walk(pages: Pages, root: number, seen: Set<number>): Generator<PageRows> {
  const due = [root];
  for (let number = due.pop(); number !== undefined; number = due.pop()) {
    if (seen.has(number)) continue;
    const content = readPage(pages, number);
    // What is no page of a tree stays unseen: nothing is lost by that.
    if (content === null) continue;
    seen.add(number);
    if ('children' in content) due.push(...content.children.toReversed());
    if ('rows' in content) yield { number, rows: content.rows };
  }
}

/** Given back by deletions: what is still written there is old. */
function freePages(pages: Pages): Set<number> {
  const free = new Set<number>();
  const header = pages.read(1);
  let trunk = header?.readUInt32BE(32) ?? 0;
  while (trunk > 1 && trunk <= pages.count && !free.has(trunk)) {
    free.add(trunk);
    const page = pages.read(trunk);
    if (page === null) break;
    const leaves = Math.min(page.readUInt32BE(4), Math.floor(pages.usableBytes / 4) - 2);
    for (let index = 0; index < leaves; index++) free.add(page.readUInt32BE(8 + 4 * index));
    trunk = page.readUInt32BE(0);
  }
  // A list longer than the header says is no list.
  return free.size <= (header?.readUInt32BE(36) ?? 0) ? free : new Set();
}

/** A page belongs to one table: the one that every row in it fits. null when none or more than one does. */
function ownerOf(rows: readonly Row[], tables: readonly Table[]): Table | null {
  if (rows.length === 0) return null;
  const fitting = tables.filter((table) => table.hasRowid && rows.every((row) => fits(row, table)));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function fits({ rowid, values }: Row, { columns, idPrefix, hasRowid }: Table): boolean {
  if (values.length > columns.length || values.length === 0 || (rowid !== null) !== hasRowid) return false;
  return columns.every((column, index) => {
    if (index >= values.length) return column.isLater;
    const value = values[index] ?? null;
    if (column.isRowid) return value === null;
    if (value === null) return !column.isRequired;
    if (column.name === 'id' && idPrefix !== null) return typeof value === 'string' && value.startsWith(idPrefix);
    return isOfType(value, column.type);
  });
}

function isOfType(value: NonNullable<Row['values'][number]>, type: string): boolean {
  if (type === 'TEXT') return typeof value === 'string';
  if (type === 'BLOB') return Buffer.isBuffer(value);
  return typeof value === 'number' || typeof value === 'bigint';
}
