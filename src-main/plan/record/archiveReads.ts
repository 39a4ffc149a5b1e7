/** The archived plans as the engine's client reads them. */
import type { TwsClient } from '../../tws/types/types.ts';
import type { ArchiveReads } from './archive.ts';

const epoch = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** @param client of the engine in force; raises NO_ENGINE when none is */
export function createArchiveReads(client: () => Pick<TwsClient, 'plans' | 'jobCounts' | 'jobs' | 'runs'>): ArchiveReads {
  const why = 'recorder';
  return {
    plans: async (signal) => (await client().plans(['ARCHIVED'], { signal, why })).data,
    jobCount: async (call) => (await client().jobCounts({ ...call, why })).data.total,
    jobs: async (limit, call) => (await client().jobs({ limit }, { ...call, why })).data,
    runs: async (jobId, call) => {
      const { data } = await client().runs(jobId, { ...call, why });
      return data.map(({ id, attempt, status, returnCode, startedAt, endedAt, workstation }) => ({
        runId: id ?? '',
        attempt,
        status: status.internal,
        returnCode,
        startedAtMs: epoch(startedAt),
        endedAtMs: epoch(endedAt),
        workstation: workstation ?? '',
      }));
    },
  };
}
