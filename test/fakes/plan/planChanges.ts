/** Batches of the change feed as the plan thread sends them, for tests that write what happened by hand. */

import type { JobChange, PlanChangeBatch, SeenRun, StreamChange } from '../../../src-main/plan/snapshot/changeFeed.ts';
import { statusOf } from '../../../src-main/tws/status/statusMap.ts';
import type { JobStatus } from '../../../src-preload/contract/plan/plan.ts';

export const T0 = Date.parse('2026-11-20T18:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const status = (internal: string): JobStatus => statusOf({ internal, common: null, substatus: null, isCanceled: internal === 'CANCL', priority: 10 });

export function run(parts: Partial<SeenRun> & Pick<SeenRun, 'runId'>): SeenRun {
  return { attempt: 1, status: 'SUCC', returnCode: 0, startedAtMs: null, endedAtMs: null, workstation: '/WS1', ...parts };
}

/** `name` gives the key and the ids; `from: null` is a job seen for the first time. */
export function change(name: string, from: string | null, to: string, parts: Partial<JobChange> = {}): JobChange {
  return {
    jobId: `id-${name}`,
    persistentId: `p-${name}`,
    key: `/WS1#/F/STREAM.${name}`,
    name,
    streamName: 'STREAM',
    workstation: '/WS1',
    isCritical: false,
    from: from === null ? null : status(from),
    to: status(to),
    isCanceled: to === 'CANCL',
    wasLate: from === null ? null : false,
    isLate: false,
    estimatedMs: null,
    runs: [],
    ...parts,
  };
}

export const streamChange = (name: string, from: string | null, to: string): StreamChange => ({
  streamId: `sid-${name}`,
  key: `/WS1#/F/${name}`,
  from: from === null ? null : status(from),
  to: status(to),
});

export function batch(parts: Partial<PlanChangeBatch> = {}): PlanChangeBatch {
  return {
    engineId: 'eng_test',
    planId: 'plan-1',
    rolledOverFrom: null,
    kind: 'change',
    observedAtMs: T0,
    previousObservedAtMs: null,
    isComplete: true,
    isLast: true,
    jobs: [],
    streams: [],
    ...parts,
  };
}
