/** Finds readable tables in JSON of unknown shape. Pure. */

export type Cell = string;
export interface DataTable {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total: number;
}
export interface DataLog {
  readonly kind: 'log';
  readonly title: string;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}
export interface DataFacts {
  readonly kind: 'facts';
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: Cell])[];
}
export type DataPart = DataTable | DataLog | DataFacts;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

const MOST_ROWS = 100;
const MOST_COLUMNS = 6;
const DEEPEST = 4;
/** What identifies a row comes first, then what says how it is. */
const FIRST = ['key', 'name', 'sentence', 'status', 'returnCode', 'risk', 'problem', 'depth', 'via', 'startedAt', 'endedAt', 'deadlineAt', 'isLinked', 'limit'];
const NEVER = new Set(['id', 'folder', 'streamId', 'streamWorkstation', 'kind', 'runId', 'hash']);

/** A value in one cell; a status object reads `ABEND (ERROR)`. */
export function cellText(value: unknown): Cell | null {
  if (isScalar(value)) return String(value);
  if (!isFields(value)) return null;
  const { internal, common } = value;
  if (typeof internal === 'string' && typeof common === 'string') return internal === common ? internal : `${internal} (${common})`;
  return null;
}

const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

function tableOf(title: string, rows: readonly Fields[]): DataTable {
  const shown = rows.slice(0, MOST_ROWS);
  const names = [...new Set(shown.flatMap((row) => Object.keys(row)))]
    .filter((name) => !NEVER.has(name) && shown.some((row) => cellText(row[name]) !== null))
    .sort((a, b) => rank(a) - rank(b));
  const columns = (names.includes('key') ? names.filter((name) => name !== 'name') : names).slice(0, MOST_COLUMNS);
  return { kind: 'table', title, columns, rows: shown.map((row) => columns.map((name) => cellText(row[name]) ?? '')), total: rows.length };
}

const isLogLine = (value: unknown): value is { readonly number: number; readonly text: string } =>
  isFields(value) && typeof value['number'] === 'number' && typeof value['text'] === 'string';

function partsOfArray(title: string, values: readonly unknown[]): DataPart[] {
  if (values.length === 0) return [];
  if (values.every(isLogLine)) return [{ kind: 'log', title, lines: values }];
  if (values.every(isFields)) return [tableOf(title, values)];
  return [
    {
      kind: 'table',
      title,
      columns: [title],
      rows: values.slice(0, MOST_ROWS).map((value) => [cellText(value) ?? JSON.stringify(value)]),
      total: values.length,
    },
  ];
}

function walk(title: string, value: unknown, depth: number): DataPart[] {
  if (Array.isArray(value)) return partsOfArray(title, value);
  if (!isFields(value) || depth > DEEPEST) return [];
  const facts: (readonly [string, Cell])[] = [];
  const nested: DataPart[] = [];
  for (const [name, inner] of Object.entries(value)) {
    const cell = cellText(inner);
    if (cell === null) nested.push(...walk(name, inner, depth + 1));
    else if (!NEVER.has(name)) facts.push([name, cell]);
  }
  return [...(facts.length > 0 ? [{ kind: 'facts', title, facts } as const] : []), ...nested];
}

/** Log lines and lists are what one opens a reading for; the facts around them come after. */
const ORDER: readonly DataPart['kind'][] = ['log', 'table', 'facts'];

/** Log lines, tables and facts of `data`. Empty when it holds none (then the raw JSON is all there is). */
export const dataParts = (data: unknown): DataPart[] => walk('', data, 0).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

/** An instant as the contract writes it. */
export const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
