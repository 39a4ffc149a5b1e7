/** How often the auditor is right, measured against people's verdicts and against planted answers of known truth. */
import * as z from 'zod';
import { instant, memoryId, reviewItemId } from '../ids.ts';
import { forOperator, forReviewer } from '../procedure.ts';

/** A share and the Wilson 95 % interval around it; `n` is what it was counted over. */
const rate = z.strictObject({ value: z.number(), low: z.number(), high: z.number(), n: z.number().int() });
export type Rate = z.infer<typeof rate>;

/** How far a check may go alone: take a memory out of use, only ask a person, or say nothing. */
const autonomyLevel = z.enum(['may-reject', 'may-flag', 'off']);
export type AutonomyLevel = z.infer<typeof autonomyLevel>;

/**
 * Doubts against people's last verdicts, memory by memory; "positive" is "called it wrong". Undone decisions do not count.
 * A null rate has nothing to be counted over: nobody knows, which is not zero.
 */
const agreement = z.strictObject({
  /** Memories a person has decided on and this check has looked at. */
  decided: z.number().int(),
  /** Called wrong, and a person rejected or corrected it. */
  truePositive: z.number().int(),
  /** Called wrong, and a person approved it. */
  falsePositive: z.number().int(),
  /** Let through, and a person rejected, corrected or removed it. */
  falseNegative: z.number().int(),
  /** Let through, and a person approved it. */
  trueNegative: z.number().int(),
  precision: rate.nullable(),
  /** Among what people looked at, which is mostly what was doubted: an upper bound. `spotChecks` and `canaries` measure what is missed without that bias. */
  recall: rate.nullable(),
  /** Agreement beyond chance (Cohen), -1 to 1; null when chance alone would agree always. */
  kappa: z.number().nullable(),
  /** Share of wrong memories among those decided: precision and kappa cannot be read without it. */
  baseRate: z.number().nullable(),
});
export type Agreement = z.infer<typeof agreement>;

const scorecardRow = agreement.extend({
  check: z.string(),
  /** Of what it wanted taken out of use, the share people agreed with: what autonomy rests on. The judge's are its proposals. */
  rejections: rate.nullable(),
  level: autonomyLevel,
  levelReason: z.string(),
  autonomy: z.enum(['earned', 'withdrawn', 'by-default']),
});
export type ScorecardRow = z.infer<typeof scorecardRow>;

const canaryDay = z.strictObject({
  /** Local date of the core. */
  day: z.iso.date(),
  /** Wrong answers planted; those neither caught nor missed wait for the auditor. */
  planted: z.number().int(),
  caught: z.number().int(),
  missed: z.number().int(),
  /** Right answers that were doubted. */
  falseAlarms: z.number().int(),
});
export type CanaryDay = z.infer<typeof canaryDay>;

const scorecard = z.strictObject({
  /** Where the counting of decisions begins: the time asked for, or later when there are 2,000 decisions or more. */
  from: instant,
  to: instant,
  /** Every deterministic check, also one that has nothing measured yet. */
  checks: z.array(scorecardRow),
  /** null while no model has ever judged. */
  judge: scorecardRow.nullable(),
  /** The auditor as a whole: some check or the judge called the memory wrong. */
  overall: agreement,
  canaries: z.strictObject({
    /** Newest first. */
    days: z.array(canaryDay),
    recall: rate.nullable(),
    /** By the check that ought to catch it. */
    byCheck: z.array(z.strictObject({ check: z.string(), caught: z.number().int(), missed: z.number().int() })),
  }),
  /** A random sample of what the auditor passed, shown to people although nothing speaks against it. */
  spotChecks: z.strictObject({
    drawn: z.number().int(),
    decided: z.number().int(),
    wrong: z.number().int(),
    /** Share of the passed memories that are wrong. */
    missRate: rate.nullable(),
  }),
  /** Rule changes that wait for a reviewer. */
  proposals: z.array(z.strictObject({ itemId: reviewItemId, check: z.string(), level: autonomyLevel, reason: z.string() })),
  /** Every change of autonomy in this time, newest first. */
  changes: z.array(z.strictObject({ at: instant, check: z.string(), level: autonomyLevel, reason: z.string(), by: z.string() })),
});
export type Scorecard = z.infer<typeof scorecard>;

export const scorecardRoutes = {
  scorecard: forOperator
    .route({ method: 'GET', path: '/audit/scorecard', summary: 'The auditor against people: precision, recall, kappa per check, canaries, autonomy' })
    .input(z.strictObject({ sinceDays: z.coerce.number().int().min(1).max(3_650).default(90) }))
    .output(scorecard),
};

const planting = z.discriminatedUnion('at', [
  z.strictObject({
    at: z.literal('planted'),
    day: z.iso.date(),
    canaries: z.array(z.strictObject({ memoryId, scenario: z.string(), check: z.string(), expected: z.enum(['right', 'wrong']) })),
    /** Scenarios today's plan has nothing for (no failed job, no job that waits), each with its reason. */
    left: z.array(z.strictObject({ scenario: z.string(), why: z.string() })),
  }),
  /** Nothing was planted, and why: no engine, already planted today, nothing to plant over. */
  z.strictObject({ at: z.literal('not-planted'), day: z.iso.date(), why: z.string() }),
]);
export type Planting = z.infer<typeof planting>;

export const canaryRoutes = {
  plantCanaries: forReviewer
    .route({ method: 'POST', path: '/audit/canaries', summary: 'Plant answers of known truth for the auditor to find; they are never retrieved' })
    .output(planting),
};
