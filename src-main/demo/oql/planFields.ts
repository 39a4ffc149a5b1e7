/** The documented OQL fields of each object of the plan, and where their values come from. */

import { machineOf } from '../plan/jobLog.ts';
import {
  followsOf,
  known,
  type PlanDependency,
  type PlanFile,
  type PlanFollow,
  type PlanJob,
  type PlanPrompt,
  type PlanResource,
  type PlanRun,
  type PlanStream,
  type PlanWorkstation,
  type SimulatedPlan,
} from '../plan/planModel.ts';
import { estimateOf, heldOf, isSatisfied, type JobState, jobStateAt, priorityOf, promptStatusAt, unresolvedOf } from '../plan/state.ts';
import { type StreamState, streamStateAt } from '../plan/streamState.ts';
import { duration, inFolder, instant, machineName } from '../wire/values.ts';
import { statesOf } from '../wire/workstations.ts';
import type { FieldValue, OqlFields } from './applyOql.ts';

const isEqualityOnly = (field: string) =>
  /Stats\.|timeInfo\.elapsedTime$|timeInfo\.estimatedDuration$|^jobruns\.(jobNumber|elapsedTime|estimatedDuration)$/.test(field);
const at = (ms: number | null) => instant(ms) ?? null;
const elapsed = (run: PlanRun, now: number) => (run.startMs > now ? null : duration(Math.min(run.endMs, now) - run.startMs));

/** What the state of an item is computed from: once for each item and query, however many fields ask. */
function remembered<T extends object, S>(compute: (item: T) => S): (item: T) => S {
  const states = new WeakMap<T, S>();
  return (item) => {
    const kept = states.get(item);
    if (kept !== undefined) return kept;
    const state = compute(item);
    states.set(item, state);
    return state;
  };
}

type Dependent = { readonly dependencies: readonly PlanDependency[] };

function dependencyFields(plan: SimulatedPlan, now: number): Record<string, (item: Dependent) => FieldValue> {
  const streamOf = (one: PlanFollow): PlanStream => known(plan.streams, one.kind === 'job' ? known(plan.jobs, one.jobId).streamId : one.streamId);
  const follows = ({ dependencies }: Dependent) => dependencies.flatMap((one) => followsOf(one));
  const ofStreams = (get: (stream: PlanStream) => string) => (item: Dependent) => follows(item).map((one) => get(streamOf(one)));
  const jobNames = (item: Dependent) => follows(item).flatMap((one) => (one.kind === 'job' ? known(plan.jobs, one.jobId).name : []));
  const count =
    (...kinds: PlanDependency['kind'][]) =>
    ({ dependencies }: Dependent) =>
      dependencies.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    'dependencies.dependencyStatus': ({ dependencies }) => dependencies.map((one) => (isSatisfied(plan, one, now) ? 'SATISFIED' : 'UNSATISFIED')),
    'dependencies.jobId': (item) => follows(item).flatMap((one) => (one.kind === 'job' ? one.jobId : [])),
    'dependencies.jobKey.name': jobNames,
    'dependencies.jobName': jobNames,
    'dependencies.jobStreamFolder': ofStreams(({ folder }) => folder),
    'dependencies.jobStreamId': ofStreams(({ id }) => id),
    'dependencies.jobStreamName': ofStreams(({ name }) => name),
    'dependencies.jobStreamWorkstation': ofStreams(({ workstation }) => machineName(workstation)),
    'dependenciesStats.numberOfFileDependencies': count('file'),
    'dependenciesStats.numberOfInternetworkDependencies': count('network'),
    'dependenciesStats.numberOfJobDependencies': count('job', 'join', 'absent'),
    'dependenciesStats.numberOfJobStreamDependencies': count('stream'),
    'dependenciesStats.numberOfPromptDependencies': count('prompt'),
    'dependenciesStats.numberOfResourceDependencies': count('resource'),
    'dependenciesStats.numberOfUnresolvedDependencies': ({ dependencies }) => unresolvedOf(plan, dependencies, now),
  };
}

export function jobFields(plan: SimulatedPlan, now: number): OqlFields<PlanJob> {
  const state = remembered((job: PlanJob): JobState => jobStateAt(plan, job, now));
  const stream = (job: PlanJob) => known(plan.streams, job.streamId);
  const ofRuns = (get: (run: JobState['runs'][number], job: PlanJob) => string | number | boolean | null) => (job: PlanJob) =>
    state(job).runs.map((run) => get(run, job));
  return {
    isEqualityOnly,
    sort: { 'key.name': ({ name }) => name, schedTime: (job) => at(stream(job).schedMs) },
    filter: {
      ...dependencyFields(plan, now),
      id: ({ id }) => id,
      name: ({ name }) => name,
      folder: (job) => stream(job).folder,
      workstation: ({ workstation }) => machineName(workstation),
      priority: priorityOf,
      jobStreamId: ({ streamId }) => streamId,
      jobStreamName: (job) => stream(job).name,
      jobStreamWorkstation: (job) => machineName(stream(job).workstation),
      'jobOptions.critical': ({ isCritical }) => isCritical,
      'jobOptions.every': ({ traits }) => traits.everyMs !== null,
      'jobOptions.noOperation': () => false,
      'jobOptions.requiresConfirmation': () => false,
      'jobDefinition.isCommand': () => false,
      'jobDefinition.key.name': ({ name }) => name,
      'jobDefinition.recoveryOption': ({ traits }) => traits.recovery,
      'jobDefinition.taskType': () => 'UNIX',
      'jobDefinition.userLogin': ({ user }) => user,
      'jobDefinition.workstation': ({ workstation }) => machineName(workstation),
      'jobruns.commonStatus': ofRuns(({ common }) => common),
      'jobruns.compositeStatus.status': ofRuns(({ status }) => status),
      'jobruns.actualWorkstation': ofRuns(({ run, startedMs }, job) => (startedMs === null ? null : machineName(machineOf(plan, job, run)))),
      'jobruns.elapsedTime': ofRuns(({ run }) => elapsed(run, now)),
      'jobruns.estimatedDuration': (job) => duration(estimateOf(job)),
      'jobruns.jobNumber': ofRuns(({ run, startedMs }) => (startedMs === null ? null : run.jobNumber)),
      'jobruns.maxDurationGone': ofRuns(() => false),
      'jobruns.minDurationNotReached': ofRuns(() => false),
      'jobruns.rerunType': ofRuns(({ run }) => run.rerunType),
      'jobruns.returnCode': ofRuns(({ returnCode }) => returnCode),
      'jobruns.step': ofRuns(() => null),
      'jobruns.timeInfo.actualStartTime': ofRuns(({ startedMs }) => at(startedMs)),
      'jobruns.timeInfo.actualEndTime': ofRuns(({ endedMs }) => at(endedMs)),
      'timeRestrictions.untilTime': ({ traits }) => at(traits.untilMs),
      'timeRestrictions.untilAction': ({ traits }) => (traits.untilMs === null ? null : traits.untilAction.toLowerCase()),
    },
  };
}

