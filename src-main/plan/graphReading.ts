/** The dependency graph around one job, read close enough to it, and the statuses in it as they are now. */
import type { Job, JobDetails } from '../../src-preload/contract/plan.ts';
import type { CallOptions, Reading, TwsClient } from '../tws/types.ts';
import { type Graph, graphOf, type Reached } from './graph.ts';
import { withNearbyWaits } from './nearbyWaits.ts';

/** The graph's statuses are good enough when it was read this close to the job. */
const SAME_MOMENT_MS = 10_000;
const IDS_PER_QUESTION = 50;
const MOST_REFRESHED = 2_000;

interface GraphReading {
  readonly graph: Graph;
  readonly start: Job;
  readonly reading: Omit<Reading<unknown>, 'data'>;
  /** The graph was read well before the job: its statuses have to be asked again. */
  readonly isStale: boolean;
}

/** Reads the graph again when the plan changed under it or does not hold the job yet. */
export async function readGraph(tws: TwsClient, id: string, options: CallOptions): Promise<GraphReading> {
  const job = await tws.job(id, options);
  const kept = await tws.network(options);
  const isOfThisPlan = (kept.planId === null || kept.planId === job.planId) && kept.data.jobs.some((node) => node.job.id === id);
  const network = isOfThisPlan ? kept : await tws.network({ ...options, maxAgeMs: SAME_MOMENT_MS });
  const near = await withNearbyWaits(tws, network.data, jobOnly(job.data), options);
  return {
    graph: graphOf(near.network),
    start: jobOnly(job.data),
    isStale: job.observedAtMs - network.observedAtMs > SAME_MOMENT_MS,
    reading: {
      observedAtMs: Math.min(job.observedAtMs, network.observedAtMs),
      planId: job.planId,
      isComplete: network.isComplete && near.isWhole,
      isTruncated: network.isTruncated,
      total: null,
    },
  };
}

function jobOnly(details: JobDetails): Job {
  const { dependencies: _dependencies, task: _task, user: _user, recovery: _recovery, successCondition: _condition, runs: _runs, ...job } = details;
  return job;
}

interface Refreshed {
  readonly jobOf: (id: string) => Job | undefined;
  readonly freshness: { readonly observedAtMs: number; readonly isComplete: boolean };
}

/** The jobs' statuses as they are now: edges keep for minutes, statuses do not. Beyond the bound, the graph's own age is told. */
export async function refreshed(tws: TwsClient, reached: readonly Reached[], { reading, isStale }: GraphReading, options: CallOptions): Promise<Refreshed> {
  const known = new Map(reached.map(({ job }) => [job.id, job]));
  if (reached.length === 0 || !isStale)
    return { jobOf: (id) => known.get(id), freshness: { observedAtMs: reading.observedAtMs, isComplete: reading.isComplete } };
  const ids = [...known.keys()].slice(0, MOST_REFRESHED);
  let observedAtMs = known.size > ids.length ? reading.observedAtMs : Number.POSITIVE_INFINITY;
  let { isComplete } = reading;
  for (let at = 0; at < ids.length; at += IDS_PER_QUESTION) {
    const some = ids.slice(at, at + IDS_PER_QUESTION);
    const fresh = await tws.jobs({ ids: some, limit: some.length }, options);
    observedAtMs = Math.min(observedAtMs, fresh.observedAtMs);
    isComplete &&= fresh.isComplete;
    // A job that is not there any more has left the plan.
    for (const id of some) known.delete(id);
    for (const one of fresh.data) known.set(one.id, one);
  }
  return { jobOf: (id) => known.get(id), freshness: { observedAtMs, isComplete } };
}
