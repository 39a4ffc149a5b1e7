/** Rows are read by plain functions for speed: whatever an engine sends, they give what the schemas say, and refuse what the schemas refuse. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readerOf, UNREADABLE } from '../../../src-main/tws/rows/wire/rowReader.ts';
import { wireEngineInfoV1, wireJob, wireStream, wireWorkstation } from '../../../src-main/tws/rows/wire/wire.ts';
import { duration, flag, identifier, instant, list, number, part, text } from '../../../src-main/tws/rows/wire/wireValues.ts';

const LEAVES = { text, identifier, flag, number, instant, duration } satisfies Record<string, z.ZodType>;

const words = fc.constantFrom(
  '',
  ' ',
  'true',
  'FALSE ',
  '12',
  ' -3.5 ',
  '1e5',
  '0',
  '1700000000',
  '1700000000000',
  'PT1M30S',
  'P1DT2H',
  'PT',
  '2026-11-21T02:00:00.000Z',
  '2026-02-30T02:00:00.000Z',
  '2026-11-21T24:00:00.000Z',
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '1971-01-01T00:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '9999-12-31T23:59:59.000Z',
  '2026-11-21 02:00:00',
  '2026-11-21T02:00:00+0300',
  '2026-11-21T02:00:00Z[UTC]',
);
const instants = fc.date({ noInvalidDate: false }).map((date) => (Number.isNaN(date.getTime()) ? 'never' : date.toISOString()));
const leaf = fc.oneof(words, instants, fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined), fc.bigInt());
const value = fc.oneof({ weight: 6, arbitrary: leaf }, { weight: 1, arbitrary: fc.array(leaf) }, { weight: 1, arbitrary: fc.dictionary(fc.string(), leaf) });

function agree(schema: z.ZodType, said: unknown): void {
  const parsed = schema.safeParse(said);
  const row = readerOf(schema)(said);
  if (parsed.success) expect(row).toEqual(parsed.data);
  else expect(row).toBe(UNREADABLE);
}

test.each(Object.entries(LEAVES))('%s', (_name, schema) => {
  fc.assert(fc.property(value, (said) => agree(schema, said)));
});

const NAMES = Object.keys(LEAVES) as (keyof typeof LEAVES)[];
const fields = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] });
const row = z.object({ ...LEAVES, word: z.string().catch('UNKNOWN'), any: z.unknown().optional() });

test('objects, and parts of objects, with fields left out, added and of the wrong type', () => {
  fc.assert(fc.property(fc.oneof(fields, value), (said) => agree(row, said)));
  fc.assert(fc.property(fc.oneof(fields, value), (said) => agree(part(LEAVES), said)));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('inner', 'id', '__proto__', 'constructor'), fields), (said) =>
      agree(z.object({ inner: part(LEAVES), id: identifier }), said),
    ),
  );
});

test('lists leave out what cannot be read, or say so in its place', () => {
  const otherwise = row.parse({ identifier: 'unreadable' });
  fc.assert(
    fc.property(fc.array(fc.oneof(fields, value)), (items) => {
      const readable = items.flatMap((one) => {
        const parsed = row.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      });
      expect(list(row).parse(items)).toEqual(readable);
      expect(readerOf(list(row))(items)).toEqual(readable);
      expect(list(row, [otherwise]).parse(items)?.length).toBe(items.length);
    }),
  );
  fc.assert(fc.property(value, (said) => agree(list(z.string()), said)));
});

test('the rows of the engine', () => {
  for (const schema of [wireJob, wireStream, wireWorkstation, wireEngineInfoV1]) {
    const names = Object.keys(schema.shape);
    const sent = fc.record(Object.fromEntries(names.map((name) => [name, fc.oneof(value, fields, fc.array(fields))])), { requiredKeys: [] });
    fc.assert(
      fc.property(sent, (said) => agree(schema, { id: 'x', name: 'y', ...said })),
      { numRuns: 300 },
    );
  }
});
