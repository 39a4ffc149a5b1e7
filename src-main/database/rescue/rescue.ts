/** Saves what a damaged store still holds into a new, verified one. The damaged file is only read. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TrailCheck } from '../../../src-preload/contract/review/review.ts';
import type { Clock } from '../../base/clock.ts';
import { RESYNC } from '../../base/command.ts';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import { whatIsWrong } from '../backup/backupFile.ts';
import { flush, flushFolder } from '../../base/files/durable.ts';
import { createStore, NEWEST_SCHEMA } from '../migrate.ts';
import { type Db, openDatabase } from '../open.ts';
import { verifyTrail } from '../rows/verifyTrail.ts';
import type { Row, Value } from './cells.ts';
import { cutLooseEnds } from './looseEnds.ts';
import { missingPagesOf, openPages, userVersionOf } from './pages.ts';
import { type Column, salvage, type Table } from './salvage.ts';

interface RescueDeps {
  readonly from: string;
  /** Must not be there yet. */
  readonly to: string;
  /** Writes the text index and the vector of one memory again: how is the memory's own affair. */
  readonly index: (db: Db, memory: IndexedMemory) => void;
  readonly clock: Clock;
  readonly log: Log;
}

interface IndexedMemory {
  readonly seq: number;
  readonly id: string;
  readonly question: string;
  readonly answer: string;
}

interface TableReport {
  readonly table: string;
  readonly saved: number;
  /** Rows known to have been there; there may have been more. */
  readonly lost: number;
}

interface RescueReport {
  readonly tables: readonly TableReport[];
  /** Saved from pages that no table pointed to any more: some may be older versions of a row. */
  readonly strays: number;
  /** Of the end of the file, as far as its header tells: what stood there is in no count. */
  readonly missingPages: number;
  readonly trail: TrailCheck;
  readonly schema: number;
}

/** Made anew from the memories. */
const REBUILT = new Set(['memory_text', 'memory_embedding']);
/** Completed from the memories: what is missing there is not lost. */
const REINDEXED = new Set(['entity', 'mention']);
/** Nothing is ever deleted from these, and their row ids count up from 1: a number that is missing is a row that was lost. */
const NEVER_SHRINK = new Set([
  'conversation',
  'turn',
  'receipt',
  'claim',
  'memory',
  'audit_job',
  'finding',
  'review_item',
  'review_event',
  'canary',
  'check_policy_event',
  'reverification',
  'rule_change',
]);
/** Added to tables that had rows: older rows are stored without them. A migration that adds one names it here. */
const ADDED_LATER = new Set(['memory.purpose', 'memory.durable_answer', 'memory.stubbed_at', 'finding.calls']);
const ID_PREFIX: Readonly<Record<string, string>> = {
  conversation: 'con_',
  turn: 'trn_',
  receipt: 'rcp_',
  claim: 'clm_',
  memory: 'mem_',
  finding: 'fnd_',
  review_item: 'rev_',
  watch_rule: 'wat_',
};

