/** Requests that once got an answer nobody should get, by route. */
import { get, type Request } from './requests.ts';

const PINNED: Readonly<Record<string, readonly Request[]>> = {
  // A margin was added to the last second anyone can write: 500.
  'GET /plan/timeline': [get('/api/plan/timeline?since=9999-12-31T23:59:59Z'), get('/api/plan/timeline?until=0000-01-01T00:00:00Z')],
  // Fastify's own words instead of ours.
  'GET /plan/jobs/{id}': [get('/api/plan/jobs/%zz'), get('/api/plan/jobs/%ff')],
  // The connection was reset before the refusal could be read.
  'GET /memory': [get(`/api/memory?search=${'a'.repeat(70_000)}`)],
  // 417 without a word.
  'GET /status': [{ ...get('/api/status'), headers: { expect: 'something' } }],
  // The path sent came back whole.
  'GET /agents': [get(`/api/agents/${'a'.repeat(9_000)}`)],
};

export const pinnedFor = (route: string): readonly Request[] => PINNED[route] ?? [];
