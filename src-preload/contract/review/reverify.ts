/** Re-verify now: the readings of an answer made again, and what is different since. */
import * as z from 'zod';
import { claimVerdicts } from '../chat.ts';
import { faultSchema } from '../fault.ts';
import { claimId, instant, memoryId, turnId } from '../ids.ts';
import { forOperator } from '../procedure.ts';

/** One value that is another now. null: it was not there, or is there no more. */
const valueChange = z.strictObject({
  /** Receipts that hold this value. */
  labels: z.array(z.string()),
  /** What it is a value of: a display key or name. Untrusted text. */
  subject: z.string(),
  /** `status`, `priority`, `isLinked`, `log.exitStatus`, ...; `listed`: the row itself came or went. */
  field: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
});
export type ValueChange = z.infer<typeof valueChange>;

const reverification = z.strictObject({
  turnId,
  at: instant,
  by: z.string(),
  receipts: z.array(
    z.strictObject({
      label: z.string(),
      tool: z.string(),
      /** `unreadable`: the scheduler could not be asked this again; then nothing is said of its values. */
      outcome: z.enum(['same', 'changed', 'unreadable']),
      fault: faultSchema.nullable(),
      observedAt: instant.nullable(),
      /** One of the two readings was cut or incomplete: rows missing from it are not reported as gone or new. */
      isPartial: z.boolean(),
    }),
  ),
  /** The plan run the answer was read in, and the one of now; different after a rollover. */
  plan: z.strictObject({ was: z.string().nullable(), now: z.string().nullable() }),
  /** Only what changed, and all that changed, each once. */
  changes: z.array(valueChange),
  isTruncated: z.boolean(),
  /** Every claim a check could judge: its verdict before, and with the new readings. */
  claims: z.array(z.strictObject({ claimId, was: z.enum(claimVerdicts).nullable(), now: z.enum(claimVerdicts), observed: z.string().nullable() })),
});
export type Reverification = z.infer<typeof reverification>;

export const turnReverification = {
  reverify: forOperator
    .route({ method: 'POST', path: '/chat/{turnId}/reverify', summary: 'Make the readings of an answer again and say what is different now' })
    .input(z.strictObject({ turnId }))
    .output(reverification),
  /** null: nobody asked for it yet. */
  reverified: forOperator
    .route({ method: 'GET', path: '/chat/{turnId}/reverify', summary: 'The last time the readings of an answer were made again' })
    .input(z.strictObject({ turnId }))
    .output(reverification.nullable()),
};

export const memoryReverification = {
  reverify: forOperator
    .route({ method: 'POST', path: '/memory/{memoryId}/reverify', summary: 'Make the readings behind a memory again and say what is different now' })
    .input(z.strictObject({ memoryId }))
    .output(reverification),
};