/** Raises NOT_FOUND, CONFLICT when `to` is there, and STORE_FAILED when nothing at all could be saved; then no file is left. */
export async function rescueStore({ from, to, index, clock, log }: RescueDeps): Promise<RescueReport> {
  if (!existsSync(from)) throw new Fault('NOT_FOUND', `There is no store at ${from}.`);
  if (existsSync(to)) throw new Fault('CONFLICT', `${to} is there already; name a file that is not.`);
  const pages = openPages(from);
  const part = `${to}.part`;
  try {
    remove(part);
    const said = userVersionOf(pages);
    const schema = said !== null && said >= 1 && said <= NEWEST_SCHEMA ? said : NEWEST_SCHEMA;
    await createStore({ path: part, schema, clock, log });
    const db = openDatabase({ path: part });
    let report: RescueReport;
    try {
      const finds = salvage(pages, tablesOf(db));
      const counted = db.transaction(() => fill(db, finds, index))();
      const wrong = whatIsWrong(db);
      if (wrong !== null) throw new Fault('STORE_FAILED', `What was saved does not verify: ${wrong}`, { retryable: false });
      const { found: _, ...told } = counted;
      report = { ...told, missingPages: missingPagesOf(pages), trail: await verifyTrail(db), schema };
      if (counted.found === 0) {
        throw new Fault(
          'STORE_FAILED',
          `Nothing could be saved from ${from}: no row of any table can be read. Restore a backup instead (\`${RESYNC} restore\`).`,
          { retryable: false },
        );
      }
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
    flush(part);
    renameSync(part, to);
    flushFolder(dirname(to));
    return report;
  } finally {
    pages.close();
    remove(part);
  }
}

const remove = (path: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
};

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

/** As this program makes them; their columns in the order in which rows are stored. */
function tablesOf(db: Db): Table[] {
  const names = db
    .prepare<[], { name: string; wr: number }>(
      `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()
    .filter(({ name }) => !REBUILT.has(name));
  const sequence: Table = { name: 'sqlite_sequence', columns: [column('name', 'TEXT'), column('seq', 'INTEGER')], hasRowid: true, idPrefix: null };
  return [...names.map(({ name, wr }) => ({ name, columns: columnsOf(db, name, wr === 1), hasRowid: wr === 0, idPrefix: ID_PREFIX[name] ?? null })), sequence];
}

const column = (name: string, type: string): Column => ({ name, type, isRequired: true, isLater: false, isRowid: false });

function columnsOf(db: Db, table: string, isByKey: boolean): Column[] {
  const rows = db.prepare<[string], ColumnRow>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)').all(table);
  const keys = rows.filter(({ pk }) => pk > 0);
  const isRowid = ({ type, pk }: ColumnRow) => !isByKey && pk > 0 && keys.length === 1 && type === 'INTEGER';
  const stored = isByKey ? [...keys.toSorted((a, b) => a.pk - b.pk), ...rows.filter(({ pk }) => pk === 0)] : rows;
  return stored.map((row) => ({
    name: row.name,
    type: row.type,
    isRequired: row.notnull === 1 || row.pk > 0,
    isLater: ADDED_LATER.has(`${table}.${row.name}`),
    isRowid: isRowid(row),
  }));
}

/** Inside one transaction: the rows, what belongs to them, the indexes. */
function fill(db: Db, finds: ReturnType<typeof salvage>, index: RescueDeps['index']): Pick<RescueReport, 'tables' | 'strays'> & { readonly found: number } {
  const tables = tablesOf(db);
  // The rules about how rows may change do not apply to rows that come back.
  const triggers = db.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  // Checked as a whole when all rows are there.
  db.pragma('defer_foreign_keys = ON');
  const insert = inserter(db, tables);
  const refused = new Map<string, number>();
  let strays = 0;
  let found = 0;
  for (const { table, row, isStray } of finds.rows) {
    const isSaved = insert(table, row);
    if (isSaved) found++;
    if (isSaved && isStray) strays++;
    // A stray that is there already is an old copy, not a loss.
    if (!isSaved && !isStray) refused.set(table, (refused.get(table) ?? 0) + 1);
  }
  bringBackConversations(db);
  cutLooseEnds(
    db,
    tables.filter(({ name }) => name !== 'sqlite_sequence').map(({ name }) => name),
  );
  reindex(db, index);
  for (const { sql } of triggers) db.exec(sql);
  /** null: its row ids tell. */
  const lostOf = (name: string) => (NEVER_SHRINK.has(name) ? null : REINDEXED.has(name) ? 0 : (finds.unreadable.get(name) ?? 0) + (refused.get(name) ?? 0));
  const reports = tables
    .filter(({ name }) => name !== 'sqlite_sequence')
    .map(({ name }) => {
      const saved = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0;
      return { table: name, saved, lost: lostOf(name) ?? Math.max(0, lastRowid(db, name) - saved) };
    });
  return { tables: reports, strays, found };
}

/** A thread without its head is still a thread: its turns are worth more than its title. */
function bringBackConversations(db: Db): void {
  db.exec(`INSERT INTO conversation (id, title, is_demo, created_at, updated_at)
           SELECT conversation_id, 'Rescued conversation', max(is_demo), min(asked_at), max(asked_at) FROM turn
           WHERE conversation_id NOT IN (SELECT id FROM conversation) GROUP BY conversation_id`);
}

const lastRowid = (db: Db, table: string): number => db.prepare<[], { n: number | null }>(`SELECT max(rowid) AS n FROM "${table}"`).get()?.n ?? 0;

/** A new store has rows of its own (its name): they stand only where none was saved. */
function inserter(db: Db, tables: readonly Table[]): (table: string, row: Row) => boolean {
  const known = new Map(tables.map((table) => [table.name, table]));
  const begun = new Set<string>();
  return (name, { rowid, values }) => {
    const table = known.get(name);
    if (table === undefined) return false;
    if (!begun.has(name)) {
      begun.add(name);
      db.exec(`DELETE FROM "${name}"`);
    }
    const columns = table.columns.slice(0, values.length);
    const given = columns.flatMap(({ isRowid }, at) => (isRowid ? [] : [valueOf(values[at])]));
    const names = [...(rowid === null ? [] : ['rowid']), ...columns.flatMap(({ name: of, isRowid }) => (isRowid ? [] : [`"${of}"`]))];
    try {
      db.prepare(`INSERT INTO "${name}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
        ...(rowid === null ? [] : [BigInt(rowid)]),
        ...given,
      );
      return true;
    } catch {
      // The table's own rules refuse it: garbled, or there already.
      return false;
    }
  };
}

/** Whole numbers as such: a row is not to come back as 1.0. */
const valueOf = (value: Value | undefined): Value => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : (value ?? null));

function reindex(db: Db, index: RescueDeps['index']): void {
  const hasStubs = db.prepare("SELECT 1 FROM pragma_table_info('memory') WHERE name = 'stubbed_at'").get() !== undefined;
  const memories = db.prepare<[], IndexedMemory>(`SELECT seq, id, question, answer FROM memory ${hasStubs ? 'WHERE stubbed_at IS NULL' : ''}`).all();
  for (const memory of memories) index(db, memory);
  // What was never checked is checked: a memory without its job would wait for ever.
  db.exec(`INSERT INTO audit_job (memory_id, state, queued_at) SELECT id, 'queued', created_at FROM memory
           WHERE state = 'quarantined' AND id NOT IN (SELECT memory_id FROM audit_job)`);
}
