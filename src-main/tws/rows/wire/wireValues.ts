/** The single values of the engine's JSON, leniently: what cannot be understood counts as not said (null); nothing here raises. */
import * as z from 'zod';
import { withUnseenShown } from '../../../../src-preload/shared/unseen.ts';
import { leniently, objectReader, readBy, readerOf, UNREADABLE } from './rowReader.ts';

/** Names and descriptions, written by others: what hides in them is shown from here on, on every screen, in every answer and prompt. Ids stay as they are. */
export const text = readBy(
  z.string().transform(withUnseenShown).nullish().catch(null),
  leniently((said) => (typeof said === 'string' ? withUnseenShown(said) : UNREADABLE)),
);

/** Ids are texts; a number is taken as its digits. */
export const identifier = readBy(z.union([z.string().min(1), z.number().transform(String)]), (said) => {
  if (typeof said === 'string') return said === '' ? UNREADABLE : said;
  return Number.isFinite(said) ? String(said) : UNREADABLE;
});

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };
const flagOf = (said: string): boolean | null => FLAGS[said.trim().toLowerCase()] ?? null;
export const flag = readBy(
  z
    .union([z.boolean(), z.string().transform(flagOf)])
    .nullish()
    .catch(null),
  leniently((said) => {
    if (typeof said === 'boolean') return said;
    return typeof said === 'string' ? flagOf(said) : UNREADABLE;
  }),
);

const DECIMAL = /^-?\d+(\.\d+)?$/;
export const number = readBy(
  z
    .union([z.number(), z.string().trim().regex(DECIMAL).transform(Number)])
    .nullish()
    .catch(null),
  leniently((said) => {
    if (isNumber(said)) return said;
    return typeof said === 'string' && DECIMAL.test(said.trim()) ? Number(said.trim()) : UNREADABLE;
  }),
);

/** ISO-8601 or epoch (v1), as ISO-8601 UTC. */
export const instant = readBy(
  z
    .union([z.string(), z.number()])
    .transform((said) => utcOf(said))
    .nullish()
    .catch(null),
  leniently((said) => (typeof said === 'string' || isNumber(said) ? utcOf(said) : UNREADABLE)),
);

/** ISO-8601 (`PT1M30S`) or milliseconds (v1), as whole milliseconds. */
const durationOf = (said: string | number): number | null =>
  wholeMs(typeof said === 'number' || /^\d+$/.test(said.trim()) ? Number(said) : millisecondsOf(said.trim()));
export const duration = readBy(
  z.union([z.number(), z.string()]).transform(durationOf).nullish().catch(null),
  leniently((said) => (typeof said === 'string' || isNumber(said) ? durationOf(said) : UNREADABLE)),
);

export const part = <S extends z.ZodRawShape>(shape: S) => readBy(z.object(shape).nullish().catch(null), leniently(objectReader(shape)));

/** A list whose unreadable items are left out, unless `otherwise` stands for them; null when it is no list at all. */
export function list<T extends z.ZodType>(item: T, otherwise: readonly z.output<T>[] = []) {
  const read = readerOf(item);
  const readAll = (items: readonly unknown[]): z.output<T>[] => {
    const rows: z.output<T>[] = [];
    for (const one of items) {
      const row = read(one);
      if (row === UNREADABLE) rows.push(...otherwise);
      else rows.push(row);
    }
    return rows;
  };
  return readBy(
    z.array(z.unknown()).transform(readAll).nullish().catch(null),
    leniently((said) => (Array.isArray(said) ? readAll(said) : UNREADABLE)),
  );
}

/** As schemas take numbers: those that JSON can hold. */
const isNumber = (said: unknown): said is number => Number.isFinite(said);

/** Below this a number counts seconds: as milliseconds it would lie before 1974. */
const FIRST_EPOCH_MS = 1e11;
const FIRST_YEAR = 1970;
const LAST_YEAR = 9999;

/** How engines mostly write instants, and how they are passed on; days that not every month has are left to the calendar. */
const PLAIN_UTC = /^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

function utcOf(said: string | number): string | null {
  // A job has a dozen of them; the year 1970 stands for "not set" and is looked at closely.
  if (typeof said === 'string' && PLAIN_UTC.test(said) && !said.startsWith('1970')) return said;
  const plain = typeof said === 'string' ? said.trim() : said;
  if (typeof plain === 'number' || /^\d{9,}$/.test(plain)) {
    const epoch = Number(plain);
    // Engines write 0 and negative numbers for "not set".
    return epoch <= 0 ? null : isoOf(epoch < FIRST_EPOCH_MS ? epoch * 1_000 : epoch);
  }
  return isoOf(Date.parse(withZone(plain)));
}

/** An instant without a zone is UTC, as all of the engine's are; a zone's name after the offset says nothing more. */
function withZone(iso: string): string {
  const said = iso.replace(/\[[^[\]]{0,60}\]$/, '').replace(/^(\d{4}-\d{2}-\d{2})[ t](?=\d)/, '$1T');
  if (/^\d{4}-\d{2}-\d{2}T[\d:.,]+$/.test(said)) return `${said.replace(',', '.')}Z`;
  return said.replace(/([+-]\d{2})(\d{2})$/, (offset, hours: string, minutes: string) => (said.includes('T') ? `${hours}:${minutes}` : offset));
}

function isoOf(ms: number): string | null {
  const at = new Date(ms);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() <= FIRST_YEAR || at.getUTCFullYear() > LAST_YEAR) return null;
  return at.toISOString();
}

function millisecondsOf(iso: string): number | null {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i.exec(iso);
  if (parts === null || /[PT]$/i.test(iso)) return null;
  const [days, hours, minutes, seconds] = parts.slice(1).map((said) => Number((said ?? '0').replace(',', '.')));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000;
}

const wholeMs = (ms: number | null): number | null => (ms === null || !Number.isFinite(ms) || ms < 0 || ms > Number.MAX_SAFE_INTEGER ? null : Math.round(ms));

/** Without its fraction; null for what is not said or too large to be a number of the engine. */
export function whole(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  const cut = Math.trunc(value);
  return Number.isSafeInteger(cut) ? cut : null;
}
