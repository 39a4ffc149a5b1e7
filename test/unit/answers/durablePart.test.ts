/** What outlives a plan run is told as knowledge; the rest of an answer is not. */
import { describe, expect, test } from 'vitest';
import { durablePart } from '../../../src-main/chat/turns/durablePart.ts';
import type { ClaimDraft } from '../../../src-main/chat/answerPort.ts';
import type { ReceiptId } from '../../../src-preload/contract/ids.ts';

const READ = 'rcp_1' as ReceiptId;
const answer = [
  'LOAD_DWH is in ABEND with return code 8 [r1].',
  'It failed because tablespace DWH_DATA is full (ORA-01653) [r2].',
  '14 jobs wait for it [r3].',
  'Extend the tablespace before the rerun [r2].',
].join('\n');
const claim = (kind: ClaimDraft['kind'], text: string, receiptId: ReceiptId | null = READ) => {
  const start = answer.indexOf(text);
  return { kind, start, end: start + text.length, receiptId };
};
const STATUS = claim('status', 'LOAD_DWH is in ABEND');
const COUNT = claim('count', '14 jobs wait for it');
const CAUSE = claim('cause', 'It failed because tablespace DWH_DATA is full (ORA-01653) [r2].');
const ADVICE = claim('advice', 'Extend the tablespace before the rerun [r2].');

describe('the lasting part of an answer', () => {
  test('is its proven causes and remedies, in order and without citations; status and counts stay behind', () => {
    expect(durablePart({ answer, claims: [ADVICE, STATUS, COUNT, CAUSE] })).toBe(
      'It failed because tablespace DWH_DATA is full (ORA-01653).\nExtend the tablespace before the rerun.',
    );
  });
  test('a cause that stands on nothing does not last', () => {
    expect(durablePart({ answer, claims: [STATUS, { ...CAUSE, receiptId: null }] })).toBeNull();
  });
  test('an answer of one plan run has none', () => {
    expect(durablePart({ answer, claims: [STATUS, COUNT] })).toBeNull();
    expect(durablePart({ answer, claims: [] })).toBeNull();
  });
  test('a definition, which no reading is behind, lasts whole', () => {
    const definition = 'A job stream is a set of jobs that run together.';
    const other = { kind: 'other', start: 0, end: definition.length, receiptId: null } as const;
    expect(durablePart({ answer: definition, claims: [other] })).toBe(definition);
    expect(durablePart({ answer: definition, claims: [{ ...other, receiptId: READ }] })).toBeNull();
  });
});
