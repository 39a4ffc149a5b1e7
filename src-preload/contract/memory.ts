/** What Resync remembers, and in which state of trust. */
import * as z from 'zod';
import { engineId, instant, memoryId, turnId } from './ids.ts';
import { forOperator, forReviewer } from './procedure.ts';

/** quarantined -> active | flagged | rejected; flagged (and rejected, by a human) -> approved | corrected | rejected. */
export const memoryStates = ['quarantined', 'active', 'flagged', 'rejected', 'approved', 'corrected', 'superseded'] as const;
const memoryState = z.enum(memoryStates);
export type MemoryState = z.infer<typeof memoryState>;

/** The only states retrieval may return; `corrected` and `approved` rank first. */
export const RETRIEVABLE_STATES = ['corrected', 'approved', 'active'] as const satisfies readonly MemoryState[];

export const memory = z.strictObject({
  id: memoryId,
  engineId: engineId.nullable(),
  /** Learned from the simulated scheduler: labelled wherever it stands, and never answers for a live one. */
  isDemo: z.boolean(),
  turnId: turnId.nullable(),
  question: z.string(),
  answer: z.string(),
  state: memoryState,
  /** Facts of one plan run expire; causes, procedures and definitions stay. */
  durability: z.enum(['perishable', 'durable']),
  origin: z.enum(['rules', 'model', 'human']),
  /** True when the turn read untrusted text (job logs): what a model advises after that is never passed by a machine. */
  isTainted: z.boolean(),
  createdAt: instant,
  observedAt: instant,
  planId: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  supersedes: memoryId.nullable(),
  supersededBy: memoryId.nullable(),
  /** Until when a rejected or superseded memory can be restored. */
  restorableUntil: instant.nullable(),
  /** Answers use knowledge only. A canary measures the auditor; a rule-change puts a proposal about a check before a reviewer. */
  purpose: z.enum(['knowledge', 'canary', 'rule-change']),
  /** Its causes, remedies and definitions, which outlive the plan run; null when it has none. */
  durableAnswer: z.string().nullable(),
  /** When its text was dropped, 30 days after it left; the reason stays. */
  stubbedAt: instant.nullable(),
});
export type Memory = z.infer<typeof memory>;

/** A memory as an answer used it. */
export const memoryUse = z.strictObject({
  memoryId,
  question: z.string(),
  answer: z.string(),
  state: memoryState,
  durability: z.enum(['perishable', 'durable']),
  /** What of it may be told as knowledge; the rest is only ever quoted as dated history. Turns stored before this was kept have none. */
  durableAnswer: z.string().nullable().default(null),
  createdAt: instant,
  observedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** Reciprocal-rank fusion score, for ordering only. */
  score: z.number(),
});
export type MemoryUse = z.infer<typeof memoryUse>;

const byId = z.strictObject({ memoryId });
const because = byId.extend({ reason: z.string().trim().min(1).max(500) });

export const memoryRoutes = {
  list: forOperator
    .route({ method: 'GET', path: '/memory', summary: 'Memories, newest first, with search and state filter' })
    .input(
      z.strictObject({ search: z.string().max(500).optional(), state: memoryState.optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
    )
    .output(z.strictObject({ memories: z.array(memory), total: z.number().int(), byState: z.record(z.string(), z.number().int()) })),
  /** What the next answer would be given for this question: audited memories only. */
  retrieve: forOperator
    .route({ method: 'GET', path: '/memory/search', summary: 'Audited memories relevant to a question, as an answer would use them' })
    .input(z.strictObject({ question: z.string().min(1).max(8_000), limit: z.coerce.number().int().min(1).max(50).default(5) }))
    .output(z.array(memoryUse)),
  get: forOperator.route({ method: 'GET', path: '/memory/{memoryId}', summary: 'One memory' }).input(byId).output(memory),
  remove: forReviewer
    .route({ method: 'POST', path: '/memory/{memoryId}/remove', summary: 'Tombstone a memory (restorable for 30 days)' })
    .input(because)
    .output(memory),
  restore: forReviewer.route({ method: 'POST', path: '/memory/{memoryId}/restore', summary: 'Restore a tombstoned memory' }).input(byId).output(memory),
};
