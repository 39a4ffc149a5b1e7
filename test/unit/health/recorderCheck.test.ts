/** A plan that is not being recorded is never healthy. */
import { expect, test } from 'vitest';
import { Fault } from '../../../src-main/base/fault.ts';
import type { RecorderState } from '../../../src-main/plan/record/recorder.ts';
import { recorderAnswer } from '../../../src-main/compose/checks/recorderCheck.ts';

const NOW = Date.parse('2026-11-21T02:00:00Z');
const MINUTE = 60_000;
const answer = (state: Partial<RecorderState>, gaps: number | null = 0) =>
  recorderAnswer({ state: { at: 'recording', lastReadingAtMs: NOW - MINUTE, fault: null, size: null, ...state }, gaps, intervalMs: MINUTE, nowMs: NOW });
const fault = new Fault('TWS_UNREACHABLE', 'The engine cannot be reached.');

test('healthy only while readings come in time', () => {
  expect(answer({}).state).toBe('healthy');
  expect(answer({ lastReadingAtMs: NOW - 3 * MINUTE }).state).toBe('healthy');
  expect(answer({ lastReadingAtMs: NOW - 3 * MINUTE - 1 }).state).toBe('degraded');
  expect(answer({ lastReadingAtMs: null }).state).toBe('degraded');
});

test('one failure is a word of warning, a gap is a failure, and both say why', () => {
  expect(answer({ at: 'failing', fault })).toMatchObject({ state: 'degraded', fault });
  expect(answer({ at: 'failing', fault, lastReadingAtMs: NOW - 10 * MINUTE })).toMatchObject({ state: 'unhealthy', fault });
  expect(answer({ at: 'failing', fault, lastReadingAtMs: null }).state).toBe('unhealthy');
});

test('off is a choice, or nothing to record', () => {
  expect(answer({ at: 'paused' })).toEqual({ state: 'off', detail: 'Recording is switched off in Settings.' });
  expect(answer({ at: 'no-engine' })).toEqual({ state: 'off', detail: 'No engine is connected.' });
});

test('it tells how much is kept and where it has gaps', () => {
  expect(answer({ size: { runs: 12, events: 3 } }, 1).detail).toBe(
    'Last reading 2026-11-21T01:59:00.000Z. 12 runs and 3 changes kept. 1 gap in the last 24 hours.',
  );
});
