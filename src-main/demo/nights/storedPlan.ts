/** A plan as it is written down: the rows of the simulated plan, with words where JSON has no number. */
import * as z from 'zod';
import { indexed } from '../plan/planIndexes.ts';
import { ORDINARY, type SimulatedPlan } from '../plan/planModel.ts';

/** Instants that never come, or always were. */
const instantMs = z.union([z.number(), z.literal('never').transform(() => Infinity), z.literal('always').transform(() => -Infinity)]);
const text = z.string();

const workstation = z.strictObject({
  id: text,
  name: text,
  type: z.enum(['MANAGER', 'WORKLOAD_BROKER', 'FTA', 'AGENT', 'POOL', 'D-POOL', 'X-AGENT']),
  os: z.enum(['LINUX', 'AIX', 'WINDOWS', 'OTHER']),
  description: text,
  nodeName: text,
  limit: z.number(),
  fence: z.number(),
  isLinked: z.boolean(),
  members: z.array(text),
  timeZone: text.nullable(),
});
const condition = z.strictObject({ statuses: z.array(z.enum(['STARTED', 'SUCC', 'ABEND', 'FAIL', 'SUPPR'])), outputs: z.array(text) });
const follow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('job'), jobId: text, condition: condition.exactOptional() }),
  z.strictObject({ kind: z.literal('stream'), streamId: text, condition: condition.exactOptional() }),
]);
const dependency = z.discriminatedUnion('kind', [
  follow,
  z.strictObject({ kind: z.literal('join'), id: text, name: text, needed: z.number(), members: z.array(follow) }),
  z.strictObject({ kind: z.literal('network'), id: text, agent: text, asks: text, answersMs: instantMs }),
  z.strictObject({
    kind: z.literal('absent'),
    id: text,
    state: z.enum(['pending', 'zombie']),
    streamName: text,
    folder: text,
    workstation: text,
    jobName: text.nullable(),
    schedMs: z.number(),
  }),
  z.strictObject({ kind: z.literal('file'), fileId: text }),
  z.strictObject({ kind: z.literal('prompt'), promptId: text }),
  z.strictObject({ kind: z.literal('resource'), resourceId: text, quantity: z.number() }),
]);
const traits = z.strictObject({
  everyMs: z.number().nullable(),
  untilMs: z.number().nullable(),
  untilAction: z.enum(['SUPPRESS', 'CONTINUE', 'CANCEL']),
  recovery: z.enum(['STOP', 'CONTINUE', 'RERUN']),
  outputConditions: z.array(z.strictObject({ name: text, expression: text, isSuccess: z.boolean() })),
  isUserJob: z.boolean(),
});
const run = z.strictObject({
  id: text,
  jobNumber: z.number(),
  startMs: instantMs,
  endMs: instantMs,
  outcome: z.enum(['SUCC', 'ABEND', 'FAIL']),
  returnCode: z.number(),
  rerunType: z.enum(['REGULAR', 'RERUN', 'RERUN_EVERY', 'RECOVERY', 'RECOVERY_RERUN']),
  plannedMs: instantMs,
  machine: text,
  written: z.array(text),
});
const job = z.strictObject({
  id: text,
  name: text,
  streamId: text,
  position: z.number(),
  workstation: text,
  priority: z.number(),
  isCritical: z.boolean(),
  deadlineMs: z.number().nullable(),
  startTimeMs: z.number().nullable(),
  estimatedMs: z.number(),
  user: text,
  script: text,
  successCondition: text,
  dependencies: z.array(dependency),
  canceledMs: z.number().nullable(),
  output: z.array(text).nullable(),
  /** null: those of an ordinary job. */
  traits: traits.nullable().transform((given) => given ?? ORDINARY),
  persistentId: text.nullable(),
  suppressedMs: instantMs,
  readyMs: instantMs,
  runs: z.array(run),
});
const stream = z.strictObject({
  id: text,
  name: text,
  folder: text,
  workstation: text,
  internalIdentifier: text,
  schedMs: z.number(),
  limit: z.number(),
  priority: z.number(),
  isCarriedForward: z.boolean(),
  carries: z.boolean(),
  timeZone: text.nullable(),
  persistentId: text.nullable(),
  dependencies: z.array(dependency),
  jobIds: z.array(text),
  doneMs: instantMs,
});
export const storedPlan = z.strictObject({
  id: text,
  runNumber: z.number(),
  timeZone: text,
  startMs: z.number(),
  endMs: z.number(),
  workstations: z.array(workstation),
  streams: z.array(stream),
  jobs: z.array(job),
  files: z.array(z.strictObject({ id: text, name: text, workstation: text, arrivesMs: instantMs })),
  prompts: z.array(z.strictObject({ id: text, name: text, number: z.number(), text, workstation: text, jobId: text, answeredMs: instantMs })),
  resources: z.array(z.strictObject({ id: text, name: text, workstation: text, quantity: z.number() })),
});

/** The same plan as the one that was written down. A field that plans get later has to be given here what it is in the nights before it. */
export function planOf({ workstations, streams, jobs, files, prompts, resources, ...facts }: z.output<typeof storedPlan>): SimulatedPlan {
  return indexed({
    ...facts,
    workstations: new Map(workstations.map((one) => [one.name, one])),
    streams: byId(streams.map((one) => ({ ...one, isChanged: false }))),
    jobs: byId(jobs.map((one) => ({ ...one, change: null }))),
    files: byId(files),
    prompts: byId(prompts),
    resources: byId(resources),
    isArchived: false,
    edits: { revision: 0 },
  });
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((item) => [item.id, item]));
