/** Which stretch of time the timeline draws. Pure. */
import type { Timeline } from '../../../src-preload/contract/plan/planGraph.ts';
import type { TimeSpan } from './timeScale.ts';

const MARGIN = 0.02;

/** The window asked for; with `isWhole`, only as much of it as there is something in, and now. */
export function spanOf({ since, until, nowAt, lanes }: Timeline, isWhole: boolean): TimeSpan {
  const window = { fromMs: Date.parse(since), toMs: Date.parse(until) };
  if (!isWhole) return window;
  let fromMs = Date.parse(nowAt);
  let toMs = fromMs;
  for (const { bars } of lanes) {
    for (const { startAt, endAt } of bars) {
      fromMs = Math.min(fromMs, Date.parse(startAt));
      toMs = Math.max(toMs, Date.parse(endAt ?? nowAt));
    }
  }
  const margin = Math.max(60_000, (toMs - fromMs) * MARGIN);
  return { fromMs: Math.max(window.fromMs, fromMs - margin), toMs: Math.min(window.toMs, toMs + margin) };
}
