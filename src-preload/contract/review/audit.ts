/** What the background auditor concluded, and how it is doing. */
import * as z from 'zod';
import { claimKinds, claimVerdicts } from '../chat.ts';
import { claimId, findingId, instant, memoryId } from '../ids.ts';
import { memory } from '../memory.ts';
import { forOperator, forReviewer } from '../procedure.ts';

/** `pass` makes a memory active, `flag` asks a human, `reject` tombstones it, all in one transaction. */
export const auditVerdict = z.enum(['pass', 'flag', 'reject']);
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const finding = z.strictObject({
  id: findingId,
  memoryId,
  /** `entity-exists`, `status-match`, `count-match`, `return-code`, `log-quote`, `unsupported-entity`, `judge`, ... */
  check: z.string(),
  claimId: claimId.nullable(),
  claimText: z.string().nullable(),
  claimKind: z.enum(claimKinds).nullable(),
  verdict: z.enum(claimVerdicts),
  claimed: z.string().nullable(),
  /** What the receipt said at the time. */
  evidence: z.string().nullable(),
  /** What the scheduler says at audit time; null when it was not or could not be asked. */
  live: z.string().nullable(),
  reason: z.string(),
  /** Judge only. */
  confidence: z.number().nullable(),
  at: instant,
});
export type Finding = z.infer<typeof finding>;

const auditorState = z.strictObject({
  state: z.enum(['idle', 'working', 'paused', 'stopped', 'broken']),
  queued: z.number().int(),
  leased: z.number().int(),
  audited: z.number().int(),
  passed: z.number().int(),
  flagged: z.number().int(),
  rejected: z.number().int(),
  crashes: z.number().int(),
  lastVerdictAt: instant.nullable(),
  lastError: z.string().nullable(),
  hasJudge: z.boolean(),
  /** Resting after failures in a row, or asked as often as an hour allows: what needs the judge waits until `restsUntil`. */
  judge: z.strictObject({ state: z.enum(['none', 'ready', 'resting', 'spent']), failuresInRow: z.number().int(), restsUntil: instant.nullable() }),
  /** Cron text, and when it is next due; null while the auditor is paused. */
  schedule: z.strictObject({ cron: z.string(), nextRunAt: instant.nullable() }),
  /** What hands the work out. `fault`: it cannot be used now, and the work waits. */
  queue: z.strictObject({ kind: z.enum(['store', 'redis']), host: z.string().nullable(), fault: z.string().nullable() }),
});
export type AuditorState = z.infer<typeof auditorState>;

const flaggedMemory = z.strictObject({ memory, verdict: auditVerdict, findings: z.array(finding) });

export const audit = {
  flags: forOperator
    .route({ method: 'GET', path: '/audit/flags', summary: 'Memories the auditor flagged or rejected, newest first' })
    .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }))
    .output(z.array(flaggedMemory)),
  findings: forOperator
    .route({ method: 'GET', path: '/audit/findings/{memoryId}', summary: 'All findings on one memory' })
    .input(z.strictObject({ memoryId }))
    .output(z.array(finding)),
  metrics: forOperator.route({ method: 'GET', path: '/audit/metrics', summary: 'Queue, verdict counts and state of the auditor' }).output(auditorState),
  /** Asks for a pass now; `after each turn` and the schedule happen anyway. */
  wake: forReviewer.route({ method: 'POST', path: '/audit/wake', summary: 'Ask the auditor to look at the queue now' }).output(auditorState),
};
