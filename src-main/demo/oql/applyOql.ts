/** Applies a query to things of a kind: which fields there are, and what each holds, the caller says. */
import type { OqlExpression, OqlOperator, OqlQuery, OqlValue } from './parseOql.ts';
import { OqlError } from './tokens.ts';
import { isLike } from './wildcards.ts';

export type FieldValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** Fields of one kind of object. A list matches when one of its values does. */
export interface OqlFields<T> {
  readonly filter: Readonly<Record<string, (item: T) => FieldValue>>;
  /** Sort keys that are no filter fields. */
  readonly sort: Readonly<Record<string, (item: T) => FieldValue>>;
  /** Fields which the engine compares for equality only. */
  readonly isEqualityOnly: (field: string) => boolean;
}

/** What a value that is not there fits: `different` from every other one, or, as in SQL, `nothing` but `= null`. Not documented. */
export type AbsentValues = 'different' | 'nothing';

/** Raises OqlError for a field that objects of this kind do not have. */
export function applyOql<T>(items: readonly T[], query: OqlQuery, fields: OqlFields<T>, absent: AbsentValues = 'different'): readonly T[] {
  const where = query.where === null ? null : compiled(query.where, fields, absent);
  const keys = query.orderBy.map(({ field, isDescending }) => ({
    get: getter(fields.sort, field) ?? getter(fields.filter, field) ?? unknownField(field),
    isDescending,
  }));
  const found = where === null ? items : items.filter(where);
  if (keys.length === 0) return found;
  return [...found].sort((one, other) => {
    for (const { get, isDescending } of keys) {
      const order = orderOf(firstOf(get(one)), firstOf(get(other)));
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

const getter = <T>(fields: Readonly<Record<string, (item: T) => FieldValue>>, name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
const firstOf = (value: FieldValue) => (Array.isArray(value) ? (value[0] ?? null) : value);

function unknownField(field: string): never {
  throw new OqlError(`the field "${field}" is not known`);
}

function orderOf(one: FieldValue, other: FieldValue): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

function compiled<T>(expression: OqlExpression, fields: OqlFields<T>, absent: AbsentValues): (item: T) => boolean {
  if (expression.kind !== 'compare') {
    const terms = expression.terms.map((term) => compiled(term, fields, absent));
    return expression.kind === 'and' ? (item) => terms.every((term) => term(item)) : (item) => terms.some((term) => term(item));
  }
  const { field, operator, values } = expression;
  const get = getter(fields.filter, field) ?? unknownField(field);
  if (fields.isEqualityOnly(field) && operator !== '=' && operator !== '!=') throw new OqlError(`"${field}" can only be compared with = and !=`);
  const test = testOf(operator, values, absent);
  return (item) => {
    const value = get(item);
    if (Array.isArray(value)) return operator === '!=' || operator.startsWith('NOT') ? value.every(test) : value.some(test);
    return test(value);
  };
}

function testOf(operator: OqlOperator, values: readonly OqlValue[], absent: AbsentValues): (value: FieldValue) => boolean {
  const [wanted = null] = values;
  const mayDiffer = (value: FieldValue) => value !== null || wanted === null || absent === 'different';
  switch (operator) {
    case '=':
      return (value) => isSame(value, wanted);
    case '!=':
      return (value) => mayDiffer(value) && !isSame(value, wanted);
    case 'IN':
      return (value) => values.some((one) => isSame(value, one));
    case 'NOT IN':
      return (value) => mayDiffer(value) && values.every((one) => !isSame(value, one));
    case 'LIKE':
    case 'NOT LIKE': {
      const pattern = String(wanted);
      return (value) => (value === null ? operator === 'NOT LIKE' && mayDiffer(value) : isLike(pattern, String(value)) === (operator === 'LIKE'));
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      return (value) => isOrdered(value, operator, wanted);
  }
}

/** Numbers may be quoted; instants compare as instants, however many digits they carry. */
function isSame(value: FieldValue, wanted: OqlValue): boolean {
  if (value === wanted) return true;
  if (value === null || wanted === null) return false;
  const instants = instantPair(value, wanted);
  return instants === null ? String(value) === String(wanted) : instants[0] === instants[1];
}

function isOrdered(value: FieldValue, operator: '<' | '>' | '<=' | '>=', wanted: OqlValue): boolean {
  if (value === null || wanted === null) return false;
  const [one, other] = instantPair(value, wanted) ?? (typeof value === 'number' ? [value, Number(wanted)] : [String(value), String(wanted)]);
  if (operator === '<') return one < other;
  if (operator === '>') return one > other;
  return operator === '<=' ? one <= other : one >= other;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
function instantPair(value: FieldValue, wanted: OqlValue): [number, number] | null {
  if (typeof value !== 'string' || typeof wanted !== 'string' || !INSTANT.test(value) || !INSTANT.test(wanted)) return null;
  return [Date.parse(value), Date.parse(wanted)];
}
