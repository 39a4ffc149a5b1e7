/** A workstation of the plan as v1 writes it: one field for each letter of conman's STATE column, and the day its certificate ends. */
import type { PlanWorkstation, SimulatedPlan } from '../../plan/planModel.ts';
import { createSeeded } from '../../seeded.ts';
import { instant, machineName } from '../values.ts';
import { statesOf } from '../workstations.ts';

const DAY_MS = 24 * 60 * 60_000;

/** v1 has other words for some types. */
const TYPES: Readonly<Record<PlanWorkstation['type'], string>> = {
  MANAGER: 'MANAGER',
  WORKLOAD_BROKER: 'BROKER',
  FTA: 'FTA',
  AGENT: 'AGENT',
  POOL: 'POOL',
  'D-POOL': 'DYNAMIC_POOL',
  'X-AGENT': 'XA',
};

export function workstationRowV1(plan: SimulatedPlan, machine: PlanWorkstation): Record<string, unknown> {
  const states = new Set(statesOf(machine));
  const isPool = machine.type.endsWith('POOL');
  return {
    id: machine.id,
    name: machine.name,
    key: { name: machineName(machine.name), folderKey: { name: '/' } },
    type: TYPES[machine.type],
    description: machine.description,
    domainName: 'MASTERDM',
    nodeName: machine.nodeName,
    os: machine.os,
    // A pool is no machine and the master is linked to nobody.
    linkStatus:
      isPool || machine.type === 'MANAGER' ? 'NOT_APPLICABLE' : states.has('FULLY_LINKED') ? 'FULLY_LINKED' : states.has('LINKED') ? 'LINKED' : 'UNLINKED',
    jobmanUp: states.has('JOBMAN_UP'),
    writerUp: states.has('WRITER_UP'),
    tcpLink: states.has('TCP_IP_LINKED'),
    initialized: states.has('IS_INITED'),
    mailReceived: states.has('LINKED'),
    symDwnld: states.has('IS_INITED'),
    fullStatus: machine.type === 'MANAGER',
    autoLink: true,
    behindFirewall: states.has('BEHIND_FIREWALL'),
    evtProcRunning: states.has('EVT_PROC_RUNNING'),
    ssmRunning: states.has('SSM_RUNNING'),
    applicationServerStatus: states.has('SERVER_STARTED') ? 'RUNNING' : states.has('SERVER_RESTARTING') ? 'RESTARTING' : 'NOT_RUNNING',
    limit: machine.limit,
    fence: machine.fence,
    symRunNumber: plan.runNumber,
    timeStarted: instant(plan.startMs),
    licenseType: 'PERSERVER',
    jobLauncherDisabled: false,
    ...(isPool ? {} : { certificateExpiryDate: instant(certificateEndOf(plan, machine)) }),
  };
}

/** One machine has six days left after the plan's beginning, the others months to two years: for a machine always the same. */
function certificateEndOf(plan: SimulatedPlan, { name }: PlanWorkstation): number {
  const days = name === 'AGT_CLEAR' ? 6 : createSeeded(1, `certificate/${name}`).between(45, 730);
  return (Math.floor(plan.startMs / DAY_MS) + days) * DAY_MS;
}
