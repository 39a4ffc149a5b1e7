/** Instants as people read them: in the scheduler's zone, with the zone said. */
import type { Language } from '../../words/words.ts';

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone: zone });
  cache.set(key, made);
  return made;
}

export const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A zone name the runtime knows, or the system's. */
export function usableZone(zone: string | null): string {
  if (zone === null) return systemZone();
  try {
    formatter('en', zone, {});
    return zone;
  } catch {
    return systemZone();
  }
}

interface Where {
  readonly language: Language;
  readonly zone: string;
}

const dayOf = (at: Date, { zone }: Where) => formatter('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** `02:14:07` today, `20 Nov 23:50:12` on another day of the same zone. */
export function clockTime(iso: string, now: number, where: Where): string {
  const at = new Date(iso);
  const time = formatter(where.language, where.zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);
  if (dayOf(at, where) === dayOf(new Date(now), where)) return time;
  return `${formatter(where.language, where.zone, { day: 'numeric', month: 'short' }).format(at)} ${time}`;
}

/** `12 Mar` this year, with the year otherwise. */
export function calendarDay(iso: string, now: number, where: Where): string {
  const at = new Date(iso);
  const isSameYear = dayOf(at, where).slice(-4) === dayOf(new Date(now), where).slice(-4);
  return formatter(where.language, where.zone, { day: 'numeric', month: 'short', ...(isSameYear ? {} : { year: 'numeric' }) }).format(at);
}

/** The zone's short name at that instant: `CET`, `GMT-3`. */
export function zoneName(iso: string, { language, zone }: Where): string {
  const parts = formatter(language, zone, { timeZoneName: 'short' }).formatToParts(new Date(iso));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

export const utcText = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** `12 s ago`; rounds down, so that nothing looks older than it is by rounding. */
export function agoText(iso: string, now: number, language: Language): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000));
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'narrow' });
  if (seconds < 90) return relative.format(-seconds, 'second');
  if (seconds < 90 * 60) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 36 * 3600) return relative.format(-Math.floor(seconds / 3600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}

/** `340 ms`, `2.4 s`, `3 min 05 s`, `1 h 12 min`. Units are the same in our three languages. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(seconds / 3600)} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')} min`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
