/** The timeline marks the hours of the engine's own clock, also on nights that have 23 or 25 of them, and hides no bar silently. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hourTicks, percentAt } from '../../../../src-renderer/plan/timeline/timeScale.ts';
import { inTracks } from '../../../../src-renderer/plan/timeline/tracks.ts';

const span = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
const hours = (from: string, to: string, zone: string) => hourTicks(span(from, to), zone).map(({ hour }) => hour);

it('an hour the clock shows twice is marked twice', () => {
  expect(hours('2026-10-24T23:30:00Z', '2026-10-25T03:30:00Z', 'Europe/Madrid')).toEqual([2, 2, 3, 4]);
});
it('an hour the clock skips is not marked', () => {
  expect(hours('2026-03-28T23:30:00Z', '2026-03-29T03:30:00Z', 'Europe/Madrid')).toEqual([1, 3, 4, 5]);
});
it('whole hours of zones between the hours are marked where they are', () => {
  const [first] = hourTicks(span('2026-11-21T00:00:00Z', '2026-11-21T02:00:00Z'), 'Asia/Kolkata');
  expect(first).toEqual({ atMs: Date.parse('2026-11-21T00:30:00Z'), hour: 6 });
});
it('a long window has marks that can be read', () => {
  expect(hours('2026-11-14T00:00:00Z', '2026-11-21T00:00:00Z', 'UTC')).toEqual(Array.from({ length: 8 }, () => 0));
});
it('what lies outside the window stands at its edge', () => {
  const day = span('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z');
  expect([percentAt(day.fromMs - 1, day), percentAt((day.fromMs + day.toMs) / 2, day), percentAt(day.toMs + 1, day)]).toEqual([0, 50, 100]);
});
it('bars of one track never overlap, and each bar is drawn or counted as left out', () => {
  const bars = fc.array(fc.record({ startMs: fc.integer({ min: 0, max: 1_000 }), long: fc.integer({ min: 0, max: 300 }) }), { maxLength: 60 });
  fc.assert(
    fc.property(bars, (made) => {
      const { tracks, left } = inTracks(
        made.map(({ startMs, long }) => ({ startMs, endMs: startMs + long })),
        { most: 4, gapMs: 5 },
      );
      expect(tracks.length).toBeLessThanOrEqual(4);
      expect(tracks.flat().length + left).toBe(made.length);
      for (const track of tracks) track.slice(1).forEach((bar, at) => expect(bar.startMs).toBeGreaterThanOrEqual(track[at]!.endMs + 5));
    }),
  );
});
