/** "The last 4 hours", "desde ontem", "hoy": which stretch of time a question is about, on the engine's clock. */
import { atClock, dayBeforeStart, dayStart, wallClock } from '../../../../src-preload/shared/zone.ts';

export interface TimeWindow {
  readonly sinceMs: number;
  /** null: until now. */
  readonly untilMs: number | null;
  /** When the question was read; exact when the person named a number of hours. */
  readonly hours: number;
  readonly said:
    | { readonly kind: 'last'; readonly amount: number; readonly unit: 'minute' | 'hour' | 'day' }
    | { readonly kind: 'since' }
    | { readonly kind: 'between' };
}

const HOUR_MS = 3_600_000;
/** The tools look back 31 days at most. */
const MAX_HOURS = 24 * 31;
// biome-ignore format: one language per line
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10, twelve: 12, a: 1, an: 1,
  um: 1, uma: 1, dois: 2, duas: 2, tres: 3, quatro: 4, cinco: 5, seis: 6, oito: 8, dez: 10, doze: 12,
  un: 1, una: 1, dos: 2, cuatro: 4, ocho: 8, diez: 10, doce: 12,
};
const AMOUNT = String.raw`(\d{1,3}|${Object.keys(NUMBER_WORDS).join('|')})`;
const UNIT = String.raw`(minutes?|mins?|minutos?|hours?|hrs?|h|horas?|days?|d|dias?|weeks?|semanas?)`;
const LAST = new RegExp(String.raw`\b(?:last|past|previous|ultim[oa]s?|passad[oa]s?|pasad[oa]s?)\s+(?:${AMOUNT}\s*)?${UNIT}\b`);
const AGO = new RegExp(String.raw`\b(?:ha|faz|hace)\s+${AMOUNT}\s*${UNIT}\b|\b${AMOUNT}\s*${UNIT}\s+(?:ago|atras)\b`);
const SINCE_CLOCK =
  /\b(?:since|desde|after|depois d[ae]s?|despues de las?|a partir d[ae]s?)\s{1,9}(?:a?s?\s|las?\s)?\s{0,9}(\d{1,2})(?:[:h.](\d{2}))?\s{0,9}(am|pm|h|hs|horas)?\b/;
/** Nights begin at 18:00. */
const EVENING = 18 * 60;
const YESTERDAY = /\b(?:yesterday|ontem|ayer)\b/;
const TODAY = /\b(?:today|hoje|hoy|this morning|esta manha|esta manana)\b/;
const NIGHT = /\b(?:last night|tonight|overnight|anoche|(?:esta|ontem a|na|de|la) (?:noite|noche)|madrugada)\b/;

/** @param question folded text */
export function timeWindowOf(question: string, nowMs: number, zone: string): TimeWindow | null {
  return relative(question, nowMs) ?? sinceClock(question, nowMs, zone) ?? byDay(question, nowMs, zone);
}

function relative(question: string, nowMs: number): TimeWindow | null {
  const match = LAST.exec(question) ?? AGO.exec(question);
  if (match === null) return null;
  const [amountText, unitText] = [match[1] ?? match[3], match[2] ?? match[4] ?? 'h'];
  // "The last hours", without a number, are taken as four; the answer says which window it used.
  const unsaid = /^(?:h|d)\w+s$/.test(unitText) ? 4 : 1;
  const amount = amountText === undefined ? unsaid : (NUMBER_WORDS[amountText] ?? Number(amountText));
  const said = unitOf(unitText, amount);
  const hours = Math.min(MAX_HOURS, said.amount * { minute: 1 / 60, hour: 1, day: 24 }[said.unit]);
  return { sinceMs: nowMs - hours * HOUR_MS, untilMs: null, hours, said };
}

function unitOf(unit: string, amount: number): { kind: 'last'; amount: number; unit: 'minute' | 'hour' | 'day' } {
  if (unit.startsWith('min')) return { kind: 'last', amount, unit: 'minute' };
  if (unit.startsWith('d')) return { kind: 'last', amount, unit: 'day' };
  if (unit.startsWith('w') || unit.startsWith('s')) return { kind: 'last', amount: amount * 7, unit: 'day' };
  return { kind: 'last', amount, unit: 'hour' };
}

/** "Since 18:00" is the last 18:00 that has passed; with "yesterday" it is yesterday's. */
function sinceClock(question: string, nowMs: number, zone: string): TimeWindow | null {
  const match = SINCE_CLOCK.exec(question);
  if (match === null) return null;
  const hour = Number(match[1]) + (match[3] === 'pm' && Number(match[1]) < 12 ? 12 : 0);
  if (hour > 23) return null;
  const minutes = hour * 60 + Number(match[2] ?? 0);
  const today = atClock(nowMs, minutes, zone);
  const isEarlierDay = YESTERDAY.test(question) || today > nowMs;
  return since(isEarlierDay ? atClock(dayBeforeStart(nowMs, zone), minutes, zone) : today, nowMs);
}

function byDay(question: string, nowMs: number, zone: string): TimeWindow | null {
  const midnight = dayStart(nowMs, zone);
  const dayBefore = dayBeforeStart(nowMs, zone);
  if (NIGHT.test(question)) return since(atClock(wallClock(nowMs, zone).hour >= 18 ? midnight : dayBefore, EVENING, zone), nowMs);
  if (YESTERDAY.test(question)) {
    if (/\b(?:since|desde)\b/.test(question)) return since(dayBefore, nowMs);
    return { ...since(dayBefore, nowMs), untilMs: midnight, said: { kind: 'between' } };
  }
  return TODAY.test(question) ? since(midnight, nowMs) : null;
}

const since = (sinceMs: number, nowMs: number): TimeWindow => ({ sinceMs, untilMs: null, hours: boundedHours(nowMs - sinceMs), said: { kind: 'since' } });

/** A window of no length would be refused by the tool: one minute is the least. */
const boundedHours = (ms: number): number => Math.min(MAX_HOURS, Math.max(1 / 60, ms / HOUR_MS));

/** For `since_hours` when the reading is made, which may be a while after the question was read: "since 18:00" began then, "the last 4 hours" are four. */
export const hoursBack = ({ said, hours, sinceMs }: TimeWindow, nowMs: number): number => (said.kind === 'last' ? hours : boundedHours(nowMs - sinceMs));
