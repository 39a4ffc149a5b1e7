/** A small night as an engine that is not our simulator tells it: the facts once, and each spelling the reference leaves open. */

/** Where the reference leaves a choice, which one this engine made. */
export interface Spelling {
  readonly instants: 'seconds' | 'millis' | 'offset' | 'naive' | 'epoch' | 'zoned';
  readonly durations: 'iso' | 'ms';
  readonly statuses: 'v2' | 'v1' | 'internal-only' | 'common-only';
  readonly workstations: 'slash' | 'bare' | 'folder';
  /** Every optional field that has nothing to say is there, as null. */
  readonly hasNulls: boolean;
  readonly hasStats: boolean;
  /** Deadlines and other limits in time are told. */
  readonly hasTimeLimits: boolean;
}

export const NOW_MS = Date.parse('2026-03-10T05:00:00Z');
const hour = (hours: number) => NOW_MS + hours * 3_600_000;

interface NightJob {
  readonly name: string;
  readonly stream: string;
  readonly internal: string;
  readonly common: string;
  readonly after?: string;
  readonly endedMs?: number;
  readonly startedMs?: number;
  readonly returnCode?: number;
  readonly deadlineMs?: number;
  readonly isCritical?: boolean;
}

/** EXTRACT failed; LOAD_DWH and INDEX wait in its stream, the whole stream REPORTS behind INDEX. RUN_LONG is late. */
const NIGHT: readonly NightJob[] = [
  { name: 'EXTRACT', stream: 'NIGHT', internal: 'ABEND', common: 'ERROR', startedMs: hour(-2), endedMs: hour(-1), returnCode: 8 },
  { name: 'LOAD_DWH', stream: 'NIGHT', internal: 'HOLD', common: 'WAITING', after: 'EXTRACT' },
  { name: 'INDEX', stream: 'NIGHT', internal: 'HOLD', common: 'WAITING', after: 'LOAD_DWH' },
  { name: 'RPT_A', stream: 'REPORTS', internal: 'HOLD', common: 'WAITING' },
  { name: 'RPT_B', stream: 'REPORTS', internal: 'HOLD', common: 'WAITING', after: 'RPT_A', isCritical: true },
  { name: 'RUN_LONG', stream: 'OTHER', internal: 'EXEC', common: 'RUNNING', startedMs: hour(-3), deadlineMs: hour(-1) },
  { name: 'FAIL_OLD', stream: 'OTHER', internal: 'FAIL', common: 'ERROR', startedMs: hour(-31), endedMs: hour(-30), returnCode: 2 },
];
const DONE = Array.from(
  { length: 120 },
  (_, index): NightJob => ({
    name: `DONE_${index}`,
    stream: 'OTHER',
    internal: 'SUCC',
    common: 'SUCCESSFUL',
    startedMs: hour(-5),
    endedMs: hour(-4),
    returnCode: 0,
  }),
);
/** Failures at the end, where a reader who stops early does not see them. */
export const JOBS: readonly NightJob[] = [...DONE, ...NIGHT];
const STREAMS = ['NIGHT', 'REPORTS', 'OTHER'];

const uuid = (kind: number, index: number) => `0000000${kind}-c9da-3799-96ed-${String(index).padStart(12, '0')}`;
export const jobId = (name: string) =>
  uuid(
    1,
    JOBS.findIndex((job) => job.name === name),
  );
const streamId = (name: string) => uuid(2, STREAMS.indexOf(name));
const PLAN_ID = uuid(3, 1);

export type Row = Record<string, unknown>;

const V1: Readonly<Record<string, string>> = { ABEND: 'ABEND', FAIL: 'FAILED', HOLD: 'HOLD', EXEC: 'EXEC_PLUS', SUCC: 'SUCC' };

