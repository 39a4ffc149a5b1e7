/** What keeps jobs from running, as closed codes with their values: the words are made where the reader's language is known. */
import * as z from 'zod';
import { instant } from '../ids.ts';

const count = z.number().int();
/** Receipts written before facts were kept have none. */
const orNone = <T extends z.ZodType>(fact: T) => fact.nullable().default(null);

/** Conditions of a conditional dependency; none means "ends well". */
export const dependencyConditions = ['STARTED', 'SUCC', 'ABEND', 'FAIL', 'SUPPR', 'OUTPUT'] as const;

/** What a job asked for in vain: `status` of `on` is how that ended, or that it has not run. No conditions: it follows what will not run itself. */
export const missedCondition = z.strictObject({ on: z.string(), status: z.string(), conditions: z.array(z.enum(dependencyConditions)) });
export type MissedCondition = z.infer<typeof missedCondition>;

/** What a dependency says beyond its target and its state. */
const dependencyFactSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['orphaned', 'pending']) }),
  z.strictObject({ code: z.literal('join'), satisfied: count, members: count, needed: count }),
  z.strictObject({ code: z.literal('resource'), needed: z.number(), available: z.number().nullable() }),
]);
export type DependencyFact = z.infer<typeof dependencyFactSchema>;
export const dependencyFact = orNone(dependencyFactSchema);

const workstationFactSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['ignored', 'state-unknown', 'not-linked', 'jobman-down', 'launching-disabled', 'limit-zero']) }),
  /** Jobs with this priority or less do not start. */
  z.strictObject({ code: z.literal('fence'), fence: count }),
]);
export type WorkstationFact = z.infer<typeof workstationFactSchema>;
export const workstationFact = orNone(workstationFactSchema);

/** The engine's own word for why, when nothing that could be read explains it. */
export const substatuses = [
  'HOLD_WAITING_FOR_PREDECESSOR',
  'HOLD_UNEXPECTED_PREDECESSOR_CONDITION',
  'HOLD_WAITING_FOR_TIME',
  'HOLD_WAITING_FOR_PROMPT',
  'HOLD_WAITING_FOR_FILE',
  'HOLD_WAITING_FOR_INPUT',
  'HOLD_PRIORITY_ZERO',
  'READY_WAITING_FOR_RESOURCES',
  'READY_WAITING_FOR_LIMIT',
  'READY_WAITING_FOR_AGENT',
  'READY_WAITING_FOR_USER_INTERVENTION',
] as const;
export type Substatus = (typeof substatuses)[number];

const whose = z.strictObject({ kind: z.enum(['job', 'stream']), name: z.string() });
export type Whose = z.infer<typeof whose>;

const job = z.string();
const target = z.string();
const status = z.string();
const returnCode = count.nullable();
const waitFactSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('canceled'), whose }),
  z.strictObject({ code: z.literal('running'), job, since: instant.nullable() }),
  z.strictObject({ code: z.literal('suppressed'), job, status }),
  /** It waits, but cannot run in this plan any more. */
  z.strictObject({ code: z.literal('will-not-run'), job, missed: missedCondition }),
  z.strictObject({ code: z.literal('ended'), job, status, returnCode, at: instant.nullable() }),
  z.strictObject({ code: z.literal('priority-zero'), whose }),
  z.strictObject({ code: z.literal('held'), job, status }),
  z.strictObject({
    code: z.literal('predecessor'),
    whose,
    target,
    state: z.string().nullable(),
    hasFailed: z.boolean(),
    more: dependencyFactSchema.nullable(),
  }),
  z.strictObject({ code: z.literal('join'), whose, target, more: dependencyFactSchema.nullable() }),
  z.strictObject({ code: z.literal('file'), whose, target, state: z.string().nullable() }),
  z.strictObject({ code: z.literal('prompt'), whose, target, state: z.enum(['asked', 'not-asked', 'answered-no']), text: z.string().nullable() }),
  z.strictObject({ code: z.literal('resource'), whose, target, more: dependencyFactSchema.nullable() }),
  z.strictObject({ code: z.literal('internetwork'), whose, target }),
  z.strictObject({ code: z.literal('unknown-dependency'), whose, target }),
  z.strictObject({ code: z.literal('upstream-failed'), job, target, status, returnCode }),
  z.strictObject({ code: z.literal('start-time'), whose, at: instant }),
  /** `fact` null: it cannot start jobs, and the engine does not say why. */
  z.strictObject({ code: z.literal('workstation'), workstation: z.string(), fact: workstationFactSchema.nullable() }),
  z.strictObject({ code: z.literal('fence'), workstation: z.string(), fence: count, job, priority: count }),
  z.strictObject({ code: z.literal('limit-zero'), workstation: z.string() }),
  z.strictObject({ code: z.literal('limit-reached'), workstation: z.string(), limit: count, running: count }),
  z.strictObject({ code: z.literal('stream-limit'), stream: z.string(), limit: count, running: count, job }),
  z.strictObject({ code: z.literal('substatus'), job, substatus: z.enum(substatuses) }),
  z.strictObject({ code: z.literal('untold-dependencies'), job, count }),
  z.strictObject({ code: z.literal('unexplained'), job, status }),
]);
export type WaitFact = z.infer<typeof waitFactSchema>;
export const waitFact = orNone(waitFactSchema);

/** Parts of the plan's summary that are read on their own. */
export const summaryParts = ['counts', 'failed-jobs', 'late-jobs', 'streams-in-error', 'workstations', 'critical-jobs', 'engine-information'] as const;
export type SummaryPart = (typeof summaryParts)[number];
