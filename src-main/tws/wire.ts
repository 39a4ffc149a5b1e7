/** The engine's JSON as it comes, leniently: unknown fields pass, a field of the wrong type counts as absent, an item without id does not pass. */
import * as z from 'zod';

const text = z.string().nullish().catch(null);
const flag = z
  .union([z.boolean(), z.string().transform((said) => said.toLowerCase() === 'true')])
  .nullish()
  .catch(null);
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);
/** ISO-8601 or epoch milliseconds (v1), as ISO-8601 UTC. */
const instant = z
  .union([z.string().min(1), z.number()])
  .transform((said) => new Date(said).toISOString())
  .nullish()
  .catch(null);
/** ISO-8601 (`PT1M30S`) or milliseconds (v1), as milliseconds. */
const duration = z
  .union([z.number(), z.string().transform((said) => millisecondsOf(said))])
  .nullish()
  .catch(null);
const part = <S extends z.ZodRawShape>(shape: S) => z.object(shape).nullish().catch(null);
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish().catch(null);

function millisecondsOf(iso: string): number | null {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (parts === null) return null;
  const [days, hours, minutes, seconds] = parts.slice(1).map((said) => Number(said ?? 0));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}

const compositeStatus = part({ status: text, substatus: text, canceled: flag });
const timeInfo = part({ estimatedDuration: duration, actualStartTime: instant, actualEndTime: instant, elapsedTime: duration });
const timeRestrictions = part({
  startTime: instant,
  latestStartTime: instant,
  deadlineTime: instant,
  startTimeSatisfied: flag,
  latestStartSatisfied: flag,
});

const flowNode = z.object({
  jobId: text,
  jobName: text,
  jobStreamId: text,
  jobStreamName: text,
  jobStreamWorkstation: text,
  jobStreamFolder: text,
  dependencyStatus: text,
  satisfied: flag,
  predecessorStatus: compositeStatus,
});

const wireDependency = flowNode.extend({
  dependencyType: z.string().catch('UNKNOWN'),
  pending: flag,
  zombie: flag,
  joinName: text,
  joinQuantity: number,
  criteria: text,
  members: list(flowNode),
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

const wireRun = z.object({
  id: z.string(),
  compositeStatus,
  commonStatus: text,
  returnCode: number,
  rerunType: text,
  runAttempt: number,
  lastInRerunChain: flag,
  actualWorkstation: text,
  timeInfo,
  outputConditions: list(z.object({ conditionName: text, mappingExpression: text, succCondition: flag })),
});

export const wireJob = z.object({
  id: z.string().min(1),
  planId: text,
  name: z.string().min(1),
  folder: text,
  workstation: text,
  jobStreamId: text,
  jobStreamName: text,
  jobStreamWorkstation: text,
  priority: number,
  schedTime: instant,
  timeZone: text,
  jobDefinition: part({ task: z.unknown(), userLogins: list(z.string()), recoveryOption: text, estimatedDuration: duration }),
  jobStatusFlags: part({ jobLate: flag, jobStreamCancelled: flag, deadlineHasPassed: flag, untilGone: flag }),
  jobOptions: part({ critical: flag }),
  lastRunCompositeStatus: compositeStatus,
  lastRunCommonStatus: text,
  jobruns: list(wireRun),
  timeRestrictions,
  dependencies: list(wireDependency),
  dependenciesStats: part({ numberOfUnresolvedDependencies: number }),
});
export type WireJob = z.output<typeof wireJob>;
export type WireRun = z.output<typeof wireRun>;

export const wireStream = z.object({
  id: z.string().min(1),
  planId: text,
  name: z.string().min(1),
  folder: text,
  workstation: text,
  schedTime: instant,
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
  dependencies: list(wireDependency),
});
export type WireStream = z.output<typeof wireStream>;

export const wireWorkstation = z.object({
  id: z.string().min(1),
  planId: text,
  name: z.string().min(1),
  folder: text,
  type: text,
  limit: z.union([number, z.string()]).nullish().catch(null),
  fence: number,
  ignore: flag,
  activeStates: list(z.string()),
  activeFlags: list(z.string()),
});
export type WireWorkstation = z.output<typeof wireWorkstation>;

export const wirePrompt = z.object({ id: z.string(), planId: text, name: text, number, text, status: text, jobId: text, jobStreamId: text });
export const wireResource = z.object({
  id: z.string(),
  planId: text,
  name: z.string(),
  workstation: text,
  quantity: number,
  quantityAvailable: number,
  quantityInUse: number,
  status: text,
  holders: list(z.object({ jobKey: text, job: text, jobStream: text })),
});
export const wireFile = z.object({ id: z.string(), planId: text, name: z.string(), workstation: text, status: text });

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
  name: text,
  key: v1Key,
  jobStreamInPlan: part({ name: text, workstationKey: part({ name: text }), folderKey: part({ name: text }) }),
  timeRestriction: part({ deadlineTime: instant }),
  criticalNetworkInfo: part({
    estimatedEndTime: instant,
    criticalJobInfo: part({ alertLevel: text, appliedDeadlineTime: instant }),
  }),
});
export type WireCriticalJob = z.output<typeof wireCriticalJob>;

export const wireCount = z.object({ count: z.number().int().min(0), groupedCount: z.record(z.string(), z.number()).nullish().catch(null) });
