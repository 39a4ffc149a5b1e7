/** Each table of the store is written in one place: whoever changes what a row means finds everything that makes one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { migrateDatabase } from '../../../src-main/database/migrate.ts';
import { openDatabase } from '../../../src-main/database/open.ts';
import { productFiles } from '../../rules/patterns/sourcePatterns.ts';

/** The one file, or the one folder, that writes a table. Several features write the rows in `database/rows`, each through the owner's functions. */
const OWNERS: Readonly<Record<string, string>> = {
  audit_job: 'src-main/database/rows/auditJob.ts',
  canary: 'src-main/audit/canary/',
  check_policy_event: 'src-main/database/rows/checkPolicy.ts',
  claim: 'src-main/database/rows/claimRow.ts',
  conversation: 'src-main/chat/turns/',
  egress: 'src-main/health/egress.ts',
  entity: 'src-main/memory/remember.ts',
  finding: 'src-main/database/rows/findingRow.ts',
  memory: 'src-main/database/rows/memoryStanding.ts',
  memory_embedding: 'src-main/memory/remember.ts',
  memory_text: 'src-main/memory/remember.ts',
  mention: 'src-main/memory/remember.ts',
  plan_snapshot: 'src-main/plan/record/',
  receipt: 'src-main/database/rows/receiptRow.ts',
  recorded_object: 'src-main/plan/record/',
  recording: 'src-main/plan/record/',
  reverification: 'src-main/audit/reverify/',
  review_event: 'src-main/database/rows/reviewTrail.ts',
  review_item: 'src-main/database/rows/reviewItem.ts',
  rule_change: 'src-main/review/scorecard/',
  run_history: 'src-main/plan/record/',
  status_event: 'src-main/plan/record/',
  store_probe: 'src-main/database/guard/',
  tombstone: 'src-main/database/rows/tombstone.ts',
  turn: 'src-main/chat/turns/turnStore.ts',
  watch_rule: 'src-main/plan/record/',
  workstation_event: 'src-main/plan/record/',
};

/** Written once by the migration that makes them, and never again. */
const MADE_BY_MIGRATION = ['store', 'store_identity'];

const BESIDE_OWNERS: readonly (readonly [string, string])[] = [
  ['src-main/database/migrations/', 'they change what the tables are'],
  ['src-main/database/rescue/', 'it copies whatever rows a damaged store still has, table by table, into a new one'],
  ['src-main/demo/', 'the simulator has no store; what looks like SQL there are names of columns of HCL'],
  ['src-main/database/backup/', 'its own table `backup` is a note in the backup file, never in a store that is in use'],
];

interface Write {
  readonly file: string;
  /** `null`: put together when it runs, so that nobody can tell. */
  readonly table: string | null;
}

const WRITE =
  /\b(?:INSERT\s{1,9}(?:OR\s{1,9}[A-Z]{1,9}\s{1,9})?INTO|REPLACE\s{1,9}INTO|UPDATE(?:\s{1,9}OR\s{1,9}[A-Z]{1,9})?|DELETE\s{1,9}FROM)\s{1,9}(?!SET\b|OF\b|ON\b)["`]?(\w+|\u0000)/g;

/** What the texts of a file write: SQL is always a literal here, with `${...}` at most for parts of it. */
function writesIn(file: string, code: string): Write[] {
  const found: Write[] = [];
  const look = (text: string) => {
    for (const [, table = ''] of text.matchAll(WRITE)) found.push({ file, table: table === '\0' ? null : table });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) look(node.text);
    else if (ts.isTemplateExpression(node)) look([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\0'));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
  return found;
}

const isExcepted = ({ file }: Write): boolean => BESIDE_OWNERS.some(([folder]) => file.startsWith(folder));
const complaintOf = ({ file, table }: Write): string[] => {
  if (table === null) return [`${file} writes a table whose name is put together`];
  const owner = OWNERS[table];
  if (owner === undefined) return [`${file} writes ${table}, which has no owner`];
  return file.startsWith(owner) ? [] : [`${file} writes ${table}, which ${owner} owns`];
};

const writes = productFiles()
  .filter((file) => file.startsWith('src-main/'))
  .flatMap((file) => writesIn(file, readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')));

test('nobody but its owner writes a table', () => {
  expect(writes.filter((write) => !isExcepted(write)).flatMap(complaintOf)).toEqual([]);
});

test('every table has an owner, every owner writes its table, and every exception is one', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'resync-owners-'));
  try {
    const path = join(directory, 'resync.db');
    await migrateDatabase({ path, clock: { now: () => 0 }, log: createSilentLog() });
    const db = openDatabase({ path });
    const tables = db
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`)
      .all()
      .map(({ name }) => name);
    db.close();
    expect(tables.toSorted()).toEqual([...Object.keys(OWNERS), ...MADE_BY_MIGRATION].toSorted());
  } finally {
    rmSync(directory, { recursive: true });
  }
  for (const [table, owner] of Object.entries(OWNERS))
    expect(
      writes.some((write) => write.table === table && write.file.startsWith(owner)),
      table,
    ).toBe(true);
  for (const [folder] of BESIDE_OWNERS)
    expect(
      writes.some(({ file }) => file.startsWith(folder)),
      folder,
    ).toBe(true);
});

test.each([
  ['a second owner', "db.prepare('DELETE FROM memory WHERE id = ?').run(id);", 'writes memory, which src-main/database/rows/memoryStanding.ts owns'],
  ['one over several lines', 'db.prepare(`\n  INSERT OR IGNORE\n  INTO review_item (id) VALUES (?)`);', 'writes review_item, which'],
  ['one with parts put in', 'db.prepare(`UPDATE audit_job SET ${columns} WHERE memory_id = ?`);', 'writes audit_job, which'],
  ['a table nobody knows', "db.exec('INSERT INTO memories VALUES (1)');", 'writes memories, which has no owner'],
  ['a table told when it runs', 'db.prepare(`DELETE FROM ${table} WHERE id = ?`);', 'writes a table whose name is put together'],
])('%s is found', (_what, code, complaint) => {
  expect(writesIn('src-main/chat/new.ts', code).flatMap(complaintOf)).toEqual([expect.stringContaining(complaint)]);
});

test('what only reads, or says so in a sentence, is not taken for a write', () => {
  const code = "db.prepare('SELECT * FROM memory'); say('Update it, or delete from the list.'); const sql = 'ON CONFLICT (id) DO UPDATE SET at = 1';";
  expect(writesIn('src-main/chat/new.ts', code)).toEqual([]);
});
