/** Definitions from the engine's database: streams with their run cycles, jobs, calendars, variables, and when a stream runs next. */

import type * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import type { Definition, DefinitionQuery, NextRun } from '../types/definitionTypes.ts';
import { definitionFilter } from '../lists/jobFilter.ts';
import { objectOf } from '../rows/wire/decode.ts';
import { calendarOf, definitionOf, jobDefinitionOf, streamDefinitionOf, variableTableOf } from '../rows/definitionRows.ts';
import { wireCalendar, wireDefinition, wireJobDefinition, wireStreamDefinition, wireVariableTable } from '../rows/wire/definitionWire.ts';
import { nextRunsOf, wireNextRuns } from '../rows/nextRuns.ts';
import type { CallOptions, Reading, TwsClient } from '../types/types.ts';
import { firstOffered, type ReadSource, readingOf, TTL_MS } from './source.ts';

type DefinitionReads = Pick<
  TwsClient,
  | 'streamDefinitions'
  | 'streamDefinition'
  | 'jobDefinitions'
  | 'jobDefinition'
  | 'calendars'
  | 'calendar'
  | 'variableTables'
  | 'variableTable'
  | 'definitions'
  | 'nextRuns'
>;

/** Days that may be asked for at once. */
const MOST_DAYS = 400;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NO_LIMIT = 1_000_000;

export function createDefinitionReads(source: ReadSource): DefinitionReads {
  const kind = <S extends z.ZodType<{ id: string }>, T extends Definition>(object: string, schema: S, convert: (wire: z.output<S>) => T) => ({
    list: async (query: DefinitionQuery, options: CallOptions): Promise<Reading<T[]>> =>
      source.lists.read({ object: `model/${object}`, schema, convert, ttlMs: TTL_MS.definition }, definitionFilter(query.name), query.limit, options),
    async one(id: string, options: CallOptions): Promise<Reading<T>> {
      const call = source.calls.v2(`/model/${object}/${encodeURIComponent(id)}`, 'one');
      const read = await source.reader.read({ call, gate: 'one', ttlMs: TTL_MS.definition, decode: (answer) => objectOf(schema, answer) }, options);
      return readingOf(read, convert(read.value));
    },
  });
  const streams = kind('jobstream', wireStreamDefinition, streamDefinitionOf);
  const jobs = kind('jobdefinition', wireJobDefinition, jobDefinitionOf);
  const calendars = kind('calendar', wireCalendar, calendarOf);
  const tables = kind('variabletable', wireVariableTable, variableTableOf);
  return {
    streamDefinitions: streams.list,
    streamDefinition: streams.one,
    jobDefinitions: jobs.list,
    jobDefinition: jobs.one,
    calendars: (options) => calendars.list({ limit: NO_LIMIT }, options),
    calendar: calendars.one,
    variableTables: (options) => tables.list({ limit: NO_LIMIT }, options),
    variableTable: tables.one,
    definitions: (object, query, options) => kind(object, wireDefinition, definitionOf).list(query, options),
    nextRuns: (streamDefinitionId, window, options) => readNextRuns(source, streamDefinitionId, window, options),
  };
}

/** Raises INVALID_INPUT for days that are none. */
async function readNextRuns(
  { reader, calls }: ReadSource,
  id: string,
  { from, to }: { readonly from: string; readonly to: string },
  options: CallOptions,
): Promise<Reading<NextRun[]>> {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!DAY.test(from) || !DAY.test(to) || !(days >= 0 && days <= MOST_DAYS))
    throw new Fault('INVALID_INPUT', `Ask for days as yyyy-mm-dd, at most ${MOST_DAYS} of them.`, { detail: `${from} - ${to}` });
  const path = `/model/jobstream/${encodeURIComponent(id)}/rc-evaluation`;
  const ask = (call: ReturnType<typeof calls.v1>) =>
    reader.read({ call, gate: 'one', ttlMs: TTL_MS.network, decode: (answer) => objectOf(wireNextRuns, answer) }, options);
  // Below an id, "no such path" and "no such stream" are the same 404 to the engine: v1 is asked in both cases.
  const read = await firstOffered(
    () => ask(calls.v2(path, 'collection', { from, to })),
    () => ask(calls.v1(path, { from, to })),
  );
  const { runs, unreadable } = nextRunsOf(read.value);
  return readingOf(read, runs, { isComplete: unreadable === 0, total: runs.length + unreadable });
}
