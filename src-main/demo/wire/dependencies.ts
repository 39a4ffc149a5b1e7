/** Dependencies as the v2 API writes them. */
import { known, type PlanDependency, type PlanJob, type SimulatedPlan } from '../planModel.ts';
import { heldOf, isSatisfied, jobStateAt, promptStatusAt, streamStateAt, unresolvedOf } from '../state.ts';
import { instant, machineName } from './values.ts';

/** @param ownStreamId decides whether a predecessor is INTERNAL or EXTERNAL_JOB */
export function wireDependency(plan: SimulatedPlan, dependency: PlanDependency, ownStreamId: string, now: number): Record<string, unknown> {
  const satisfied = isSatisfied(plan, dependency, now);
  const common = { satisfied, dependencyStatus: satisfied ? 'SATISFIED' : 'UNSATISFIED', mandatory: true };
  /** Only predecessors have these. */
  const follows = { ...common, conditional: false, critical: false };
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

export function dependenciesStats(plan: SimulatedPlan, dependencies: readonly PlanDependency[], now: number) {
  const count = (kind: PlanDependency['kind']) => dependencies.filter((dependency) => dependency.kind === kind).length;
  return {
    numberOfDependencies: dependencies.length,
    numberOfJobDependencies: count('job'),
    numberOfJobStreamDependencies: count('stream'),
    numberOfInternetworkDependencies: 0,
    numberOfPromptDependencies: count('prompt'),
    numberOfResourceDependencies: count('resource'),
    numberOfFileDependencies: count('file'),
    numberOfUnresolvedDependencies: unresolvedOf(plan, dependencies, now),
    numberOfNonResourceUnresolvedDependencies: unresolvedOf(
      plan,
      dependencies.filter(({ kind }) => kind !== 'resource'),
      now,
    ),
  };
}
