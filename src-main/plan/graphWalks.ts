/** What stands behind and before a job: asked of the held plan; read near the job where the engine's lists leave out what jobs wait for. */
import type { ImpactResult, Job } from '../../src-preload/contract/plan.ts';
import type { CallOptions, Reading, TwsClient } from '../tws/types.ts';
import { blockedBy, failedUpstreamOf, successorsOf } from './graph.ts';
import { readGraph, refreshed } from './graphReading.ts';

type Reached = { readonly job: Job; readonly depth: number; readonly via: string }[];

export interface GraphWalks {
  successors(id: string, depth: number, options: CallOptions): Promise<Reading<Reached>>;
  impact(id: string, options: CallOptions): Promise<Reading<ImpactResult>>;
  /** Failed jobs further up that keep the job waiting, nearest first. */
  failedUpstream(id: string, options: CallOptions): Promise<Reading<Job[]>>;
}

export interface GraphWalksDeps {
  /** Raises NO_ENGINE when none is connected. */
  readonly tws: () => TwsClient;
  /** The held plan; null where none is held, as for one question from the command line. */
  readonly live: (GraphWalks & { state(): { readonly jobs: number } }) | null;
}

const MOST_BLOCKED = 500;
const MOST_FAILED = 2_000;
/** Larger plans are not read a second time for the dependencies that the lists leave out. */
const MOST_JOBS_NEAR = 5_000;

/** An answer that may miss something for want of dependencies is looked for near the job, where the engine tells them. */
export function createGraphWalks({ tws, live }: GraphWalksDeps): GraphWalks {
  const through = async <T>(held: (() => Promise<Reading<T>>) | null, near: () => Promise<Reading<T>>): Promise<Reading<T>> => {
    if (held === null || live === null) return near();
    const answer = await held();
    return answer.isComplete || live.state().jobs > MOST_JOBS_NEAR ? answer : near();
  };
  return {
    successors: (id, depth, options) =>
      through(live === null ? null : () => live.successors(id, depth, options), () => successorsNear(tws(), id, depth, options)),
    impact: (id, options) => through(live === null ? null : () => live.impact(id, options), () => impactNear(tws(), id, options)),
    failedUpstream: (id, options) => through(live === null ? null : () => live.failedUpstream(id, options), () => upstreamNear(tws(), id, options)),
  };
}

async function successorsNear(tws: TwsClient, id: string, depth: number, options: CallOptions): Promise<Reading<Reached>> {
  const read = await readGraph(tws, id, options);
  const reached = successorsOf(read.graph, read.start, depth);
  const now = await refreshed(tws, reached, read, options);
  const data = reached.flatMap((one) => {
    const job = now.jobOf(one.job.id);
    return job === undefined ? [] : [{ job, depth: one.depth, via: one.via }];
  });
  return { ...read.reading, ...now.freshness, data, total: data.length };
}

async function upstreamNear(tws: TwsClient, id: string, options: CallOptions): Promise<Reading<Job[]>> {
  const read = await readGraph(tws, id, options);
  // The failures of now, not of the graph's: a rerun may have mended one meanwhile.
  const failed = await tws.jobs({ statuses: ['ERROR'], limit: MOST_FAILED }, options);
  const now = new Map(failed.data.map((job) => [job.id, job]));
  const jobNow = (jobId: string) => {
    const kept = read.graph.jobs.get(jobId);
    return now.get(jobId) ?? (kept?.status.common === 'ERROR' ? undefined : kept);
  };
  return { ...failed, data: failedUpstreamOf(read.graph, read.start, jobNow), isComplete: failed.isComplete && read.reading.isComplete };
}

async function impactNear(tws: TwsClient, id: string, options: CallOptions): Promise<Reading<ImpactResult>> {
  const read = await readGraph(tws, id, options);
  const { graph, start, reading } = read;
  const candidates = blockedBy(graph, start, (jobId) => graph.jobs.get(jobId));
  const now = await refreshed(tws, candidates, read, options);
  const blocked = blockedBy(graph, start, now.jobOf);
  const streamKeys = blocked.map(({ job }) => graph.streamKeys.get(job.streamId) ?? job.streamName);
  return {
    ...reading,
    ...now.freshness,
    data: {
      jobKey: start.key,
      blocked: blocked.slice(0, MOST_BLOCKED).map(({ job, depth, via }) => ({
        id: job.id,
        key: job.key,
        name: job.name,
        streamName: job.streamName,
        status: job.status,
        depth,
        isCritical: job.isCritical,
        deadlineAt: job.deadlineAt,
        via,
      })),
      streams: [...new Set(streamKeys)],
      critical: blocked.filter(({ job }) => job.isCritical).map(({ job }) => job.key),
    },
    isTruncated: reading.isTruncated || blocked.length > MOST_BLOCKED,
    total: blocked.length,
  };
}
