/** Where an instant stands on the timeline, and where its hours are marked: by the clock of the engine's zone, also on nights that have 23 or 25 hours. Pure. */
import { wallClock } from '../../../src-preload/shared/zone.ts';

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** 0 at the start of the span, 100 at its end, held within it. */
export function percentAt(ms: number, { fromMs, toMs }: TimeSpan): number {
  if (toMs <= fromMs) return 0;
  return Math.min(100, Math.max(0, (100 * (ms - fromMs)) / (toMs - fromMs)));
}

/** Hours between marks, so that at most `most` of them stand on the span. */
function stepHours({ fromMs, toMs }: TimeSpan, most: number): number {
  const hours = (toMs - fromMs) / HOUR_MS;
  return [1, 2, 3, 6, 12, 24].find((step) => hours / step <= most) ?? 24;
}

export interface Tick {
  readonly atMs: number;
  /** Hour of the day in the zone. */
  readonly hour: number;
}

/** Whole hours of the zone's own clock. An hour that the clock shows twice is marked twice, one it skips is not. */
export function hourTicks(span: TimeSpan, zone: string, most = 12): readonly Tick[] {
  const step = stepHours(span, most);
  const ticks: Tick[] = [];
  // All zones of today are whole quarters away from UTC.
  for (let at = Math.ceil(span.fromMs / QUARTER_MS) * QUARTER_MS; at <= span.toMs; at += QUARTER_MS) {
    const { hour, minute } = wallClock(at, zone);
    if (minute === 0 && hour % step === 0) ticks.push({ atMs: at, hour });
  }
  return ticks;
}
