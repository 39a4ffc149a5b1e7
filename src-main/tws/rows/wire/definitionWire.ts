/** Definitions of the engine's database as they come: `{kind, key, def, status}`, each field as lenient as those of the plan. */
import * as z from 'zod';
import { duration, flag, identifier, instant, list, number, part, text } from './wireValues.ts';

const texts = list(z.string());
const status = part({
  lockData: part({ lockedBy: text }),
  modifyData: part({ modifiedBy: text, modifiedTime: instant }),
});

/** The id stands inside `def`, where the description does not promise it; the key beside it is one for people. */
function flattened(wire: unknown): unknown {
  const parsed = envelope.safeParse(wire);
  if (!parsed.success) return null;
  const { key, status: state, def } = parsed.data;
  return { ...def, id: def['id'] ?? key, key, status: state };
}

const envelope = z.object({ key: text, status: z.unknown(), def: z.record(z.string(), z.unknown()) });

/** The envelope around a definition is the same for all kinds. */
const modelObject = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(
    flattened,
    z.object({ key: text, status, id: identifier, name: z.string().min(1), folder: text, workstation: text, description: text, ...shape }),
  );

const runCycle = z.object({
  name: text,
  type: text,
  expression: text,
  calendar: text,
  runCycleGroup: text,
  dates: texts,
  offset: number,
  offsetUnit: text,
  freeDaysRule: text,
  startTime: text,
  latestStartTime: text,
  deadlineTime: text,
  repeatInterval: duration,
  repeatEndTime: text,
  validFrom: text,
  validTo: text,
});
export type WireRunCycle = z.output<typeof runCycle>;

const predecessor = z.object({ workstation: text, jobStream: text, jobName: text, outputConditions: texts, statusConditions: texts });
const predecessors = { externalPredecessors: list(predecessor), internalPredecessors: list(predecessor) };
const wirePredecessors = z.object(predecessors);
export type WirePredecessors = z.output<typeof wirePredecessors>;
/** What streams and the jobs in them may wait for. */
const waits = {
  ...predecessors,
  fileDependencies: list(z.object({ workstation: text, filename: text })),
  resourceDependencies: list(z.object({ resource: text })),
  promptDependencies: list(z.object({ globalPrompt: text, message: text })),
  interNetworkDependencies: list(z.object({ networkAgent: text, dependency: text })),
  joinConditions: list(z.object({ name: text, howMany: number, ...predecessors })),
};
const wireWaits = z.object(waits);
export type WireWaits = z.output<typeof wireWaits>;

const jobInStream = z.object({
  name: text,
  jobDefinitionRef: text,
  jobDefinition: part({ task: z.unknown().optional() }),
  workstation: text,
  priority: number,
  options: texts,
  startTime: text,
  latestStartTime: text,
  deadlineTime: text,
  minDuration: duration,
  maxDuration: duration,
  repeatInterval: duration,
  ...waits,
});
export type WireJobInStream = z.output<typeof jobInStream>;

export const wireStreamDefinition = modelObject({
  timeZone: text,
  validFrom: text,
  validTo: text,
  options: texts,
  variableTable: text,
  freeDaysCalendar: text,
  runCycles: list(runCycle),
  exclusiveRunCycles: list(runCycle),
  priority: number,
  limit: number,
  onOverlap: text,
  startTime: text,
  latestStartTime: text,
  lateStartAction: text,
  deadlineTime: text,
  startCondition: part({ type: text, fileName: text, jobDefinition: text, workstation: text }),
  jobs: list(jobInStream),
  ...waits,
});
export type WireStreamDefinition = z.output<typeof wireStreamDefinition>;

const conditions = z.record(z.string(), z.string()).nullish().catch(null);
export const wireJobDefinition = modelObject({
  type: text,
  subType: text,
  task: z.unknown().optional(),
  userLogins: texts,
  successfulOutputConditions: conditions,
  otherOutputConditions: conditions,
  recovery: part({ action: text, repeatInterval: duration, repeatOccurrences: number, recoveryJobDefinitionRef: text, abendPrompt: text }),
  affinity: text,
});
export type WireJobDefinition = z.output<typeof wireJobDefinition>;

export const wireCalendar = modelObject({ dates: texts });
export type WireCalendar = z.output<typeof wireCalendar>;

export const wireVariableTable = modelObject({ default: flag, variables: conditions });
export type WireVariableTable = z.output<typeof wireVariableTable>;

export const wireDefinition = modelObject({ parentDomain: text, managerWorkstation: text, master: flag });
export type WireDefinition = z.output<typeof wireDefinition>;
