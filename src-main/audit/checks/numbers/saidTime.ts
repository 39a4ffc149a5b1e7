/** A time as an answer gives it, held against an instant: with a zone exactly, without one in the plan's zone or in UTC. */
import { isZone, offsetMs } from '../../../../src-preload/shared/zone.ts';

/** Answers give minutes: 02:15 stands for anything from 02:15:00 to 02:15:59, and rounding up is no error. */
const TOLERANCE_MS = 60_000;
const DAY_MS = 86_400_000;
const SHAPE = /^(?:(\d{4}-\d{2}-\d{2})T)?(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

export const isSaidTime = (said: string): boolean => SHAPE.test(said) && !Number.isNaN(Date.parse(instantSaid(said, '2000-01-01', 'Z')));

/** null: without a zone in the answer or of the plan, a time that does not fit proves nothing. */
export function wasSaidOf(said: string, actualMs: number, zone: string | null): boolean | null {
  const [, day, , suffix] = SHAPE.exec(said) ?? [];
  const isLocal = suffix === undefined && zone !== null && isZone(zone);
  // The clock on the wall shows the day and time of that instant; written as UTC it is compared as one.
  const fits = (isLocal ? [actualMs + offsetMs(actualMs, zone), actualMs] : [actualMs]).some((wall) => {
    const apart = Math.abs(Date.parse(instantSaid(said, day ?? new Date(wall).toISOString().slice(0, 10), 'Z')) - wall);
    // Without a day, the nearest one is meant.
    return (day === undefined ? Math.min(apart % DAY_MS, DAY_MS - (apart % DAY_MS)) : apart) <= TOLERANCE_MS;
  });
  return fits || suffix !== undefined || isLocal ? fits : null;
}

function instantSaid(said: string, otherwise: string, offset: string): string {
  const [, day = otherwise, clock = '', suffix = offset] = SHAPE.exec(said) ?? [];
  return `${day}T${clock}:00${suffix}`;
}
