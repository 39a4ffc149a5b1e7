/** Prompts, resources, files, critical jobs and the engine's description as Resync's. */
import type * as z from 'zod';
import type { CriticalJob } from '../types/engineTypes.ts';
import { commonOfWord } from '../status/statusMap.ts';
import type { EngineInfo, FileDependencyState, Prompt, Resource } from '../types/types.ts';
import { jobKey } from './displayKey.ts';
import type { WireCriticalJob, wireCount, wireEngineInfoV1, wireEngineInfoV2, wireFile, wirePrompt, wireResource } from './wire/wire.ts';
import { whole } from './wire/wireValues.ts';

export const promptOf = (wire: z.output<typeof wirePrompt>): Prompt => ({
  id: wire.id,
  name: wire.name ?? null,
  number: whole(wire.number),
  text: wire.text ?? '',
  status: wire.status ?? 'UNKNOWN',
  kind: wire.type ?? null,
  askedAt: wire.timeAsked ?? null,
  answeredAt: wire.timeRespond ?? null,
  workstation: wire.workstation ?? null,
  jobId: wire.jobId ?? null,
  jobKey: wire.jobKey ?? null,
  streamId: wire.jobStreamId ?? null,
  streamKey: wire.jobStreamKey ?? null,
});

export const resourceOf = (wire: z.output<typeof wireResource>): Resource => ({
  id: wire.id,
  name: wire.name,
  workstation: wire.workstation ?? '/',
  quantity: whole(wire.quantity),
  available: whole(wire.quantityAvailable),
  inUse: whole(wire.quantityInUse),
  status: wire.status ?? 'UNKNOWN',
  holders:
    wire.holders?.map((holder) => ({
      name: holder.jobKey ?? holder.job ?? holder.jobStream ?? '(not named by the engine)',
      jobId: holder.jobId ?? null,
      quantity: whole(holder.quantity),
      isShared: holder.shared ?? null,
    })) ?? null,
});

export const fileOf = (wire: z.output<typeof wireFile>): FileDependencyState => ({
  id: wire.id,
  name: wire.name,
  workstation: wire.workstation ?? '/',
  qualifier: wire.qualifier ?? null,
  status: wire.status ?? 'UNKNOWN',
});

export function criticalJobOf(wire: WireCriticalJob): CriticalJob {
  const info = wire.criticalNetworkInfo;
  const keyName = typeof wire.key === 'string' ? wire.key : (wire.key?.name ?? null);
  const name = wire.name ?? keyName ?? '?';
  const stream = wire.jobStreamInPlan;
  const risk = info?.criticalJobInfo;
  const stats = risk?.criticalJobStats;
  const confidence = risk?.confidenceFactor ?? null;
  return {
    id: wire.id ?? null,
    name,
    key: stream?.name == null ? name : jobKey(stream.workstationKey?.name ?? '/?', stream.folderKey?.name ?? '/', stream.name, name),
    risk: risk?.alertLevel ?? 'UNKNOWN',
    deadlineAt: risk?.appliedDeadlineTime ?? wire.timeRestriction?.deadlineTime ?? null,
    criticalStartAt: info?.criticalStart ?? null,
    estimatedStartAt: info?.estimatedStartTime ?? null,
    estimatedEndAt: info?.estimatedEndTime ?? null,
    isLate: info?.late ?? null,
    confidence: confidence === null || confidence < 0 || confidence > 1 ? null : confidence,
    calculatedAt: risk?.lastCritPathRecalculation ?? null,
    before:
      stats === null || stats === undefined
        ? null
        : {
            onHotList: whole(stats.numberofJobsOnHotList),
            late: whole(stats.numberOfLateCriticalJobsPred),
            inError: whole(stats.numberOfErrorCriticalJobsPred),
            runningLong: whole(stats.numberOfLongDurationCriticalJobsPred),
          },
  };
}

type InfoV1 = z.output<typeof wireEngineInfoV1>;
type InfoV2 = z.output<typeof wireEngineInfoV2>;

/** Each of the two knows part of it; either may be missing. */
export const engineInfoOf = (v2: InfoV2 | null, v1: InfoV1 | null): EngineInfo => ({
  version: v2?.displayVersion ?? v2?.fullVersion ?? v1?.fullVersion ?? v1?.version ?? 'unknown',
  timeZone: v2?.timezone ?? v1?.planTimezone ?? v1?.timezone ?? null,
  licenseType: v2?.licenseType ?? v1?.licenseType ?? null,
  runNumber: whole(v1?.synphonyRunNumber),
  batchman: v1?.synphonyBatchManStatus ?? null,
  planStartAt: v1?.synphonyPlanStart ?? null,
  planEndAt: v1?.synphonyPlanEnd ?? null,
});

/** Group names may be internal or common; jobs in no group are UNKNOWN rather than gone. Groups none of which is a status say nothing. */
export function countsOf(wire: z.output<typeof wireCount>): { total: number; byStatus: Record<string, number>; isComplete: boolean } {
  const byStatus: Record<string, number> = {};
  let grouped = 0;
  let isNamed = wire.count === 0;
  for (const [group, jobs] of Object.entries(wire.groupedCount ?? {})) {
    const named = commonOfWord(group);
    isNamed ||= named !== null;
    const status = named ?? 'UNKNOWN';
    byStatus[status] = (byStatus[status] ?? 0) + jobs;
    grouped += jobs;
  }
  const missing = wire.count - grouped;
  if (missing > 0) byStatus.UNKNOWN = (byStatus.UNKNOWN ?? 0) + missing;
  return { total: wire.count, byStatus, isComplete: missing === 0 && isNamed };
}
