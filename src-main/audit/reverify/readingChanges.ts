/** What differs between two readings of the same call. Pure. */
import type { ValueChange } from '../../../src-preload/contract/review/reverify.ts';

/** A change before it is told of which receipts it stands in. */
export type ReadingChange = Omit<ValueChange, 'labels'>;

export interface ComparedReadings {
  readonly was: unknown;
  readonly now: unknown;
  /** What the call was about, for values that belong to no named row. */
  readonly subject: string;
  /** False when either reading was cut, incomplete, or of a window that moves with the clock: a missing row says nothing then. */
  readonly hasAllRows: boolean;
}

type Row = Readonly<Record<string, unknown>>;

/** Internal ids change with each plan run; the clock alone moves the forecasts; the last line says again in words what the codes beside it say. */
const NOT_COMPARED = new Set(
  `id streamId targetJobId targetStreamId internalId runNumber planId
   elapsedMs estimatedMs estimatedEndAt forecastEndAt lateForecastEndAt slackMs lateByMs usualMs score recording
   fact problemFact problem sentence stateText states detail`.split(/\s+/),
);
/** Says what another changed value of the same row says already. */
const FOLLOWS: Readonly<Record<string, (changed: ReadonlySet<string>) => boolean>> = {
  // quantity = available + in use: two of them tell the third.
  available: (changed) => changed.has('quantity'),
  inUse: (changed) => changed.has('available') && !changed.has('quantity'),
  flags: (changed) => changed.has('isLinked') || changed.has('isJobmanUp') || changed.has('isIgnored'),
  isSatisfied: (changed) => changed.has('state'),
  isLate: (changed) => changed.has('deadlineAt'),
  status: (changed) => changed.has('isCanceled'),
};
const MAX_TEXT = 300;

/** Rows are matched by id, then by key or name; a row of one reading only is a change of `listed`. */
export function changesBetween({ was, now, subject, hasAllRows }: ComparedReadings): ReadingChange[] {
  const changes: ReadingChange[] = [];
  const tell = (about: string, field: string, before: unknown, after: unknown) => {
    changes.push({ subject: about, field, was: shortened(textFor(before)), now: shortened(textFor(after)) });
  };

  const compare = (about: string, field: string, before: unknown, after: unknown): void => {
    if (isRow(before) && isRow(after)) return compareRows(about, field, before, after);
    if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every(isRow)) return compareLists(about, field, before, after);
    if (textFor(before) !== textFor(after)) tell(about, field, before, after);
  };

  const compareRows = (about: string, field: string, before: Row, after: Row): void => {
    if (isStatus(before) && isStatus(after)) {
      if (statusText(before) !== statusText(after)) tell(about, field || 'status', statusText(before), statusText(after));
      return;
    }
    const own = nameOf(after) ?? nameOf(before);
    const base = own === null ? field : '';
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !NOT_COMPARED.has(name));
    const changed = new Set(fields.filter((name) => textFor(before[name]) !== textFor(after[name])));
    for (const name of fields) {
      if (!changed.has(name) || FOLLOWS[name]?.(changed) === true) continue;
      compare(own ?? about, base === '' ? name : `${base}.${name}`, before[name], after[name]);
    }
  };

  const compareLists = (about: string, field: string, before: readonly Row[], after: readonly Row[]): void => {
    if (field === 'lines' || field.endsWith('.lines')) return compareLines(about, field, before, after);
    const { pairs, gone, come } = matched(before, after);
    for (const [one, other] of pairs) {
      // The last run is the job itself, whose own values tell of it.
      if (!(one['isLast'] === true || other['isLast'] === true)) compareRows(about, field, one, other);
    }
    if (!hasAllRows) return;
    for (const row of gone) if (row['isLast'] !== true) tell(nameOf(row) ?? about, 'listed', rowText(row), null);
    for (const row of come) if (row['isLast'] !== true) tell(nameOf(row) ?? about, 'listed', null, rowText(row));
  };

  /** Of a log: lines of the same number that read differently now; what was written since is told by its count. */
  const compareLines = (about: string, field: string, before: readonly Row[], after: readonly Row[]): void => {
    const texts = new Map(after.map((line) => [line['number'], line['text']]));
    const other = before.filter((line) => texts.has(line['number']) && texts.get(line['number']) !== line['text']);
    const first = other[0];
    if (first !== undefined) tell(about, `${field}.${String(first['number'])}`, first['text'], texts.get(first['number']));
  };

  compare(subject, '', was, now);
  return changes;
}

const isRow = (value: unknown): value is Row => value !== null && typeof value === 'object' && !Array.isArray(value);

interface Status extends Row {
  readonly internal: string;
  readonly common: string;
}
const isStatus = (row: Row): row is Status => typeof row['internal'] === 'string' && typeof row['common'] === 'string';
const statusText = (status: Status): string => (typeof status['substatus'] === 'string' ? `${status.internal} (${status['substatus']})` : status.internal);

const textIn = (row: Row, field: string): string | null => {
  const value = row[field];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
};
/** A row's own name; null for a part of another row. A workstation's, resource's or file's name is enough, a job's is not. */
function nameOf(row: Row): string | null {
  const key = textIn(row, 'key') ?? textIn(row, 'jobKey') ?? textIn(row, 'target') ?? textIn(row, 'name');
  return key ?? (typeof row['kind'] === 'string' && typeof row['number'] === 'number' ? `${row['kind']} ${row['number']}` : null);
}

/** What tells a row from its neighbours in both readings, surest first. */
const identities = (row: Row): string[] =>
  ['id', 'runId', 'key', 'jobKey', 'number', 'target', 'name', 'kind'].flatMap((field) => {
    const value = textIn(row, field);
    return value === null ? [] : [`${field}=${value}${field === 'name' || field === 'number' ? `@${textIn(row, 'workstation') ?? ''}` : ''}`];
  });

function matched(before: readonly Row[], after: readonly Row[]): { pairs: (readonly [Row, Row])[]; gone: Row[]; come: Row[] } {
  const pairs: (readonly [Row, Row])[] = [];
  let gone = [...before];
  const come = new Set(after);
  for (const place of [0, 1, 2]) {
    const free = new Map<string, Row[]>();
    for (const row of come) {
      const identity = identities(row)[place];
      if (identity !== undefined) free.set(identity, [...(free.get(identity) ?? []), row]);
    }
    gone = gone.filter((row) => {
      const other = free.get(identities(row)[place] ?? '')?.shift();
      if (other === undefined) return true;
      pairs.push([row, other]);
      come.delete(other);
      return false;
    });
  }
  return { pairs, gone, come: [...come] };
}

const shortened = (text: string | null): string | null => (text !== null && text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

const rowText = (row: Row): string => (isRow(row['status']) && isStatus(row['status']) ? statusText(row['status']) : (textIn(row, 'status') ?? 'listed'));

/** As text; null where there is nothing. */
function textFor(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : JSON.stringify(value);
}
