/** The plan as the core sends it, for tests of the page: plain readings, of which a test names what matters to it. */
import type * as z from 'zod';
import type { Freshness, PlanSummary } from '../../../src-preload/contract/plan/plan.ts';
import { job } from '../../../src-preload/contract/plan/plan.ts';
import type { GraphEdge, GraphNode } from '../../../src-preload/contract/plan/planGraph.ts';
import type { JobTableRow, SnapshotState } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { AT } from './chat.ts';

const someFreshness = (observedAt = AT): Freshness => ({
  engineId: 'demo' as Freshness['engineId'], // as the contract brands it
  isDemo: true,
  observedAt,
  ageMs: 0,
  planId: null,
  isComplete: true,
  isTruncated: false,
  total: null,
});

/** Data as a reading. */
export const read = <T>(data: T, observedAt = AT) => ({ data, freshness: someFreshness(observedAt) });

export const aJob = (id: string, part: Partial<z.input<typeof job>> = {}) =>
  job.parse({
    id,
    name: id,
    key: `/WS#/S.${id}`,
    folder: '/',
    workstation: 'WS',
    streamId: 's',
    streamName: 'S',
    streamWorkstation: 'WS',
    status: { internal: 'READY', common: 'READY', substatus: null },
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
    ...part,
  });

export const aRow = (id: string): JobTableRow => ({ ...aJob(id), forecastEndAt: null, blockedBy: null });

export const NO_GROUPS = { failed: 0, running: 0, waiting: 0, blocked: 0, done: 0, other: 0, late: 0, critical: 0, 'at-risk': 0 };

export const aSnapshot = (part: Partial<SnapshotState> = {}): SnapshotState => ({
  engineId: null,
  at: 'ready',
  progress: null,
  observedAt: AT,
  readAt: AT,
  planId: null,
  isComplete: true,
  jobs: 1,
  streams: 1,
  dependencies: 0,
  cycles: 0,
  fault: null,
  ...part,
});

export const aSummary = (part: Partial<PlanSummary> = {}): PlanSummary => ({
  engineName: 'Demo',
  planId: null,
  runNumber: null,
  total: 1,
  byStatus: {},
  failed: 0,
  late: null,
  critical: null,
  workstationProblems: null,
  streamsInError: null,
  missing: [],
  ...part,
});

export const aNode = (ref: string, part: Partial<GraphNode> = {}): GraphNode => ({
  ref,
  id: ref,
  kind: 'job',
  key: ref,
  name: ref,
  streamName: 'S',
  workstation: 'WS',
  status: null,
  isCritical: false,
  isLate: null,
  role: 'focus',
  distance: 0,
  isBlockedByFocus: false,
  isOnCriticalPath: false,
  forecastEndAt: null,
  hiddenPredecessors: 0,
  hiddenSuccessors: 0,
  ...part,
});

export const anEdge = (from: string, to: string): GraphEdge => ({ from, to, isSatisfied: null, conditions: [], join: null, isOnCriticalPath: false });
