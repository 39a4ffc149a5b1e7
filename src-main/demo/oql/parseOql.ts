/** The engine's query language, read into a tree. Whatever is not in the documented grammar is an error, as it is there. */
import { createTokenReader, OqlError, type TokenReader } from './tokens.ts';

export type OqlValue = string | number | boolean | null;
export type OqlOperator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'IN' | 'NOT IN' | 'LIKE' | 'NOT LIKE';
export type OqlExpression =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly OqlExpression[] }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: OqlOperator; readonly values: readonly OqlValue[] };
export interface OqlQuery {
  readonly where: OqlExpression | null;
  readonly orderBy: readonly { readonly field: string; readonly isDescending: boolean }[];
}

const MAX_DEPTH = 50;

/** Raises OqlError. */
export function parseOql(text: string): OqlQuery {
  const reader = createTokenReader(text);
  const where = reader.isAtEnd() || reader.isWord('ORDER') ? null : either(reader, 0);
  const orderBy = reader.takeIfWord('ORDER') ? order(reader) : [];
  reader.expectEnd();
  return { where, orderBy };
}

const either = (reader: TokenReader, depth: number): OqlExpression => chain(reader, 'or', () => chain(reader, 'and', () => term(reader, depth)));

function chain(reader: TokenReader, kind: 'and' | 'or', next: () => OqlExpression): OqlExpression {
  const first = next();
  const terms = [first];
  while (reader.takeIfWord(kind.toUpperCase())) terms.push(next());
  return terms.length === 1 ? first : { kind, terms };
}

function term(reader: TokenReader, depth: number): OqlExpression {
  if (depth > MAX_DEPTH) throw new OqlError('too many parentheses');
  if (reader.takeIfSymbol('(')) {
    const inner = either(reader, depth + 1);
    reader.expectSymbol(')');
    return inner;
  }
  const field = reader.takeWord('a field');
  const said = operator(reader);
  return { kind: 'compare', field, operator: said, values: said.endsWith('IN') ? list(reader) : [value(reader)] };
}

function operator(reader: TokenReader): OqlOperator {
  for (const comparison of COMPARISONS) if (reader.takeIfSymbol(comparison)) return comparison;
  const isNegated = reader.takeIfWord('NOT');
  if (reader.takeIfWord('IN')) return isNegated ? 'NOT IN' : 'IN';
  if (reader.takeIfWord('LIKE')) return isNegated ? 'NOT LIKE' : 'LIKE';
  return reader.fail('an operator');
}

const COMPARISONS = ['=', '!=', '<', '>', '<=', '>='] as const;

function list(reader: TokenReader): OqlValue[] {
  reader.expectSymbol('[');
  const values = [value(reader)];
  while (reader.takeIfSymbol(',')) values.push(value(reader));
  reader.expectSymbol(']');
  return values;
}

function value(reader: TokenReader): OqlValue {
  const literal = reader.takeLiteral();
  if (literal !== undefined) return literal;
  if (reader.takeIfWord('TRUE')) return true;
  if (reader.takeIfWord('FALSE')) return false;
  return reader.takeIfWord('NULL') ? null : reader.fail('a value');
}

function order(reader: TokenReader): { field: string; isDescending: boolean }[] {
  if (!reader.takeIfWord('BY')) reader.fail('BY');
  const keys: { field: string; isDescending: boolean }[] = [];
  do {
    const field = reader.takeWord('a field');
    const isDescending = reader.takeIfWord('DESC');
    if (!isDescending) reader.takeIfWord('ASC');
    keys.push({ field, isDescending });
  } while (reader.takeIfSymbol(','));
  return keys;
}
