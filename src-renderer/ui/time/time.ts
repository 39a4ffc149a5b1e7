/** Instants as people read them: in the scheduler's zone, with the zone said. */
import { dateOf, localText, type Reader, wallClock, zoneName as nameOfZone } from '../../../src-preload/shared/zone.ts';
import type { Language } from '../../words/words.ts';

/** `02:14:07` today, `20 Nov 23:50:12` on another day of the same zone. */
export function clockTime(iso: string, now: number, reader: Reader): string {
  const at = Date.parse(iso);
  const time = localText(at, reader, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  if (dateOf(at, reader.zone) === dateOf(now, reader.zone)) return time;
  return `${localText(at, reader, { day: 'numeric', month: 'short' })} ${time}`;
}

/** `12 Mar` this year, with the year otherwise. */
export function calendarDay(iso: string, now: number, reader: Reader): string {
  const at = Date.parse(iso);
  const isSameYear = wallClock(at, reader.zone).year === wallClock(now, reader.zone).year;
  return localText(at, reader, { day: 'numeric', month: 'short', ...(isSameYear ? {} : { year: 'numeric' }) });
}

/** The zone's short name at that instant: `CET`, `GMT-3`. */
export const zoneName = (iso: string, reader: Reader): string => nameOfZone(Date.parse(iso), reader);

/** `02:14:07 CET`: a time that stands alone. */
export const zonedTime = (iso: string, now: number, reader: Reader): string => `${clockTime(iso, now, reader)} ${zoneName(iso, reader)}`;

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
