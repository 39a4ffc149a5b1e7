/** A job or stream question as what the engine is asked (OQL, at least the wanted rows) and what is kept of its answer (exactly the wanted rows). */
import type { Job, JobStatus } from '../../src-preload/contract/plan.ts';
import { Fault } from '../base/fault.ts';
import { lastSegment, partsOf } from './displayKey.ts';
import { allOf, anyOf, equals, nameMatcher, nameTerm, oneOf } from './oql.ts';
import { commonOfWord, hasStatus, internalOf, isKnownStatus, OQL_COMMON, OQL_INTERNAL, UNFINISHED_STATUSES } from './statusMap.ts';
import type { JobQuery, StreamDetails } from './types.ts';

export interface Filter<T> {
  /** Empty: everything. */
  readonly oql: string;
  /** null: the engine's filter is exact. */
  readonly keep: ((row: T) => boolean) | null;
}

interface Condition<T> {
  /** null: the engine cannot be asked. */
  readonly term: string | null;
  readonly keep: ((row: T) => boolean) | null;
}

function combined<T>(conditions: readonly Condition<T>[]): Filter<T> {
  const keeps = conditions.map((condition) => condition.keep).filter((keep) => keep !== null);
  return {
    oql: allOf(
      conditions
        .map((condition) => condition.term)
        .filter((term) => term !== null)
        .filter((term) => term !== ''),
    ),
    keep: keeps.length === 0 ? null : (row) => keeps.every((keep) => keep(row)),
  };
}

/** Raises INVALID_INPUT for a quote in a name or a word that is no status. */
export function jobFilter(query: JobQuery): Filter<Job> {
  const named = query.name === undefined ? null : partsOf(query.name);
  const conditions: Condition<Job>[] = [];
  const add = (term: string | null, keep: ((job: Job) => boolean) | null) => conditions.push({ term, keep });
  if (query.ids !== undefined) add(oneOf('id', query.ids), null);
  if (named !== null) addName(conditions, 'name', named.name, (job) => job.name);
  const stream = named?.stream ?? null;
  if (stream !== null) addName(conditions, 'jobStreamName', stream, (job) => job.streamName);
  if (named?.folder != null) addPath(conditions, 'folder', named.folder, (job) => job.folder);
  if (named?.workstation != null) addPath(conditions, 'jobStreamWorkstation', named.workstation, (job) => job.streamWorkstation);
  if (query.stream !== undefined) addStream(conditions, query.stream);
  if (query.streamId !== undefined) add(equals('jobStreamId', query.streamId), null);
  if (query.workstation !== undefined) addPath(conditions, 'workstation', query.workstation, (job) => job.workstation);
  if (query.statuses !== undefined && query.statuses.length > 0)
    conditions.push(statusCondition(query.statuses, 'jobruns.commonStatus', 'jobruns.compositeStatus.status'));
  if (query.dependsOnJobId !== undefined) add(equals('dependencies.jobId', query.dependsOnJobId), null);
  if (query.dependsOnStreamId !== undefined) add(equals('dependencies.jobStreamId', query.dependsOnStreamId), null);
  if (query.isCritical !== undefined) add(`jobOptions.critical = ${query.isCritical}`, (job) => job.isCritical === query.isCritical);
  if (query.isLate !== undefined) add(query.isLate ? unfinishedTerm() : null, (job) => job.isLate === query.isLate);
  if (query.sinceMs !== undefined || query.untilMs !== undefined) add(null, (job) => isWithin(job, query.sinceMs, query.untilMs));
  return combined(conditions);
}

/** Late flags cannot be asked for, but only jobs that are not over are late. A status no one knows is not asked for: it is listed as UNKNOWN when nothing filters. */
const unfinishedTerm = () =>
  oneOf(
    'jobruns.commonStatus',
    UNFINISHED_STATUSES.filter((status) => OQL_COMMON.has(status)),
  );

/** Wildcards and case are settled here; a name as the engine spells it is settled there. */
function addName<T>(conditions: Condition<T>[], field: string, pattern: string, of: (row: T) => string): void {
  const matches = nameMatcher(pattern);
  conditions.push({ term: nameTerm(field, pattern), keep: (row) => matches(of(row)) });
}

/** A folder or workstation: with its path when the person gave one, else by its last part. */
function addPath<T>(conditions: Condition<T>[], field: string, said: string, of: (row: T) => string): void {
  const withPath = said.startsWith('/') ? said : `/${said}`;
  const matches = nameMatcher(said.startsWith('/') ? withPath : lastSegment(said));
  const hasPath = said.startsWith('/');
  const asked = [nameTerm(field, withPath), nameTerm(field, said), ...(hasPath ? [] : [nameTerm(field, `@/${said}`)])];
  const terms = asked.filter((term) => term !== null);
  conditions.push({
    term: terms.length === asked.length ? anyOf([...new Set(terms)]) : null,
    keep: (row) => matches(hasPath ? slashed(of(row)) : lastSegment(of(row))),
  });
}

