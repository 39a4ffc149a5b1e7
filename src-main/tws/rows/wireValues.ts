/** The single values of the engine's JSON, leniently: what cannot be understood counts as not said (null); nothing here raises. */
import * as z from 'zod';

export const text = z.string().nullish().catch(null);

/** Ids are texts; a number is taken as its digits. */
export const identifier = z.union([z.string().min(1), z.number().transform(String)]);

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };
export const flag = z
  .union([z.boolean(), z.string().transform((said) => FLAGS[said.trim().toLowerCase()] ?? null)])
  .nullish()
  .catch(null);

export const number = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);

/** ISO-8601 or epoch (v1), as ISO-8601 UTC. */
export const instant = z
  .union([z.string(), z.number()])
  .transform((said) => utcOf(said))
  .nullish()
  .catch(null);

/** ISO-8601 (`PT1M30S`) or milliseconds (v1), as whole milliseconds. */
export const duration = z
  .union([z.number(), z.string()])
  .transform((said) => wholeMs(typeof said === 'number' || /^\d+$/.test(said.trim()) ? Number(said) : millisecondsOf(said.trim())))
  .nullish()
  .catch(null);

export const part = <S extends z.ZodRawShape>(shape: S) => z.object(shape).nullish().catch(null);

/** A list whose unreadable items are left out, unless `otherwise` stands for them; null when it is no list at all. */
export function list<T extends z.ZodType>(item: T, otherwise: readonly z.output<T>[] = []) {
  return z
    .array(z.unknown())
    .transform((items): z.output<T>[] =>
      items.flatMap((one) => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data] : otherwise;
      }),
    )
    .nullish()
    .catch(null);
}

/** Below this a number counts seconds: as milliseconds it would lie before 1974. */
const FIRST_EPOCH_MS = 1e11;
const FIRST_YEAR = 1970;
const LAST_YEAR = 9999;

function utcOf(said: string | number): string | null {
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
  const said = iso.replace(/\[[^\]]*\]$/, '').replace(/^(\d{4}-\d{2}-\d{2})[ t](?=\d)/, '$1T');
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
