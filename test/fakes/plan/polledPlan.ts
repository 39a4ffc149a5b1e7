/** The smallest live plan: reads every job through the real client and tells what differs from the reading before. No paging thread, no graph. */
import type { RecorderDeps } from '../../../src-main/plan/record/recorder.ts';
import type { JobChange, PlanChangeBatch, PlanChangeListener, SeenRun, StreamChange } from '../../../src-main/plan/snapshot/changeFeed.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import type { Job, Stream } from '../../../src-preload/contract/plan/plan.ts';

const epoch = (at: string | null): number | null => (at === null ? null : Date.parse(at));

export function createPolledPlan(client: () => TwsClient, engineId: () => string): RecorderDeps['plan'] {
  const listeners = new Set<PlanChangeListener>();
  let known: { readonly engineId: string; readonly planId: string | null; readonly atMs: number; jobs: Map<string, Job>; streams: Map<string, Stream> } | null =
    null;

  return {
    onChanges(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async read(signal) {
      const options = { signal, maxAgeMs: 0, why: 'recorder' };
      const [jobs, streams] = [await client().jobs({ limit: 10_000 }, options), await client().streams({ limit: 10_000 }, options)];
      const before = known?.engineId === engineId() ? known : null;
      const changes = jobs.data.flatMap((job) => changeOf(job, before?.jobs.get(job.key)));
      const runs = await Promise.all(changes.map(async (change) => ({ ...change, runs: await runsOf(client(), change, options) })));
      known = { engineId: engineId(), planId: jobs.planId, atMs: jobs.observedAtMs, jobs: byKey(jobs.data), streams: byKey(streams.data) };
      const base: PlanChangeBatch = {
        engineId: known.engineId,
        planId: known.planId,
        rolledOverFrom: before !== null && before.planId !== known.planId ? before.planId : null,
        kind: before === null ? 'first' : 'change',
        observedAtMs: known.atMs,
        previousObservedAtMs: before?.atMs ?? null,
        isComplete: jobs.isComplete && !jobs.isTruncated && streams.isComplete,
        isLast: false,
        jobs: [],
        streams: [],
      };
      for (const listener of listeners) {
        await listener({ ...base, jobs: runs });
        await listener({ ...base, streams: streams.data.flatMap((stream) => streamChange(stream, before?.streams.get(stream.key))), isLast: true });
      }
    },
  };
}

const byKey = <T extends { readonly key: string }>(items: readonly T[]) => new Map(items.map((item) => [item.key, item]));

/** Job details are asked for where a failure may hide an earlier run. */
async function runsOf(client: TwsClient, change: JobChange, options: { signal: AbortSignal; maxAgeMs: number; why: string }): Promise<readonly SeenRun[]> {
  if ((change.runs[0]?.attempt ?? 1) < 2) return change.runs;
  const { data } = await client.job(change.jobId, options);
  return data.runs.map((run) => ({
    runId: run.id,
    attempt: run.attempt,
    status: run.status,
    returnCode: run.returnCode,
    startedAtMs: epoch(run.startedAt),
    endedAtMs: epoch(run.endedAt),
    workstation: change.workstation,
  }));
}

function changeOf(job: Job, before: Job | undefined): JobChange[] {
  if (
    before !== undefined &&
    before.id === job.id &&
    before.status.internal === job.status.internal &&
    before.isLate === job.isLate &&
    before.runId === job.runId
  )
    return [];
  const runs = job.runId === null ? [] : [lastRun(job, job.runId)];
  const { id: jobId, key, name, streamName, workstation, isCritical, isCanceled, isLate, estimatedMs } = job;
  const about = { jobId, persistentId: null, key, name, streamName, workstation, isCritical, isCanceled, isLate, estimatedMs, runs };
  return [{ ...about, from: before?.status ?? null, to: job.status, wasLate: before?.isLate ?? null }];
}

const lastRun = (job: Job, runId: string): SeenRun => ({
  runId,
  attempt: job.runAttempt,
  status: job.status.internal,
  returnCode: job.returnCode,
  startedAtMs: epoch(job.startedAt),
  endedAtMs: epoch(job.endedAt),
  workstation: job.actualWorkstation ?? job.workstation,
});

const streamChange = (stream: Stream, before: Stream | undefined): StreamChange[] =>
  before !== undefined && before.status.internal === stream.status.internal
    ? []
    : [{ streamId: stream.id, key: stream.key, from: before?.status ?? null, to: stream.status }];
