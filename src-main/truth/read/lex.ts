/** Cuts a piece of an answer into words that do something: names, numbers, times, quotations, and words of the lexicon. */
import { STATUS_WORDS, type StatusWord } from '../../../src-preload/shared/claimWords.ts';
import type { FactTable } from '../../../src-preload/shared/facts/table.ts';
import { type AnswerLanguage, lexicons } from '../lexicon/lexicon.ts';
import type { Mark, Sense } from '../lexicon/sense.ts';
import { flat } from '../text/flat.ts';
import { namesIn } from '../text/names.ts';
import type { SaidClock, Token } from './token.ts';

interface Found {
  readonly from: number;
  readonly to: number;
  readonly token: (place: { readonly start: number; readonly end: number }) => Token;
}

/** @param offset of the piece in the answer */
export function lex(text: string, offset: number, language: AnswerLanguage, table: FactTable): Token[] {
  const found: Found[] = [];
  const isFree = (from: number, to: number) => !found.some((one) => from < one.to && one.from < to);
  const add = (from: number, to: number, token: Found['token']) => {
    if (from < to && isFree(from, to)) found.push({ from, to, token });
  };
  for (const { index, 0: all } of text.matchAll(/\[r\d{1,4}\]/g)) add(index, index + all.length, (place) => ({ ...place, t: 'mark', mark: 'cite' }));
  quotations(text, table, add);
  const open = found.reduce((rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to), text).replaceAll('*', ' ');
  const plain = flat(open);
  for (const hit of namesIn(open)) {
    const things = table.named(hit.text);
    if (things.length > 0 || hit.isCertain) add(hit.start, hit.end, (place) => ({ ...place, t: 'name', words: hit.text, things }));
  }
  for (const { index, 0: code } of open.matchAll(CODE)) add(index, index + code.length, (place) => ({ ...place, t: 'quote', text: code }));
  clocks(plain, language, add);
  spans(plain, add);
  for (const { index, 0: all, 1: n = '' } of plain.matchAll(/(?<![\w.,-])(\d{1,3}(?:[.,]\d{1,3})?) ?%/g))
    add(index, index + all.length, (place) => ({ ...place, t: 'percent', n: Number(n.replace(',', '.')) }));
  for (const { index, 0: all } of plain.matchAll(/(?<![\w.,:-])-?\d{1,3}(?:[.,]\d{3})+(?![\w])|(?<![\w.:])-?\d{1,7}(?![\w:])/g))
    add(index, index + all.length, (place) => ({ ...place, t: 'number', n: Number(all.replaceAll(/[.,]/g, '')), isWord: false }));
  words(open, plain, language, found, add);
  for (const { index, 0: mark } of open.matchAll(/[,;:()=|→>–—.!?]/g)) add(index, index + 1, (place) => ({ ...place, t: 'mark', mark }));
  return found.toSorted((a, b) => a.from - b.from).map(({ from, to, token }) => token({ start: offset + from, end: offset + to }));
}

