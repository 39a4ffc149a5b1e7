/** Points in time an answer gives, and which time of a job each is said to be. */

export interface SaidTime {
  readonly at: number;
  readonly which: 'started' | 'ended' | 'scheduled' | 'deadline';
  /** An instant; without a zone `2026-11-20T18:36`; without a day `18:36`, `21:36Z` or `22:36+01:00`. */
  readonly claimed: string;
}

const ZONE = String.raw`\(?(?<zone>Z|UTC|GMT(?:[+-]\d{1,2}(?::\d{2})?)?|[+-]\d{2}:\d{2})\b\)?`;
const DAY = String.raw`(?:(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})|(?<first>\d{1,2})\/(?<second>\d{1,2})\/(?<longYear>\d{4}))`;
const CLOCK = String.raw`(?<hour>[01]?\d|2[0-3])[:h](?<minute>[0-5]\d)(?![\d:]*:\d{3})(?::[0-5]\d(?:\.\d+)?)?(?![\d:h])(?:\s*(?<half>[ap]\.?m\b\.?))?`;
const TIME = new RegExp(String.raw`(?<![\d:./-])(?:${DAY}(?:[ T]|,?\s+(?:at|as|a las)\s+))?${CLOCK}(?:\s*${ZONE})?`, 'giu');

const WHICH: readonly (readonly [RegExp, SaidTime['which'] | 'estimate'])[] = [
  // An estimate is nothing that happened.
  [
    /\b(?:(?:estimate\w*|expected|likely|forecast\w*|predicted|will|should|deve(?:ra|ria)?|vai|debe(?:ria)?|va a)(?: to| para)?(?: (?:start|end|finish|complete|iniciar|comecar|terminar|acabar|empezar|arrancar)\w*)?|(?:fim|inicio|fin|termino) (?:estimad[oa]|previst[oa]|esperad[oa])|previsao|prevision)\b/g,
    'estimate',
  ],
  [
    /\b(?:start\w*|inici(?:ou|ado|o)|comecou|empezo|arranco|ran from|(?:running|rodando|corriendo|execucao|ejecucion)\b[^.;]{0,40}\b(?:since|desde(?: las| as)?))\b/g,
    'started',
  ],
  [
    /\b(?:end(?:ed|s)?|finish\w*|termin(?:ou|o|ado)|acab(?:ou|o)|conclu(?:iu|ido)|complet(?:ed|o|ado)|fim|fin|failed|abend(?:ed|ou|o)|falhou|fallo)\b/g,
    'ended',
  ],
  [/\b(?:scheduled|agendad[oa]|programad[oa]|previst[oa])\b/g, 'scheduled'],
  [/\b(?:deadline|due|prazo|plazo|venc\w+|fecha limite)\b/g, 'deadline'],
];
/** A word so far from its time speaks of something else. */
const REACH = 60;
const ELSEWHERE = /[;.!?]\s|\b(?:not|nao|no|until|ate|hasta|before|antes|next|checked|read|after|depois d\w+|apos|despues de|tras|within)\b[^,]{0,60}$/;

/** @param plain folded, names blanked as `¤`; times stand in it as in the piece */
export function timesSaid(plain: string): SaidTime[] {
  return [...plain.matchAll(TIME)].flatMap((match) => {
    const before = plain.slice(Math.max(0, match.index - REACH), match.index);
    const nearest = WHICH.map(([pattern, which]) => ({ which, hit: [...before.matchAll(pattern)].at(-1) })).reduce((a, b) =>
      endOf(b.hit) > endOf(a.hit) ? b : a,
    );
    if (nearest.hit === undefined || nearest.which === 'estimate' || ELSEWHERE.test(before.slice(endOf(nearest.hit)))) return [];
    // "Since" names a start; of any other time it names a window.
    if (/\b(?:since|desde|from)(?:\s+(?:as|las))?\s*$/.test(before) && nearest.which !== 'started') return [];
    const claimed = claimedOf(match.groups ?? {});
    return claimed === null ? [] : [{ at: match.index, which: nearest.which, claimed }];
  });
}

const endOf = (hit: RegExpMatchArray | undefined): number => (hit === undefined ? -1 : (hit.index ?? 0) + hit[0].length);

function claimedOf(said: Partial<Record<string, string>>): string | null {
  const half = said['half']?.[0];
  const hour = Number(said['hour']);
  if (half !== undefined && hour > 12) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const clock = `${two(hours)}:${said['minute'] ?? '00'}`;
  const zone = said['zone'] === undefined ? '' : suffixOf(said['zone']);
  const day = dayOf(said);
  if (day === null) return null;
  if (day === '') return `${clock}${zone}`;
  if (zone === '') return `${day}T${clock}`;
  const instant = Date.parse(`${day}T${clock}:00${zone}`);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}

/** Empty without a day; null for one that could be two days: 05/06/2026. */
function dayOf({ year, month, day, first, second, longYear }: Partial<Record<string, string>>): string | null {
  if (year !== undefined) return `${year}-${month ?? ''}-${day ?? ''}`;
  if (longYear === undefined) return '';
  const [one, other] = [Number(first), Number(second)];
  if (one > 12 && other <= 12) return `${longYear}-${two(other)}-${two(one)}`;
  return other > 12 && one <= 12 ? `${longYear}-${two(one)}-${two(other)}` : null;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `GMT-3` as `-03:00`. */
function suffixOf(zone: string): string {
  const match = /([+-])(\d{1,2})(?::?(\d{2}))?/.exec(zone);
  return match === null ? 'Z' : `${match[1]}${match[2]!.padStart(2, '0')}:${match[3] ?? '00'}`;
}
