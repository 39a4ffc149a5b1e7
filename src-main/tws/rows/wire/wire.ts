/** The engine's JSON as it comes, leniently: unknown fields pass, a field of the wrong type counts as absent, an item without id does not pass. */
import * as z from 'zod';
import { leniently, readBy, readerOf } from './rowReader.ts';
import { duration, flag, identifier, instant, list, number, part, text } from './wireValues.ts';

const id = readBy(identifier.nullish().catch(null), leniently(readerOf(identifier)));

const compositeStatus = part({ status: text, substatus: text, canceled: flag, cancelPending: flag });
const timeInfo = part({ estimatedDuration: duration, actualStartTime: instant, actualEndTime: instant, elapsedTime: duration });
const timeRestrictions = part({
  startTime: instant,
  latestStartTime: instant,
  deadlineTime: instant,
  startTimeSatisfied: flag,
  latestStartSatisfied: flag,
});

const flowNode = z.object({
  jobId: id,
  jobName: text,
  jobStreamId: id,
  jobStreamName: text,
  jobStreamWorkstation: text,
  jobStreamFolder: text,
  dependencyStatus: text,
  satisfied: flag,
  predecessorStatus: compositeStatus,
  /** Of a conditional dependency: STARTED, SUCC, ABEND, FAIL, SUPPR; without any, a good end is waited for. */
  statusConditions: list(z.string()),
  outputConditions: list(z.unknown()),
});

const wireDependency = flowNode.extend({
  dependencyType: z.string().catch('UNKNOWN'),
  pending: flag,
  zombie: flag,
  joinName: text,
  joinQuantity: number,
  criteria: text,
  members: list(flowNode, [flowNode.parse({})]),
  file: part({ name: text, status: text, workstation: text }),
  name: text,
  workstation: text,
  quantity: number,
  available: number,
  totalQuantity: number,
  promptName: text,
  text,
  promptStatus: text,
  number,
  networkAgent: text,
  dependency: text,
});
export type WireDependency = z.output<typeof wireDependency>;
/** A dependency that cannot be read still stands there: as one of an unknown kind, not satisfied as far as anyone knows. */
const dependencies = list(wireDependency, [wireDependency.parse({})]);
const dependenciesStats = part({ numberOfDependencies: number, numberOfUnresolvedDependencies: number });

const wireRun = z.object({
  id,
  compositeStatus,
  commonStatus: text,
  returnCode: number,
  jobNumber: number,
  rerunType: text,
  step: text,
  minDurationNotReached: flag,
  maxDurationGone: flag,
  runAttempt: number,
  lastInRerunChain: flag,
  actualWorkstation: text,
  timeInfo,
  outputConditions: list(z.object({ conditionName: text, mappingExpression: text, succCondition: flag, satisfied: flag })),
});

export const wireJob = z.object({
  id: identifier,
  /** Stays over a rollover of the plan. */
  persistentId: text,
  planId: text,
  name: z.string().min(1),
  folder: text,
  workstation: text,
  jobStreamId: id,
  jobStreamName: text,
  jobStreamWorkstation: text,
  priority: number,
  schedTime: instant,
  timeZone: text,
  jobDefinition: part({ task: z.unknown().optional(), userLogins: list(z.string()), recoveryOption: text, estimatedDuration: duration }),
  jobStatusFlags: part({ jobLate: flag, jobStreamCancelled: flag, deadlineHasPassed: flag, untilGone: flag }),
  jobOptions: part({ critical: flag, noOperation: flag }),
  lastRunCompositeStatus: compositeStatus,
  lastRunCommonStatus: text,
  // What a stream calls its status: some engines say it of a job as well.
  compositeStatus,
  commonStatus: text,
  jobruns: list(wireRun),
  timeRestrictions,
  dependencies,
  dependenciesStats,
});
export type WireJob = z.output<typeof wireJob>;
export type WireRun = z.output<typeof wireRun>;