/** ORA-01653, SQL0803N, AWSBHT021E. */
const CODE = /(?<![\w-])(?:ORA|TNS|PLS|RMAN)-\d{3,6}\b|\bSQL\d{3,5}[NCW]\b|\bAW[SKE][A-Z]{2,4}\d{3,4}[EWI]\b|\b[A-Z]{3,5}\d{4,6}[EWI]\b/g;
const QUOTED = /`([^`\n]{2,400})`|"([^"\n]{2,400})"|“([^“”\n]{2,400})”|«([^«»\n]{2,400})»/g;

/** Words out of a log: what is quoted and neither a name nor a word of the scheduler. */
function quotations(text: string, table: FactTable, add: (from: number, to: number, token: Found['token']) => void): void {
  for (const match of text.matchAll(QUOTED)) {
    const inner = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim();
    const hits = namesIn(inner);
    const isName = table.named(inner).length > 0 || (hits.length === 1 && hits[0]!.text === inner);
    if (isName || Object.hasOwn(STATUS_WORDS, inner.toUpperCase()) || (!inner.includes(' ') && !/\d/.test(inner))) continue;
    if (/^-?\d+$/.test(inner) || /^\d{1,2}:\d{2}/.test(inner)) continue;
    add(match.index, match.index + match[0].length, (place) => ({ ...place, t: 'quote', text: inner }));
  }
}

const ZONE = String.raw`(?: ?\(?(?<zone>(?:utc|gmt)(?:[+-]\d{1,2}(?::\d{2})?)?|z|[+-]\d{2}:\d{2})\)?(?![\w]))?`;
const CLOCK = new RegExp(
  String.raw`(?<![\w:.-])(?:(?:(?<day>\d{4}-\d{2}-\d{2})|(?<first>\d{1,2})/(?<second>\d{1,2})(?:/(?<year>\d{4}|\d{2}))?)(?:t| |, | at | as | a las )?)?(?<hour>[01]?\d|2[0-3])(?::(?<minute>[0-5]\d)(?::(?<seconds>[0-5]\d)(?:\.\d{1,3})?)?|(?<mark>h)(?<late>[0-5]\d)?(?!\w))(?: ?(?<half>[ap])\.?m\b\.?)?` +
    ZONE,
  'g',
);
/** What stands before "10h35" when it is a time of day and not a duration. */
const AT = /(?:\b(?:as|a las|a la|at|das|desde las|desde as|ate as|hasta las|from|since|to|until|by|entre|y las|e as|of|fim|fin|end|inicio)|\()\s{0,2}$/;

function clocks(plain: string, language: AnswerLanguage, add: (from: number, to: number, token: Found['token']) => void): void {
  for (const match of plain.matchAll(CLOCK)) {
    const { hour = '', minute, seconds, mark, late, half, zone } = match.groups ?? {};
    if (mark !== undefined && !AT.test(plain.slice(Math.max(0, match.index - 12), match.index))) continue;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
    const after = plain.slice(match.index + match[0].length, match.index + match[0].length + 40);
    const isLocal =
      zone === undefined &&
      /^\s{0,2}\(?(?:local|hora local|horario local|horario de brasilia|hora de brasilia|de brasilia|brt|brasilia|de sao paulo|en sao paulo|em sao paulo|no horario de sao paulo|horario de sao paulo|hora de sao paulo|, ?hora local|, ?horario local)/.test(
        after,
      );
    const clock: SaidClock = {
      day: dayOf(match.groups ?? {}, language),
      minutes: hours * 60 + Number(minute ?? late ?? 0),
      seconds: seconds === undefined ? null : Number(seconds),
      zone: zone === undefined ? (isLocal ? 'local' : null) : offsetOf(zone),
    };
    add(match.index, match.index + match[0].trimEnd().length, (place) => ({ ...place, t: 'clock', clock }));
  }
}

/** 05/06 is the fifth of June where the answer is not in English; in English it could be either, and only a number above 12 tells. Without a year: none. */
function dayOf({ day, first, second, year }: Partial<Record<string, string>>, language: AnswerLanguage): string | null {
  if (day !== undefined) return day;
  if (first === undefined || second === undefined || year === undefined) return null;
  const [one, other] = [Number(first), Number(second)];
  const isDayFirst = one > 12 || (language !== 'en' && other <= 12);
  const [date, month] = isDayFirst ? [one, other] : [other, one];
  if (!isDayFirst && one <= 12 && other <= 12) return null;
  return `${year.length === 2 ? `20${year}` : year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{1,2})(?::?(\d{2}))?/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const UNIT_MS: readonly (readonly [RegExp, number])[] = [
  [/^(?:d|days?|dias?)$/, 86_400_000],
  [/^(?:h|hrs?|hours?|horas?)$/, 3_600_000],
  [/^(?:m|mins?|minutes?|minutos?)$/, 60_000],
  [/^(?:s|secs?|seconds?|segundos?)$/, 1_000],
];
const DIGITS = String.raw`\d{1,6}(?:[.,]\d{1,2})?\s?-?`;
const AMOUNT = String.raw`(?:half an|an|a|one|two|three|four|five|six|seven|eight|nine|ten|uma|um|una|un|dos|dois|duas|tres|quatro|cuatro|cinco|seis|sete|siete|oito|ocho|nove|nueve|dez|diez|meia|media)\s`;
const UNIT = String.raw`(?:days?|dias?|d|hours?|horas?|hrs?|h|minutes?|minutos?|mins?|m|seconds?|segundos?|secs?|s)`;
const SPAN = new RegExp(
  String.raw`(?<![\w.,:-])(?:(?:${DIGITS}|${AMOUNT})${UNIT}(?![\w]))(?:,? ?(?:and |e |y )?(?:${DIGITS}|${AMOUNT})${UNIT}(?![\w])){0,2}|(?<![\w.,:-])\d{1,3}h ?[0-5]?\d(?:m|min)?(?![\w:])`,
  'g',
);
const PART = new RegExp(String.raw`(${DIGITS}|${AMOUNT})(${UNIT})(?![a-z])`, 'g');
const WORD_AMOUNTS: Readonly<Record<string, number>> = {
  'half an': 0.5,
  meia: 0.5,
  media: 0.5,
  an: 1,
  a: 1,
  one: 1,
  um: 1,
  uma: 1,
  un: 1,
  una: 1,
  two: 2,
  dos: 2,
  dois: 2,
  duas: 2,
  three: 3,
  tres: 3,
  four: 4,
  quatro: 4,
  cuatro: 4,
  five: 5,
  cinco: 5,
  six: 6,
  seis: 6,
  seven: 7,
  sete: 7,
  siete: 7,
  eight: 8,
  oito: 8,
  ocho: 8,
  nine: 9,
  nove: 9,
  nueve: 9,
  ten: 10,
  dez: 10,
  diez: 10,
};

