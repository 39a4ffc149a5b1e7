/** The human review queue. A human verdict is final for machines and can be undone by a human at any time. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { auditVerdict, finding } from './audit.ts';
import { receipt } from './chat.ts';
import { instant, reviewItemId } from './ids.ts';
import { memory } from './memory.ts';
import { forReviewer } from './procedure.ts';

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
  what: z.enum(['opened', 'claimed', 'released', 'approved', 'corrected', 'rejected', 'undone']),
  note: z.string().nullable(),
  hash: z.string(),
});
const reviewDetails = z.strictObject({
  item: reviewItem,
  findings: z.array(finding),
  receipts: z.array(receipt),
  history: z.array(reviewEvent),
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

const decide = z.strictObject({ id: reviewItemId, version: z.number().int(), note: z.string().trim().max(2_000).optional() });

export const review = {
  list: forReviewer
    .route({ method: 'GET', path: '/review', summary: 'Review items with their counters, from one reading' })
    .input(
      z.strictObject({
        state: z.enum(reviewStates).default('pending'),
        search: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
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
  /** Counters now and after every change. */
  watch: forReviewer.route({ method: 'GET', path: '/review/stream', summary: 'Counters as server-sent events' }).output(eventIterator(reviewCounters)),
};

/** The queue as the founding documents name it. */
export const auditReview = forReviewer
  .route({ method: 'GET', path: '/audit/review', summary: 'Pending review items (same as GET /review)' })
  .output(z.strictObject({ items: z.array(reviewItem), total: z.number().int(), counters: reviewCounters }));
