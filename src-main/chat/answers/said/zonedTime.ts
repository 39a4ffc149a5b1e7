/** Instants as the engine's operators read them: in the engine's zone, with the zone shown. */

interface LocalParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** `GMT`, `GMT+1`, `GMT-3`, `GMT+5:30`. */
  readonly offset: string;
}

/** The zone if this runtime knows it, else UTC: a wrong zone name must not move a time silently. */
export function usableZone(zone: string | null): string {
  if (zone === null) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  });
  formats.set(zone, made);
  return made;
}

export function localParts(epochMs: number, zone: string): LocalParts {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, value]),
  );
  const number = (key: string) => Number(parts[key] ?? 0);
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    offset: parts['timeZoneName'] ?? 'GMT',
  };
}

/** Epoch ms of the local midnight before the instant; right on days with a clock change too. */
export function dayStart(epochMs: number, zone: string): number {
  const { year, month, day } = localParts(epochMs, zone);
  const asUtc = Date.UTC(year, month - 1, day);
  const guess = asUtc - offsetMs(localParts(asUtc, zone).offset);
  return asUtc - offsetMs(localParts(guess, zone).offset);
}

/** Epoch ms of a time of the clock on the day that begins at `dayStartMs`; on a night with a clock change, hours since midnight would be another time. */
export function atClock(dayStartMs: number, minutes: number, zone: string): number {
  const guess = dayStartMs + minutes * 60_000;
  const { hour, minute } = localParts(guess, zone);
  const offBy = minutes - (hour * 60 + minute);
  // A time that was skipped, or one of another day, stays the guess.
  return Math.abs(offBy) <= 120 ? guess + offBy * 60_000 : guess;
}

/** `GMT+5:30` in milliseconds. */
function offsetMs(offset: string): number {
  const match = /([+-])(\d{1,2})(?::?(\d{2}))?/.exec(offset);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-20 23:30 GMT+1`: the offset makes it exact wherever the sentence is read. */
export function timeText(instant: string | null, zone: string): string {
  if (instant === null || Number.isNaN(Date.parse(instant))) return '-';
  const { year, month, day, hour, minute, offset } = localParts(Date.parse(instant), zone);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} ${offset}`;
}

/** `12 Mar 2026` in the reader's language. */
export function dateText(instant: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    Date.parse(instant),
  );
}

/** `7 min 38 s`, `2 h 05 min`: units read the same in all three languages. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}