const slashed = (name: string) => (name.startsWith('/') ? name : `/${name}`);

function addStream(conditions: Condition<Job>[], said: string): void {
  const { workstation, folder, name } = partsOf(said);
  addName(conditions, 'jobStreamName', name, (job) => job.streamName);
  if (folder !== null) addPath(conditions, 'folder', folder, (job) => job.folder);
  if (workstation !== null) addPath(conditions, 'jobStreamWorkstation', workstation, (job) => job.streamWorkstation);
}

/** Any run of a chain may match on the engine; the last one decides here. */
function statusCondition<T extends { readonly status: JobStatus }>(words: readonly string[], commonField: string, internalField: string): Condition<T> {
  // `FAILED` is what people call several statuses (and v1 one of them): asking for it would find too little.
  const stranger = words.find((word) => word.toUpperCase() === 'FAILED' || (!isKnownStatus(word) && word.toUpperCase() !== 'UNKNOWN'));
  if (stranger !== undefined)
    throw new Fault(
      'INVALID_INPUT',
      `"${stranger}" is not a status of the scheduler: use internal ones (ABEND, FAIL, EXEC, HOLD, ...) or common ones (ERROR, RUNNING, WAITING, ...).`,
    );
  const common = words.map((word) => word.toUpperCase()).filter((word) => OQL_COMMON.has(word));
  const internal = words.map((word) => internalOf(word)).filter((word) => !OQL_COMMON.has(word) || OQL_INTERNAL.has(word));
  // HELD, CANCELED and UNKNOWN depend on flags and priority beside the status; other words may be spelled differently over there.
  const isAskable =
    internal.every((word) => OQL_INTERNAL.has(word)) && !words.some((word) => ['CANCELED', 'UNKNOWN', 'HELD'].includes(commonOfWord(word) ?? 'UNKNOWN'));
  const terms = [...(common.length > 0 ? [oneOf(commonField, common)] : []), ...(internal.length > 0 ? [oneOf(internalField, [...new Set(internal)])] : [])];
  return { term: isAskable ? anyOf(terms) : null, keep: (row) => hasStatus(row.status, words) };
}

/** By the end of the last run; a job without an end counts by its scheduled time, and one without either is kept: unknown is not outside. */
function isWithin(job: Job, sinceMs: number | undefined, untilMs: number | undefined): boolean {
  const at = job.endedAt ?? job.scheduledAt;
  if (at === null) return true;
  const ms = Date.parse(at);
  return (sinceMs === undefined || ms >= sinceMs) && (untilMs === undefined || ms <= untilMs);
}

export interface StreamQuery {
  readonly name?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly dependsOnStreamId?: string | undefined;
  readonly dependsOnJobId?: string | undefined;
}

/** Raises INVALID_INPUT as `jobFilter` does. */
export function streamFilter(query: StreamQuery): Filter<StreamDetails> {
  const conditions: Condition<StreamDetails>[] = [];
  if (query.name !== undefined) {
    const { workstation, folder, name } = partsOf(query.name);
    addName(conditions, 'name', name, (stream) => stream.name);
    if (folder !== null) addPath(conditions, 'folder', folder, (stream) => stream.folder);
    if (workstation !== null) addPath(conditions, 'workstation', workstation, (stream) => stream.workstation);
  }
  if (query.statuses !== undefined && query.statuses.length > 0) conditions.push(statusCondition(query.statuses, 'commonStatus', 'compositeStatus.status'));
  if (query.dependsOnStreamId !== undefined) conditions.push({ term: equals('dependencies.jobStreamId', query.dependsOnStreamId), keep: null });
  if (query.dependsOnJobId !== undefined) conditions.push({ term: equals('dependencies.jobId', query.dependsOnJobId), keep: null });
  return combined(conditions);
}

/** By the last part of its name, or the whole path when the person gave one. */
export function workstationFilter(name: string | undefined): Filter<{ readonly name: string; readonly folder: string }> {
  if (name === undefined) return { oql: '', keep: null };
  const hasPath = name.startsWith('/');
  const matches = nameMatcher(hasPath ? name : lastSegment(name));
  const pathOf = (row: { name: string; folder: string }) => (row.name.startsWith('/') ? row.name : `${row.folder.replace(/\/$/, '')}/${row.name}`);
  // The engine may know the name with its folder or without; asking for both needs no guess.
  const terms = [nameTerm('name', lastSegment(name)), nameTerm('name', hasPath ? name : `/${name}`)];
  return {
    oql: terms.includes(null) ? '' : anyOf(terms.filter((term) => term !== null)),
    keep: (row) => matches(hasPath ? pathOf(row) : lastSegment(row.name)),
  };
}
