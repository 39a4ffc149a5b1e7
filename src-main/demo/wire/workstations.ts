/** A workstation of the plan as the v2 API writes it (WorkstationInPlanV2). */
import type { PlanWorkstation, SimulatedPlan } from '../plan/planModel.ts';
import { uuidOf } from '../seeded.ts';
import { ENGINE_ID, instant, machineName, ROOT_FOLDER_ID } from './values.ts';

/** The letters of conman's STATE column, spelled out. */
export function statesOf(machine: PlanWorkstation): readonly string[] {
  switch (machine.type) {
    case 'MANAGER':
      return ['MASTER', 'IS_INITED', 'JOBMAN_UP', 'MONMAN', 'EVT_PROC_RUNNING', 'CONFIG_UPDATED', 'SERVER_STARTED', 'RUNNING'];
    case 'WORKLOAD_BROKER':
      return ['LINKED', 'TCP_IP_LINKED', 'BROKER', 'IS_INITED', 'JOBMAN_UP', 'WRITER_UP', 'WRITER_RUNNING'];
    case 'FTA':
      return machine.isLinked
        ? ['LINKED', 'TCP_IP_LINKED', 'DIRECTLY_LINKED', 'IS_INITED', 'JOBMAN_UP', 'WRITER_UP', 'WRITER_RUNNING', 'MONMAN']
        : ['IS_INITED'];
    case 'AGENT':
      return machine.isLinked ? ['LINKED', 'BROKER', 'IS_INITED', 'JOBMAN_UP', 'ONLINE', 'CONFIG_UPDATED'] : ['IS_INITED'];
    case 'X-AGENT':
      return ['LINKED', 'EXTENDED_LINKED', 'IS_INITED', 'JOBMAN_UP'];
    case 'POOL':
    case 'D-POOL':
      return ['LINKED', 'BROKER', 'IS_INITED', 'JOBMAN_UP', 'ONLINE'];
  }
}

export function wireWorkstation(plan: SimulatedPlan, machine: PlanWorkstation): Record<string, unknown> {
  const isDynamic = machine.type === 'AGENT' || machine.type.endsWith('POOL');
  const hostedBy = isDynamic ? '/BKR1' : machine.type === 'X-AGENT' ? '/FTA_CORE1' : undefined;
  return {
    engineId: ENGINE_ID,
    id: machine.id,
    persistentId: uuidOf(`persistent/${machine.id}`),
    planId: plan.id,
    symId: machine.name,
    key: machineName(machine.name),
    name: machine.name,
    folder: '/',
    folderId: ROOT_FOLDER_ID,
    description: machine.description,
    type: machine.type,
    hostType: hostedBy === undefined ? 'MASTER' : 'WORKSTATION',
    host: hostedBy,
    hostWorkstation: hostedBy,
    os: machine.os,
    nodeName: machine.nodeName,
    tcpPort: isDynamic ? 31_114 : 31_111,
    sslPort: 31_113,
    securityLevel: 'FORCE_ENABLED',
    domainName: 'MASTERDM',
    version: '10.2.8.00',
    timeZone: machine.timeZone ?? plan.timeZone,
    limit: machine.limit,
    fence: machine.fence,
    requested: 0,
    runNumber: plan.runNumber,
    timeStarted: instant(plan.startMs),
    createdTimestamp: instant(plan.startMs),
    activeStates: statesOf(machine),
    activeFlags:
      machine.type === 'FTA' ? ['AUTO_LINK', 'TCP_IP_LINK'] : machine.type === 'MANAGER' ? ['AUTO_LINK', 'FULL_STATUS', 'TCP_IP_LINK'] : ['AUTO_LINK'],
    ignore: false,
    actions: [],
    archived: plan.isArchived,
  };
}