export function spelledBy(spelling: Spelling) {
  const instant = (ms: number | undefined): unknown => {
    if (ms === undefined) return null;
    const iso = new Date(ms).toISOString();
    switch (spelling.instants) {
      case 'millis':
        return iso;
      case 'seconds':
        return iso.replace('.000Z', 'Z');
      case 'naive':
        return iso.replace('.000Z', '');
      case 'offset':
        return new Date(ms + 7_200_000).toISOString().replace('.000Z', '+0200');
      case 'zoned':
        return new Date(ms + 3_600_000).toISOString().replace('Z', '+01:00[Europe/Berlin]');
      case 'epoch':
        return ms;
    }
  };
  const duration = (ms: number) => (spelling.durations === 'ms' ? ms : `PT${ms / 1_000}S`);
  const workstation = { slash: '/AGT01', bare: 'AGT01', folder: '/EU/AGT01' }[spelling.workstations];
  const clean = (row: Row): Row => (spelling.hasNulls ? row : Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
  const statusOf = ({ internal, common }: Pick<NightJob, 'internal' | 'common'>) => ({
    composite: spelling.statuses === 'common-only' ? null : { status: spelling.statuses === 'v1' ? V1[internal] : internal, substatus: null, canceled: null },
    common: spelling.statuses === 'internal-only' ? null : spelling.statuses === 'v1' ? common.toLowerCase() : common,
  });
  const waitOn = (name: string, type: 'INTERNAL' | 'EXTERNAL_JOB'): Row => {
    const { stream, internal } = JOBS.find((job) => job.name === name)!;
    return clean({
      dependencyType: type,
      dependencyStatus: 'UNSATISFIED',
      // As the schema's default has it, whatever the status says.
      satisfied: false,
      jobId: jobId(name),
      jobName: name,
      jobStreamId: type === 'INTERNAL' ? null : streamId(stream),
      jobStreamName: stream,
      jobStreamWorkstation: type === 'INTERNAL' ? null : workstation,
      jobStreamFolder: type === 'INTERNAL' ? null : '/BANK',
      predecessorStatus: { status: internal },
      pending: null,
      zombie: null,
      somethingNew: { deep: [1, null] },
    });
  };
  const stats = (dependencies: readonly unknown[]) =>
    spelling.hasStats ? { numberOfDependencies: dependencies.length, numberOfUnresolvedDependencies: dependencies.length } : null;

  const jobRow = (job: NightJob): Row => {
    const status = statusOf(job);
    const dependencies = job.after === undefined ? [] : [waitOn(job.after, 'INTERNAL')];
    const run = clean({
      id: uuid(4, JOBS.indexOf(job)),
      runAttempt: 1,
      lastInRerunChain: true,
      returnCode: job.returnCode ?? null,
      compositeStatus: status.composite,
      commonStatus: status.common,
      actualWorkstation: null,
      timeInfo: clean({
        actualStartTime: instant(job.startedMs),
        actualEndTime: instant(job.endedMs),
        elapsedTime: job.endedMs === undefined ? null : duration(90_000),
        estimatedDuration: duration(60_000),
      }),
    });
    return clean({
      id: jobId(job.name),
      planId: PLAN_ID,
      name: job.name,
      folder: '/BANK',
      workstation,
      jobStreamId: streamId(job.stream),
      jobStreamName: job.stream,
      jobStreamWorkstation: workstation,
      priority: 10,
      schedTime: instant(hour(-40)),
      jobOptions: clean({ critical: job.isCritical ?? null }),
      jobStatusFlags: null,
      lastRunCompositeStatus: status.composite,
      lastRunCommonStatus: status.common,
      timeRestrictions: job.deadlineMs === undefined || !spelling.hasTimeLimits ? null : { deadlineTime: instant(job.deadlineMs) },
      jobDefinition: null,
      jobruns: job.startedMs === undefined ? [] : [run],
      dependencies,
      dependenciesStats: stats(dependencies),
      notInAnySchema: 'x',
    });
  };
  const streamRow = (name: string): Row => {
    const dependencies = name === 'REPORTS' ? [waitOn('INDEX', 'EXTERNAL_JOB')] : [];
    const status = statusOf(name === 'NIGHT' ? { internal: 'HOLD', common: 'WAITING' } : { internal: 'HOLD', common: 'WAITING' });
    return clean({
      id: streamId(name),
      planId: PLAN_ID,
      name,
      folder: '/BANK',
      workstation,
      schedTime: instant(hour(-8)),
      limit: -1,
      priority: 10,
      compositeStatus: status.composite,
      commonStatus: status.common,
      jobStreamStats: null,
      timeRestrictions: null,
      dependencies,
      dependenciesStats: stats(dependencies),
    });
  };
  const workstationRow = clean({
    id: uuid(5, 1),
    planId: null,
    name: spelling.workstations === 'slash' ? '/AGT01' : 'AGT01',
    folder: spelling.workstations === 'folder' ? '/EU' : '/',
    type: 'AGENT',
    limit: spelling.hasNulls ? 'system' : '20',
    fence: '0',
    ignore: null,
    activeStates: ['linked', 'JOBMAN_UP', null],
    activeFlags: null,
  });
  return { jobs: JOBS.map(jobRow), streams: STREAMS.map(streamRow), workstations: [workstationRow] };
}
