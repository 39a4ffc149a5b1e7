/** Review: queue, desk, decisions on many, scorecard. */
import { reviewItemId } from '../../../src-preload/contract/ids.ts';
import type { ReviewDetails, ReviewItem } from '../../../src-preload/contract/review/review.ts';
import type { ScorecardRow } from '../../../src-preload/contract/review/scorecard.ts';
import { night } from '../night/night.ts';
import { ago } from '../night/now.ts';
import type { Hand } from '../page/hand.ts';
import { fails, inTurn, type Replies, type States, WAITS } from './state.ts';

const { queue, desks, decided, scorecard } = night;
const [first, second, , tainted] = desks;
const corrected = desks.at(-1);
if (first === undefined || second === undefined || tainted === undefined || corrected === undefined)
  throw new Error('The recorded night has too few review items');

/** The queue holds this item alone, and the desk shows it. */
const only = (details: ReviewDetails): Replies => ({
  'review.list': { ...queue, items: [details.item], total: 1 },
  'review.get': details,
});
const changed = (details: ReviewDetails, changes: Partial<ReviewItem>): ReviewDetails => ({ ...details, item: { ...details.item, ...changes } });

const proposal = changed(first, {
  reason: 'The check "Return code" was right in 19 of 20 decisions: it may take a memory out of use alone.',
  auditorVerdict: 'flag',
  checks: [],
  memory: {
    ...first.item.memory,
    purpose: 'rule-change',
    turnId: null,
    question: 'May the check "Return code" take a memory out of use alone?',
    answer: 'In 90 days it called 20 memories wrong, and people agreed with 19 (**95 %**, at least 76 %).',
  },
});
const judged: ReviewDetails = {
  ...first,
  item: { ...first.item, auditorVerdict: 'reject', checks: ['judge', 'log-quote', 'a-check-of-tomorrow'] },
  findings: [
    ...first.findings.slice(0, 2),
    ...first.findings.slice(0, 1).map((finding) => ({
      ...finding,
      id: `${finding.id}-judge` as typeof finding.id,
      check: 'judge',
      claimText: null,
      confidence: 0.87,
      verdict: 'uncheckable' as const,
      live: null,
      reason: 'The cause it names is nowhere in the log.',
    })),
    ...first.findings.slice(0, 1).map((finding) => ({
      ...finding,
      id: `${finding.id}-moved` as typeof finding.id,
      check: 'time-match',
      verdict: 'changed-since' as const,
      claimed: '18:36',
      evidence: '18:36',
      live: '19:02',
    })),
  ],
};

const rate = (value: number, n: number) => ({ value, low: Math.max(0, value - 0.12), high: Math.min(1, value + 0.08), n });
const measured: ScorecardRow = {
  check: 'return-code',
  decided: 128,
  truePositive: 88,
  falsePositive: 4,
  falseNegative: 12,
  trueNegative: 24,
  precision: rate(0.96, 92),
  recall: rate(0.88, 100),
  kappa: 0.71,
  baseRate: 0.78,
  rejections: rate(0.97, 60),
  level: 'may-reject',
  levelReason: 'Of 60 it wanted taken out of use, people agreed with 58 (at least 88 %).',
  autonomy: 'earned',
};
const { decided: decisions, truePositive, falsePositive, falseNegative, trueNegative, precision, recall, kappa, baseRate } = measured;
const overall = { decided: decisions, truePositive, falsePositive, falseNegative, trueNegative, precision, recall, kappa, baseRate };
const fullScorecard = {
  ...scorecard,
  checks: scorecard.checks.map((row, at) =>
    at < 3
      ? {
          ...measured,
          check: row.check,
          level: (['may-reject', 'may-flag', 'off'] as const)[at] ?? 'off',
          autonomy: (['earned', 'withdrawn', 'by-default'] as const)[at] ?? 'earned',
        }
      : row,
  ),
  judge: { ...measured, check: 'judge' },
  overall,
  canaries: {
    days: Array.from({ length: 12 }, (_, at) => ({
      day: `2026-11-${String(29 - at).padStart(2, '0')}`,
      planted: 6,
      caught: at === 3 ? 4 : 6,
      missed: at === 3 ? 2 : 0,
      falseAlarms: at === 5 ? 1 : 0,
    })),
    recall: rate(0.97, 72),
    byCheck: [{ check: 'status-match', caught: 20, missed: 1 }],
  },
  spotChecks: { drawn: 60, decided: 44, wrong: 2, missRate: rate(0.05, 44) },
  proposals: [{ itemId: first.item.id, check: 'return-code', level: 'may-reject' as const, reason: proposal.item.reason }],
  changes: [
    { at: ago(3_000), check: 'status-match', level: 'may-reject' as const, reason: 'People agreed with 58 of 60.', by: 'ana' },
    { at: ago(9_000), check: 'judge', level: 'off' as const, reason: 'It obeyed text of a log.', by: 'Resync' },
  ],
};

