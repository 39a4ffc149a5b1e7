/** Promise 2 at a glance: what was not asked, not answered or not running is never shown as well. */
import { expect, it } from 'vitest';
import { auditorAnswer } from '../../src-main/componentChecks.ts';
import { engineState } from '../../src-main/status.ts';
import type { AuditorState } from '../../src-preload/contract/audit.ts';

const nowMs = Date.parse('2026-11-21T02:00:00Z');
const seen = { isChosen: true, hasFault: false, lastReadAtMs: nowMs - 10_000, nowMs };

it.each([
  ['no engine chosen', { ...seen, isChosen: false }, 'none'],
  ['never read', { ...seen, lastReadAtMs: null }, 'unknown'],
  ['read 10 s ago', seen, 'live'],
  ['two rounds missed', { ...seen, lastReadAtMs: nowMs - 76_000 }, 'stale'],
  ['read 10 s ago, then a fault', { ...seen, hasFault: true }, 'unreachable'],
] as const)('engine: %s', (_case, input, state) => {
  expect(engineState(input)).toBe(state);
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