function spans(plain: string, add: (from: number, to: number, token: Found['token']) => void): void {
  for (const { index, 0: all } of plain.matchAll(SPAN)) {
    const compact = /^(\d{1,3})h ?([0-5]?\d)/.exec(all);
    if (compact !== null) {
      const ms = Number(compact[1]) * 3_600_000 + Number(compact[2]) * 60_000;
      add(index, index + all.length, (place) => ({ ...place, t: 'span', ms, stepMs: 60_000 }));
      continue;
    }
    const parts = [...all.matchAll(PART)].flatMap(([, amount = '', unit = '']) => {
      const ms = UNIT_MS.find(([pattern]) => pattern.test(unit))?.[1];
      const said = amount.replace(/[\s-]{1,4}$/, '');
      const n = WORD_AMOUNTS[said] ?? Number(said.replace(',', '.'));
      const digits = said.split(/[.,]/)[1]?.length ?? 0;
      return ms === undefined || Number.isNaN(n) ? [] : [{ ms: n * ms, step: ms / 10 ** digits }];
    });
    if (parts.length === 0 || all === 'a second') continue;
    const ms = parts.reduce((sum, part) => sum + part.ms, 0);
    const stepMs = Math.min(...parts.map(({ step }) => step));
    add(index, index + all.length, (place) => ({ ...place, t: 'span', ms, stepMs }));
  }
}

/** Words that only their accent tells apart. */
const ACCENTED: Partial<Record<AnswerLanguage, Readonly<Record<string, Mark>>>> = {
  pt: { e: 'and', é: 'is', às: 'at' },
  es: { sí: 'filler', él: 'it', sólo: 'only', e: 'and', fallo: 'filler', cayo: 'filler' },
};
const WORD = /[\p{L}~&][\p{L}\p{N}'’-]*/gu;

/** The longest phrase of the lexicon at each place; the scheduler's own words in capitals before all. */
function words(
  open: string,
  plain: string,
  language: AnswerLanguage,
  found: readonly Found[],
  add: (from: number, to: number, token: Found['token']) => void,
): void {
  const taken = [...found];
  const hits = [...plain.matchAll(WORD)].filter(({ index, 0: word }) => !taken.some((one) => index < one.to && one.from < index + word.length));
  const lexicon = lexicons[language];
  for (let at = 0; at < hits.length; at++) {
    const hit = hits[at]!;
    const shouted = open.slice(hit.index, hit.index + hit[0].length);
    if (shouted.length > 2 && shouted === shouted.toUpperCase() && Object.hasOwn(STATUS_WORDS, shouted)) {
      const sense: Sense = { is: 'state', state: shouted as StatusWord };
      add(hit.index, hit.index + hit[0].length, (place) => ({ ...place, t: 'sense', sense, words: shouted }));
      continue;
    }
    const accented = ACCENTED[language]?.[shouted.toLowerCase()];
    if (accented !== undefined) {
      add(hit.index, hit.index + hit[0].length, (place) => ({ ...place, t: 'sense', sense: { is: accented }, words: shouted }));
      continue;
    }
    const isShouted = ({ index, 0: word }: RegExpExecArray) => {
      const written = open.slice(index, index + word.length);
      return written.length > 2 && written === written.toUpperCase() && Object.hasOwn(STATUS_WORDS, written);
    };
    const phrase = (lexicon.get(hit[0].replaceAll('’', "'")) ?? []).find(({ words: all }) =>
      all.every((word, step) => {
        const next = hits[at + step];
        const before = hits[at + step - 1];
        // The words of a phrase follow each other with blanks alone between them.
        const isNext = step === 0 || (before !== undefined && next !== undefined && /^\s+$/.test(plain.slice(before.index + before[0].length, next.index)));
        // "on HOLD" is the scheduler's HOLD, which nobody held.
        return isNext && next?.[0].replaceAll('’', "'") === word && (all.length === 1 || !isShouted(next));
      }),
    );
    if (phrase === undefined) {
      add(hit.index, hit.index + hit[0].length, (place) => ({ ...place, t: 'unknown', words: hit[0] }));
      continue;
    }
    const last = hits[at + phrase.words.length - 1]!;
    const end = last.index + last[0].length;
    const { sense } = phrase;
    const said = phrase.words.join(' ');
    add(hit.index, end, (place) =>
      sense.is === 'number' ? { ...place, t: 'number', n: sense.number, isWord: true } : { ...place, t: 'sense', sense, words: said },
    );
    at += phrase.words.length - 1;
  }
}
