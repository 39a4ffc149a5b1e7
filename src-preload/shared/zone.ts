/**
 * Instants and the clock on the engine's wall: the one place that turns one into the other, for core, answers and page.
 *
 * The zone is the engine's, never that of the machine or the browser. An engine that tells none, or one nobody knows, is read in UTC
 * everywhere, and UTC is what is shown. On nights of clock changes an hour that comes twice means its first time, and a clock that was
 * skipped moves on by what was skipped (half past two is half past three then). A day begins at its first instant, whatever its clock says.
 */
import type { Language } from './words/language.ts';

export const UTC = 'UTC';

/** Whether this runtime knows the name; a name that means nothing must not move a time silently. */
export const isZone = (name: string): boolean => offsets.has(name) || offsetReader(name) !== null;

/** The zone as the engine names it, or UTC. @param told null: it tells none */
export const zoneOf = (told: string | null): string => (told !== null && isZone(told) ? told : UTC);

export interface WallClock {
  readonly year: number;
  /** 1..12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 = Sunday. */
  readonly weekday: number;
}

/** What the clock on the wall shows at an instant. */
export function wallClock(atMs: number, zone: string): WallClock {
  const at = new Date(wallMs(atMs, zone));
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    weekday: at.getUTCDay(),
  };
}

/** `2026-11-20`. */
export const dateOf = (atMs: number, zone: string): string => new Date(wallMs(atMs, zone)).toISOString().slice(0, 10);

/** `23:30:05`. */
export const timeOf = (atMs: number, zone: string): string => new Date(wallMs(atMs, zone)).toISOString().slice(11, 19);

/** The instant at which the clock shows this. @param wall the wall clock written as if it were UTC, epoch ms */
export function instantAt(wall: number, zone: string): number {
  // A clock changes at most once in two days, so these are the two offsets it can have had.
  const [before, after] = [offsetMs(wall - DAY_MS, zone), offsetMs(wall + DAY_MS, zone)];
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  if (wallMs(early, zone) === wall) return early;
  return wallMs(late, zone) === wall ? late : wall - before;
}

/** The first instant of the day an instant lies in. */
export function dayStart(atMs: number, zone: string): number {
  return instantAt(midnight(atMs, zone), zone);
}

/** The first instant of the day before the one an instant lies in. */
export const dayBeforeStart = (atMs: number, zone: string): number => dayStart(dayStart(atMs, zone) - 1, zone);

/** When the clock shows a time, on the day an instant lies in. @param minutes since midnight, by the clock */
export function atClock(atMs: number, minutes: number, zone: string): number {
  return instantAt(midnight(atMs, zone) + minutes * 60_000, zone);
}

/** How far the clock is ahead of UTC at an instant. */
export function offsetMs(atMs: number, zone: string): number {
  let known = offsets.get(zone);
  if (known === undefined) {
    const read = offsetReader(zone);
    if (read === null) return 0;
    offsets.set(zone, (known = { read, byQuarter: new Map() }));
  }
  const { read, byQuarter } = known;
  const quarter = Math.floor(atMs / QUARTER_MS);
  let kept = byQuarter.get(quarter);
  if (kept === undefined) {
    if (byQuarter.size >= MOST_OFFSETS) byQuarter.clear();
    const [first, last] = [read(quarter * QUARTER_MS), read((quarter + 1) * QUARTER_MS - 1000)];
    byQuarter.set(quarter, (kept = first === last ? first : null));
  }
  return kept ?? read(Math.floor(atMs / 1000) * 1000);
}

/** `GMT+1`, `GMT-3`, `GMT+5:30`, `GMT`; `UTC` where the zone is UTC. */
export function offsetText(atMs: number, zone: string): string {
  if (/^(?:Etc\/)?UTC$/i.test(zoneOf(zone))) return UTC;
  const minutes = Math.round(offsetMs(atMs, zone) / 60_000);
  if (minutes === 0) return 'GMT';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** `2026-11-20 23:30`: for a column with its zone in the head. */
export const clockText = (atMs: number, zone: string): string => `${dateOf(atMs, zone)} ${timeOf(atMs, zone).slice(0, 5)}`;

/** `2026-11-20 23:30 GMT+1`: the offset makes it exact wherever the sentence is read. */
export const exactText = (atMs: number, zone: string): string => `${clockText(atMs, zone)} ${offsetText(atMs, zone)}`;

export interface Reader {
  readonly language: Language;
  readonly zone: string;
}

/** An instant written in a reader's language, as the options say. */
export function localText(atMs: number, reader: Reader, options: LocalOptions): string {
  return localFormat(reader, options).format(atMs);
}

/** The zone's short name at an instant, in a reader's language: `CET`, `GMT-3`, `UTC`. */
export function zoneName(atMs: number, reader: Reader): string {
  const parts = localFormat(reader, { timeZoneName: 'short' }).formatToParts(atMs);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? offsetText(atMs, reader.zone);
}

/** Where this program runs. Only for what people plan by their own clock, never for what an engine says. */
export const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

type LocalOptions = Pick<Intl.DateTimeFormatOptions, 'day' | 'hour' | 'hourCycle' | 'minute' | 'month' | 'second' | 'timeZoneName' | 'weekday' | 'year'>;

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Offsets kept for each zone: a hundred days of quarters. */
const MOST_OFFSETS = 10_000;

/** Asking the time zone costs microseconds, and a year of runs asks a million times. null: the clock changes within that quarter (St. John's did, at a minute past midnight). */
const offsets = new Map<string, { readonly read: (atMs: number) => number; readonly byQuarter: Map<number, number | null> }>();

/** null: nobody knows the zone. */
function offsetReader(zone: string): ((atMs: number) => number) | null {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numeric });
    return (atMs) => {
      const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
      const part = (type: keyof Intl.DateTimeFormatPartTypesRegistry) => parts.get(type) ?? 0;
      return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - atMs;
    };
  } catch {
    return null;
  }
}

/** The wall clock at an instant, as if it were UTC. */
const wallMs = (atMs: number, zone: string): number => atMs + offsetMs(atMs, zone);

/** Midnight of the day by the wall clock, as if it were UTC. */
const midnight = (atMs: number, zone: string): number => Math.floor(wallMs(atMs, zone) / DAY_MS) * DAY_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function localFormat({ language, zone }: Reader, options: LocalOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  // English readers of a scheduler expect the day before the month.
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone: zoneOf(zone) });
  formats.set(key, made);
  return made;
}
