/** The database objects behind the plan: every stream and job of it has its definition, found again from the plan and never made up. */
import { known, type PlanDependency, type PlanFollow, type PlanJob, type PlanStream, type SimulatedPlan } from '../plan/planModel.ts';
import { folderIdOf } from '../wire/jobs.ts';
import { duration, inFolder, machineName } from '../wire/values.ts';
import { timeOf } from '../../../src-preload/shared/zone.ts';
import { jobDefinitionId, streamModelId, workstationModelId } from './modelIds.ts';
import { runCyclesOf } from './runCycles.ts';

/** A definition as lists need it; `def` is made when it is shown. */
export interface ModelObject {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** Without its folder; null for objects that belong to none. */
  readonly workstation: string | null;
  readonly key: string;
  def(): Record<string, unknown>;
}

/** One for each stream, however many instances of it the plan holds. */
export function streamDefinitions(plan: SimulatedPlan): ModelObject[] {
  return unique(
    [...plan.streams.values()].map((stream): ModelObject => {
      const { name, folder, workstation } = stream;
      return {
        id: streamModelId(stream),
        name,
        folder,
        workstation,
        key: `${machineName(workstation)}#${inFolder(folder, name)}`,
        def: () => streamDef(plan, stream),
      };
    }),
  );
}

/** Every job has a definition of its own, beside its stream. */
export function jobDefinitions(plan: SimulatedPlan): ModelObject[] {
  return unique(
    [...plan.jobs.values()].map((job): ModelObject => {
      const stream = known(plan.streams, job.streamId);
      return {
        id: jobDefinitionId(stream, job),
        name: job.name,
        folder: stream.folder,
        workstation: job.workstation,
        key: `${machineName(job.workstation)}#${inFolder(stream.folder, job.name)}`,
        def: () => jobDef(plan, stream, job),
      };
    }),
  );
}

const unique = (objects: readonly ModelObject[]): ModelObject[] => [...new Map(objects.map((object) => [object.id, object])).values()];

function streamDef(plan: SimulatedPlan, stream: PlanStream): Record<string, unknown> {
  const id = streamModelId(stream);
  const time = timeOf(stream.schedMs, plan.timeZone);
  return {
    id,
    abstractId: id,
    folderId: folderIdOf(stream.folder),
    folder: stream.folder,
    name: stream.name,
    workstationId: workstationModelId(stream.workstation),
    workstation: machineName(stream.workstation),
    timeZone: stream.timeZone ?? plan.timeZone,
    description: `${stream.jobIds.length} jobs each night`,
    options: stream.carries ? ['carryForward'] : [],
    variableTable: '/MAIN_TABLE',
    saturdayIsFree: false,
    sundayIsFree: false,
    ...runCyclesOf(stream, time),
    priority: stream.priority,
    // A definition without a limit has none written; -1 is a word of the plan.
    ...(stream.limit < 0 ? {} : { limit: stream.limit }),
    onOverlap: 'parallel',
    startTime: time,
    matchingCriteria: { type: 'sameDay' },
    ...waits(plan, stream.dependencies, stream.id),
    jobs: stream.jobIds.map((jobId) => jobInStream(plan, stream, known(plan.jobs, jobId))),
  };
}

function jobInStream(plan: SimulatedPlan, stream: PlanStream, job: PlanJob): Record<string, unknown> {
  return {
    id: jobDefinitionId(stream, job),
    name: job.name,
    jobDefinitionRefId: jobDefinitionId(stream, job),
    jobDefinitionRef: `${machineName(job.workstation)}#${inFolder(stream.folder, job.name)}`,
    workstation: machineName(job.workstation),
    options: job.isCritical ? ['critical'] : [],
    priority: job.priority,
    ...(job.startTimeMs === null ? {} : { startTime: timeOf(job.startTimeMs, plan.timeZone) }),
    ...(job.traits.untilMs === null
      ? {}
      : { latestStartTime: timeOf(job.traits.untilMs, plan.timeZone), lateStartAction: LATE_STARTS[job.traits.untilAction] }),
    ...(job.traits.everyMs === null ? {} : { repeatInterval: duration(job.traits.everyMs) }),
    ...(job.deadlineMs === null ? {} : { deadlineTime: timeOf(job.deadlineMs, plan.timeZone) }),
    internalPredecessors: [],
    ...waits(plan, job.dependencies, job.streamId),
  };
}