const select = async (hand: Hand, count: number) => {
  for (let at = 0; at < count; at++) await hand.press('x');
};
const entry = (item: ReviewItem, at: number) => ({
  id: item.id,
  version: item.version,
  question: item.memory.question,
  canApply: at > 0,
  why: at > 0 ? null : 'bruno has claimed it until 15:10.',
});
const preview: Replies = { 'review.bulkPreview': ({ ids }) => ({ entries: queue.items.filter(({ id }) => ids.includes(id)).map(entry) }) };

const many = {
  ...queue,
  total: 1_340,
  items: Array.from({ length: 60 }, (_, at): ReviewItem => {
    const item = queue.items[at % queue.items.length] ?? first.item;
    return {
      ...item,
      id: at < queue.items.length ? item.id : reviewItemId.parse(`${item.id}-${at}`),
      similar: at % 5,
      auditorVerdict: at % 3 === 0 ? 'reject' : 'flag',
      claimedBy: at % 4 === 0 ? 'bruno.de.albuquerque.e.silva' : null,
      claimedUntil: at % 4 === 0 ? ago(-4) : null,
      memory: { ...item.memory, isDemo: at % 2 === 0, purpose: at % 9 === 8 ? 'rule-change' : 'knowledge' },
    };
  }),
};

export const reviewStates = {
  queue: { at: '/review' },
  loading: { at: '/review', replies: { 'review.list': WAITS, 'review.get': WAITS }, isUnderWay: true },
  failed: { at: '/review', replies: { 'review.list': fails('STORE_FAILED', { detail: 'SQLITE_BUSY', isRetryable: true }) } },
  forbidden: { at: '/review', replies: { 'review.list': fails('FORBIDDEN', { message: 'Only reviewers may see the queue.' }) } },
  stale: { at: '/review', replies: { 'review.list': inTurn(queue, queue, queue, fails('STORE_FAILED')) }, act: (hand) => hand.write('review.search', 'LOAD') },
  empty: { at: '/review', replies: { 'review.list': { items: [], total: 0, counters: { ...queue.counters, pending: 0 } } } },
  noneFound: {
    at: '/review',
    replies: { 'review.list': ({ search }) => (search === undefined ? queue : { ...queue, items: [], total: 0 }) },
    act: (hand) => hand.write('review.search', 'nothing like it'),
  },
  crowded: { at: '/review', replies: { 'review.list': many } },
  filters: {
    at: '/review',
    act: async (hand) => {
      await hand.click('review.filters');
      await hand.choose('review.by.origin', 'model');
    },
  },
  desk: { at: '/review' },
  deskLoading: { at: '/review', replies: { 'review.get': WAITS }, isUnderWay: true },
  deskFailed: { at: '/review', replies: { 'review.get': fails('NOT_FOUND', { message: 'This item is not there any more.' }) } },
  everyVerdict: { at: '/review', replies: only(judged) },
  tainted: { at: '/review', replies: only(tainted) },
  proposal: { at: '/review', replies: only(proposal) },
  spotCheck: {
    at: '/review',
    replies: only(changed(first, { auditorVerdict: 'pass', checks: [], reason: 'Drawn by lot, although nothing speaks against it.' })),
  },
  claimed: { at: '/review', replies: only(changed(first, { claimedBy: 'bruno', claimedUntil: ago(-5) })) },
  decided: { at: '/review', replies: { ...only(corrected), 'review.list': decided } },
  dismissed: {
    at: '/review',
    replies: only(
      changed(proposal, {
        state: 'rejected',
        decidedBy: 'ana',
        decidedAt: ago(8),
        note: 'Not with so few decisions; look again in a month, when there are more of them.',
      }),
    ),
  },
  correcting: {
    at: '/review',
    act: async (hand) => {
      await hand.press('e');
    },
  },
  conflict: {
    at: '/review',
    replies: {
      ...only(first),
      'review.approve': fails('CONFLICT', { message: 'bruno decided before you.' }),
      'review.get': inTurn(first, first, changed(first, { state: 'rejected', decidedBy: 'bruno', decidedAt: ago(1) })),
    },
    act: async (hand) => {
      await hand.press('a');
    },
  },
  approved: {
    at: '/review',
    replies: { 'review.approve': ({ id }) => ({ ...(queue.items.find((item) => item.id === id) ?? first.item), state: 'approved', decidedBy: 'ana' }) },
    act: async (hand) => {
      await hand.press('a');
    },
  },
  nothingToUndo: {
    at: '/review',
    act: async (hand) => {
      await hand.press('u');
    },
  },
  evidence: {
    at: '/review',
    replies: only(second),
    act: async (hand) => {
      await hand.clickAt('#review-desk summary');
    },
  },
  reverified: {
    at: '/review',
    replies: only(first),
    act: async (hand) => {
      await hand.click('reverify.now');
    },
  },
  selected: { at: '/review', act: (hand) => select(hand, 3) },
  bulkPreview: {
    at: '/review',
    replies: preview,
    act: async (hand) => {
      await select(hand, 4);
      await hand.press('R', { shiftKey: true });
    },
  },
  bulkLooking: {
    at: '/review',
    replies: { 'review.bulkPreview': WAITS },
    act: async (hand) => {
      await select(hand, 2);
      await hand.press('A', { shiftKey: true });
    },
    isUnderWay: true,
  },
  bulkFailed: {
    at: '/review',
    replies: { 'review.bulkPreview': fails('STORE_FAILED') },
    act: async (hand) => {
      await select(hand, 2);
      await hand.press('A', { shiftKey: true });
    },
  },
  bulkDone: {
    at: '/review',
    replies: {
      ...preview,
      'review.bulk': ({ items }) => ({
        results: items.map(({ id }, at) =>
          at === 0 ? { id, outcome: 'refused', why: 'Somebody decided it a moment ago.', version: null } : { id, outcome: 'done', why: null, version: 9 },
        ),
      }),
    },
    act: async (hand) => {
      await select(hand, 4);
      await hand.press('A', { shiftKey: true });
      await hand.clickAt('[role="dialog"] button[type="submit"]');
    },
  },
  scorecard: { at: '/review?show=scorecard' },
  scorecardFull: { at: '/review?show=scorecard', replies: { 'audit.scorecard': fullScorecard } },
  scorecardNothing: {
    at: '/review?show=scorecard',
    replies: {
      'audit.scorecard': {
        ...scorecard,
        overall: { ...scorecard.overall, decided: 0 },
        checks: scorecard.checks.map((row) => ({ ...row, decided: 0 })),
        changes: [],
      },
    },
  },
  scorecardLoading: { at: '/review?show=scorecard', replies: { 'audit.scorecard': WAITS }, isUnderWay: true },
  scorecardFailed: { at: '/review?show=scorecard', replies: { 'audit.scorecard': fails('STORE_FAILED') } },
} satisfies States;
