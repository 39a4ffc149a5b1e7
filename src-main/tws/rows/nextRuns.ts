/** When a stream runs next, from an answer that is documented nowhere: a list of dates or instants, or of objects that hold one. */
import * as z from 'zod';
import type { NextRun } from '../types/definitionTypes.ts';
import { instant } from './wire/wireValues.ts';

/** A bare list, or a list inside an object. */
export const wireNextRuns = z.union([z.array(z.unknown()), z.looseObject({})]);

const DATE_FIELDS = ['date', 'day', 'scheduledDate', 'startDate', 'schedTime', 'startTime', 'scheduledTime', 'inputArrivalTime', 'time'];
const CYCLE_FIELDS = ['runCycle', 'runCycleName', 'name'];
const MOST_RUNS = 10_000;

/** What cannot be read as a date is counted, not dropped in silence. */
export function nextRunsOf(said: z.output<typeof wireNextRuns>): { readonly runs: NextRun[]; readonly unreadable: number } {
  const rows = Array.isArray(said) ? said : (Object.values(said).find((value): value is unknown[] => Array.isArray(value)) ?? null);
  // An object without a list says nothing that could be read.
  if (rows === null) return { runs: [], unreadable: 1 };
  const runs = rows.slice(0, MOST_RUNS).map(runOf);
  const read = runs.filter((run) => run !== null);
  return { runs: read, unreadable: rows.length - read.length };
}

function runOf(row: unknown): NextRun | null {
  if (typeof row === 'string' || typeof row === 'number') return dated(row, null);
  if (typeof row !== 'object' || row === null) return null;
  const fields = row as Readonly<Record<string, unknown>>; // any object can be asked for a field
  const cycle = CYCLE_FIELDS.map((name) => fields[name]).find((value) => typeof value === 'string');
  const value = DATE_FIELDS.map((name) => fields[name]).find((one) => typeof one === 'string' || typeof one === 'number');
  return value === undefined ? null : dated(value, typeof cycle === 'string' ? cycle : null);
}

function dated(said: string | number, runCycle: string | null): NextRun | null {
  const at = instant.parse(said) ?? null;
  if (at === null) return null;
  const day = typeof said === 'string' ? /^\d{4}-\d{2}-\d{2}/.exec(said)?.[0] : undefined;
  const isDayOnly = typeof said === 'string' && said.trim().length === 10;
  return { date: day ?? at.slice(0, 10), at: isDayOnly ? null : at, runCycle };
}
