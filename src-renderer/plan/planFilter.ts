/** Which jobs the table shows and in which order; kept in the address bar. Pure. */
import type { CommonStatus, Job } from '../../src-preload/contract/plan.ts';

/** The one class a job is counted in. */
export const jobClasses = ['failed', 'running', 'blocked', 'waiting', 'done', 'other'] as const;
export type JobClass = (typeof jobClasses)[number];
/** What a tile filters by: a class, or a flag that cuts across classes. */
export const tileNames = ['failed', 'late', 'critical', 'running', 'blocked', 'waiting', 'done', 'other'] as const;
export type TileName = (typeof tileNames)[number];

const CLASS_OF: Record<CommonStatus, JobClass> = {
  ERROR: 'failed',
  RUNNING: 'running',
  BLOCKED: 'blocked',
  HELD: 'blocked',
  WAITING: 'waiting',
  READY: 'waiting',
  SUCCESSFUL: 'done',
  SUPPRESS: 'other',
  CANCELED: 'other',
  UNDECIDED: 'other',
  // An unknown status is never counted as done.
  UNKNOWN: 'other',
};

export function classOf(job: Pick<Job, 'status' | 'isCanceled'>): JobClass {
  // A canceled job that had failed no longer asks for anybody's attention.
  return job.isCanceled ? 'other' : CLASS_OF[job.status.common];
}

export const sortColumns = ['status', 'job', 'stream', 'workstation', 'start', 'end', 'duration', 'rc'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface PlanQuery {
  readonly view: 'jobs' | 'workstations';
  readonly tile: TileName | null;
  readonly text: string;
  readonly sort: SortColumn;
  readonly isDescending: boolean;
  readonly jobId: string | null;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null => values.find((value) => value === text) ?? null;

/** Reads the address; anything it does not know is left out. */
export function parsePlanQuery(search: string): PlanQuery {
  const query = new URLSearchParams(search);
  return {
    view: query.get('view') === 'workstations' ? 'workstations' : 'jobs',
    tile: oneOf(tileNames, query.get('is')),
    text: query.get('q') ?? '',
    sort: oneOf(sortColumns, query.get('sort')) ?? 'status',
    isDescending: query.get('down') === '1',
    jobId: query.get('job'),
  };
}

/** The address of a query; defaults are left out, so that a link says only what matters. */
export function planAddress({ view, tile, text, sort, isDescending, jobId }: PlanQuery): string {
  const query = new URLSearchParams();
  if (view !== 'jobs') query.set('view', view);
  if (tile !== null) query.set('is', tile);
  if (text !== '') query.set('q', text);
  if (sort !== 'status') query.set('sort', sort);
  if (isDescending) query.set('down', '1');
  if (jobId !== null) query.set('job', jobId);
  const written = query.toString();
  return written === '' ? '/plan' : `/plan?${written}`;
}

function isIn(job: Job, tile: TileName, atRisk: ReadonlySet<string>): boolean {
  if (tile === 'late') return job.isLate;
  if (tile === 'critical') return atRisk.has(job.key);
  return classOf(job) === tile;
}

function hasText(job: Job, text: string): boolean {
  const wanted = text.trim().toUpperCase();
  return wanted === '' || [job.key, job.name, job.streamName, job.workstation].some((part) => part.toUpperCase().includes(wanted));
}

/** Failed first, done last: what asks for attention stands on top. */
const ATTENTION: readonly JobClass[] = ['failed', 'blocked', 'running', 'waiting', 'other', 'done'];

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** What is not known sorts last, in both directions. */
const compareKnown = <T>(a: T | null, b: T | null, compare: (x: T, y: T) => number, sign: 1 | -1) => {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return sign * compare(a, b);
};
const compareNumber = (a: number, b: number) => a - b;

function compareBy(sort: SortColumn, sign: 1 | -1): (a: Job, b: Job) => number {
  switch (sort) {
    case 'status':
      return (a, b) => sign * (ATTENTION.indexOf(classOf(a)) - ATTENTION.indexOf(classOf(b)) || Number(b.isLate) - Number(a.isLate));
    case 'job':
      return (a, b) => sign * compareText(a.name, b.name);
    case 'stream':
      return (a, b) => sign * compareText(a.streamName, b.streamName);
    case 'workstation':
      return (a, b) => sign * compareText(a.workstation, b.workstation);
    case 'start':
      return (a, b) => compareKnown(a.startedAt ?? a.scheduledAt, b.startedAt ?? b.scheduledAt, compareText, sign);
    case 'end':
      return (a, b) => compareKnown(a.endedAt, b.endedAt, compareText, sign);
    case 'duration':
      return (a, b) => compareKnown(a.elapsedMs, b.elapsedMs, compareNumber, sign);
    case 'rc':
      return (a, b) => compareKnown(a.returnCode, b.returnCode, compareNumber, sign);
  }
}

/** The rows of the table. Ties keep the order of the key, so that a refresh does not shuffle rows. */
export function shownJobs(jobs: readonly Job[], query: PlanQuery, atRisk: ReadonlySet<string>): Job[] {
  const { tile, text, sort, isDescending } = query;
  const compare = compareBy(sort, isDescending ? -1 : 1);
  return jobs.filter((job) => (tile === null || isIn(job, tile, atRisk)) && hasText(job, text)).sort((a, b) => compare(a, b) || compareText(a.key, b.key));
}

/** Counts for the tiles, from the same reading as the table. */
export function countTiles(jobs: readonly Job[], atRisk: ReadonlySet<string>): Record<TileName, number> {
  const counts: Record<TileName, number> = { failed: 0, late: 0, critical: 0, running: 0, blocked: 0, waiting: 0, done: 0, other: 0 };
  for (const job of jobs) {
    counts[classOf(job)] += 1;
    if (job.isLate) counts.late += 1;
    if (atRisk.has(job.key)) counts.critical += 1;
  }
  return counts;
}
