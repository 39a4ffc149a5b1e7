/** An unrecorded window never reads as "nothing happened". */
import { expect, test } from 'vitest';
import { continues } from '../../../src-main/plan/record/keep/stretch.ts';
import { type AskedWindow, type RecordedStretch, recordingOf } from '../../../src-main/plan/record/look/gaps.ts';
import { plansInForce, rolloversIn } from '../../../src-main/plan/record/look/recordingRows.ts';
import { waitMs } from '../../../src-main/plan/record/pacer.ts';

const T0 = Date.parse('2026-11-20T18:00:00Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (hours: number) => new Date(T0 + hours * HOUR).toISOString();
const stretch = (since: number, until: number, parts: Partial<RecordedStretch> = {}): RecordedStretch => ({
  sinceMs: T0 + since * HOUR,
  untilMs: T0 + until * HOUR,
  interruptedWhy: null,
  isClosed: false,
  ...parts,
});
const window = (since: number | null, until: number, parts: Partial<AskedWindow> = {}): AskedWindow => ({
  sinceMs: since === null ? null : T0 + since * HOUR,
  untilMs: T0 + until * HOUR,
  nowMs: T0 + 12 * HOUR,
  keptSinceMs: T0 - 1_000 * HOUR,
  longestPauseMs: 3 * MINUTE,
  ...parts,
});

test('nothing recorded is a gap over the whole window', () => {
  expect(recordingOf([], window(0, 12))).toEqual({ since: null, until: null, gaps: [{ from: at(0), until: at(12), why: 'not-running' }] });
  expect(recordingOf([], window(null, 12))).toEqual({ since: null, until: null, gaps: [] });
});

test('what lies between stretches is a gap with its reason, cut to the window', () => {
  const stretches = [stretch(0, 2, { interruptedWhy: 'engine-unreachable', isClosed: true }), stretch(5, 8), stretch(9, 12)];
  expect(recordingOf(stretches, window(null, 12)).gaps).toEqual([
    { from: at(2), until: at(5), why: 'engine-unreachable' },
    { from: at(8), until: at(9), why: 'not-running' },
  ]);
  expect(recordingOf(stretches, window(3, 4)).gaps).toEqual([{ from: at(3), until: at(4), why: 'engine-unreachable' }]);
  expect(recordingOf(stretches, window(5.5, 7)).gaps).toEqual([]);
  expect(recordingOf(stretches, window(-2, 1)).gaps).toEqual([{ from: at(-2), until: at(0), why: 'not-running' }]);
  expect(recordingOf(stretches, window(-4, -2)).gaps).toEqual([{ from: at(-4), until: at(-2), why: 'not-running' }]);
});

test('an overdue reading is a gap up to now; one that is not due yet is none', () => {
  const open = stretch(0, 12 - 2 / 60);
  expect(recordingOf([open], window(0, 12)).gaps).toEqual([]);
  expect(recordingOf([stretch(0, 11, { interruptedWhy: 'engine-unreachable' })], window(0, 12)).gaps).toEqual([
    { from: at(11), until: at(12), why: 'engine-unreachable' },
  ]);
  expect(recordingOf([stretch(0, 11)], window(0, 12)).gaps).toEqual([{ from: at(11), until: at(12), why: 'reading-incomplete' }]);
  // Something was lost after it, however short ago.
  expect(recordingOf([{ ...open, isClosed: true, interruptedWhy: 'paused' }], window(0, 12)).gaps).toHaveLength(1);
});

test('what retention deleted is not claimed to be recorded', () => {
  const recording = recordingOf([stretch(-500, -400), stretch(-300, 12)], window(null, 12, { keptSinceMs: T0 - 100 * HOUR }));
  expect(recording).toEqual({ since: at(-100), until: at(12), gaps: [] });
  expect(recordingOf([stretch(-300, 12)], window(-200, 12, { keptSinceMs: T0 - 100 * HOUR })).gaps).toEqual([
    { from: at(-200), until: at(-100), why: 'not-running' },
  ]);
});

test('a reading goes on with a stretch only when little time passed and nothing was missed', () => {
  const last = { sinceMs: T0, untilMs: T0 + HOUR, isClosed: false };
  expect(continues(last, T0 + HOUR + 3 * MINUTE, 3 * MINUTE)).toBe(true);
  expect(continues(last, T0 + HOUR + 3 * MINUTE + 1, 3 * MINUTE)).toBe(false);
  expect(continues({ ...last, isClosed: true }, T0 + HOUR + MINUTE, 3 * MINUTE)).toBe(false);
  expect(continues(null, T0, 3 * MINUTE)).toBe(false);
  // The clock was set back to before it all.
  expect(continues(last, T0 - 1, 3 * MINUTE)).toBe(false);
});

test('the plan in force at the beginning belongs to the window, and rollovers name both plans', () => {
  const plans = ['a', 'b', 'c'].map((planId, index) => ({ planId, firstSeenMs: T0 + index * 24 * HOUR }));
  const inForce = (since: number, until: number) => plansInForce(plans, T0 + since * HOUR, T0 + until * HOUR).map(({ planId }) => planId);
  expect([inForce(1, 2), inForce(23, 25), inForce(25, 60), inForce(-9, -5), inForce(50, 60)]).toEqual([['a'], ['a', 'b'], ['b', 'c'], ['a'], ['c']]);
  expect(rolloversIn(plans, T0, T0 + 30 * HOUR)).toEqual([{ at: at(24), fromPlanId: 'a', toPlanId: 'b' }]);
});

test('the wait doubles with every failure, up to a quarter of an hour, and is never shorter than the interval', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map((failures) => waitMs(MINUTE, failures) / MINUTE)).toEqual([1, 2, 4, 8, 15, 15, 15]);
  expect([0, 3].map((failures) => waitMs(HOUR, failures) / MINUTE)).toEqual([60, 60]);
});
