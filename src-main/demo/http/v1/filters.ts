/** The filters of v1 queries: read strictly, since a filter that is not understood must not mean "all". */
import * as z from 'zod';
import { machineOf } from '../../plan/jobLog.ts';
import { isLike } from '../../oql/wildcards.ts';
import { known, type PlanDependency, type PlanJob, type PlanStream, type SimulatedPlan } from '../../plan/planModel.ts';
import { deadlineOf, jobStateAt, priorityOf } from '../../plan/state.ts';
import { streamStateAt } from '../../plan/streamState.ts';
import { folderIdOf } from '../../wire/jobs.ts';
import { statusV1 } from '../../wire/v1/jobs.ts';
import { badRequest, Refused } from '../answer.ts';

const text = z.string().optional();
const flag = z.boolean().optional();
const number = z.number().optional();
const words = z.array(z.string()).optional();
const time = z.string().transform((said, context) => {
  const ms = Date.parse(said);
  if (Number.isNaN(ms)) context.addIssue('not an instant');
  return ms;
});
const times = z.strictObject({ rangeStart: time.optional(), rangeEnd: time.optional() }).optional();
const numbers = z.strictObject({ rangeStart: number, rangeEnd: number }).optional();

const jobFilter = z.strictObject({
  jobName: text,
  jobStreamName: text,
  workstationName: text,
  jobId: text,
  folderId: text,
  inputArrivalTime: time.optional(),
  inputArrivalTimeRange: times,
  statusList: words,
  internalStatusList: words,
  priority: number,
  priorityRange: numbers,
  rerunType: text,
  recoveryOptionList: words,
  every: flag,
  actualStartTimeRange: times,
  actualEndTimeRange: times,
  startTimeRange: times,
  deadlineTimeRange: times,
  task: text,
  userLogin: text,
  fileDependencyName: text,
  promptDependencyName: text,
  resourceDependencyName: text,
  critical: flag,
  canceled: flag,
  late: flag,
  lastInRerunChain: flag,
  jobNumber: number,
  returnCode: number,
  actualWorkstation: text,
});
const streamFilter = z.strictObject({
  jobStreamName: text,
  workstationName: text,
  jobStreamId: text,
  folderId: text,
  statusList: words,
  internalStatusList: words,
  scheduledTimeRange: times,
  inputArrivalTime: time.optional(),
  carriedForward: flag,
  limit: number,
  priorityRange: numbers,
  actualStartTimeRange: times,
});
const criticalFilter = z.strictObject({
  jobName: text,
  jobStreamName: text,
  workstationName: text,
  alertLevelList: words,
  statusList: words,
  deadlineRange: times,
  criticalStartTimeRange: times,
});
// "workstatioName" is the engine's own spelling.
const resourceFilter = z.strictObject({ resourceName: text, workstatioName: text });
const promptFilter = z.strictObject({ promptName: text, statusList: words });
const fileFilter = z.strictObject({ fileName: text, workstationName: text });
const workstationFilter = z.strictObject({ workstationName: text, typeList: words, linkStatusList: words });
const domainFilter = z.strictObject({ domainName: text });
const planFilter = z.strictObject({ planType: z.enum(['CURRENT', 'ARCHIVED', 'SYMNEW', 'TRIAL', 'FORECAST', 'UNKNOWN']).optional() });
const statisticFilter = z.strictObject({ jobName: text, jobStreamName: text, workstationName: text, actualStartTimeRange: times });

const filters = z
  .strictObject({
    jobInPlanFilter: jobFilter,
    jobStreamInPlanFilter: streamFilter,
    criticalJobInPlanFilter: criticalFilter,
    jobInPlanOnCriticalPathFilter: jobFilter,
    resourceInPlanFilter: resourceFilter,
    promptInPlanFilter: promptFilter,
    fileInPlanFilter: fileFilter,
    workstationInPlanFilter: workstationFilter,
    domainInPlanFilter: domainFilter,
    symphonyInPlanFilter: planFilter,
    jobDetailedStatisticFilter: statisticFilter,
    jobstreamFilter: z.strictObject({ jobStreamName: text, workstationName: text, validIn: text }),
    jobDefinitionFilter: z.strictObject({ jobDefinitionName: text, workstationName: text }),
    workstationFilter: z.strictObject({ workstationName: text }),
    variableTableFilter: z.strictObject({ isDefaultTable: flag }),
  })
  .partial();
export type Filters = z.output<typeof filters>;

