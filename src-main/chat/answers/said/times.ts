/** Times as answers write them: in the engine's zone, with the zone shown. */
import { clockText, exactText, localText } from '../../../../src-preload/shared/zone.ts';
import type { Language } from '../asked/language.ts';

/** `2026-11-20 23:30 GMT+1`; a dash for none. */
export const timeText = (instant: string | null, zone: string): string => written(instant, (atMs) => exactText(atMs, zone));

/** Without the offset: the zone stands in the head of the column. */
export const shortTime = (instant: string | null, zone: string): string => written(instant, (atMs) => clockText(atMs, zone));

const written = (instant: string | null, text: (atMs: number) => string): string =>
  instant === null || Number.isNaN(Date.parse(instant)) ? '-' : text(Date.parse(instant));

/** `12 Mar 2026` in the reader's language. */
export const dateText = (instant: string, zone: string, language: Language): string =>
  localText(Date.parse(instant), { language, zone }, { day: 'numeric', month: 'short', year: 'numeric' });

/** `7 min 38 s`, `2 h 05 min`: units read the same in all three languages. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

const two = (value: number) => String(value).padStart(2, '0');
