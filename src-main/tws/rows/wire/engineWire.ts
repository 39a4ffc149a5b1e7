/** What the engine says of itself and what only v1 knows, as it comes. No full v1 answer is public: names are those of the reference, taken leniently. */
import * as z from 'zod';
import { flag, identifier, instant, list, number, part, text } from './wireValues.ts';

/** A v1 key: an object with a name, or the name itself. */
const key = z
  .union([z.string(), z.looseObject({ name: text })])
  .nullish()
  .catch(null);
export type WireKey = z.output<typeof key>;

export const wirePlan = z.object({
  key: part({ name: text, type: text }),
  id: identifier,
  runNumber: number,
  validFrom: instant,
  validTo: instant,
  creationDate: instant,
  timeFirstJobStarted: instant,
  startOfDay: text,
  criticalPathEnabled: flag,
  listSecurityCheckEnabled: flag,
});
export type WirePlan = z.output<typeof wirePlan>;

export const wireWorkstationV1 = z.object({
  id: identifier,
  name: text,
  key,
  linkStatus: text,
  certificateExpiryDate: instant,
  version: text,
  symDwnld: flag,
  applicationServerStatus: text,
  behindFirewall: flag,
});
export type WireWorkstationV1 = z.output<typeof wireWorkstationV1>;

export const wireDomain = z.object({ name: text, domainInPlanKey: key, parentDomainKey: key, managerWorkstationKey: key });
export type WireDomain = z.output<typeof wireDomain>;

/** Asked for the state of a workstation; its fields are those of the answer to an action. */
export const wireHealth = z.object({ message: text, isError: flag, error: flag });

/** The fields of an audit record are documented nowhere: each fact under the names it may go by. */
export const wireAuditRecord = z.looseObject({ id: identifier.nullish().catch(null) });
export type WireAuditRecord = z.output<typeof wireAuditRecord>;

const labels = list(z.object({ key: z.string(), label: z.string() }));
export const wireLabels = z.record(
  z.string(),
  z
    .object({
      status: labels,
      substatus: labels,
      commonStatus: labels,
      activeStates: labels,
      activeFlags: labels,
      workstationType: labels,
      expectedStatus: labels,
    })
    .nullable()
    .catch(null),
);

/** A page without its text is no page. */
export const wireLogPage = z.object({ log: z.string(), lines: number, lastPage: flag, fileId: text });

const counted = z.number().int().min(0);
export const wireFolderCount = z.object({ folder: z.string(), totalCount: counted, commonStatus: z.record(z.string(), counted).nullish().catch(null) });

export const wireCriticalCounts = z.object({
  numberOfCriticalJobsNoRisk: counted,
  numberOfCriticalJobsPotentialRisk: counted,
  numberOfCriticalJobsHighRisk: counted,
  lastCritPathRecalculation: instant,
});

const v1Status = part({ commonStatus: text, internalStatus: text, canceled: flag });
export const wireChainJob = z.object({
  id: identifier,
  name: text,
  key,
  jobStreamInPlan: part({ name: text, workstationKey: part({ name: text }), folderKey: part({ name: text }) }),
  status: v1Status,
  realStatus: text,
  priority: number,
  isOnCriticalJobPath: flag,
  criticalNetworkInfo: part({
    onCriticalPath: flag,
    late: flag,
    longRunning: flag,
    promotedToUrgentQueue: flag,
    criticalStart: instant,
    estimatedStartTime: instant,
    estimatedEndTime: instant,
    riskForJobFence: flag,
    riskForJobPriority: flag,
    riskForJobStreamLimit: flag,
    riskForStartTime: flag,
    riskForWorkStationIgnore: flag,
  }),
});
export type WireChainJob = z.output<typeof wireChainJob>;
