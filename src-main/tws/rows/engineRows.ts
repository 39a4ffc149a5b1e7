/** Plans, domains, audit records, labels, critical chains and the rest of what v1 tells, as Resync's. */
import type * as z from 'zod';
import {
  type AuditRecord,
  type ChainJob,
  type CriticalCounts,
  type Domain,
  type EngineLabels,
  type FolderCount,
  labelGroups,
  type PlanEntry,
  type WorkstationFacts,
} from '../types/engineTypes.ts';
import { commonOfWord, statusOf } from '../status/statusMap.ts';
import { jobKey, lastSegment } from './displayKey.ts';
import type {
  WireAuditRecord,
  WireChainJob,
  WireDomain,
  WireKey,
  WirePlan,
  WireWorkstationV1,
  wireCriticalCounts,
  wireFolderCount,
  wireLabels,
} from './wire/engineWire.ts';
import { instant, whole } from './wire/wireValues.ts';

const known = <T>(value: T | null | undefined): T | null => value ?? null;
const nameOf = (key: WireKey): string | null => (typeof key === 'string' ? key : known(key?.name));

export const planOf = (wire: WirePlan): PlanEntry => ({
  id: wire.id,
  name: wire.key?.name ?? wire.id,
  kind: wire.key?.type ?? 'UNKNOWN',
  runNumber: whole(wire.runNumber),
  validFrom: known(wire.validFrom),
  validTo: known(wire.validTo),
  createdAt: known(wire.creationDate),
  firstJobStartedAt: known(wire.timeFirstJobStarted),
  startOfDay: known(wire.startOfDay),
  hasCriticalPath: known(wire.criticalPathEnabled),
  hidesUnlisted: known(wire.listSecurityCheckEnabled),
});

export const workstationFactsOf = (wire: WireWorkstationV1): WorkstationFacts => ({
  name: lastSegment(wire.name ?? nameOf(wire.key) ?? wire.id),
  linkStatus: known(wire.linkStatus),
  certificateExpiresAt: known(wire.certificateExpiryDate),
  version: known(wire.version),
  hasPlan: known(wire.symDwnld),
  applicationServer: known(wire.applicationServerStatus),
  isBehindFirewall: known(wire.behindFirewall),
});

/** null: a domain without a name is none that could be shown. */
export function domainOf(wire: WireDomain): Domain | null {
  const name = nameOf(wire.domainInPlanKey) ?? known(wire.name);
  if (name === null) return null;
  const parent = nameOf(wire.parentDomainKey);
  return { name, parent, manager: nameOf(wire.managerWorkstationKey), isMaster: parent === null ? name.toUpperCase() === 'MASTERDM' || null : false };
}

export function auditRecordOf(wire: WireAuditRecord): AuditRecord {
  const said = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const value = wire[name];
      if (typeof value === 'string' && value !== '') return value;
      const inner = typeof value === 'object' && value !== null && 'name' in value ? value.name : null;
      if (typeof inner === 'string' && inner !== '') return inner;
    }
    return null;
  };
  const at = ['timestamp', 'timeStamp', 'auditTime', 'eventTime', 'time', 'date', 'creationDate'].map((name) => instant.safeParse(wire[name]).data ?? null);
  return {
    id: known(wire.id),
    at: at.find((one) => one !== null) ?? null,
    user: said('userName', 'user', 'owner', 'frameworkUser'),
    source: said('source', 'auditType', 'category', 'type', 'origin'),
    action: said('actionType', 'action', 'operation', 'command'),
    objectType: said('objectType', 'entityType'),
    object: said('objectKey', 'objectName', 'object', 'entityKey', 'key'),
    text: said('message', 'text', 'description', 'actionDetails', 'details'),
  };
}

export const labelsOf = (wire: z.output<typeof wireLabels>): EngineLabels =>
  Object.fromEntries(
    Object.entries(wire).flatMap(([object, said]) => {
      if (said === null) return [];
      const groups = labelGroups.map((group) => [group, Object.fromEntries((said[group] ?? []).map(({ key, label }) => [key, label]))] as const);
      // As many groups as there are names of groups.
      return [[object, Object.fromEntries(groups) as EngineLabels[string]]];
    }),
  );

/** Groups that are no status count as UNKNOWN. */
export const folderCountOf = (wire: z.output<typeof wireFolderCount>): FolderCount => {
  if (wire.commonStatus === null || wire.commonStatus === undefined) return { folder: wire.folder, total: wire.totalCount, byStatus: null };
  const byStatus: Record<string, number> = {};
  for (const [word, jobs] of Object.entries(wire.commonStatus)) {
    const status = commonOfWord(word) ?? 'UNKNOWN';
    byStatus[status] = (byStatus[status] ?? 0) + jobs;
  }
  return { folder: wire.folder, total: wire.totalCount, byStatus };
};

export const criticalCountsOf = (wire: z.output<typeof wireCriticalCounts>): CriticalCounts => ({
  onTrack: wire.numberOfCriticalJobsNoRisk,
  potentialRisk: wire.numberOfCriticalJobsPotentialRisk,
  highRisk: wire.numberOfCriticalJobsHighRisk,
  calculatedAt: known(wire.lastCritPathRecalculation),
});

const RISKS = {
  riskForJobFence: 'fence',
  riskForJobPriority: 'priority',
  riskForJobStreamLimit: 'stream-limit',
  riskForStartTime: 'start-time',
  riskForWorkStationIgnore: 'workstation-ignored',
} as const;

export function chainJobOf(wire: WireChainJob): ChainJob {
  const info = wire.criticalNetworkInfo;
  const priority = whole(wire.priority);
  const stream = wire.jobStreamInPlan;
  const name = wire.name ?? nameOf(wire.key) ?? '?';
  const isIt = (flag: boolean | null | undefined) => known(flag);
  return {
    id: wire.id,
    name,
    key: stream?.name == null ? name : jobKey(stream.workstationKey?.name ?? '/?', stream.folderKey?.name ?? '/', stream.name, name),
    status: statusOf({
      internal: wire.status?.internalStatus ?? known(wire.realStatus),
      common: known(wire.status?.commonStatus),
      substatus: null,
      isCanceled: wire.status?.canceled === true,
      priority,
    }),
    priority,
    isOnCriticalPath: wire.isOnCriticalJobPath ?? known(info?.onCriticalPath),
    isLate: isIt(info?.late),
    runsLong: isIt(info?.longRunning),
    isPromoted: isIt(info?.promotedToUrgentQueue),
    criticalStartAt: known(info?.criticalStart),
    estimatedStartAt: known(info?.estimatedStartTime),
    estimatedEndAt: known(info?.estimatedEndTime),
    risks: Object.entries(RISKS).flatMap(([field, risk]) => (info?.[field as keyof typeof RISKS] === true ? [risk] : [])), // the keys of RISKS
  };
}
