/** Dependencies as the v2 API writes them. */
import { known, type PlanDependency, type PlanJob, type SimulatedPlan } from '../plan/planModel.ts';
import { heldOf, isSatisfied, jobStateAt, promptStatusAt } from '../plan/state.ts';
import { streamStateAt } from '../plan/streamState.ts';
import { instant, machineName } from './values.ts';

/**
 * @param ownStreamId decides whether a predecessor is INTERNAL or EXTERNAL_JOB
 * @param owner the job that waits, if it is one
 */
export function wireDependency(plan: SimulatedPlan, dependency: PlanDependency, ownStreamId: string, now: number, owner?: PlanJob): Record<string, unknown> {
  const satisfied = isSatisfied(plan, dependency, now, owner);
  const common = { satisfied, dependencyStatus: satisfied ? 'SATISFIED' : 'UNSATISFIED', mandatory: true };
  /** Only predecessors have these. */
  const condition = dependency.kind === 'job' || dependency.kind === 'stream' ? dependency.condition : undefined;
  const follows = {
    ...common,
    conditional: condition !== undefined,
    critical: false,
    ...(condition === undefined ? {} : { statusConditions: condition.statuses, outputConditions: condition.outputs }),
  };
  switch (dependency.kind) {
    case 'job':
      return { ...follows, ...wirePredecessor(plan, known(plan.jobs, dependency.jobId), ownStreamId, now) };
    case 'stream': {
      const stream = known(plan.streams, dependency.streamId);
      const state = streamStateAt(plan, stream, now);
      return {
        ...follows,
        dependencyType: 'EXTERNAL_JOBSTREAM',
        id: stream.id,
        ...streamNames(plan, stream.id),
        pending: false,
        zombie: false,
        predecessorStatus: { status: state.status, canceled: false },
      };
    }
    case 'join':
      return {
        ...common,
        dependencyType: 'JOIN',
        id: dependency.id,
        joinName: dependency.name,
        joinQuantity: dependency.needed,
        criteria: dependency.needed === dependency.members.length ? 'ALL' : 'AT_LEAST',
        members: dependency.members.map((member) => wireDependency(plan, member, ownStreamId, now)),
      };
    case 'network':
      return {
        ...common,
        dependencyType: 'INTERNETWORK',
        id: dependency.id,
        networkAgent: machineName(dependency.agent),
        dependency: dependency.asks,
      };
    case 'absent':
      return {
        ...common,
        conditional: false,
        critical: false,
        dependencyStatus: dependency.state === 'zombie' ? 'UNBOUND' : 'UNDECIDED',
        dependencyType: dependency.jobName === null ? 'EXTERNAL_JOBSTREAM' : 'EXTERNAL_JOB',
        id: dependency.id,
        ...(dependency.jobName === null ? {} : { jobId: dependency.id, jobName: dependency.jobName, jobWorkstationName: machineName(dependency.workstation) }),
        jobStreamName: dependency.streamName,
        jobStreamWorkstation: machineName(dependency.workstation),
        jobStreamFolder: dependency.folder,
        jobStreamSchedTime: instant(dependency.schedMs),
        pending: dependency.state === 'pending',
        zombie: dependency.state === 'zombie',
      };
    case 'file': {
      const file = known(plan.files, dependency.fileId);
      return {
        ...common,
        dependencyType: 'FILE',
        id: file.id,
        file: wireFile(plan, file.id, now),
        timeLastChecked: instant(Math.floor(now / 60_000) * 60_000),
      };
    }
    case 'prompt': {
      const prompt = known(plan.prompts, dependency.promptId);
      const promptStatus = promptStatusAt(plan, prompt, now);
      return {
        ...common,
        dependencyType: 'PROMPT',
        id: prompt.id,
        promptName: prompt.name,
        text: prompt.text,
        promptStatus,
        promptType: 'Predefined Prompt',
        number: prompt.number,
        workstation: machineName(prompt.workstation),
        folder: '/',
      };
    }
    case 'resource': {
      const resource = known(plan.resources, dependency.resourceId);
      const available = resource.quantity - heldOf(plan, resource, now);
      return {
        ...common,
        dependencyType: 'RESOURCE',
        id: resource.id,
        name: resource.name,
        folder: '/',
        workstation: machineName(resource.workstation),
        quantity: dependency.quantity,
        available,
        totalQuantity: resource.quantity,
        actionOnComplete: 'DEFAULT',
      };
    }
  }
}

function wirePredecessor(plan: SimulatedPlan, job: PlanJob, ownStreamId: string, now: number): Record<string, unknown> {
  const { status, substatus, isCanceled } = jobStateAt(plan, job, now);
  const predecessorStatus = { status, substatus, canceled: isCanceled, error: status === 'ABEND' || status === 'FAIL' };
  if (job.streamId === ownStreamId) {
    const { jobStreamName, jobStreamSchedTime } = streamNames(plan, job.streamId);
    return { dependencyType: 'INTERNAL', id: job.id, jobId: job.id, jobName: job.name, jobStreamName, jobStreamSchedTime, predecessorStatus };
  }
  return {
    dependencyType: 'EXTERNAL_JOB',
    id: job.id,
    jobId: job.id,
    jobName: job.name,
    jobWorkstationName: machineName(job.workstation),
    ...streamNames(plan, job.streamId),
    pending: false,
    zombie: false,
    predecessorStatus,
  };
}

function streamNames(plan: SimulatedPlan, streamId: string) {
  const stream = known(plan.streams, streamId);
  return {
    jobStreamId: stream.id,
    jobStreamName: stream.name,
    jobStreamWorkstation: machineName(stream.workstation),
    jobStreamFolder: stream.folder,
    jobStreamSchedTime: instant(stream.schedMs),
  };
}

export function wireFile(plan: SimulatedPlan, fileId: string, now: number): Record<string, unknown> {
  const file = known(plan.files, fileId);
  const machine = known(plan.workstations, file.workstation);
  return {
    id: file.id,
    planId: plan.id,
    name: file.name,
    workstation: machineName(file.workstation),
    workstationId: machine.id,
    qualifier: '-f %p',
    status: file.arrivesMs <= now ? 'Exists' : 'Unavailable',
  };
}

export function dependenciesStats(plan: SimulatedPlan, dependencies: readonly PlanDependency[], now: number, owner?: PlanJob) {
  const counts = { job: 0, stream: 0, network: 0, prompt: 0, resource: 0, file: 0 };
  let unresolved = 0;
  let unresolvedResources = 0;
  for (const one of dependencies) {
    counts[COUNTED_AS[one.kind]]++;
    if (isSatisfied(plan, one, now, owner)) continue;
    unresolved++;
    if (one.kind === 'resource') unresolvedResources++;
  }
  return {
    numberOfDependencies: dependencies.length,
    numberOfJobDependencies: counts.job,
    numberOfJobStreamDependencies: counts.stream,
    numberOfInternetworkDependencies: counts.network,
    numberOfPromptDependencies: counts.prompt,
    numberOfResourceDependencies: counts.resource,
    numberOfFileDependencies: counts.file,
    numberOfUnresolvedDependencies: unresolved,
    numberOfNonResourceUnresolvedDependencies: unresolved - unresolvedResources,
  };
}

/** A join counts as one dependency on jobs. */
const COUNTED_AS = {
  job: 'job',
  stream: 'stream',
  join: 'job',
  absent: 'job',
  network: 'network',
  prompt: 'prompt',
  resource: 'resource',
  file: 'file',
} as const;
