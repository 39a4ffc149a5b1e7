/** The review queue as the core sends it, for tests of the page: plain items, of which a test names what matters to it. */
import { type Memory, memory } from '../../../src-preload/contract/memory.ts';
import { reviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewDetails, ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { AT } from './chat.ts';

export const aMemory = (id: string, part: Partial<Memory> = {}): Memory => ({
  ...memory.parse({
    id,
    engineId: null,
    isDemo: true,
    turnId: null,
    question: 'Why?',
    answer: 'Because.',
    state: 'flagged',
    durability: 'durable',
    origin: 'model',
    isTainted: false,
    createdAt: AT,
    observedAt: AT,
    planId: null,
    decidedBy: null,
    decidedAt: null,
    supersedes: null,
    supersededBy: null,
    restorableUntil: null,
    purpose: 'knowledge',
    durableAnswer: null,
    stubbedAt: null,
  }),
  ...part,
});

export const anItem = (id: string, part: Partial<ReviewItem> = {}): ReviewItem => ({
  id: reviewItemId.parse(id),
  state: 'pending',
  auditorVerdict: 'flag',
  reason: 'Doubtful',
  value: 1,
  memory: aMemory(`memory-${id}`),
  checks: [],
  similar: 0,
  createdAt: AT,
  decidedAt: null,
  decidedBy: null,
  note: null,
  claimedBy: null,
  claimedUntil: null,
  version: 1,
  ...part,
});

export const detailsOf = (item: ReviewItem): ReviewDetails => ({ item, findings: [], receipts: [], history: [], similar: [], correction: null });

export const queueOf = (items: readonly ReviewItem[]) => ({
  items: [...items],
  total: items.length,
  counters: { pending: items.length, approved: 0, corrected: 0, rejected: 0 },
});
