/** Conversations and turns as the core sends them, for tests of the page: plain ones, of which a test names what matters to it. */
import type * as z from 'zod';
import { type Receipt, receipt, type Turn, turn } from '../../../src-preload/contract/chat.ts';
import { type MemoryUse, memoryUse } from '../../../src-preload/contract/memory.ts';

export const AT = '2026-11-21T02:00:00.000Z';

export const aReceipt = (label: string, part: Partial<z.input<typeof receipt>> = {}): Receipt =>
  receipt.parse({
    id: `id-${label}`,
    turnId: 't1',
    label,
    tool: 'job_details',
    args: {},
    outcome: 'ok',
    fault: null,
    observedAt: AT,
    planId: null,
    isComplete: true,
    isTruncated: false,
    isDemo: true,
    ageMs: 0,
    durationMs: 1,
    rows: 1,
    data: null,
    hash: 'h',
    ...part,
  });

export const aTurn = (part: Partial<z.input<typeof turn>> = {}): Turn =>
  turn.parse({
    id: 't1',
    conversationId: 'k1',
    engineId: 'demo',
    isDemo: true,
    agentId: 'operator',
    question: 'Why?',
    askedAt: AT,
    state: { at: 'running' },
    answeredBy: { kind: 'rules', model: null },
    answer: '',
    notices: [],
    receipts: [],
    claims: [],
    memories: [],
    memoryId: null,
    ...part,
  });

export const doneTurn = (part: Partial<z.input<typeof turn>> = {}): Turn => aTurn({ state: { at: 'done', finishedAt: AT }, answer: 'Because.', ...part });

export const aClaim = (part: Partial<z.input<typeof turn>['claims'][number]> = {}) => ({
  id: 'c1',
  kind: 'status' as const,
  text: 'x',
  start: 0,
  end: 1,
  subject: null,
  claimed: null,
  receiptId: null,
  verdict: null,
  observed: null,
  ...part,
});

export const aMemoryUse = (memoryId: string, part: Partial<z.input<typeof memoryUse>> = {}): MemoryUse =>
  memoryUse.parse({
    memoryId,
    question: 'Why?',
    answer: 'Because.',
    state: 'approved',
    durability: 'durable',
    createdAt: AT,
    observedAt: AT,
    decidedBy: null,
    decidedAt: null,
    score: 1,
    ...part,
  });

export const aConversation = (id: string, title = `About ${id}`) => ({ id, title, createdAt: AT, updatedAt: AT, turns: 1, isDemo: true });
