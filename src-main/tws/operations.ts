/** The calls Resync really makes, one function each: method, path, query, bounds. */
import type { LinesWanted } from './logLines.ts';
import type { Call, EngineConnection } from './http/transport.ts';
import type { PageRequest } from './types/types.ts';

type Plan = Omit<Call, 'why'>;

/** JSON answers beyond this are refused; a page of 250 jobs is about 1 MB. */
const MOST_JSON_BYTES = 64_000_000;
const V2 = '/twsd/api/v2';

/** Lists of the plan, and of the database behind it. */
type ListedObject = PageRequest['object'] | `model/${string}`;

export interface Operations {
  /** Without `planId` the plan in force. */
  list(object: ListedObject, page: { oql: string; offset: number; size: number; planId?: string | undefined }): Plan;
  /** One page of a list in the plan given; the plan in force without `planId`. */
  page(request: PageRequest): Plan;
  one(object: 'job' | 'jobstream', id: string, planId?: string): Plan;
  jobCount(planId?: string): Plan;
  jobLog(runId: string, maxBytes: number, planId?: string): Plan;
  /** What is wanted of the log, of the lines asked for; of all of them without a range. */
  logLines(runId: string, wanted: LinesWanted, range: { readonly from: number; readonly to: number } | null, planId?: string): Plan;
  infoV2(): Plan;
  infoV1(): Plan;
}

const inPlan = (planId: string | undefined): Readonly<Record<string, string>> => (planId === undefined ? {} : { plan_id: planId });

export function createOperations(limits: Pick<EngineConnection, 'requestTimeoutMs' | 'logTimeoutMs'>): Operations {
  const json = { accept: 'application/json', bound: { keep: 'whole', maxBytes: MOST_JSON_BYTES }, timeoutMs: limits.requestTimeoutMs } as const;
  const log = (runId: string) =>
    ({
      method: 'GET',
      what: 'one',
      path: `${V2}/plan/job/run/${encodeURIComponent(runId)}/joblog`,
      accept: 'text/plain',
      timeoutMs: limits.logTimeoutMs,
    }) as const;
  return {
    list: (object, { oql, offset, size, planId }) => ({
      ...json,
      method: 'GET',
      what: 'collection',
      path: object.startsWith('model/') ? `${V2}/${object}` : `${V2}/plan/${object}`,
      query: { ...(oql === '' ? {} : { oql }), ...(object.startsWith('model/') ? {} : inPlan(planId)), limit: String(size), offset: String(offset) },
    }),
    page: ({ object, offset, limit, oql, planId }) => ({
      ...json,
      method: 'GET',
      what: 'collection',
      path: `${V2}/plan/${object}`,
      query: {
        ...(oql === undefined || oql === '' ? {} : { oql }),
        ...inPlan(planId),
        limit: String(limit),
        offset: String(offset),
      },
    }),
    one: (object, id, planId) => ({ ...json, method: 'GET', what: 'one', path: `${V2}/plan/${object}/${encodeURIComponent(id)}`, query: inPlan(planId) }),
    jobCount: (planId) => ({
      ...json,
      method: 'GET',
      what: 'collection',
      path: `${V2}/plan/job/count`,
      query: { plan_filter: '/@/@#/@/@.@', grouping_filters: 'status', ...inPlan(planId) },
    }),
    jobLog: (runId, maxBytes, planId) => ({ ...log(runId), bound: { keep: 'tail', maxBytes }, query: inPlan(planId) }),
    logLines: (runId, wanted, range, planId) => ({
      ...log(runId),
      bound: wanted,
      query: { ...inPlan(planId), ...(range === null ? {} : { from_line: String(range.from), to_line: String(range.to) }) },
    }),
    infoV2: () => ({ ...json, method: 'GET', what: 'collection', path: `${V2}/engine/info` }),
    infoV1: () => ({ ...json, method: 'GET', what: 'v1', path: '/twsd/engine/info' }),
  };
}
