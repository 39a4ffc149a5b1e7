/** A plan as v1 lists it. */
import type { SimulatedPlan } from '../../plan/planModel.ts';
import type { PlanFacts } from '../../plan/planShelf.ts';
import { instant } from '../values.ts';

interface EngineFacts {
  /** What is the same for all plans of the engine is read from this one. */
  readonly current: SimulatedPlan;
  readonly isListChecked: boolean;
}

export function planRowV1({ id, runNumber, startMs, endMs, isArchived }: PlanFacts, { current, isListChecked }: EngineFacts): Record<string, unknown> {
  return {
    key: { name: isArchived ? `M${instant(startMs)?.replaceAll(/\D/g, '').slice(0, 12) ?? ''}` : 'Symphony', type: isArchived ? 'ARCHIVED' : 'CURRENT' },
    id,
    dbId: id,
    creationDate: instant(startMs),
    lastTimeOpened: instant(isArchived ? endMs : startMs),
    validFrom: instant(startMs),
    validTo: instant(endMs),
    runNumber,
    size: 512 * (current.jobs.size + current.streams.size + current.workstations.size),
    criticalPathEnabled: true,
    whatIfEnabled: false,
    listSecurityCheckEnabled: isListChecked,
    startOfDay: '0000',
    rerunSameName: false,
    active: !isArchived,
    emptySchedsAreSucc: false,
    companyName: 'BANK',
    timezoneEnabled: true,
    masterWorkstationName: 'MDM1',
    masterDomainName: 'MASTERDM',
    eventProcessorWorkstationName: 'MDM1',
    eventProcessorPort: 31_131,
    numberOfCpu: current.workstations.size,
    untilDays: 0,
  };
}