/** Raises Refused for a filter that is not known. */
export function filtersOf(said: unknown): Filters {
  const parsed = filters.safeParse(said ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused(badRequest(`The filter of the query is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`));
}

/** `@`, `?` and `%` as elsewhere; `@` alone is everything. */
export const isNamed = (pattern: string | undefined, name: string): boolean => pattern === undefined || pattern === '@' || isLike(pattern, name);
/** Workstations may be said with their root folder. */
export const isMachineNamed = (pattern: string | undefined, name: string): boolean => isNamed(pattern?.replace(/^\//, ''), name);

type Range = { readonly rangeStart?: number | undefined; readonly rangeEnd?: number | undefined } | undefined;
/** What has no value is in no range. */
export const isWithin = (range: Range, value: number | null | undefined): boolean =>
  range === undefined ||
  (value !== null && value !== undefined && Number.isFinite(value) && value >= (range.rangeStart ?? -Infinity) && value <= (range.rangeEnd ?? Infinity));

const isOneOf = (list: readonly string[] | undefined, value: string) => list === undefined || list.length === 0 || list.includes(value);
const is = <T>(wanted: T | undefined, value: T) => wanted === undefined || wanted === value;

export function jobTest(plan: SimulatedPlan, filter: Filters['jobInPlanFilter'], now: number): (job: PlanJob) => boolean {
  if (filter === undefined) return () => true;
  const waitsFor = (job: PlanJob, pattern: string | undefined, nameOf: (one: PlanDependency) => string | null) =>
    pattern === undefined || job.dependencies.some((one) => isNamed(pattern, nameOf(one) ?? '\0'));
  return (job) => {
    const stream = known(plan.streams, job.streamId);
    if (!isNamed(filter.jobName, job.name) || !isNamed(filter.jobStreamName, stream.name) || !isMachineNamed(filter.workstationName, job.workstation))
      return false;
    const state = jobStateAt(plan, job, now);
    const last = state.runs.at(-1);
    return (
      is(filter.jobId, job.id) &&
      is(filter.folderId, folderIdOf(stream.folder)) &&
      is(filter.inputArrivalTime, stream.schedMs) &&
      isWithin(filter.inputArrivalTimeRange, stream.schedMs) &&
      isOneOf(filter.statusList, state.common) &&
      isOneOf(filter.internalStatusList, statusV1(state.status)) &&
      is(filter.priority, priorityOf(job)) &&
      isWithin(filter.priorityRange, priorityOf(job)) &&
      is<string | undefined>(filter.rerunType, last?.run.rerunType) &&
      isOneOf(filter.recoveryOptionList, job.traits.recovery) &&
      is(filter.every, job.traits.everyMs !== null) &&
      isWithin(filter.actualStartTimeRange, last?.startedMs) &&
      isWithin(filter.actualEndTimeRange, last?.endedMs) &&
      isWithin(filter.startTimeRange, job.startTimeMs) &&
      isWithin(filter.deadlineTimeRange, deadlineOf(job)) &&
      isNamed(filter.task, job.script) &&
      isNamed(filter.userLogin, job.user) &&
      waitsFor(job, filter.fileDependencyName, (one) => (one.kind === 'file' ? known(plan.files, one.fileId).name : null)) &&
      waitsFor(job, filter.promptDependencyName, (one) => (one.kind === 'prompt' ? known(plan.prompts, one.promptId).name : null)) &&
      waitsFor(job, filter.resourceDependencyName, (one) => (one.kind === 'resource' ? known(plan.resources, one.resourceId).name : null)) &&
      is(filter.critical, job.isCritical) &&
      is(filter.canceled, state.isCanceled) &&
      is(filter.late, state.isLate) &&
      filter.lastInRerunChain !== false &&
      is<number | undefined>(filter.jobNumber, last?.run.jobNumber) &&
      is<number | null | undefined>(filter.returnCode, last?.returnCode) &&
      (filter.actualWorkstation === undefined ||
        (last !== undefined && last.startedMs !== null && isMachineNamed(filter.actualWorkstation, machineOf(plan, job, last.run))))
    );
  };
}

export function streamTest(plan: SimulatedPlan, filter: Filters['jobStreamInPlanFilter'], now: number): (stream: PlanStream) => boolean {
  if (filter === undefined) return () => true;
  return (stream) => {
    if (!isNamed(filter.jobStreamName, stream.name) || !isMachineNamed(filter.workstationName, stream.workstation)) return false;
    const state = streamStateAt(plan, stream, now);
    return (
      is(filter.jobStreamId, stream.id) &&
      is(filter.folderId, folderIdOf(stream.folder)) &&
      isOneOf(filter.statusList, state.common) &&
      isOneOf(filter.internalStatusList, statusV1(state.status)) &&
      isWithin(filter.scheduledTimeRange, stream.schedMs) &&
      is(filter.inputArrivalTime, stream.schedMs) &&
      is(filter.carriedForward, stream.isCarriedForward) &&
      is(filter.limit, stream.limit) &&
      isWithin(filter.priorityRange, stream.priority) &&
      isWithin(filter.actualStartTimeRange, state.startedMs)
    );
  };
}
