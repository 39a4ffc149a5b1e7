/** The human review queue. A human verdict is final for machines and can be undone by a human at any time. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { auditVerdict, finding } from './audit.ts';
import { receipt } from '../chat.ts';
import { askedInstant, instant, memoryId, reviewItemId } from '../ids.ts';
import { memory } from '../memory.ts';
import { forReviewer } from '../procedure.ts';

export const reviewStates = ['pending', 'approved', 'corrected', 'rejected'] as const;
const reviewItem = z.strictObject({
  id: reviewItemId,
  state: z.enum(reviewStates),
  auditorVerdict: auditVerdict,
  /** One sentence: why a human is asked. */
  reason: z.string(),
  /** Doubt x how often it would be retrieved x criticality; higher first. */
  value: z.number(),
  memory,
  /** Checks that asked for this, most decisive first; `judge` and `auditor` (it could not finish) included. */
  checks: z.array(z.string()),
  /** How many other open items are about the same things, up to 60. */
  similar: z.number().int(),
  createdAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
  claimedBy: z.string().nullable(),
  claimedUntil: instant.nullable(),
  /** Compare-and-set token: send back what you saw; a stale one is a CONFLICT. */
  version: z.number().int(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

const reviewEvent = z.strictObject({
  at: instant,
  who: z.string(),
  what: z.enum(['opened', 'claimed', 'released', 'approved', 'corrected', 'rejected', 'undone', 'reopened', 'noted']),
  note: z.string().nullable(),
  hash: z.string(),
});
/** Another item about the same things, so that both are decided alike. */
const similarItem = z.strictObject({
  itemId: reviewItemId,
  memoryId,
  question: z.string(),
  state: z.enum(reviewStates),
  /** Cosine of the two questions, -1 to 1; names they share count on top. For ordering only. */
  score: z.number(),
});
export type SimilarItem = z.infer<typeof similarItem>;

const reviewDetails = z.strictObject({
  item: reviewItem,
  findings: z.array(finding),
  receipts: z.array(receipt),
  /** Decisions, claims and notes, oldest first. */
  history: z.array(reviewEvent),
  /** Open ones first, then the most alike; at most 10. */
  similar: z.array(similarItem),
  /** The replacement, when the item was corrected. */
  correction: memory.nullable(),
});
export type ReviewDetails = z.infer<typeof reviewDetails>;

export const reviewCounters = z.strictObject({
  pending: z.number().int(),
  approved: z.number().int(),
  corrected: z.number().int(),
  rejected: z.number().int(),
});
export type ReviewCounters = z.infer<typeof reviewCounters>;

const note = z.string().trim().max(2_000);
const decide = z.strictObject({ id: reviewItemId, version: z.number().int(), note: note.optional() });
/** What may be decided without looking at each: corrections never. */
export const bulkDecisions = ['approve', 'reject'] as const;
const MAX_BULK = 200;

const reviewFilter = z.strictObject({
  state: z.enum(reviewStates).default('pending'),
  search: z.string().max(200).optional(),
  verdict: auditVerdict.optional(),
  check: z.string().max(60).optional(),
  origin: z.enum(['rules', 'model', 'human']).optional(),
  purpose: z.enum(['knowledge', 'rule-change']).optional(),
  /** `mine`: claimed by who asks; `free`: claimed by nobody. */
  claimed: z.enum(['mine', 'free']).optional(),
  /** Opened, or when decided, decided at or after. */
  since: askedInstant.optional(),
  /** Of decided items `value` is the newest decision first. */
  sort: z.enum(['value', 'newest', 'oldest']).default('value'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
export type ReviewFilter = z.infer<typeof reviewFilter>;

const bulkEntry = z.strictObject({ id: reviewItemId, version: z.number().int(), question: z.string(), canApply: z.boolean(), why: z.string().nullable() });
const bulkResult = z.strictObject({
  id: reviewItemId,
  outcome: z.enum(['done', 'refused']),
  why: z.string().nullable(),
  /** After the decision; null when refused. */
  version: z.number().int().nullable(),
});
export type BulkResult = z.infer<typeof bulkResult>;

const trailCheck = z.strictObject({
  isIntact: z.boolean(),
  events: z.number().int(),
  /** The first event that is not what was written. */
  brokenAtSeq: z.number().int().nullable(),
  why: z.string().nullable(),
});
export type TrailCheck = z.infer<typeof trailCheck>;

const exportPage = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  text: z.string(),
  /** Give it back for the next page; null: this was the last. */
  nextCursor: z.string().nullable(),
});
export type ExportPage = z.infer<typeof exportPage>;

export const review = {
  list: forReviewer
    .route({ method: 'GET', path: '/review', summary: 'Review items with their counters, from one reading' })
    .input(reviewFilter)
    .output(z.strictObject({ items: z.array(reviewItem), total: z.number().int(), counters: reviewCounters })),
  get: forReviewer
    .route({ method: 'GET', path: '/review/{id}', summary: 'One item with findings, evidence and history' })
    .input(z.strictObject({ id: reviewItemId }))
    .output(reviewDetails),
  approve: forReviewer.route({ method: 'POST', path: '/review/{id}/approve', summary: 'The memory is right' }).input(decide).output(reviewItem),
  correct: forReviewer
    .route({ method: 'POST', path: '/review/{id}/correct', summary: 'Replace the memory by a corrected one, atomically' })
    .input(decide.extend({ answer: z.string().trim().min(1).max(20_000) }))
    .output(reviewItem),
  reject: forReviewer.route({ method: 'POST', path: '/review/{id}/reject', summary: 'The memory is wrong: tombstone it' }).input(decide).output(reviewItem),
  undo: forReviewer.route({ method: 'POST', path: '/review/{id}/undo', summary: 'Take the last human decision back' }).input(decide).output(reviewItem),
  claim: forReviewer.route({ method: 'POST', path: '/review/{id}/claim', summary: 'Reserve an item for a few minutes' }).input(decide).output(reviewItem),
  release: forReviewer.route({ method: 'POST', path: '/review/{id}/release', summary: 'Give a reserved item back' }).input(decide).output(reviewItem),
  note: forReviewer
    .route({ method: 'POST', path: '/review/{id}/note', summary: 'Add a note; it stays in the trail, whoever decides' })
    .input(z.strictObject({ id: reviewItemId, note: note.min(1) }))
    .output(reviewDetails),
  bulkPreview: forReviewer
    .route({ method: 'POST', path: '/review/bulk/preview', summary: 'What a decision on many items would do, item by item' })
    .input(z.strictObject({ ids: z.array(reviewItemId).min(1).max(MAX_BULK), decision: z.enum(bulkDecisions) }))
    .output(z.strictObject({ entries: z.array(bulkEntry) })),
  /** Each item is its own transaction: one that is refused does not stop the rest. */
  bulk: forReviewer
    .route({ method: 'POST', path: '/review/bulk', summary: 'The same decision on many items' })
    .input(
      z.strictObject({
        items: z
          .array(z.strictObject({ id: reviewItemId, version: z.number().int() }))
          .min(1)
          .max(MAX_BULK),
        decision: z.enum(bulkDecisions),
        note: note.optional(),
      }),
    )
    .output(z.strictObject({ results: z.array(bulkResult) })),
  export: forReviewer
    .route({ method: 'GET', path: '/review/export', summary: 'Items with their history as JSONL or CSV, page by page' })
    .input(
      z.strictObject({
        format: z.enum(['jsonl', 'csv']).default('jsonl'),
        state: z.enum(reviewStates).optional(),
        since: askedInstant.optional(),
        cursor: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
      }),
    )
    .output(exportPage),
  verifyTrail: forReviewer
    .route({ method: 'GET', path: '/review/trail/verify', summary: 'Whether the trail of decisions is exactly what was written' })
    .output(trailCheck),
  /** Counters now and after every change. */
  watch: forReviewer.route({ method: 'GET', path: '/review/stream', summary: 'Counters as server-sent events' }).output(eventIterator(reviewCounters)),
};

/** The queue as the founding documents name it. */
export const auditReview = forReviewer
  .route({ method: 'GET', path: '/audit/review', summary: 'Pending review items (same as GET /review)' })
  .output(z.strictObject({ items: z.array(reviewItem), total: z.number().int(), counters: reviewCounters }));