function jobDef(plan: SimulatedPlan, stream: PlanStream, job: PlanJob): Record<string, unknown> {
  const isWindows = known(plan.workstations, job.workstation).os === 'WINDOWS';
  return {
    id: jobDefinitionId(stream, job),
    folderId: folderIdOf(stream.folder),
    folder: stream.folder,
    name: job.name,
    workstationId: workstationModelId(job.workstation),
    workstation: machineName(job.workstation),
    type: isWindows ? 'WINDOWS' : 'UNIX',
    userLogins: [job.user],
    task: { [isWindows ? 'windows' : 'unix']: { taskString: job.script, userName: job.user, isCommand: false } },
    successfulOutputConditions: { ...(job.successCondition === '' ? {} : { SUCCESS_RC: job.successCondition }), ...conditionsOf(job, true) },
    otherOutputConditions: conditionsOf(job, false),
    recovery: { action: job.traits.recovery },
  };
}

const LATE_STARTS = { SUPPRESS: 'doNotRun', CONTINUE: 'continue', CANCEL: 'cancel' } as const;

const conditionsOf = ({ traits }: PlanJob, isSuccess: boolean): Record<string, string> =>
  Object.fromEntries(traits.outputConditions.filter((one) => one.isSuccess === isSuccess).map(({ name, expression }) => [name, expression]));

/** What is waited for, as a definition says it: by names, whatever the day. */
function waits(plan: SimulatedPlan, dependencies: readonly PlanDependency[], ownStreamId: string): Record<string, unknown> {
  const follows = dependencies.filter((one) => one.kind === 'job' || one.kind === 'stream');
  return {
    ...predecessors(plan, follows, ownStreamId),
    externalPredecessors: [
      ...predecessors(plan, follows, ownStreamId).externalPredecessors,
      ...dependencies.flatMap((one) => {
        if (one.kind !== 'absent') return [];
        const stream = { workstation: machineName(one.workstation), jobStream: inFolder(one.folder, one.streamName) };
        return one.jobName === null ? stream : { ...stream, jobName: one.jobName };
      }),
    ],
    joinConditions: dependencies.flatMap((one) =>
      one.kind === 'join' ? { id: one.id, name: one.name, howMany: one.needed, ...predecessors(plan, one.members, ownStreamId) } : [],
    ),
    interNetworkDependencies: dependencies.flatMap((one) => (one.kind === 'network' ? { networkAgent: machineName(one.agent), dependency: one.asks } : [])),
    fileDependencies: dependencies.flatMap((one) => {
      if (one.kind !== 'file') return [];
      const file = known(plan.files, one.fileId);
      return { workstation: machineName(file.workstation), filename: file.name, qualifier: '-f %p' };
    }),
    promptDependencies: dependencies.flatMap((one) => (one.kind === 'prompt' ? { globalPrompt: known(plan.prompts, one.promptId).name } : [])),
    resourceDependencies: dependencies.flatMap((one) => {
      if (one.kind !== 'resource') return [];
      const resource = known(plan.resources, one.resourceId);
      return { resource: `${machineName(resource.workstation)}#/${resource.name}`, quantity: one.quantity };
    }),
  };
}

/** A stream has no internal predecessors, and says nothing of them. */
function predecessors(plan: SimulatedPlan, follows: readonly PlanFollow[], ownStreamId: string) {
  const named = follows.map((one) => {
    const job = one.kind === 'job' ? known(plan.jobs, one.jobId) : null;
    const stream = known(plan.streams, one.kind === 'job' ? known(plan.jobs, one.jobId).streamId : one.streamId);
    const condition = one.condition === undefined ? {} : { statusConditions: one.condition.statuses, outputConditions: one.condition.outputs };
    const isInternal = job !== null && stream.id === ownStreamId;
    const external = { workstation: machineName(stream.workstation), jobStream: inFolder(stream.folder, stream.name) };
    return { isInternal, said: { ...(isInternal ? {} : external), ...(job === null ? {} : { jobName: job.name }), ...condition } };
  });
  const internalPredecessors = named.filter(({ isInternal }) => isInternal).map(({ said }) => said);
  return {
    ...(internalPredecessors.length === 0 ? {} : { internalPredecessors }),
    externalPredecessors: named.filter(({ isInternal }) => !isInternal).map(({ said }) => said),
  };
}
