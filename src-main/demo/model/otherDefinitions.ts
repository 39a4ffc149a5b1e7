/** The database objects that are no streams and no jobs: machines, folders, calendars, variables and the rest. */
import type { PlanWorkstation, SimulatedPlan } from '../plan/planModel.ts';
import { folderIdOf } from '../wire/jobs.ts';
import { machineName, ROOT_FOLDER_ID } from '../wire/values.ts';
import type { ModelObject } from './definitions.ts';
import { dateOf } from '../../../src-preload/shared/zone.ts';
import { modelObjectId, workstationModelId } from './modelIds.ts';
import { HOLIDAYS, holidaysAround, NIGHT_GROUP } from './runCycles.ts';

export const workstationDefinitions = (plan: SimulatedPlan): ModelObject[] =>
  [...plan.workstations.values()].map((machine) => ({
    id: workstationModelId(machine.name),
    name: machine.name,
    folder: '/',
    workstation: machine.name,
    key: machineName(machine.name),
    def: () => workstationDef(plan, machine),
  }));

function workstationDef(plan: SimulatedPlan, machine: PlanWorkstation): Record<string, unknown> {
  const isDynamic = machine.type === 'AGENT' || machine.type.endsWith('POOL');
  return {
    id: workstationModelId(machine.name),
    type: machine.type,
    folderId: ROOT_FOLDER_ID,
    folder: '/',
    name: machine.name,
    description: machine.description,
    timeZone: plan.timeZone,
    licenseType: 'perServer',
    os: machine.os,
    nodeName: machine.nodeName,
    ...(isDynamic ? { protocol: 'HTTPS' } : {}),
    tcpPort: isDynamic ? 31_114 : 31_111,
    securePort: 31_113,
    securityLevel: 'FORCE_ENABLED',
    options: machine.type === 'MANAGER' ? ['autolink', 'fullStatus'] : ['autolink'],
    ...(isDynamic ? { hostWorkstation: '/BKR1' } : { domain: '/MASTERDM' }),
    members: machine.members.map((name) => ({ workstationId: workstationModelId(name), workstation: machineName(name), type: 'AGENT' })),
  };
}

/** Every folder that holds a stream, and the folders above it. */
export function folderDefinitions(plan: SimulatedPlan): ModelObject[] {
  const paths = new Set(['/']);
  for (const { folder } of plan.streams.values()) {
    for (let path = folder; path !== '' && path !== '/'; path = path.slice(0, path.lastIndexOf('/'))) paths.add(path);
  }
  return [...paths].sort().map((path) => {
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    const def = { id: folderIdOf(path), folder: path, name: path.slice(path.lastIndexOf('/') + 1) || '/', parent, parentId: folderIdOf(parent) };
    return { id: def.id, name: def.name, folder: path, workstation: null, key: path, def: () => def };
  });
}

export const resourceDefinitions = (plan: SimulatedPlan): ModelObject[] =>
  [...plan.resources.values()].map(({ name, workstation, quantity }) =>
    plain('resource', name, {
      workstation,
      key: `${machineName(workstation)}#/${name}`,
      def: { workstation: machineName(workstation), workstationId: workstationModelId(workstation), quantity },
    }),
  );

export const promptDefinitions = (plan: SimulatedPlan): ModelObject[] =>
  [...plan.prompts.values()].map(({ name, text }) => plain('prompt', name, { def: { text } }));

export const calendarDefinitions = (plan: SimulatedPlan): ModelObject[] => [
  plain('calendar', HOLIDAYS.slice(1), { def: { description: 'National holidays', dates: holidaysAround(plan) } }),
];

export const runCycleGroupDefinitions = (): ModelObject[] => [
  plain('runcyclegroup', NIGHT_GROUP.slice(1), {
    def: {
      saturdayIsFree: false,
      sundayIsFree: false,
      subsets: [{ name: 'ALL', runCycles: [{ name: 'NIGHT', type: 'rrule', expression: 'FREQ=DAILY;INTERVAL=1' }] }],
    },
  }),
];

export const domainDefinitions = (): ModelObject[] => [plain('domain', 'MASTERDM', { def: { master: true, managerWorkstation: '/MDM1' } })];

const variablesOf = (plan: SimulatedPlan): Readonly<Record<string, string>> => ({
  BATCH_HOME: '/opt/batch',
  BUSINESS_DATE: dateOf(plan.startMs, plan.timeZone),
  COMPANY: 'BANK',
});

export const variableTableDefinitions = (plan: SimulatedPlan): ModelObject[] => [
  plain('variabletable', 'MAIN_TABLE', { def: { default: true, variables: variablesOf(plan) } }),
];

export const variableDefinitions = (plan: SimulatedPlan): ModelObject[] =>
  Object.entries(variablesOf(plan)).map(([name, value]) =>
    plain('variable', name, { def: { variableTable: '/MAIN_TABLE', variableTableId: modelObjectId('variabletable', 'MAIN_TABLE'), value } }),
  );

interface PlainParts {
  readonly workstation?: string;
  readonly key?: string;
  readonly def: Record<string, unknown>;
}

/** An object of the root folder. */
function plain(kind: string, name: string, { workstation, key, def }: PlainParts): ModelObject {
  const id = modelObjectId(kind, name);
  return {
    id,
    name,
    folder: '/',
    workstation: workstation ?? null,
    key: key ?? `/${name}`,
    def: () => ({ id, folder: '/', folderId: ROOT_FOLDER_ID, name, ...def }),
  };
}
