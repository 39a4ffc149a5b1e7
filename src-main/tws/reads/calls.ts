/** The shapes of calls the reads are made of; which paths they may have is decided by the wall, not here. */
import type { Call, EngineConnection } from '../http/transport.ts';

type Plan = Omit<Call, 'why'>;
type Query = Readonly<Record<string, string>>;

/** JSON answers beyond this are refused. */
const MOST_JSON_BYTES = 64_000_000;

export interface Calls {
  /** `path` below `/twsd/api/v2`. */
  v2(path: string, what: Call['what'], query?: Query, headers?: Query): Plan;
  /** `path` below `/twsd`. */
  v1(path: string, query?: Query): Plan;
  /** A v1 query: a POST that reads. 0 rows asked for: all there are, in one answer. */
  v1Query(path: string, body: unknown, howMany: number): Plan;
  /** What is not JSON, outside of both APIs. */
  text(path: string, mostBytes: number): Plan;
}

export function createCalls(limits: Pick<EngineConnection, 'requestTimeoutMs'>): Calls {
  const bound = { keep: 'whole', maxBytes: MOST_JSON_BYTES } as const;
  const json = { accept: 'application/json', bound, timeoutMs: limits.requestTimeoutMs } as const;
  return {
    v2: (path, what, query = {}, headers = {}) => ({ ...json, method: 'GET', what, path: `/twsd/api/v2${path}`, query, headers }),
    v1: (path, query = {}) => ({ ...json, method: 'GET', what: 'v1', path: `/twsd${path}`, query }),
    v1Query: (path, body, howMany) => ({ ...json, method: 'POST', what: 'v1', path: `/twsd${path}`, headers: { 'How-Many': String(howMany) }, body }),
    text: (path, mostBytes) => ({
      method: 'GET',
      what: 'v1',
      path,
      accept: 'text/plain',
      bound: { keep: 'whole', maxBytes: mostBytes },
      timeoutMs: limits.requestTimeoutMs,
    }),
  };
}
