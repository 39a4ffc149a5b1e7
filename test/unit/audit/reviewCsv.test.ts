/** What people paste into spreadsheets: any text comes back as it was written, and none is ever run. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../../src-main/review/csv.ts';

/** A naive reader of RFC 4180: one record. */
function read(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (isQuoted && char === '"' && line[at + 1] === '"') cell += line[++at]!;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === ',') {
      cells.push(cell);
      cell = '';
    } else if (!isQuoted && line.startsWith('\r\n', at)) at++;
    else cell += char;
  }
  return [...cells, cell];
}

test('any text comes back from a reader of RFC 4180 as it was, but for the apostrophe before a formula', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@",\r\n\t a'1]*$/));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
      const back = read(csvLine(cells));
      expect(back.map((cell, at) => (cell === cells[at] ? cell : cell.replace(/^'/, '')))).toEqual(cells);
      for (const cell of back) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u200b=1', '＝1+1'])('%j is given as text', (formula) => {
  expect(read(csvLine([formula]))).toEqual([`'${formula}`]);
});

test('numbers stay numbers, nothing is an empty cell, and what is more than text is JSON', () => {
  expect(csvLine([-1.5, null, undefined, true, ['a', 'b'], ''])).toBe('-1.5,,,true,"[""a"",""b""]",\r\n');
});
