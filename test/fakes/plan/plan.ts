/** Rows of a plan as the tools return them, for receipts in tests. */
import type { Job, JobDetails } from '../../../src-preload/contract/plan/plan.ts';
import type { ToolResult } from '../../../src-preload/contract/tools.ts';

/** A waiting job of which nothing more is known: what a test changes is what it is about. */
export const BLANK_JOB: Job = {
  id: 'j',
  name: 'JOB',
  key: '/WS#/S.JOB',
  folder: '/',
  workstation: '/WS',
  streamId: 's',
  streamName: 'S',
  streamWorkstation: '/WS',
  status: { internal: 'HOLD', common: 'WAITING', substatus: null },
  isCanceled: false,
  isCritical: false,
  isLate: false,
  priority: 10,
  scheduledAt: null,
  startedAt: null,
  endedAt: null,
  deadlineAt: null,
  estimatedMs: null,
  elapsedMs: null,
  returnCode: null,
  runId: null,
  runAttempt: null,
  actualWorkstation: null,
  unresolvedDependencies: 0,
  timeZone: null,
};

export function job(name: string, changes: Partial<Job> = {}): Job {
  return {
    ...BLANK_JOB,
    id: `id-${name}`,
    name,
    key: `/PROD#/DWH/NIGHTLY.${name}`,
    folder: '/DWH/',
    workstation: 'PROD',
    streamId: 'stream-1',
    streamName: 'NIGHTLY',
    streamWorkstation: 'PROD',
    status: { internal: 'ABEND', common: 'ERROR', substatus: null },
    scheduledAt: '2026-11-20T22:00:00.000Z',
    startedAt: '2026-11-20T22:10:20.000Z',
    endedAt: '2026-11-20T22:15:40.000Z',
    returnCode: 8,
    runId: '1',
    runAttempt: 1,
    ...changes,
  };
}

export function status(internal: string, common: Job['status']['common']): Job['status'] {
  return { internal, common, substatus: null };
}

export function details(name: string, changes: Partial<JobDetails> = {}): ToolResult<'job_details'> {
  return { kind: 'found', job: { ...job(name), dependencies: [], task: null, user: null, recovery: null, successCondition: null, runs: [], ...changes } };
}

export function jobs(...found: Job[]): ToolResult<'find_jobs'> {
  return { jobs: found, total: found.length };
}

export function log(name: string, lines: readonly string[], totalLines: number | null = lines.length): ToolResult<'job_log'> {
  return {
    kind: 'found',
    job: job(name),
    log: {
      jobKey: `/PROD#/DWH/NIGHTLY.${name}`,
      runId: '1',
      lines: lines.map((text, index) => ({ number: index + 1, text })),
      totalLines,
      exitStatus: 8,
      isTruncated: totalLines !== lines.length,
    },
  };
}
