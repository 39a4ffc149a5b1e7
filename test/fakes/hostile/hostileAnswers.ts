/** Answers no engine should give, made from a schema of the right ones: wrong types, nulls, huge and nested values, cut or mislabelled bodies. The same seed makes the same answers. */
import type { Schema } from '../engine/hclDescription.ts';

export interface HostileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The JSON in it; undefined when it holds none that could be read. */
  readonly value: unknown;
}

/** JSON Schema as zod writes it and as OpenAPI 3.1 has it. */
type AnySchema = Schema & { readonly anyOf?: readonly AnySchema[]; readonly $defs?: Readonly<Record<string, AnySchema>> };

export interface Hostile {
  /** @param lookUp finds what `$ref` points to */
  answerTo(schema: AnySchema, lookUp: (ref: string) => AnySchema): HostileAnswer;
  textAnswer(lines: readonly string[]): HostileAnswer;
  /** 0 <= n < 1 */
  next(): number;
}

const MOST_DEPTH = 9;

export function createHostile(seed: number): Hostile {
  const next = generatorOf(seed);
  const below = (end: number) => Math.floor(next() * end);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T; // never asked of an empty list
  const freshId = () => `6d19eaf1-c9da-3799-96ed-${String(below(1e12)).padStart(12, '0')}`;

  const JUNK: readonly (() => unknown)[] = [
    () => null,
    () => '',
    () => ' ',
    () => 'NaN',
    () => '-Infinity',
    () => '1e999',
    () => -1,
    () => 1e308,
    () => Number.MAX_SAFE_INTEGER + 2,
    () => 0.1,
    () => true,
    () => 'false',
    () => [],
    () => [null, [[]], {}],
    () => ({}),
    () => ({ __proto__: 1, constructor: { prototype: 1 }, toString: 'x' }),
    () => JSON.parse('{"__proto__":{"count":0},"hasOwnProperty":1}') as unknown,
    () => nested(below(200)),
    () => 'x'.repeat(below(20_000)),
    () => '\u0000\u001B[31m\u202E\uD800',
    () => '9999-99-99T99:99:99Z',
    () => '-271821-04-20T00:00:00Z',
    () => '+275760-09-13T00:00:00.001Z',
    () => '2026-02-30T25:61:00',
    () => 'PT99999999999999999999H',
    () => '-PT5M',
    () => 'PONDERING',
    () => "x' OR '1'='1",
    () => '../../../etc/passwd',
    () => `https://evil.example/?offset=${below(99)}`,
  ];
  const nested = (depth: number): unknown => {
    let value: unknown = 'deep';
    for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
    return value;
  };

  const valueOf = (schema: AnySchema, lookUp: (ref: string) => AnySchema, name: string, wildness: number, depth: number): unknown => {
    if (depth > 0 && next() < wildness) return one(JUNK)();
    if (schema.$ref !== undefined) return depth > MOST_DEPTH ? {} : valueOf(lookUp(schema.$ref), lookUp, name, 0, depth + 1);
    const alternatives = schema.anyOf ?? schema.oneOf;
    if (alternatives !== undefined) return valueOf(one(alternatives), lookUp, name, 0, depth + 1);
    if (schema.allOf !== undefined)
      return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, lookUp, name, 0, depth + 1)), objectOf(schema, lookUp, wildness, depth)) as unknown;
    if (schema.enum !== undefined) return one(schema.enum);
    const type = Array.isArray(schema.type) ? one(schema.type as readonly string[]) : schema.type;
    switch (type) {
      case 'array': {
        const rows = depth > MOST_DEPTH ? 0 : below(depth < 3 ? 6 : 3);
        return Array.from({ length: rows }, () => valueOf(schema.items ?? {}, lookUp, name, wildness, depth + 1));
      }
      case 'integer':
      case 'number':
        return below(next() < 0.2 ? 2_000_000_000 : 12);
      case 'boolean':
        return next() < 0.5;
      case 'string':
        return textOf(name, schema.format);
      case 'null':
        return null;
      case undefined:
      default:
        return schema.properties === undefined && schema.additionalProperties === undefined ? one(JUNK)() : objectOf(schema, lookUp, wildness, depth);
    }
  };

  const objectOf = (schema: AnySchema, lookUp: (ref: string) => AnySchema, wildness: number, depth: number): Record<string, unknown> => {
    const made: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (depth > MOST_DEPTH || (next() < wildness && name !== 'results')) continue;
      made[name] = valueOf(property, lookUp, name, wildness, depth + 1);
    }
    if (typeof schema.additionalProperties === 'object')
      for (let key = below(4); key > 0; key--)
        made[one(['ERROR', 'SUCCESSFUL', 'WAITING', 'PONDERING', '__proto__', 'x'])] = valueOf(
          schema.additionalProperties,
          lookUp,
          'value',
          wildness,
          depth + 1,
        );
    return made;
  };

  const textOf = (name: string, format: string | undefined): string => {
    if (format === 'date-time' || /time|date|start|end$/i.test(name)) return `2026-03-1${below(10)}T0${below(10)}:00:00Z`;
    if (format === 'duration' || /duration|interval|elapsed/i.test(name)) return `PT${below(90)}M`;
    if (format === 'date') return '2026-03-10';
    if (/id$/i.test(name)) return freshId();
    if (/common/i.test(name)) return one(['ERROR', 'SUCCESSFUL', 'WAITING', 'RUNNING', 'PONDERING', 'error']);
    if (/status/i.test(name)) return one(['ABEND', 'SUCC', 'HOLD', 'EXEC', 'FAIL', 'STUCK', 'PONDERING', 'SUPPRESS']);
    if (/state/i.test(name)) return one(['LINKED', 'JOBMAN_UP', 'IS_INITED', 'NEVER_HEARD']);
    if (/type/i.test(name)) return one(['INTERNAL', 'JOIN', 'FILE', 'AGENT', 'POOL', 'FTA', 'NEW_KIND']);
    return one(['LOAD_DWH', 'NIGHT', '/AGT01', '/BANK/DWH', 'x', 'á é', 'a#b@c/d.e']);
  };

  /** What goes wrong with the body as a whole, for about one answer in three. */
  const damaged = (json: string): Omit<HostileAnswer, 'value'> & { readonly isReadable: boolean } => {
    const headers = { 'content-type': 'application/json' };
    const good = { status: 200, headers, body: Buffer.from(json), isReadable: true };
    const text = (body: string) => ({ ...good, body: Buffer.from(body), isReadable: false });
    switch (below(30)) {
      case 0:
        return text(json.slice(0, below(json.length)));
      case 1:
        return { ...text('<!DOCTYPE html><html><body>Sign in</body></html>'), headers: { 'content-type': 'text/html' } };
      case 2:
        return text(one(['', 'null', '0', '"ok"', 'true', 'NaN', 'undefined', '{', '[', '{"results"', '\u0000\u0000', 'AWSJSY404E']));
      case 3:
        return text(json + json);
      case 4:
        return { ...good, headers: { ...headers, 'content-encoding': 'gzip' }, isReadable: false };
      case 5:
        return { ...good, headers: { 'content-type': one(['text/plain', 'application/octet-stream', 'application/xml', 'image/png']) } };
      case 6:
        return { ...good, status: one([204, 205]), body: Buffer.alloc(0), isReadable: false };
      case 7:
        return { ...good, status: one([301, 302, 307, 400, 403, 404, 405, 409, 418, 500, 502]), isReadable: false };
      case 8:
        return text(`${'['.repeat(20_000)}1${']'.repeat(20_000)}`);
      case 9:
        return { ...good, body: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]), isReadable: false };
      case 10:
        return text(json.replaceAll(':', '='));
      default:
        return good;
    }
  };

  return {
    next,
    answerTo(schema, lookUp) {
      const value = plausible(valueOf(schema, lookUp, '', one([0.01, 0.03, 0.1, 0.3]), 0), next);
      const { isReadable, ...answer } = damaged(JSON.stringify(value));
      return { ...answer, value: isReadable ? (JSON.parse(answer.body.toString()) as unknown) : undefined };
    },
    textAnswer(lines) {
      const kept = lines.map((line) =>
        next() < 0.2 ? line.slice(0, below(line.length + 1)) : next() < 0.2 ? line.replace(/\d+$/, one(['NaN', '+Inf', '', '-1', '1e999'])) : line,
      );
      const { isReadable: _, ...answer } = damaged(`${kept.join('\n')}\n`);
      return {
        ...answer,
        headers: { ...answer.headers, 'content-type': one(['text/plain', 'application/openmetrics-text', 'application/json', 'text/html']) },
        value: undefined,
      };
    },
  };
}

/** Mulberry32: small, fast, and the same everywhere. */
function generatorOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Most lists count what they hold and end there: a list that contradicts itself is found out by that alone. */
function plausible(value: unknown, next: () => number): unknown {
  if (typeof value !== 'object' || value === null || !('results' in value) || !Array.isArray(value.results) || next() < 0.3) return value;
  return { ...value, count: value.results.length, next: null };
}
