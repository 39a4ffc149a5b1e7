/** The engine's query language as its manual has it, read strictly: an independent reading of it, and slow. */
import type { Row } from './strangerPlan.ts';

export class Refused extends Error {}

type Test = (row: Row) => boolean;

interface Reading {
  /** What `@` stands for in a LIKE. */
  readonly at: string;
  readonly isRefused: (field: string) => boolean;
  /** Fields this engine takes for absent in every row. */
  readonly isBlind: (field: string) => boolean;
}

const TOKEN = /\s*(?:(\(|\)|\[|\]|,)|('[^']*')|(!=|<=|>=|=|<|>)|([A-Za-z][\w#.-]*)|(-?\d+))/y;

/** Raises Refused. */
export function parseOql(oql: string, reading: Reading): Test {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < oql.trimEnd().length) {
    const token = TOKEN.exec(oql);
    if (token === null) throw new Refused(oql);
    tokens.push(token[0].trim());
  }
  let at = 0;
  const expect = (token: string) => {
    if (tokens[at++] !== token) throw new Refused(`${token} expected`);
  };
  const anyOf = (): Test => {
    const tests = [allOf()];
    while (tokens[at]?.toUpperCase() === 'OR' && at++ >= 0) tests.push(allOf());
    return (row) => tests.some((test) => test(row));
  };
  const allOf = (): Test => {
    const tests = [term()];
    while (tokens[at]?.toUpperCase() === 'AND' && at++ >= 0) tests.push(term());
    return (row) => tests.every((test) => test(row));
  };
  const term = (): Test => {
    if (tokens[at] === '(') {
      at++;
      const inner = anyOf();
      expect(')');
      return inner;
    }
    const field = tokens[at++] ?? '';
    if (!/^[A-Za-z]/.test(field) || reading.isRefused(field)) throw new Refused(field);
    const values = (row: Row) => (reading.isBlind(field) ? [] : valuesAt(row, field.split('.')));
    return comparison(tokens[at++]?.toUpperCase() ?? '', values);
  };
  const comparison = (operator: string, values: (row: Row) => string[]): Test => {
    if (operator === '=') {
      const wanted = literal();
      return (row) => values(row).includes(wanted);
    }
    if (operator === 'LIKE') {
      const pattern = new RegExp(
        `^${literal()
          .replaceAll(/[.*+^$()|[\]\\]/g, String.raw`\$&`)
          .replaceAll('@', reading.at)
          .replaceAll('?', '.')}$`,
      );
      return (row) => values(row).some((value) => pattern.test(value));
    }
    if (operator !== 'IN') throw new Refused(operator);
    expect('[');
    const wanted = [literal()];
    while (tokens[at] === ',' && at++ >= 0) wanted.push(literal());
    expect(']');
    return (row) => values(row).some((value) => wanted.includes(value));
  };
  const literal = (): string => (tokens[at++] ?? '').replaceAll("'", '');
  const test = anyOf();
  if (at < tokens.length) throw new Refused('more than a filter');
  return test;
}

function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [first, ...rest] = path;
  if (first === undefined) return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
  return typeof value === 'object' && value !== null ? valuesAt((value as Row)[first], rest) : [];
}
