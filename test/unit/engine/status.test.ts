/** Promise 2 at a glance: what was not asked, not answered or not running is never shown as well. */
import { expect, it } from 'vitest';
import { Fault } from '../../../src-main/base/fault.ts';
import { auditorAnswer, connectionDoubts } from '../../../src-main/compose/checks/componentChecks.ts';
import { engineState } from '../../../src-main/compose/checks/status.ts';
import type { EngineLink } from '../../../src-main/tws/types/types.ts';
import type { AuditorState } from '../../../src-preload/contract/review/audit.ts';

const nowMs = Date.parse('2026-11-21T02:00:00Z');
const seen = { isChosen: true, fault: null, lastReadAtMs: nowMs - 10_000, probeEveryMs: 30_000, nowMs };

it.each([
  ['no engine chosen', { ...seen, isChosen: false }, 'none'],
  ['never read', { ...seen, lastReadAtMs: null }, 'unknown'],
  ['read 10 s ago', seen, 'live'],
  ['two rounds missed', { ...seen, lastReadAtMs: nowMs - 76_000 }, 'stale'],
  ['read 10 s ago, then a fault', { ...seen, fault: new Fault('TWS_UNREACHABLE', '') }, 'unreachable'],
  ['an address nobody confirmed', { ...seen, fault: new Fault('NOT_CONFIRMED', '') }, 'unconfirmed'],
] as const)('engine: %s', (_case, input, state) => {
  expect(engineState(input)).toBe(state);
});

it('how long a reading is fresh follows how often the engine is probed', () => {
  const old = { ...seen, lastReadAtMs: nowMs - 76_000 };
  expect(engineState({ ...old, probeEveryMs: 120_000 })).toBe('live');
  expect(engineState({ ...seen, lastReadAtMs: nowMs - 20_000, probeEveryMs: 5_000 })).toBe('stale');
});

const certificateUntil = (ms: number) => ({
  host: 'mdm:31116',
  certificate: { subject: 'mdm', issuer: 'ca', validTo: new Date(ms).toISOString(), sha256: 'AB' },
});
const link: EngineLink = { lastReadAtMs: nowMs, lastFault: null, isBreakerOpen: false, host: 'mdm:31116', awayFrom: null, certificates: [] };
const DAY_MS = 86_400_000;
const away = { host: 'mdm:31116', fault: new Fault('TWS_UNREACHABLE', 'mdm:31116 refuses connections.'), sinceMs: nowMs };
it.each<[string, boolean, Partial<EngineLink>, RegExp[]]>([
  ['nothing', false, { certificates: [certificateUntil(nowMs + 31 * DAY_MS)] }, []],
  ['a certificate that ends in 29 days', false, { certificates: [certificateUntil(nowMs + 29.5 * DAY_MS)] }, [/ends in 29 days/]],
  [
    'the one that ends first, of several',
    false,
    { certificates: [certificateUntil(nowMs + 90 * DAY_MS), certificateUntil(nowMs + DAY_MS)] },
    [/ends in 1 day /],
  ],
  ['a pinned one that has ended', false, { certificates: [certificateUntil(nowMs - 1)] }, [/has expired/]],
  ['a backup host that answers', false, { host: 'bkm:31116', awayFrom: away }, [/bkm:31116 answers in place of mdm:31116: .*refuses connections/]],
  ['the development exception', true, {}, [/not verified/]],
])('what is doubtful about a connection that works: %s', (_case, isUnverified, part, expected) => {
  const doubts = connectionDoubts({ isTlsUnverified: isUnverified, isUnencryptedAllowed: false }, { ...link, ...part }, nowMs);
  expect(doubts.length).toBe(expected.length);
  expected.forEach((sentence, index) => expect(doubts[index]).toMatch(sentence));
});

const auditor: AuditorState = {
  state: 'idle',
  queued: 0,
  leased: 0,
  audited: 3,
  passed: 3,
  flagged: 0,
  rejected: 0,
  crashes: 0,
  lastVerdictAt: null,
  lastError: null,
  hasJudge: false,
  judge: { state: 'none', failuresInRow: 0, restsUntil: null },
  schedule: { cron: '*/15 * * * *', nextRunAt: null },
  queue: { kind: 'store', host: null, fault: null },
};
it.each([
  ['idle', 0, 'healthy'],
  ['working', 501, 'degraded'],
  ['paused', 0, 'off'],
  ['broken', 0, 'unhealthy'],
  ['stopped', 0, 'unhealthy'],
] as const)('an auditor that is %s with %i waiting', (state, queued, expected) => {
  expect(auditorAnswer({ ...auditor, state, queued }).state).toBe(expected);
});

it('an auditor whose last word was trouble is not well while memories wait for it', () => {
  const lastError = 'database or disk is full';
  expect(auditorAnswer({ ...auditor, queued: 1, lastError })).toMatchObject({ state: 'degraded', detail: expect.stringContaining(lastError) });
  expect(auditorAnswer({ ...auditor, lastError }).state).toBe('healthy');
});
