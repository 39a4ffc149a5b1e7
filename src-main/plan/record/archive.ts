/** Runs of nights before Resync came: read once, gently, from the plans the engine has put away. */
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import { asFault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { SeenRun } from '../snapshot/changeFeed.ts';
import type { ArchivedJob } from './keep/keepArchived.ts';
import type { RecordStore } from './recordStore.ts';

interface Call {
  readonly signal: AbortSignal;
  /** An archived plan. */
  readonly planId: string;
}

/** What is asked of the engine's client; each raises TWS_*. */
export interface ArchiveReads {
  /** Newest first. */
  plans(signal: AbortSignal): Promise<readonly { readonly id: string }[]>;
  jobCount(call: Call): Promise<number>;
  jobs(limit: number, call: Call): Promise<readonly Job[]>;
  /** Every run of the rerun chain, oldest first. */
  runs(jobId: string, call: Call): Promise<readonly SeenRun[]>;
}

const MOST_PLANS = 7;
/** The list of a larger plan would take the core's time; its nights are recorded from now on. */
const MOST_JOBS = 5_000;
const MOST_RERUNS = 100;

/**
 * Keeps the runs of archived plans nobody recorded. They are history, not a recording: the stretches recorded stay as they are.
 * Never rejects: an engine without an archive, or one that refuses it, has no past to tell.
 */
export async function readArchive(
  reads: ArchiveReads,
  store: RecordStore,
  engineId: string,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Log },
): Promise<void> {
  try {
    for (const { id: planId } of (await reads.plans(signal)).slice(0, MOST_PLANS)) {
      if (await store.hasRunsOf(engineId, planId)) continue;
      const call = { signal, planId };
      if ((await reads.jobCount(call)) > MOST_JOBS) continue;
      await store.keepArchived(engineId, planId, await gather(reads, call));
    }
  } catch (thrown) {
    const fault = asFault(thrown);
    if (!signal.aborted) log.info({ engine: engineId, code: fault.code }, 'the archived plans were not read');
  }
}

async function gather(reads: ArchiveReads, call: Call): Promise<ArchivedJob[]> {
  const jobs = await reads.jobs(MOST_JOBS, call);
  const found: ArchivedJob[] = [];
  let reruns = 0;
  for (const job of jobs) {
    const isRerun = (job.runAttempt ?? 1) > 1 && reruns < MOST_RERUNS;
    if (isRerun) reruns += 1;
    const runs = isRerun ? await reads.runs(job.id, call) : lastRunOf(job);
    if (runs.length > 0) found.push({ job, runs });
  }
  return found;
}

function lastRunOf(job: Job): SeenRun[] {
  if (job.runId === null) return [];
  const epoch = (at: string | null) => (at === null ? null : Date.parse(at));
  return [
    {
      runId: job.runId,
      attempt: job.runAttempt,
      status: job.status.internal,
      returnCode: job.returnCode,
      startedAtMs: epoch(job.startedAt),
      endedAtMs: epoch(job.endedAt),
      workstation: job.actualWorkstation ?? job.workstation,
    },
  ];
}
