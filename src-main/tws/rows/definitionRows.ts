/** The engine's definitions as Resync's. */
import type {
  Calendar,
  DefinedWait,
  Definition,
  JobDefinition,
  JobInStream,
  NamedCondition,
  RunCycle,
  StreamDefinition,
  VariableTable,
} from '../types/definitionTypes.ts';
import type {
  WireCalendar,
  WireDefinition,
  WireJobDefinition,
  WireJobInStream,
  WirePredecessors,
  WireRunCycle,
  WireStreamDefinition,
  WireVariableTable,
  WireWaits,
} from './wire/definitionWire.ts';
import { taskText } from './jobRows.ts';
import { whole } from './wire/wireValues.ts';

const known = <T>(value: T | null | undefined): T | null => value ?? null;

export const definitionOf = (wire: WireDefinition | Omit<WireDefinition, 'parentDomain' | 'managerWorkstation' | 'master'>): Definition => ({
  id: wire.id,
  name: wire.name,
  folder: wire.folder ?? '/',
  workstation: known(wire.workstation),
  key: known(wire.key),
  description: known(wire.description),
  modifiedBy: known(wire.status?.modifyData?.modifiedBy),
  modifiedAt: known(wire.status?.modifyData?.modifiedTime),
  lockedBy: known(wire.status?.lockData?.lockedBy),
});

export const streamDefinitionOf = (wire: WireStreamDefinition): StreamDefinition => ({
  ...definitionOf(wire),
  timeZone: known(wire.timeZone),
  validFrom: known(wire.validFrom),
  validTo: known(wire.validTo),
  isDraft: (wire.options ?? []).includes('draft'),
  options: wire.options ?? [],
  variableTable: known(wire.variableTable),
  freeDaysCalendar: known(wire.freeDaysCalendar),
  runCycles: [...(wire.runCycles ?? []).map((cycle) => runCycleOf(cycle, false)), ...(wire.exclusiveRunCycles ?? []).map((cycle) => runCycleOf(cycle, true))],
  priority: whole(wire.priority),
  // -1 is the engine's word for "no limit".
  limit: wire.limit === null || wire.limit === undefined || wire.limit < 0 ? null : whole(wire.limit),
  onOverlap: known(wire.onOverlap),
  startTime: known(wire.startTime),
  latestStartTime: known(wire.latestStartTime),
  lateStartAction: known(wire.lateStartAction),
  deadlineTime: known(wire.deadlineTime),
  startCondition: startConditionOf(wire.startCondition),
  waitsFor: definedWaits(wire),
  jobs: (wire.jobs ?? []).map(jobInStreamOf),
});

const runCycleOf = (wire: WireRunCycle, isExclusive: boolean): RunCycle => ({
  name: wire.name ?? '(unnamed)',
  kind: wire.type ?? 'unknown',
  isExclusive,
  rule: known(wire.expression),
  calendar: known(wire.calendar),
  group: known(wire.runCycleGroup),
  dates: wire.dates ?? [],
  offset: whole(wire.offset),
  offsetUnit: known(wire.offsetUnit),
  freeDays: known(wire.freeDaysRule),
  startTime: known(wire.startTime),
  latestStartTime: known(wire.latestStartTime),
  deadlineTime: known(wire.deadlineTime),
  repeatEveryMs: known(wire.repeatInterval),
  repeatUntilTime: known(wire.repeatEndTime),
  validFrom: known(wire.validFrom),
  validTo: known(wire.validTo),
});

