/** Health: good and bad, and what left this machine. */
import { type ComponentHealth, componentNames } from '../../../src-preload/contract/health.ts';
import { night } from '../night/night.ts';
import { ago } from '../night/now.ts';
import { unreachable } from '../night/variants.ts';
import { fails, inTurn, type States, WAITS } from './state.ts';

const { health, egress } = night;
const good = health.components.map((one): ComponentHealth => (one.state === 'off' ? one : { ...one, state: 'healthy', meaning: '', lastFault: null }));

const changed = (changes: Partial<Record<ComponentHealth['component'], Partial<ComponentHealth>>>) =>
  good.map((one) => ({ ...one, ...changes[one.component] }));

const bad = changed({
  engine: {
    state: 'unhealthy',
    latencyMs: null,
    detail: unreachable.message,
    meaning: 'Nothing can be read from the scheduler now; what is shown is older.',
    lastFault: unreachable,
  },
  llm: {
    state: 'unhealthy',
    detail: 'models.bank.example answered 401.',
    meaning: 'Answers are built without the model until it works again.',
    lastFault: { code: 'LLM_AUTH', message: 'The key was refused.', detail: 'HTTP 401', retryable: false },
  },
  store: {
    state: 'unhealthy',
    detail: 'SQLITE_FULL',
    meaning: 'Nothing is being kept.',
    lastFault: { code: 'STORE_FAILED', message: 'The disk is full.', detail: 'ENOSPC', retryable: true },
  },
  backup: { state: 'degraded', detail: 'The last backup is 3 days old.', meaning: 'If the store is lost now, three days are lost with it.' },
  auditor: { state: 'degraded', detail: '1204 waiting, 61 audited; the judge rests until 15:20.', meaning: 'What needs the judge waits.' },
});

const threads = changed({
  threads: {
    state: 'unhealthy',
    detail: 'plan: hung or crashed 3 times within a minute, left alone until 2026-11-30T15:03:00.000Z. search: replaced once (hung).',
    meaning: 'What the paused thread does cannot be asked for until it is started again.',
    lastFault: { code: 'INTERNAL', message: 'The plan thread did not answer within 20 s and was replaced.', detail: 'plan, 20 s', retryable: true },
  },
  search: { state: 'unknown', latencyMs: null, checkedAt: null, detail: '', meaning: 'It was not asked yet.' },
});

const purposes = ['engine', 'llm', 'queue'] as const;
const busy = Array.from({ length: 200 }, (_, at) => ({
  at: ago(at),
  host: at % 5 === 4 ? 'redis-of-the-whole-review-team.internal.bank.example:6379' : at % 3 === 0 ? 'models.bank.example:443' : 'hwa-prod.bank.example:31116',
  purpose: purposes[at % 3] ?? 'engine',
  why: at % 7 === 0 ? 'chat turn trn_01a22e1d2d5b70009f8d38fb364fca7c: completion of the answer with three tool calls' : 'GET /twsd/v1/plan/current/job',
  bytesOut: at * 913,
  bytesIn: at * at * 40_211,
  outcome: at % 11 === 0 ? 'refused (EGRESS_REFUSED)' : at % 13 === 0 ? 'ECONNRESET' : '200',
}));

export const healthStates = {
  recorded: { at: '/health' },
  good: { at: '/health', replies: { 'health.list': { overall: 'healthy', components: good } } },
  bad: { at: '/health', replies: { 'health.list': { overall: 'unhealthy', components: bad } } },
  threads: { at: '/health', replies: { 'health.list': { overall: 'unhealthy', components: threads } } },
  loading: { at: '/health', replies: { 'health.list': WAITS, 'egress.list': WAITS }, isUnderWay: true },
  failed: {
    at: '/health',
    replies: {
      'health.list': fails('INTERNAL', { message: 'Something unexpected happened.', requestId: 'req_01a22e1d' }),
      'egress.list': fails('STORE_FAILED'),
    },
  },
  stale: {
    at: '/health',
    replies: { 'health.list': inTurn(health, health, fails('INTERNAL')), 'egress.list': inTurn(egress, egress, fails('INTERNAL')) },
    act: (hand) => hand.press('r'),
  },
  nothingSent: { at: '/health', replies: { 'egress.list': { entries: [], byHost: [] } } },
  egress: {
    at: '/health',
    replies: {
      'health.list': { overall: 'healthy', components: good.slice(0, 2) },
      'egress.list': {
        entries: busy,
        byHost: purposes.map((purpose, at) => ({
          host: busy[at * 2]?.host ?? '',
          purpose,
          calls: 10 ** (at + 2) + 1,
          bytesOut: 10 ** (3 * at + 2),
          bytesIn: 10 ** (3 * at + 3),
        })),
      },
    },
  },
  checking: { at: '/health', replies: { 'health.component': WAITS }, act: (hand) => hand.clickAt('tbody tr:nth-child(2) button'), isUnderWay: true },
  checkFailed: {
    at: '/health',
    replies: { 'health.component': fails('TWS_TIMEOUT', { message: 'No answer within 30 s.' }) },
    act: (hand) => hand.clickAt('tbody tr:nth-child(1) button'),
  },
  everyComponent: {
    at: '/health',
    replies: {
      'health.list': {
        overall: 'degraded',
        components: componentNames.map((component, at) => ({
          component,
          state: (['healthy', 'degraded', 'unhealthy', 'unknown', 'off'] as const)[at % 5] ?? 'unknown',
          latencyMs: at * 417,
          checkedAt: at % 4 === 0 ? null : ago(at * 50),
          detail: `Detail of ${component}`,
          meaning: '',
          lastFault: null,
        })),
      },
    },
  },
} satisfies States;
