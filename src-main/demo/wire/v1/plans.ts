/** A plan as v1 lists it. */
import type { SimulatedPlan } from '../../planModel.ts';
import { instant } from '../values.ts';

export const planTypeOf = (plan: SimulatedPlan): 'CURRENT' | 'ARCHIVED' => (plan.isArchived ? 'ARCHIVED' : 'CURRENT');

export function planRowV1(plan: SimulatedPlan): Record<string, unknown> {
  return {
    key: { name: plan.isArchived ? `M${instant(plan.startMs)?.replaceAll(/\D/g, '').slice(0, 12) ?? ''}` : 'Symphony', type: planTypeOf(plan) },
    id: plan.id,
    dbId: plan.id,
    creationDate: instant(plan.startMs),
    timeFirstJobStarted: instant(firstStartOf(plan)),
    lastTimeOpened: instant(plan.isArchived ? plan.endMs : plan.startMs),
    validFrom: instant(plan.startMs),
    validTo: instant(plan.endMs),
    runNumber: plan.runNumber,
    size: 512 * (plan.jobs.size + plan.streams.size + plan.workstations.size),
    criticalPathEnabled: true,
    whatIfEnabled: false,
    listSecurityCheckEnabled: false,
    startOfDay: '0000',
    rerunSameName: false,
    active: !plan.isArchived,
    emptySchedsAreSucc: false,
    companyName: 'BANK',
    timezoneEnabled: true,
    masterWorkstationName: 'MDM1',
    masterDomainName: 'MASTERDM',
    eventProcessorWorkstationName: 'MDM1',
    eventProcessorPort: 31_131,
    numberOfCpu: plan.workstations.size,
    untilDays: 0,
  };
}

function firstStartOf(plan: SimulatedPlan): number | null {
  let first = Infinity;
  for (const { runs } of plan.jobs.values()) for (const { startMs } of runs) first = Math.min(first, startMs);
  return Number.isFinite(first) ? first : null;
}
