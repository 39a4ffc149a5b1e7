/** Requests to one operation of the OpenAPI document: plain ones, and ones no client of good will would send. */
import * as fc from 'fast-check';
import { type Known, type Schema, valuesOf } from './fromSchema.ts';
import { strangeText } from './strange.ts';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
export interface Operation {
  /** Upper case. */
  readonly method: string;
  /** With `{parameters}`, below `/api`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

export interface Request {
  readonly method: string;
  /** As it goes over the wire: path and query, already escaped. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Escapes as browsers do; a lone surrogate, which has no UTF-8, becomes the replacement character. */
const escaped = (value: unknown): string =>
  encodeURIComponent((typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)).toWellFormed());

const SEGMENTS = [
  '',
  '.',
  '..',
  '%2F',
  'a%2Fb',
  '..%2F..%2Fsettings',
  '%2e%2e',
  '%00',
  '%zz',
  '%',
  '%ff%fe',
  '%ed%a0%80',
  'a;b=c',
  'a%20b',
  '%25',
  '%5c',
  '\\',
  '*',
  'a'.repeat(201),
  '%61'.repeat(300),
  'a'.repeat(9_000),
  'a'.repeat(20_000),
];
const QUERY_TAILS = [
  '&',
  '?',
  '&&=&',
  '&=',
  '&%zz=%zz',
  '&a[b]=1',
  '&a[__proto__][x]=1',
  '&__proto__=1',
  '&constructor=1',
  '#x',
  '&x=%ff',
  `&y=${'z'.repeat(9_000)}`,
];
const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '1',
  '{"a":1}{"b":2}',
  '{"a":1e400}',
  '\ufeff{}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{}}}',
  "{'a':1}",
  '{"a":1,"a":2}',
  '['.repeat(5_000),
  `{"question":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  `"${'x'.repeat(300_000)}"`,
];
const HEADERS: readonly Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json;;;' },
  { 'content-type': '' },
  { 'content-encoding': 'gzip' },
  { accept: 'text/event-stream' },
  { accept: 'application/xml;q=x' },
  { 'x-http-method-override': 'DELETE' },
  { 'last-event-id': '\u00ff' },
  { cookie: 'resync=%00; ;=;' },
  { range: 'bytes=0-0' },
  { expect: 'something' },
];

/** How many of a hundred requests are by the book, nearly so, and neither. */
const PLAIN = 45;
const NEARLY = 40;
const BROKEN = 15;

export const get = (target: string): Request => ({ method: 'GET', target, headers: {}, body: null });

export function requestsOf(operation: Operation, known: Known): fc.Arbitrary<Request> {
  return fc.oneof(
    { weight: PLAIN, arbitrary: built(operation, known, 0) },
    { weight: NEARLY, arbitrary: built(operation, known, 4) },
    { weight: BROKEN, arbitrary: broken(operation, known) },
  );
}

function built({ method, path, parameters, body }: Operation, known: Known, missEvery: number): fc.Arbitrary<Request> {
  const manner = { known, missEvery };
  const value = ({ schema, name }: Parameter) => valuesOf(schema, name, manner);
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const segments = fc.tuple(...inPath.map(value));
  const pairs = fc.tuple(
    ...inQuery.map((parameter) => {
      const one = value(parameter).map((said) => pairsOf(parameter.name, said));
      const twice = missEvery === 0 ? [] : [fc.tuple(one, one).map((both) => both.flat())];
      const none = parameter.required === true && missEvery === 0 ? [] : [{ weight: 4, arbitrary: fc.constant([]) }];
      return fc.oneof({ weight: 4, arbitrary: one }, ...none, ...twice);
    }),
  );
  const content = body === null ? fc.constant(null) : valuesOf(body, 'body', manner).map((said) => JSON.stringify(said));
  return fc.tuple(segments, pairs, content).map(([said, query, text]) => {
    const filled = inPath.reduce((soFar, { name }, at) => soFar.replace(`{${name}}`, () => escaped(said[at])), path);
    const asked = query.flat().join('&');
    return {
      method,
      target: `/api${filled}${asked === '' ? '' : `?${asked}`}`,
      headers: text === null ? {} : { 'content-type': 'application/json' },
      body: text,
    };
  });
}

/** A list in a query is written `name[0]=...`, as the document's `deepObject` says. */
function pairsOf(name: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.slice(0, 30).map((item, at) => `${name}%5B${at}%5D=${escaped(item)}`);
  return [`${name}=${escaped(value)}`];
}

/** A right request with one thing broken that no schema speaks of. */
function broken(operation: Operation, known: Known): fc.Arbitrary<Request> {
  const right = built(operation, known, 0);
  const withPath = fc.tuple(right, fc.oneof(fc.constantFrom(...SEGMENTS), strangeText.map(escaped))).map(([request, segment]) => {
    const path = operation.path.includes('{') ? operation.path.replace(/\{\w+\}/, () => segment) : `${operation.path}/${segment}`;
    return { ...request, target: `/api${path}` };
  });
  const withQuery = fc
    .tuple(right, fc.constantFrom(...QUERY_TAILS))
    .map(([request, tail]) => ({ ...request, target: `${request.target}${request.target.includes('?') ? '' : '?'}${tail}` }));
  const withHeaders = fc.tuple(right, fc.constantFrom(...HEADERS)).map(([request, headers]) => ({ ...request, headers: { ...request.headers, ...headers } }));
  const withBody = fc
    .tuple(
      right,
      fc.oneof(
        fc.constantFrom(...BODIES),
        right.map(({ body }) => (body ?? '{}').slice(0, -1)),
      ),
    )
    .map(([request, body]) => ({ ...request, headers: { ...request.headers, 'content-type': 'application/json' }, body }));
  return fc.oneof(withPath, withQuery, withHeaders, withBody);
}