export function streamFields(plan: SimulatedPlan, now: number): OqlFields<PlanStream> {
  const state = remembered((stream: PlanStream): StreamState => streamStateAt(plan, stream, now));
  const counts = (get: (counts: StreamState['counts']) => number) => (stream: PlanStream) => get(state(stream).counts);
  return {
    isEqualityOnly,
    sort: { 'key.name': ({ name }) => name },
    filter: {
      ...dependencyFields(plan, now),
      id: ({ id }) => id,
      name: ({ name }) => name,
      key: (stream) => `${machineName(stream.workstation)}#${inFolder(stream.folder, stream.name)}`,
      folder: ({ folder }) => folder,
      workstation: ({ workstation }) => machineName(workstation),
      originalJobStreamName: ({ name }) => name,
      aliasJobStreamName: () => null,
      commonStatus: (stream) => state(stream).common,
      'compositeStatus.status': (stream) => state(stream).status,
      priority: ({ priority }) => priority,
      origPriority: ({ priority }) => priority,
      limit: ({ limit }) => limit,
      schedTime: ({ schedMs }) => at(schedMs),
      'timeInfo.actualStartTime': (stream) => at(state(stream).startedMs),
      'timeInfo.actualEndTime': (stream) => at(state(stream).endedMs),
      'timeRestrictions.startTime': ({ schedMs }) => at(schedMs),
      'timeRestrictions.deadlineTime': () => null,
      'timeRestrictions.untilTime': () => null,
      'jsDefinitionFlags.carriedForward': ({ isCarriedForward }) => isCarriedForward,
      'jsOptions.carryForward': ({ carries }) => carries,
      'jsOptions.monitored': () => false,
      pendingPredecessor: ({ dependencies }) => dependencies.some((one) => one.kind === 'absent' && one.state === 'pending'),
      'jobStreamStats.numberOfAbendedJob': counts(({ abended }) => abended),
      'jobStreamStats.numberOfExecutingJob': counts(({ executing }) => executing),
      'jobStreamStats.numberOfFailedJob': counts(({ failed }) => failed),
      'jobStreamStats.numberOfJob': counts(({ total }) => total),
      'jobStreamStats.numberOfNotRunningJob': counts(({ notRunning }) => notRunning),
      'jobStreamStats.numberOfSuccessfulJob': counts(({ successful }) => successful),
      'jobStreamStats.numberOfUndecidedJob': () => 0,
    },
  };
}

export function workstationFields(): OqlFields<PlanWorkstation> {
  return {
    isEqualityOnly,
    sort: { 'key.name': ({ name }) => name },
    filter: {
      id: ({ id }) => id,
      name: ({ name }) => name,
      folder: () => '/',
      activeStates: (machine) => statesOf(machine),
      domainName: () => 'MASTERDM',
      jobmanUp: (machine) => statesOf(machine).includes('JOBMAN_UP'),
      type: ({ type }) => type,
      limit: ({ limit }) => limit,
      fence: ({ fence }) => fence,
    },
  };
}

export function resourceFields(plan: SimulatedPlan, now: number): OqlFields<PlanResource> {
  return {
    isEqualityOnly,
    sort: {},
    filter: {
      id: ({ id }) => id,
      name: ({ name }) => name,
      folder: () => '/',
      workstation: ({ workstation }) => machineName(workstation),
      workstationFolder: () => '/',
      quantity: ({ quantity }) => quantity,
      quantityInUse: (resource) => heldOf(plan, resource, now),
      quantityAvailable: (resource) => resource.quantity - heldOf(plan, resource, now),
      status: (resource) => (resource.quantity > heldOf(plan, resource, now) ? 'AVAILABLE' : 'NOT_AVAILABLE'),
    },
  };
}

export function promptFields(plan: SimulatedPlan, now: number): OqlFields<PlanPrompt> {
  return {
    isEqualityOnly,
    sort: {},
    filter: { id: ({ id }) => id, name: ({ name }) => name, number: ({ number }) => number, status: (prompt) => promptStatusAt(plan, prompt, now) },
  };
}

export function fileFields(): OqlFields<PlanFile> {
  return {
    isEqualityOnly,
    sort: {},
    filter: { id: ({ id }) => id, name: ({ name }) => name, workstation: ({ workstation }) => machineName(workstation) },
  };
}
