/** A time as an answer gives it, held against an instant: with a zone exactly, without one in the plan's zone or in UTC. */

/** Answers give minutes: 02:15 stands for anything from 02:15:00 to 02:15:59, and rounding up is no error. */
const TOLERANCE_MS = 60_000;
const DAY_MS = 86_400_000;
const SHAPE = /^(?:(\d{4}-\d{2}-\d{2})T)?(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

export const isSaidTime = (said: string): boolean => SHAPE.test(said) && !Number.isNaN(Date.parse(instantAt(said, '2000-01-01', 'Z')));

/** null: without a zone in the answer or of the plan, a time that does not fit proves nothing. */
export function wasSaidOf(said: string, actualMs: number, zone: string | null): boolean | null {
  const [, day, , suffix] = SHAPE.exec(said) ?? [];
  const local = suffix === undefined && zone !== null ? offsetAt(actualMs, zone) : null;
  const offsets = suffix !== undefined ? [suffix] : ['Z', ...(local === null ? [] : [local])];
  const fits = offsets.some((offset) => {
    const apart = Math.abs(Date.parse(instantAt(said, day ?? new Date(actualMs).toISOString().slice(0, 10), offset)) - actualMs);
    // Without a day, the nearest one is meant.
    return (day === undefined ? Math.min(apart % DAY_MS, DAY_MS - (apart % DAY_MS)) : apart) <= TOLERANCE_MS;
  });
  return fits || suffix !== undefined || local !== null ? fits : null;
}

function instantAt(said: string, otherwise: string, offset: string): string {
  const [, day = otherwise, clock = '', suffix = offset] = SHAPE.exec(said) ?? [];
  return `${day}T${clock}:00${suffix}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `-03:00` at that instant, clock changes included; null for a zone this runtime does not know. */
function offsetAt(epochMs: number, zone: string): string | null {
  try {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
    const name = format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return /[+-]\d{2}:\d{2}$/.exec(name)?.[0] ?? (name === 'GMT' ? 'Z' : null);
  } catch {
    return null;
  }
}
