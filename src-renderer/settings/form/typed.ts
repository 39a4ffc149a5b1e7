/** From a setting to the text of its field and back, with the reason a text is refused. Pure. */
import type { Unit } from '../../../src-preload/contract/settings.ts';
import type { Word } from '../../words/words.ts';
import type { NumberKind, TextKind, TypedField } from './fields.ts';

export interface Problem {
  readonly word: Word;
  readonly values?: Readonly<Record<string, string | number>>;
}
type Reading = { readonly isOk: true; readonly value: unknown } | { readonly isOk: false; readonly problem: Problem };

/** What one of the unit that people read is in the setting. */
const SCALE: Readonly<Partial<Record<Unit, number>>> = { ms: 1_000, share: 0.01 };
const scaleOf = (unit: Unit | null): number => (unit === null ? 1 : (SCALE[unit] ?? 1));

/** Without what binary fractions add at their end. */
const tidy = (value: number): number => Number(value.toPrecision(12));
const shownNumber = (value: number, unit: Unit | null): string => String(tidy(value / scaleOf(unit)));
const boundsOf = ({ least, most, unit }: NumberKind) => ({ least: shownNumber(least, unit), most: shownNumber(most, unit) });

export function shownText({ kind }: TypedField, value: unknown): string {
  if (typeof value === 'number') return shownNumber(value, kind.at === 'number' ? kind.unit : null);
  return typeof value === 'string' ? value : '';
}

/** Bounds and default, as they are typed; null where nothing is bounded. */
export function rangeOf(field: TypedField): Problem | null {
  if (field.kind.at !== 'number') return null;
  const values = boundsOf(field.kind);
  return field.initial === null ? { word: 'form.range', values } : { word: 'form.rangeFirst', values: { ...values, initial: shownText(field, field.initial) } };
}

const refuse = (word: Word, values?: Problem['values']): Reading => ({ isOk: false, problem: values === undefined ? { word } : { word, values } });

/** @param stored given back as it is while its text stands there: what is not touched does not change, however many decimals it has */
export function readText(field: TypedField, text: string, stored: unknown): Reading {
  if (text === shownText(field, stored)) return { isOk: true, value: stored };
  const typed = text.trim();
  if (typed === '') return field.isOptional ? { isOk: true, value: null } : refuse('form.empty');
  const reading = field.kind.at === 'number' ? readNumber(field.kind, typed) : readWords(field.kind, typed);
  if (!reading.isOk) return reading;
  const parsed = field.schema.safeParse(reading.value);
  return parsed.success ? { isOk: true, value: parsed.data } : refuse('form.unusable');
}

const WHOLE = /^-?\d+$/;
/** No more decimals than two, so that a thousand written as 1.000 is not taken for one. */
const DECIMAL = /^-?\d+(?:[.,]\d{1,2})?$/;

function readNumber(kind: NumberKind, typed: string): Reading {
  const scale = scaleOf(kind.unit);
  const isWhole = kind.isWhole && scale === 1;
  if (!(isWhole ? WHOLE : DECIMAL).test(typed)) return refuse(isWhole ? 'form.whole' : 'form.decimal');
  const value = tidy(Number(typed.replace(',', '.')) * scale);
  return value < kind.least || value > kind.most ? refuse('form.outside', boundsOf(kind)) : { isOk: true, value };
}

function readWords({ mostChars, isCron }: TextKind, typed: string): Reading {
  if (typed.length > mostChars) return refuse('form.tooLong', { most: mostChars });
  // Whether such a schedule is ever due the core knows.
  return isCron && typed.split(/\s+/).length !== 5 ? refuse('form.cron') : { isOk: true, value: typed };
}