export const wireStream = z.object({
  id: identifier,
  planId: text,
  name: z.string().min(1),
  folder: text,
  workstation: text,
  schedTime: instant,
  timeZone: text,
  submitter: text,
  internalIdentifier: text,
  timeInfo,
  limit: number,
  priority: number,
  compositeStatus,
  commonStatus: text,
  jsDefinitionFlags: part({ carriedForward: flag }),
  jsStatusFlags: part({ lateJobStream: flag }),
  jobStreamStats: part({
    numberOfJob: number,
    // The field has three l, the manual two.
    numberOfSuccessfullJob: number,
    numberOfSuccessfulJob: number,
    numberOfExecutingJob: number,
    numberOfAbendedJob: number,
    numberOfFailedJob: number,
    numberOfNotRunningJob: number,
  }),
  timeRestrictions,
  dependencies,
  dependenciesStats,
});
export type WireStream = z.output<typeof wireStream>;

export const wireWorkstation = z.object({
  id: identifier,
  planId: text,
  name: z.string().min(1),
  folder: text,
  type: text,
  limit: z.union([number, z.string()]).nullish().catch(null),
  fence: number,
  ignore: flag,
  activeStates: list(z.string()),
  activeFlags: list(z.string()),
  description: text,
  os: text,
  nodeName: text,
  tcpPort: number,
  sslPort: number,
  domainName: text,
  host: text,
  hostWorkstation: text,
  agentId: text,
  version: text,
  timeZone: text,
  runNumber: number,
  timeStarted: instant,
});
export type WireWorkstation = z.output<typeof wireWorkstation>;

export const wirePrompt = z.object({
  id: identifier,
  planId: text,
  name: text,
  number,
  text,
  status: text,
  type: text,
  timeAsked: instant,
  timeRespond: instant,
  workstation: text,
  jobId: text,
  jobKey: text,
  jobStreamId: text,
  jobStreamKey: text,
});
export const wireResource = z.object({
  id: identifier,
  planId: text,
  name: z.string(),
  workstation: text,
  quantity: number,
  quantityAvailable: number,
  quantityInUse: number,
  status: text,
  holders: list(z.object({ jobKey: text, jobId: text, job: text, jobStream: text, quantity: number, shared: flag })),
});
export const wireFile = z.object({ id: identifier, planId: text, name: z.string(), workstation: text, qualifier: text, status: text });

export const wireEngineInfoV2 = z.object({ displayVersion: text, fullVersion: text, licenseType: text, timezone: text });
/** The misspelling is the engine's. */
export const wireEngineInfoV1 = z.object({
  version: text,
  fullVersion: text,
  licenseType: text,
  timezone: text,
  planTimezone: text,
  synphonyRunNumber: number,
  synphonyBatchManStatus: text,
  synphonyPlanStart: instant,
  synphonyPlanEnd: instant,
});

const v1Key = z
  .union([z.string(), z.looseObject({ name: text })])
  .nullish()
  .catch(null);
export const wireCriticalJob = z.object({
  id: identifier.nullish().catch(null),
  name: text,
  key: v1Key,
  jobStreamInPlan: part({ name: text, workstationKey: part({ name: text }), folderKey: part({ name: text }) }),
  timeRestriction: part({ deadlineTime: instant }),
  criticalNetworkInfo: part({
    criticalStart: instant,
    estimatedStartTime: instant,
    estimatedEndTime: instant,
    late: flag,
    criticalJobInfo: part({
      alertLevel: text,
      appliedDeadlineTime: instant,
      confidenceFactor: number,
      lastCritPathRecalculation: instant,
      criticalJobStats: part({
        numberofJobsOnHotList: number,
        numberOfLateCriticalJobsPred: number,
        numberOfErrorCriticalJobsPred: number,
        numberOfLongDurationCriticalJobsPred: number,
      }),
    }),
  }),
});
export type WireCriticalJob = z.output<typeof wireCriticalJob>;

const jobsCounted = z.number().int().min(0);
/** A group that is no number of jobs makes all groups unusable, not the total. */
export const wireCount = z.object({ count: jobsCounted, groupedCount: z.record(z.string(), jobsCounted).nullish().catch(null) });
