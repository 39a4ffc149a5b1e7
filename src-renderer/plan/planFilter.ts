/** What the Plan screen shows and in which order; kept in the address bar. Pure. */
import type { CommonStatus, Job } from '../../src-preload/contract/plan/plan.ts';
import { type JobGroup, type JobTableQuery, type JobTableRow, jobGroups } from '../../src-preload/contract/plan/planSnapshot.ts';

/** The one class a job is counted in. */
export const jobClasses = ['failed', 'running', 'blocked', 'waiting', 'done', 'other'] as const satisfies readonly JobGroup[];
export type JobClass = (typeof jobClasses)[number];
/** What the tiles filter by: a class, or a flag that cuts across classes. */
export const tileNames = ['failed', 'late', 'at-risk', 'running', 'blocked', 'waiting', 'done', 'other'] as const satisfies readonly JobGroup[];

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

export function classOf(job: Pick<Job, 'status' | 'isCanceled'> & Partial<Pick<JobTableRow, 'blockedBy'>>): JobClass {
  // A canceled job that had failed no longer asks for anybody's attention.
  if (job.isCanceled) return 'other';
  const own = CLASS_OF[job.status.common];
  return own === 'waiting' && job.blockedBy ? 'blocked' : own;
}

export const planViews = ['jobs', 'graph', 'timeline', 'workstations', 'changes'] as const;
export type PlanView = (typeof planViews)[number];

export const sortColumns = [
  'attention',
  'name',
  'stream',
  'workstation',
  'started',
  'ended',
  'duration',
  'deadline',
  'forecast',
] as const satisfies readonly JobTableQuery['order'][];
export type SortColumn = (typeof sortColumns)[number];

export interface PlanQuery {
  readonly view: PlanView;
  readonly tile: JobGroup | null;
  readonly text: string;
  readonly sort: SortColumn;
  readonly isDescending: boolean;
  readonly jobId: string | null;
  /** What the graph stands around when it is not the chosen job: `job:<id>` or `stream:<id>`. */
  readonly focus: string | null;
  /** Hours shown by the timeline, or looked back by the changes; null: the screen's own choice. */
  readonly hours: number | null;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null => values.find((value) => value === text) ?? null;

function hoursOf(text: string | null): number | null {
  const hours = Number(text ?? Number.NaN);
  return Number.isFinite(hours) && hours > 0 && hours <= 744 ? hours : null;
}

/** Reads the address; anything it does not know is left out. */
export function parsePlanQuery(search: string): PlanQuery {
  const query = new URLSearchParams(search);
  const focus = query.get('near');
  return {
    view: oneOf(planViews, query.get('view')) ?? 'jobs',
    tile: oneOf(jobGroups, query.get('is')),
    text: query.get('q') ?? '',
    sort: oneOf(sortColumns, query.get('sort')) ?? 'attention',
    isDescending: query.get('down') === '1',
    jobId: query.get('job'),
    focus: focus !== null && /^(?:job|stream):./.test(focus) ? focus : null,
    hours: hoursOf(query.get('hours')),
  };
}

/** The address of a query; defaults are left out, so that a link says only what matters. */
export function planAddress({ view, tile, text, sort, isDescending, jobId, focus, hours }: PlanQuery): string {
  const query = new URLSearchParams();
  if (view !== 'jobs') query.set('view', view);
  if (tile !== null) query.set('is', tile);
  if (text !== '') query.set('q', text);
  if (sort !== 'attention') query.set('sort', sort);
  if (isDescending) query.set('down', '1');
  if (jobId !== null) query.set('job', jobId);
  if (focus !== null) query.set('near', focus);
  if (hours !== null) query.set('hours', String(hours));
  const written = query.toString();
  return written === '' ? '/plan' : `/plan?${written}`;
}

export type TableFilter = Pick<JobTableQuery, 'order' | 'direction'> & Partial<Pick<JobTableQuery, 'text' | 'group'>>;

/** The part of the query that the core filters and sorts by. */
export function tableFilter({ tile, text, sort, isDescending }: PlanQuery): TableFilter {
  const wanted = text.trim();
  return {
    order: sort,
    direction: isDescending ? 'descending' : 'ascending',
    ...(wanted === '' ? {} : { text: wanted }),
    ...(tile === null ? {} : { group: tile }),
  };
}
