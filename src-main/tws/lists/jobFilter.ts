/** A job, stream or workstation question as conditions: what the engine is asked (at least the wanted rows), and what is kept of its answer. */
import type { Job, JobStatus } from '../../../src-preload/contract/plan/plan.ts';
import { internalOf } from '../../../src-preload/shared/statuses.ts';
import { Fault } from '../../base/fault.ts';
import { lastSegment, partsOf } from '../rows/displayKey.ts';
import { commonOfWord, hasStatus, isKnownStatus, OQL_COMMON, OQL_INTERNAL, UNFINISHED_STATUSES } from '../status/statusMap.ts';
import type { JobQuery, StreamDetails } from '../types/types.ts';
import { anyOf, equals, nameMatcher, nameTerm, oneOf } from './oql.ts';

/** One part of a question; all of them have to hold. */
export interface Condition<T> {
  /** OQL that finds at least what is wanted; null: the engine cannot be asked. */
  readonly term: string | null;
  /** Decides exactly, here. Its null: the row does not say enough. As a whole null: only the engine can decide. */
  readonly keep: ((row: T) => boolean | null) | null;
}
/** No conditions: everything. */
export type Filter<T> = readonly Condition<T>[];

/** Raises INVALID_INPUT for a quote in a name or a word that is no status. */
export function jobFilter(query: JobQuery): Filter<Job> {
  const named = query.name === undefined ? null : partsOf(query.name);
  const conditions: Condition<Job>[] = [];
  const add = (term: string | null, keep: Condition<Job>['keep']) => conditions.push({ term, keep });
  if (query.ids !== undefined) addIds(conditions, query.ids);
  if (named !== null) addName(conditions, 'name', named.name, (job) => job.name);
  const stream = named?.stream ?? null;
  if (stream !== null) addName(conditions, 'jobStreamName', stream, (job) => job.streamName);
  if (named?.folder != null) addPath(conditions, 'folder', named.folder, (job) => job.folder);
  if (named?.workstation != null) addPath(conditions, 'jobStreamWorkstation', named.workstation, (job) => job.streamWorkstation);
  if (query.stream !== undefined) addStream(conditions, query.stream);
  if (query.streamId !== undefined) add(equals('jobStreamId', query.streamId), (job) => job.streamId === query.streamId);
  if (query.jobNumber !== undefined) add(`jobruns.jobNumber = ${query.jobNumber}`, null);
  if (query.workstation !== undefined) addPath(conditions, 'workstation', query.workstation, (job) => job.workstation);
  if (query.statuses !== undefined && query.statuses.length > 0)
    conditions.push(statusCondition(query.statuses, 'jobruns.commonStatus', 'jobruns.compositeStatus.status'));
  if (query.dependsOnJobId !== undefined) add(equals('dependencies.jobId', query.dependsOnJobId), null);
  if (query.dependsOnStreamId !== undefined) add(equals('dependencies.jobStreamId', query.dependsOnStreamId), null);
  if (query.isCritical !== undefined) add(`jobOptions.critical = ${query.isCritical}`, (job) => job.isCritical === query.isCritical);
  if (query.isLate !== undefined) add(query.isLate ? unfinishedTerm() : null, (job) => (job.isLate === null ? null : job.isLate === query.isLate));
  if (query.sinceMs !== undefined || query.untilMs !== undefined) add(null, (job) => isWithin(job, query.sinceMs, query.untilMs));
  return conditions;
}

function addIds(conditions: Condition<Job>[], ids: readonly string[]): void {
  const wanted = new Set(ids);
  conditions.push({ term: oneOf('id', ids), keep: (job) => wanted.has(job.id) });
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
  return { term: isAskable ? anyOf(terms) : null, keep: (row) => (hasStatus(row.status, words) ? true : isUndecided(row.status, words) ? null : false) };
}

/** Neither word of the status was in the answer, or only the common one while the question is about an internal one that may stand behind it. */
function isUndecided({ common, internal }: JobStatus, words: readonly string[]): boolean {
  if (common === 'UNKNOWN') return internal === 'UNKNOWN';
  const isOnlyCommon = internal === common && (internal === 'ERROR' || !OQL_INTERNAL.has(internal));
  return isOnlyCommon && words.some((word) => commonOfWord(word) === common);
}

const ENDED: ReadonlySet<string> = new Set(['SUCCESSFUL', 'ERROR']);

/**
 * By the end of the last run; a job without an end counts by its scheduled time, and one without either is kept: unknown is not
 * outside. A job that ended in a run the answer leaves out cannot be judged.
 */
function isWithin(job: Job, sinceMs: number | undefined, untilMs: number | undefined): boolean | null {
  if (job.endedAt === null && job.runId === null && ENDED.has(job.status.common)) return null;
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
  return conditions;
}

/** By the last part of its name, or the whole path when the person gave one. */
export function workstationFilter(name: string | undefined): Filter<{ readonly name: string; readonly folder: string }> {
  if (name === undefined) return [];
  const hasPath = name.startsWith('/');
  const matches = nameMatcher(hasPath ? name : lastSegment(name));
  const pathOf = (row: { name: string; folder: string }) => (row.name.startsWith('/') ? row.name : `${row.folder.replace(/\/$/, '')}/${row.name}`);
  // The engine may know the name with its folder or without; asking for both needs no guess.
  const terms = [nameTerm('name', lastSegment(name)), nameTerm('name', hasPath ? name : `/${name}`)];
  const asked = terms.filter((term) => term !== null);
  return [{ term: asked.length < terms.length ? null : anyOf(asked), keep: (row) => matches(hasPath ? pathOf(row) : lastSegment(row.name)) }];
}

/** A definition by name, `/FOLDER/NAME` or `/WS#/FOLDER/NAME`. */
export function definitionFilter(said: string | undefined): Filter<{ readonly name: string; readonly folder: string; readonly workstation: string | null }> {
  if (said === undefined) return [];
  const { workstation, folder, name } = partsOf(said);
  const conditions: Condition<{ readonly name: string; readonly folder: string; readonly workstation: string | null }>[] = [];
  addName(conditions, 'name', name, (row) => row.name);
  if (folder !== null) addPath(conditions, 'folder', folder, (row) => row.folder);
  if (workstation !== null) addPath(conditions, 'workstation', workstation, (row) => row.workstation ?? '');
  return conditions;
}
