/** Ids come back as they went in, whatever they look like. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdColumn, createIdTable } from '../../../src-main/plan/snapshot/held/ids.ts';

const anyId = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom('0', 'WS;0AAAAAAAAAAAAACR;JOB'),
);

describe('ids in 16 bytes', () => {
  it('a table numbers them as they come and finds each again', () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 3_000 }), (ids) => {
        const table = createIdTable();
        const naive = new Map<string, number>();
        for (const id of ids) {
          if (!naive.has(id)) naive.set(id, naive.size);
          expect(table.numberOf(id)).toBe(naive.get(id));
        }
        expect(table.count).toBe(naive.size);
        for (const [id, number] of naive) {
          expect(table.find(id)).toBe(number);
          expect(table.idOf(number)).toBe(id);
        }
        expect(table.find('no such id')).toBe(naive.get('no such id') ?? null);
      }),
      { numRuns: 30 },
    );
  });

  it('a column keeps ids and their absence', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyId), { maxLength: 200 }), (ids) => {
        const column = createIdColumn();
        for (const [row, id] of ids.entries()) column.set(row, id);
        expect(ids.map((_id, row) => column.at(row))).toEqual(ids);
      }),
      { numRuns: 100 },
    );
  });
});
