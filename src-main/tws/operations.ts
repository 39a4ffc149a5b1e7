/** The calls Resync really makes, one function each: method, path, query, bounds. */
import type { Call, EngineConnection } from './transport.ts';
import type { PageRequest } from './types.ts';

type Plan = Omit<Call, 'why'>;

/** JSON answers beyond this are refused; a page of 250 jobs is about 1 MB. */
const MOST_JSON_BYTES = 64_000_000;
const V2 = '/twsd/api/v2';

export interface Operations {
  list(object: 'job' | 'jobstream' | 'workstation' | 'prompt' | 'resource' | 'file', page: { oql: string; offset: number; size: number }): Plan;
  /** One page of a list in the plan given; the plan in force without `planId`. */
  page(request: PageRequest): Plan;
  one(object: 'job' | 'jobstream', id: string): Plan;
  jobCount(): Plan;
  jobLog(runId: string, maxBytes: number): Plan;
  infoV2(): Plan;
  infoV1(): Plan;
  criticalJobs(): Plan;
}

export function createOperations(limits: Pick<EngineConnection, 'requestTimeoutMs' | 'logTimeoutMs'>): Operations {
  const json = { accept: 'application/json', bound: { keep: 'whole', maxBytes: MOST_JSON_BYTES }, timeoutMs: limits.requestTimeoutMs } as const;
  return {
    list: (object, { oql, offset, size }) => ({
      ...json,
      method: 'GET',
      what: 'collection',
      path: `${V2}/plan/${object}`,
      query: { ...(oql === '' ? {} : { oql }), limit: String(size), offset: String(offset) },
    }),
    page: ({ object, offset, limit, oql, planId }) => ({
      ...json,
      method: 'GET',
      what: 'collection',
      path: `${V2}/plan/${object}`,
      query: {
        ...(oql === undefined || oql === '' ? {} : { oql }),
        ...(planId === undefined ? {} : { plan_id: planId }),
        limit: String(limit),
        offset: String(offset),
      },
    }),
    one: (object, id) => ({ ...json, method: 'GET', what: 'one', path: `${V2}/plan/${object}/${encodeURIComponent(id)}` }),
    jobCount: () => ({
      ...json,
      method: 'GET',
      what: 'collection',
      path: `${V2}/plan/job/count`,
      query: { plan_filter: '/@/@#/@/@.@', grouping_filters: 'status' },
    }),
    jobLog: (runId, maxBytes) => ({
      method: 'GET',
      what: 'one',
      path: `${V2}/plan/job/run/${encodeURIComponent(runId)}/joblog`,
      accept: 'text/plain',
      bound: { keep: 'tail', maxBytes },
      timeoutMs: limits.logTimeoutMs,
    }),
    infoV2: () => ({ ...json, method: 'GET', what: 'collection', path: `${V2}/engine/info` }),
    infoV1: () => ({ ...json, method: 'GET', what: 'v1', path: '/twsd/engine/info' }),
    // 0: all in one answer. The plan's critical jobs are few by nature.
    criticalJobs: () => ({
      ...json,
      method: 'POST',
      what: 'v1',
      path: '/twsd/plan/current/criticaljob/query',
      headers: { 'How-Many': '0' },
      body: { filters: { criticalJobInPlanFilter: {} } },
    }),
  };
}
