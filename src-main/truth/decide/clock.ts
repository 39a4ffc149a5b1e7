/** A time of day as an answer gives it, held against an instant. */
import type { FactValue } from '../../../src-preload/shared/facts/fact.ts';
import { offsetMs, zoneOf } from '../../../src-preload/shared/zone.ts';
import type { SaidClock } from '../read/token.ts';

const DAY = 1_440;
/** Answers give minutes, and rounding up is no error. */
const TOLERANCE = 1;

/** null: without a zone in the answer, a time that fits neither the engine's clock nor UTC may be of another zone. */
export function clockFits({ day, minutes, zone }: SaidClock, { at, zone: engineZone }: Extract<FactValue, { is: 'instant' }>): boolean | null {
  const actualMs = Date.parse(at);
  const local = engineZone === null ? null : offsetMinutes(actualMs, engineZone);
  const offsets = zone === 'local' ? (local === null ? [] : [local]) : zone === null ? [0, ...(local === null ? [] : [local])] : [zone];
  if (offsets.length === 0) return null;
  return offsets.some((offset) => {
    const wall = Math.floor(actualMs / 60_000) + offset;
    if (day !== null) return Math.abs(Math.floor(Date.parse(`${day}T00:00:00Z`) / 60_000) + minutes - wall) <= TOLERANCE;
    const apart = Math.abs((wall % DAY) - minutes);
    return Math.min(apart, DAY - apart) <= TOLERANCE;
  });
}

const offsetMinutes = (epochMs: number, zone: string): number => offsetMs(epochMs, zoneOf(zone)) / 60_000;

/** With the clock of the engine beside it, as a person would compare it. */
export function clockText(at: string, zone: string | null): string {
  const local = zone === null ? null : offsetMinutes(Date.parse(at), zone);
  const shown = (offset: number) => new Date(Date.parse(at) + offset * 60_000).toISOString().slice(11, 16);
  return local === null || local === 0 ? `${shown(0)} UTC` : `${shown(0)} UTC (${shown(local)} local)`;
}

export const minutesOf = (ms: number): string => `${Number((ms / 60_000).toFixed(1))} min`;
