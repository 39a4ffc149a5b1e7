/** Values from a JSON Schema: ones that fit it, and ones that miss it in one place or in many. */
import * as fc from 'fast-check';
import { ADDRESSES, FAR_INSTANTS, oddInstant, strangeNumber, strangeText, strangeValue } from './strange.ts';

export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** What stands behind a name in the running core: ids that exist, words that mean something. Empty where there are none. */
export type Known = (name: string) => readonly unknown[];

interface Manner {
  readonly known: Known;
  /** 0: everything fits. Otherwise about every how many places one is missed. */
  readonly missEvery: number;
}

/** `name` is of the field or parameter, for what is known of it. */
export function valuesOf(schema: Schema, name: string, manner: Manner): fc.Arbitrary<unknown> {
  const right = fitting(schema, name, manner);
  const known = manner.known(name);
  const likely = known.length === 0 ? right : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: right });
  if (manner.missEvery === 0) return likely;
  return fc.oneof({ weight: manner.missEvery, arbitrary: likely }, { weight: 1, arbitrary: fc.oneof(missing(schema), strangeValue) });
}

function fitting(schema: Schema, name: string, manner: Manner): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => fitting(choice, name, manner)));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
      return wholeNumber(schema);
    case 'number':
      return fc.double({ ...bounds(schema), noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, name, manner), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case 'object':
      return object(schema, manner);
    case undefined:
    default:
      return strangeValue;
  }
}

function text({ format, pattern, minLength = 0, maxLength = 400 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.oneof(fc.constantFrom(...FAR_INSTANTS), recentInstant, anyInstant);
  if (format === 'uri') return fc.constantFrom(...ADDRESSES);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const atBound = fc.constantFrom(minLength, maxLength).map((length) => 'x'.repeat(length));
  const short = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) });
  return fc.oneof(
    { weight: 4, arbitrary: short },
    { weight: 3, arbitrary: strangeText.filter(({ length }) => length >= minLength && length <= maxLength) },
    atBound,
  );
}

const HOUR_MS = 3_600_000;
const recentInstant = fc.integer({ min: -48, max: 48 }).map((hours) => new Date(Date.now() + hours * HOUR_MS).toISOString());

const anyInstant = fc
  .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

function bounds({ minimum, maximum, exclusiveMinimum }: Schema): { min: number; max: number } {
  return { min: minimum ?? exclusiveMinimum ?? -1e6, max: maximum ?? 1e6 };
}

function wholeNumber(schema: Schema): fc.Arbitrary<number> {
  const { min, max } = bounds(schema);
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 10) }));
}

function object({ properties = {}, required = [] }: Schema, manner: Manner): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, valuesOf(schema, key, manner)]));
  const whole = fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
  if (manner.missEvery === 0) return whole;
  const without = fc.record(fields, { requiredKeys: [], noNullPrototype: true });
  const more = fc.tuple(whole, strangeText, strangeValue).map(([value, key, extra]) => ({ ...value, [key]: extra }));
  return fc.oneof({ weight: manner.missEvery, arbitrary: whole }, { weight: 1, arbitrary: fc.oneof(without, more) });
}

/** Right in kind and just outside: a step beyond a bound, a character too many, an item too many. */
function missing({ type, format, minimum, maximum, exclusiveMinimum, minLength, maxLength, maxItems }: Schema): fc.Arbitrary<unknown> {
  if (format === 'date-time') return oddInstant;
  const steps: unknown[] = [];
  if (minimum !== undefined) steps.push(minimum - 1, minimum + 0.5);
  if (exclusiveMinimum !== undefined) steps.push(exclusiveMinimum);
  if (maximum !== undefined) steps.push(maximum + 1);
  if (minLength !== undefined && minLength > 0) steps.push('x'.repeat(minLength - 1), ' '.repeat(minLength));
  if (maxLength !== undefined) steps.push('x'.repeat(maxLength + 1));
  if (maxItems !== undefined) steps.push(Array.from({ length: maxItems + 1 }, () => 'x'));
  if (steps.length > 0) return fc.constantFrom(...steps);
  return type === 'integer' || type === 'number' ? strangeNumber : strangeText;
}