function startConditionOf(wire: WireStreamDefinition['startCondition']): string | null {
  const parts = [wire?.type, wire?.workstation, wire?.fileName ?? wire?.jobDefinition].filter((part) => part !== null && part !== undefined && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

const jobInStreamOf = (wire: WireJobInStream): JobInStream => ({
  name: wire.name ?? '(unnamed)',
  definition: known(wire.jobDefinitionRef),
  task: taskText(wire.jobDefinition?.task),
  workstation: known(wire.workstation),
  priority: whole(wire.priority),
  options: wire.options ?? [],
  startTime: known(wire.startTime),
  latestStartTime: known(wire.latestStartTime),
  deadlineTime: known(wire.deadlineTime),
  minDurationMs: known(wire.minDuration),
  maxDurationMs: known(wire.maxDuration),
  repeatEveryMs: known(wire.repeatInterval),
  waitsFor: definedWaits(wire),
});

/** A wait whose target is not named still stands there. */
const UNNAMED = '(not named by the engine)';
const isSaid = (text: string | null | undefined): text is string => text !== null && text !== undefined && text !== '';

const wait = (kind: DefinedWait['kind'], target: string | null | undefined, more: Partial<DefinedWait> = {}): DefinedWait => ({
  kind,
  target: target ?? UNNAMED,
  conditions: [],
  join: null,
  ...more,
});

const placed = (place: string | null | undefined, name: string | null | undefined) => (isSaid(place) && isSaid(name) ? `${place}#${name}` : name);

const definedWaits = (wire: WireWaits): DefinedWait[] => [
  ...predecessorsOf(wire),
  ...(wire.joinConditions ?? []).map((one) => wait('join', one.name, { join: { needed: whole(one.howMany), members: predecessorsOf(one) } })),
  ...(wire.fileDependencies ?? []).map((one) => wait('file', placed(one.workstation, one.filename))),
  ...(wire.resourceDependencies ?? []).map((one) => wait('resource', one.resource)),
  ...(wire.promptDependencies ?? []).map((one) => wait('prompt', one.globalPrompt ?? one.message)),
  ...(wire.interNetworkDependencies ?? []).map((one) => wait('internetwork', placed(one.networkAgent, one.dependency))),
];

const predecessorsOf = (wire: WirePredecessors): DefinedWait[] =>
  [...(wire.internalPredecessors ?? []), ...(wire.externalPredecessors ?? [])].map((one) => {
    const conditions = [...(one.statusConditions ?? []), ...(one.outputConditions ?? [])];
    const stream = placed(one.workstation, one.jobStream);
    if (!isSaid(one.jobName)) return wait('stream', stream, { conditions });
    return wait('job', isSaid(stream) ? `${stream}.${one.jobName}` : one.jobName, { conditions });
  });

export const jobDefinitionOf = (wire: WireJobDefinition): JobDefinition => ({
  ...definitionOf(wire),
  type: wire.type ?? wire.subType ?? 'unknown',
  task: taskText(wire.task),
  users: wire.userLogins ?? [],
  successConditions: conditionsOf(wire.successfulOutputConditions),
  otherConditions: conditionsOf(wire.otherOutputConditions),
  recovery:
    wire.recovery === null || wire.recovery === undefined
      ? null
      : {
          action: wire.recovery.action ?? 'STOP',
          repeatEveryMs: known(wire.recovery.repeatInterval),
          repeatTimes: whole(wire.recovery.repeatOccurrences),
          job: known(wire.recovery.recoveryJobDefinitionRef),
          prompt: known(wire.recovery.abendPrompt),
        },
  affinity: known(wire.affinity),
});

const conditionsOf = (said: Readonly<Record<string, string>> | null | undefined): NamedCondition[] =>
  Object.entries(said ?? {}).map(([name, expression]) => ({ name, expression }));

export const calendarOf = (wire: WireCalendar): Calendar => ({ ...definitionOf(wire), dates: wire.dates ?? [] });

/** Variables are meant for dates and paths, but sites keep passwords in them. */
const SECRET_NAME = /pass(?:w|phrase|$)|pwd|secret|token|credential|api_?key|priv(?:ate)?_?key|senha|clave/i;

export const variableTableOf = (wire: WireVariableTable): VariableTable => ({
  ...definitionOf(wire),
  isDefault: known(wire.default),
  variables: Object.entries(wire.variables ?? {}).map(([name, value]) => ({ name, value: SECRET_NAME.test(name) ? null : value })),
});
