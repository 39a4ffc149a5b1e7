/** Hours, weekdays and days as people at the engine see them, nights of clock changes included. */

export interface Calendar {
  /** 0..23. When the clocks go back, the hour that comes twice is one. */
  hourOf(atMs: number): number;
  /** 0 = Sunday. */
  weekdayOf(atMs: number): number;
  /** YYYY-MM-DD. */
  dayOf(atMs: number): string;
}

const QUARTER_MS = 15 * 60_000;
/** Offsets kept: a hundred days of quarters. */
const MOST_OFFSETS = 10_000;

/** @param timeZone IANA name; UTC for null and for names nobody knows */
export function createCalendar(timeZone: string | null): Calendar {
  const format = formatOf(timeZone ?? 'UTC') ?? formatOf('UTC')!;
  const offsets = new Map<number, number>();
  // Asking the time zone costs microseconds, and a year of runs asks a million times. Clocks change at quarters of an hour only.
  const offsetAt = (atMs: number): number => {
    const quarter = Math.floor(atMs / QUARTER_MS);
    const kept = offsets.get(quarter);
    if (kept !== undefined) return kept;
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    const offset = wallClock(format, quarter * QUARTER_MS) - quarter * QUARTER_MS;
    offsets.set(quarter, offset);
    return offset;
  };
  const local = (atMs: number) => new Date(atMs + offsetAt(atMs));
  return {
    hourOf: (atMs) => local(atMs).getUTCHours(),
    weekdayOf: (atMs) => local(atMs).getUTCDay(),
    dayOf: (atMs) => local(atMs).toISOString().slice(0, 10),
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric });
  } catch {
    return null;
  }
}

/** The wall clock read as if it were UTC, epoch ms. */
function wallClock(format: Intl.DateTimeFormat, atMs: number): number {
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}
